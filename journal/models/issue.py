"""An issue of the Journal, and the sections its articles are filed under."""

import datetime

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clock import paris
from members.models import Member

COVER_LINES, COVER_LINE = 3, 60
LAST_NUMBER = 9999
FIRST_YEAR = 2018
YEARS_AHEAD = 2


def last_year() -> int:
    """The last year for which an issue may be opened."""
    return timezone.localdate().year + YEARS_AHEAD


class IssueQuerySet(models.QuerySet["Issue"]):
    def published(self) -> "IssueQuerySet":
        return self.filter(state=Issue.State.PUBLISHED)

    def in_preparation(self) -> "IssueQuerySet":
        return self.filter(state=Issue.State.DRAFT).order_by("number")

    def newest_first(self) -> "IssueQuerySet":
        return self.order_by("-number")

    def published_in_month(self, year: int, month: int) -> "IssueQuerySet":
        return self.published_between((year, month), (year + month // 12, month % 12 + 1))

    def published_in_year(self, year: int) -> "IssueQuerySet":
        return self.published_between((year, 1), (year + 1, 1))

    def published_between(self, first: tuple[int, int], after: tuple[int, int]) -> "IssueQuerySet":
        """Between two months, given as (year, month), the second left out: those of Paris, the same for everyone."""
        since, until = (paris.midnight(datetime.date(year, month, 1)) for year, month in (first, after))
        return self.published().filter(published_at__gte=since, published_at__lt=until)

    def visible_to(self, member: Member) -> "IssueQuerySet":
        if member.has_perm("journal.view_draft"):
            return self.all()
        return self.published()


@pghistory.track(append_only=True)
class Issue(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("en préparation")
        PUBLISHED = "published", _("publié")

    class Ground(models.TextChoices):
        PRUNE = "prune", _("prune")
        CANARD = "canard", _("canard")
        ALGUE = "algue", _("algue")
        NUIT = "nuit", _("nuit")

    class Motif(models.IntegerChoices):
        COMPASS = 1, _("rose des vents")
        WAVES = 2, _("vagues")
        CALENDAR = 3, _("calendrier")
        RINGS = 4, _("ronds dans l’eau")

    NAMED = ("number", "year", "quarter")
    """What an issue is called by: corrected until it has appeared."""

    number = models.PositiveSmallIntegerField(
        _("numéro"),
        unique=True,
        validators=[MinValueValidator(1), MaxValueValidator(LAST_NUMBER)],
        error_messages={"unique": _("Ce numéro existe déjà.")},
    )
    quarter = models.PositiveSmallIntegerField(_("trimestre"), validators=[MinValueValidator(1), MaxValueValidator(4)])
    year = models.PositiveSmallIntegerField(
        _("année"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(last_year)]
    )
    headline = models.CharField(_("titre de une"), max_length=90, blank=True)
    standfirst = models.TextField(_("chapeau"), max_length=400, blank=True)
    cover_lines = ArrayField(
        models.CharField(max_length=COVER_LINE),
        size=COVER_LINES,
        default=list,
        blank=True,
        verbose_name=_("lignes de couverture"),
    )
    editorial = models.TextField(_("éditorial"), max_length=20_000, blank=True)
    editorial_author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="editorials",
        verbose_name=_("signature de l’éditorial"),
    )
    state = models.CharField(_("état"), max_length=10, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(_("paru le"), null=True, blank=True)
    motif = models.PositiveSmallIntegerField(_("motif"), choices=Motif, default=Motif.COMPASS)
    ground = models.CharField(_("couleur"), max_length=10, choices=Ground, default=Ground.PRUNE)
    version = models.PositiveIntegerField(_("version"), default=1)
    saved_at = models.DateTimeField(_("enregistré le"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enregistré par"),
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("numéro")
        verbose_name_plural = _("numéros")
        ordering = ("-number",)
        permissions = (("publish_issue", "Can publish an issue"),)
        constraints = (
            models.UniqueConstraint(
                fields=("year", "quarter"),
                name="journal_issue_one_a_quarter",
                violation_error_message=_("Il y a déjà un numéro pour ce trimestre."),
            ),
            models.CheckConstraint(
                condition=models.Q(quarter__range=(1, 4)),
                name="journal_issue_quarter_1_to_4",
                violation_error_message=_("Le trimestre va de 1 à 4."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", published_at=None)
                | models.Q(state="published", published_at__isnull=False),
                name="journal_issue_published_has_its_date",
                violation_error_message=_("Un numéro publié porte sa date de parution."),
            ),
        )
        indexes = (models.Index(fields=("-published_at",), name="journal_issue_published"),)
        triggers = (
            pgtrigger.Trigger(
                name="all_or_nothing",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="draft", new__state="published"),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM journal_article WHERE issue_id = NEW.id AND state <> 'accepted'
                    ) THEN
                        RAISE EXCEPTION 'issue % holds an article that is not accepted', NEW.number
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{gettext('Le Journal')} {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("journal:issue_detail", args=[self.number])

    @property
    def label(self) -> str:
        return gettext("n° %(number)s") % {"number": self.number}

    @property
    def season_label(self) -> str:
        seasons = (gettext("Hiver"), gettext("Printemps"), gettext("Été"), gettext("Automne"))
        return f"{seasons[self.quarter - 1]} {self.year}"

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def published_on(self) -> datetime.date | None:
        return paris.day_of(self.published_at) if self.published_at else None


class SectionQuerySet(models.QuerySet["Section"]):
    def with_published_articles(self) -> "SectionQuerySet":
        """Sections that a reader can open, with the number of their published articles."""
        published = models.Q(articles__issue__state=Issue.State.PUBLISHED)
        return self.annotate(article_count=models.Count("articles", filter=published)).filter(article_count__gt=0)


class Section(models.Model):
    name = models.CharField(
        _("nom"), max_length=60, unique=True, error_messages={"unique": _("Cette rubrique existe déjà.")}
    )
    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=0)
    is_feature = models.BooleanField(
        _("dossier"), default=False, help_text=_("Ses articles forment le dossier, mis en avant au sommaire.")
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("rubrique")
        verbose_name_plural = _("rubriques")
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("journal:section_detail", args=[self.slug])
