"""The member: a person and an account in one row."""

import secrets
from collections.abc import Iterable
from functools import cached_property
from typing import Any, ClassVar, NamedTuple
from zoneinfo import available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Concat, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pghistory import InsertEvent, UpdateEvent, track

from clock import paris
from guards.versions import version_of
from members.models.appointment import Appointment, Role
from members.models.functions import Fold
from members.models.organisation import Department, Site
from members.models.queries import MemberManager
from members.models.states import NEWCOMERS, TRANSITIONS, State
from ui.slugs import first_free, slug_of

TINTS = 6
SLUG_LENGTH = 100


class Visibility(models.TextChoices):
    """Who may see one field of a profile; each value includes the next ones."""

    MEMBERS = "members", _("Membres")
    CORE_TEAM = "core_team", _("Core-team")
    SELF = "self", _("Moi uniquement")


EMAIL_VISIBILITIES = [(level.value, level.label) for level in (Visibility.MEMBERS, Visibility.CORE_TEAM)]
"""Who manages accounts knows their addresses: nobody is told otherwise."""


def check_email(address: str) -> None:
    """Refuse what no mail server takes: Django lets through « ı », which it holds for an « i » written otherwise."""
    name, _at, domain = address.rpartition("@")
    if not name.isascii():
        raise ValidationError(
            _("Avant le @, une adresse n’a que des lettres de a à z, des chiffres et des signes simples.")
        )
    validate_email(address)
    try:
        domain.encode("idna")
    except UnicodeError as error:
        raise ValidationError(_("Vérifiez ce qui suit le @ : ce nom ne peut pas exister.")) from error


class LowerEmailField(models.EmailField):
    """An address that mail servers take, kept in lower case, so that its unique index knows no case."""

    default_validators = [check_email]

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))


class Rights(NamedTuple):
    """What a member may do follows from this alone."""

    roles: frozenset[Role]
    is_superuser: bool


def photo_path(member: "Member", filename: str) -> str:
    """A name that says nothing and cannot be guessed."""
    return f"portraits/{secrets.token_hex(16)}.webp"


def both_names(first_name: str, last_name: str) -> str:
    return f"{first_name} {last_name}".strip()


def cut_after_capital(name: str) -> str:
    """« R » of « Roux », « d’H » of « d’Hôtel »: a particle in lower case is no initial."""
    capitals = (at for at, letter in enumerate(name, 1) if letter.isupper())
    end = next(capitals, None)
    return name[:end] if end else name[:1].upper()


def check_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Choisissez un fuseau horaire de la liste."))


@track(
    InsertEvent(),
    UpdateEvent(),
    fields=["email", "first_name", "last_name", "state", "state_reason", "is_superuser"],
    model_name="MemberHistory",
)
class Member(AbstractBaseUser):
    State = State

    class Theme(models.TextChoices):
        AUTO = "auto", _("Comme mon appareil")
        LIGHT = "light", _("Clair")
        DARK = "dark", _("Sombre")

    pgh_event_model: ClassVar[type[models.Model]]
    """Its past states, as the database keeps them."""

    site_name: str | None
    """That of the site, where ``naming_places`` has fetched it."""

    HIDEABLE = ("email", "phone", "photo", "site", "availability", "backup")
    PROFILE = (
        "first_name", "last_name", "job_title", "department", "about", "site", "phone", "availability", "backup",
        "email_visibility", "photo_visibility", "site_visibility", "phone_visibility", "availability_visibility",
        "backup_visibility",
    )  # fmt: skip
    """What a member says of herself or himself, and to whom."""

    NAMED = ("first_name", "last_name", "state", "joined_on")
    """What ``full_name`` and ``short_name`` are made of."""

    email = LowerEmailField(
        _("adresse e-mail"),
        unique=True,
        error_messages={"unique": _("Cette adresse est déjà celle d’un membre.")},
    )
    first_name = models.CharField(_("prénom"), max_length=80)
    last_name = models.CharField(_("nom"), max_length=80, blank=True)
    slug = models.SlugField(_("adresse de la page"), max_length=120, unique=True, editable=False)
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.INVITED)
    state_reason = models.CharField(_("raison"), max_length=300, blank=True)
    is_active = models.GeneratedField(
        expression=Case(When(Q(state="active"), then=Value(True)), default=Value(False)),
        output_field=models.BooleanField(),
        db_persist=True,
        verbose_name=_("compte ouvert"),
    )
    is_superuser = models.BooleanField(_("administration technique"), default=False, editable=False)
    language = models.CharField(_("langue"), max_length=2, choices=settings.LANGUAGES, default="fr")
    theme = models.CharField(_("apparence"), max_length=5, choices=Theme, default=Theme.AUTO)
    time_zone = models.CharField(_("fuseau horaire"), max_length=64, default=paris.NAME, validators=[check_time_zone])

    job_title = models.CharField(_("fonction"), max_length=120, blank=True)
    site = models.ForeignKey(Site, models.PROTECT, verbose_name=_("site"), null=True, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, verbose_name=_("direction"), null=True, blank=True)
    about = models.TextField(_("présentation"), max_length=1000, blank=True)
    phone = models.CharField(_("téléphone professionnel"), max_length=30, blank=True)
    availability = models.CharField(_("quand et comment me joindre"), max_length=200, blank=True)
    backup = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("en mon absence"), null=True, blank=True, related_name="backs_up"
    )
    photo = models.FileField(_("photo"), upload_to=photo_path, max_length=255, blank=True)
    photo_consented_at = models.DateTimeField(_("photo publiée avec accord le"), null=True, blank=True, editable=False)

    email_visibility = models.CharField(
        max_length=9, choices=EMAIL_VISIBILITIES, default=Visibility.CORE_TEAM,
        help_text=_("La core-team la voit toujours : elle en a besoin pour gérer les comptes."),
    )  # fmt: skip
    phone_visibility = models.CharField(max_length=9, choices=Visibility, default=Visibility.SELF)
    photo_visibility = models.CharField(max_length=9, choices=Visibility, default=Visibility.MEMBERS)
    site_visibility = models.CharField(max_length=9, choices=Visibility, default=Visibility.MEMBERS)
    availability_visibility = models.CharField(max_length=9, choices=Visibility, default=Visibility.MEMBERS)
    backup_visibility = models.CharField(max_length=9, choices=Visibility, default=Visibility.MEMBERS)

    requested_at = models.DateTimeField(_("demande ou invitation du"), default=timezone.now, editable=False)
    joined_on = models.DateField(_("membre depuis le"), null=True, blank=True)
    left_on = models.DateField(_("partie le"), null=True, blank=True, editable=False)
    welcomed_at = models.DateTimeField(_("accueil terminé le"), null=True, blank=True, editable=False)

    search_name = models.GeneratedField(
        expression=Fold(Concat("first_name", Value(" "), "last_name")), output_field=models.TextField(), db_persist=True
    )
    sort_name = models.GeneratedField(
        expression=Fold(Concat("last_name", Value(" "), "first_name")), output_field=models.TextField(), db_persist=True
    )

    search_title = models.GeneratedField(expression=Fold("job_title"), output_field=models.TextField(), db_persist=True)

    objects = MemberManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="member_email_lower_case"),
            models.CheckConstraint(
                condition=~Q(email_visibility=Visibility.SELF), name="member_email_seen_by_core_team"
            ),
        ]
        indexes = [
            GinIndex(fields=["search_name"], name="member_search_name", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["search_title"], name="member_search_title", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["state", "sort_name"], name="member_state_sort_name"),
            models.Index(fields=["sort_name", "id"], condition=Q(is_superuser=False), name="member_sort_name"),
            models.Index(fields=["-joined_on", "id"], condition=Q(state=State.ACTIVE), name="member_newcomers"),
            models.Index(fields=["department", "id"], condition=Q(state=State.ACTIVE), name="member_departments"),
            models.Index(
                fields=["site", "site_visibility", "id"], condition=Q(state=State.ACTIVE), name="member_sites"
            ),
        ]
        triggers = [TRANSITIONS.trigger()]
        permissions = [
            ("invite_member", "Can invite and approve members"),
            ("publish_charter", "Can publish a version of the charter"),
            ("view_history", "Can read the journal of acts"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self.free_slug()
        super().save(*args, **kwargs)

    def free_slug(self) -> str:
        """The first of « prenom-nom », « prenom-nom-2 »… that nobody has."""
        base = slug_of(self.both_names, most=SLUG_LENGTH, missing="membre")
        return first_free(base, Member.objects.filter(slug__startswith=base).order_by().values_list("slug", flat=True))

    def get_absolute_url(self) -> str:
        return reverse("members:member_detail", args=[self.slug])

    @property
    def version(self) -> str:
        """What changes with each change of the profile (``guards.versions``), not with the account."""
        fields = [field for field in self._meta.concrete_fields if field.name in self.PROFILE]
        return version_of(*(getattr(self, field.attname) for field in fields))

    @property
    def is_erased(self) -> bool:
        """Whether nothing is kept of the person any more; the row stays for what is counted."""
        return not self.first_name

    @property
    def has_left(self) -> bool:
        """Whether the person is no member any more; asked back, she or he is none before saying yes."""
        return self.state == State.FORMER or (self.state in NEWCOMERS and self.joined_on is not None)

    @property
    def may_ask_back(self) -> bool:
        """Whether a request to join is one to come back: of who was refused, it is not heard again so soon."""
        return self.state == State.FORMER and self.joined_on is not None

    @property
    def both_names(self) -> str:
        """First and family name, whatever the state; some people have one name alone."""
        return both_names(self.first_name, self.last_name)

    @property
    def no_name(self) -> str:
        """What stands for the name of somebody who is not, or never was, a member; empty for all others."""
        if self.has_left:
            return gettext("Ancien membre")
        return gettext("Demande expirée") if self.state == State.EXPIRED else ""

    @property
    def full_name(self) -> str:
        return self.no_name or self.both_names

    @property
    def short_name(self) -> str:
        """« Camille R. », « Élodie d’H. », as the community signs."""
        if not self.last_name:
            return self.full_name
        return self.no_name or f"{self.first_name} {cut_after_capital(self.last_name)}."

    def get_short_name(self) -> str:
        """How the back office greets."""
        return self.no_name or self.first_name

    @property
    def initials(self) -> str:
        if self.no_name:
            return "–"
        return f"{self.first_name[:1]}{cut_after_capital(self.last_name)[-1:]}".upper()

    @property
    def tint(self) -> int:
        """One of six avatar colours, always the same for a member."""
        return (self.pk or 0) % TINTS + 1

    @property
    def shows_photo(self) -> bool:
        """Whether there is a photo that every member may see."""
        return bool(self.photo) and self.photo_visibility == Visibility.MEMBERS and self.state == self.State.ACTIVE

    @property
    def photo_url(self) -> str:
        """Address of the photo where every member may see it, else nothing."""
        return reverse("members:member_photo", args=[self.slug]) if self.shows_photo else ""

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles held today, as a frozen set of ``Role`` values: read once, a page asks for them dozens of times."""
        if not hasattr(self, "role_names"):
            self.role_names = list(Appointment.objects.today().filter(member=self).values_list("role", flat=True))
        return frozenset(Role(name) for name in self.role_names)

    @property
    def rights(self) -> Rights:
        return Rights(self.roles, self.is_superuser)

    @classmethod
    def with_rights(cls, pk: int, rights: Rights, **more: Any) -> "Member":
        """An active member of whom only this is known: all that may decide what is seen, where that is kept."""
        known = {"id": pk, "state": State.ACTIVE, "is_active": True, "is_superuser": rights.is_superuser} | more
        names = [field.attname for field in cls._meta.concrete_fields if field.attname in known]
        member = cls.from_db(None, names, [known[name] for name in names])
        member.role_names = list(rights.roles)
        return member

    @property
    def permissions(self) -> frozenset[str]:
        """Names of what the roles held today allow (``settings.ROLE_PERMISSIONS``)."""
        if not self.is_active:
            return frozenset()
        return frozenset().union(*(settings.ROLE_PERMISSIONS.get(role, ()) for role in self.roles))

    @property
    def is_staff(self) -> bool:
        """Whether the administration opens: for the core-team and the technical administration."""
        return self.is_active and (self.is_superuser or Role.CORE_TEAM in self.roles)

    def has_perm(self, permission: str, obj: object = None) -> bool:
        return self.is_active and (self.is_superuser or permission in self.permissions)

    def has_perms(self, permissions: Iterable[str], obj: object = None) -> bool:
        return all(self.has_perm(permission, obj) for permission in permissions)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and (
            self.is_superuser or any(name.startswith(f"{app_label}.") for name in self.permissions)
        )
