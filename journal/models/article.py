"""An article and its way from draft to accepted; a passage that is not drawn here is refused, by the database too."""

import re
from collections.abc import Iterable

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guards.states import Transitions
from journal.models.issue import Issue, Section
from members.models import Member
from ui.folding import APOSTROPHES
from ui.slugs import first_free, slug_of

WORDS_A_MINUTE = 200
SLUG_LENGTH = 80
TRANSITIONS = Transitions(
    ("draft", "submitted"),
    ("submitted", "draft"),
    ("submitted", "changes_requested"),
    ("submitted", "accepted"),
    ("changes_requested", "submitted"),
    ("accepted", "changes_requested"),
    ("accepted", "submitted"),
    ("draft", "discarded"),
    ("submitted", "discarded"),
    ("changes_requested", "discarded"),
    ("accepted", "discarded"),
    ("discarded", "draft"),
)


def joined(names: Iterable[str]) -> str:
    """« Hélène M., Nadia B. et Camille R. »"""
    *others, last = list(names) or [""]
    return f"{', '.join(others)} {gettext('et')} {last}" if others else last


class CountWords(models.Func):
    """Words of a rich text, its tags and entities left out; immutable, so that the database can keep it."""

    function = "regexp_count"
    template = r"%(function)s(regexp_replace(%(expressions)s, '<[^>]*>|&[a-z#0-9]+;', ' ', 'g'), '\S+')"
    output_field = models.IntegerField()


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        return self.filter(issue__state=Issue.State.PUBLISHED)

    def written_by(self, member: int) -> "ArticleQuerySet":
        """Those that the member of that key signs."""
        return self.filter(pk__in=Authorship.objects.filter(member=member).values("article"))

    def visible_to(self, member: Member) -> "ArticleQuerySet":
        """What this person may read: what is published, what she signs, and every draft for the committee."""
        if member.has_perm("journal.view_draft"):
            return self.all()
        signed = Authorship.objects.filter(member=member.pk).values("article")
        return self.filter(models.Q(issue__state=Issue.State.PUBLISHED) | models.Q(pk__in=signed))

    def workable_by(self, member: Member) -> "ArticleQuerySet":
        """What this person may open on her desk: her own texts, and all of them for the committee."""
        if member.has_perm("journal.view_draft"):
            return self.all()
        return self.written_by(member.pk)

    def without_issue(self) -> "ArticleQuerySet":
        """Ideas, and texts that wait for an issue."""
        return self.filter(issue=None).exclude(state=Article.State.DISCARDED)

    def in_stock(self) -> "ArticleQuerySet":
        """The ideas, and the texts that wait for an issue, as lists show them: the latest first."""
        return self.without_issue().light().select_related("section").order_by("-saved_at", "-pk")

    def to_be_read_by(self, member: int) -> "ArticleQuerySet":
        """Those in review that the member of that key does not sign, whatever their issue."""
        mine = Authorship.objects.filter(member=member).values("article")
        return self.filter(state=Article.State.SUBMITTED).exclude(pk__in=mine)

    def in_order(self) -> "ArticleQuerySet":
        return self.order_by("position", "pk")

    def light(self) -> "ArticleQuerySet":
        """Without the long columns, for lists."""
        return self.defer("body", "search_vector")

    def signed(self) -> "ArticleQuerySet":
        """With their authors in the order they sign, in one more query."""
        return self.prefetch_related(models.Prefetch("authorships", Authorship.objects.select_related("member")))


@pghistory.track(append_only=True, exclude=["search_vector", "words"])
class Article(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("en écriture")
        SUBMITTED = "submitted", _("en relecture")
        CHANGES_REQUESTED = "changes_requested", _("à reprendre")
        ACCEPTED = "accepted", _("prêt")
        DISCARDED = "discarded", _("abandonné")

    TRANSITIONS = TRANSITIONS

    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("numéro")
    )
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("rubrique")
    )
    title = models.CharField(_("titre"), max_length=140)
    slug = models.SlugField(_("adresse"), max_length=90)
    standfirst = models.TextField(_("chapeau"), max_length=400, blank=True)
    body = models.TextField(_("texte"), max_length=60_000, blank=True)
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="Authorship", related_name="articles", verbose_name=_("signatures")
    )
    state = models.CharField(_("état"), max_length=20, choices=State, default=State.DRAFT)
    position = models.PositiveSmallIntegerField(_("rang"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)
    saved_at = models.DateTimeField(_("enregistré le"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("enregistré par"),
    )
    words = models.GeneratedField(expression=CountWords("body"), output_field=models.IntegerField(), db_persist=True)
    search_vector = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="fr")
        + SearchVector("standfirst", weight="B", config="fr")
        + SearchVector("body", weight="C", config="fr"),
        output_field=SearchVector("title").output_field,
        db_persist=True,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ("-issue__number", "position", "pk")
        permissions = (
            ("review_article", "Can review an article"),
            ("view_draft", "Can read every draft"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("issue", "position"),
                name="journal_article_one_a_place",
                deferrable=models.Deferrable.DEFERRED,
                violation_error_message=_("Cette place du sommaire est déjà prise."),
            ),
            models.UniqueConstraint(
                fields=("issue", "slug"),
                name="journal_article_one_address",
                violation_error_message=_("Un article de ce numéro a déjà cette adresse."),
            ),
            models.CheckConstraint(
                condition=models.Q(issue=None, position=None) | models.Q(issue__isnull=False, position__isnull=False),
                name="journal_article_place_in_its_issue",
                violation_error_message=_("Un article a une place quand il a un numéro."),
            ),
            models.CheckConstraint(
                condition=models.Q(issue=None) | ~models.Q(state="discarded"),
                name="journal_article_discarded_has_no_issue",
                violation_error_message=_("Un texte abandonné n’est au sommaire d’aucun numéro."),
            ),
        )
        indexes = (
            GinIndex(fields=("search_vector",), name="journal_article_search"),
            models.Index(fields=("state", "-saved_at"), name="journal_article_state"),
        )
        triggers = (
            TRANSITIONS.trigger(),
            pgtrigger.Trigger(
                name="accepted_when_published",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=~pgtrigger.Q(new__state="accepted") & pgtrigger.Q(new__issue__isnull=False),
                func="""
                    IF EXISTS (
                        SELECT 1 FROM journal_issue WHERE id = NEW.issue_id AND state = 'published'
                    ) THEN
                        RAISE EXCEPTION 'an article of a published issue is accepted'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where it is read: in its issue, or on the desk as long as it has none."""
        if self.issue is None:
            return self.get_desk_url()
        return reverse("journal:article_detail", args=[self.issue.number, self.slug])

    @staticmethod
    def slug_for(title: str) -> str:
        """« L’art d’écrire » is « l-art-d-ecrire »: an apostrophe parts two words."""
        return slug_of(re.sub(f"[{APOSTROPHES}]", " ", title), most=SLUG_LENGTH, missing="article")

    def free_slug(self) -> str:
        """The title as an address, with a number when another article of the issue has it."""
        slug = self.slug_for(self.title)
        if self.issue is None:
            return slug
        others = self.issue.articles.exclude(pk=self.pk).filter(slug__startswith=slug)
        return first_free(slug, others.values_list("slug", flat=True))

    def get_desk_url(self) -> str:
        """Where it is written and reviewed."""
        return reverse("journal:article_edit", args=[self.pk])

    def move_to(self, state: str) -> None:
        """Take the next state; ``IllegalTransition`` when it does not follow from this one."""
        self.TRANSITIONS.check(self.state, state)
        self.state = state

    @property
    def is_with_its_authors(self) -> bool:
        return self.state in {self.State.DRAFT, self.State.CHANGES_REQUESTED}

    @property
    def is_discarded(self) -> bool:
        return self.state == self.State.DISCARDED

    def may_move_to(self, state: str) -> bool:
        return self.TRANSITIONS.allow(self.state, state)

    @property
    def is_published(self) -> bool:
        return self.issue is not None and self.issue.is_published

    @property
    def reading_minutes(self) -> int:
        return max(1, round(self.words / WORDS_A_MINUTE))

    @property
    def signatures(self) -> list[Member]:
        """Authors in the order they sign; read from the prefetched rows where there are some."""
        return [authorship.member for authorship in self.authorships.all()]

    @property
    def byline(self) -> str:
        """« Hélène M. et Nadia B. »"""
        return joined(member.short_name for member in self.signatures)

    def is_written_by(self, member: Member) -> bool:
        return member.pk in {authorship.member_id for authorship in self.authorships.all()}


class Authorship(models.Model):
    article = models.ForeignKey(Article, models.CASCADE, related_name="authorships", verbose_name=_("article"))
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="authorships", verbose_name=_("membre")
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=0)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("article", "member"),
                name="journal_authorship_once",
                violation_error_message=_("Cette personne signe déjà cet article."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.member}, {self.article}"
