"""Skills that members offer to share or would like to learn."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from members.models.functions import Fold


class Skill(models.Model):
    class Theme(models.TextChoices):
        """What skills are sorted by where they are chosen, in this order."""

        MAIL = "mail", _("Messagerie et agenda")
        DOCUMENTS = "documents", _("Tableaux et documents")
        TOGETHER = "together", _("Travail à plusieurs")
        MEETINGS = "meetings", _("Réunions et événements")
        TRAVEL = "travel", _("Voyages, frais et achats")
        WRITING = "writing", _("Écrit et prise de parole")
        LANGUAGES = "languages", _("Langues")
        OTHER = "other", _("Autres sujets")

    name = models.CharField(_("nom"), max_length=60, unique=True)
    theme = models.CharField(_("thème"), max_length=9, choices=Theme, default=Theme.OTHER)
    search_name = models.GeneratedField(expression=Fold("name"), output_field=models.TextField(), db_persist=True)

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")
        ordering = ["name"]
        indexes = [GinIndex(fields=["search_name"], name="skill_search_name", opclasses=["gin_trgm_ops"])]

    def __str__(self) -> str:
        return self.name


class MemberSkillQuerySet(models.QuerySet["MemberSkill"]):
    def offered(self) -> "MemberSkillQuerySet":
        return self.filter(kind=MemberSkill.Kind.OFFERED)

    def wanted(self) -> "MemberSkillQuerySet":
        return self.filter(kind=MemberSkill.Kind.WANTED)


class MemberSkill(models.Model):
    class Kind(models.TextChoices):
        OFFERED = "offered", _("peut aider sur")
        WANTED = "wanted", _("aimerait apprendre")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="skills", verbose_name=_("membre")
    )
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="holders", verbose_name=_("compétence"))
    kind = models.CharField(_("sens"), max_length=7, choices=Kind)
    note = models.CharField(_("précision"), max_length=120, blank=True)

    objects = MemberSkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("compétence d’un membre")
        verbose_name_plural = _("compétences des membres")
        ordering = ["kind", "skill__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "skill", "kind"],
                name="member_skill_once",
                violation_error_message=_("Cette compétence est déjà dans la liste."),
            )
        ]
        indexes = [models.Index(fields=["kind", "skill", "member"], name="member_skill_kind")]

    def __str__(self) -> str:
        return f"{self.skill} ({self.get_kind_display()})"
