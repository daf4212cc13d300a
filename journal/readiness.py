"""What still prevents an issue from being published: one rule, read by the board and by ``actions.publish``."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from guards.refusals import Refused
from journal.models import Article, Authorship, Picture
from statements import Statement
from ui.foreign import as_written, filled
from ui.richtext import plain_text


@dataclass(frozen=True)
class Gap:
    """One thing to do, and the place where it is done."""

    sentence: str
    url: str


class NotReady(Refused):
    """An issue that cannot be published yet; ``gaps`` says why."""

    def __init__(self, gaps):
        super().__init__(_("Ce numéro n’est pas prêt à paraître."))
        self.gaps = gaps


def missing(issue):
    """The list of gaps of ``issue``; empty when it may be published."""
    return gaps_among(issue, WITH_FACTS(issue.pk))


def gaps_among(issue, articles):
    """The same, where the articles have been fetched with their facts."""
    gaps = cover_gaps(issue)
    if not articles:
        gaps.append(Gap(_("Le sommaire est vide : il faut au moins un article."), edit_url(issue, "sommaire")))
    for article in articles:
        gaps.extend(Gap(sentence, article.get_desk_url()) for sentence in article_gaps(article))
    return gaps


def with_facts(articles):
    pictures = Picture.objects.without_alternative().filter(article=OuterRef("pk"))
    signatures = Authorship.objects.filter(article=OuterRef("pk"))
    return articles.annotate(has_bare_picture=Exists(pictures), is_signed=Exists(signatures))


WITH_FACTS = Statement(
    lambda issue: with_facts(Article.objects.filter(issue=issue).light().select_related("issue", "section")).in_order()
)
"""The articles of an issue, in order, with what tells their gaps."""


def cover_gaps(issue):
    gaps = []
    if not issue.headline:
        gaps.append(Gap(_("La couverture n’a pas de titre de une."), edit_url(issue, "id_headline")))
    if not plain_text(issue.editorial).strip():
        gaps.append(Gap(_("L’éditorial est vide."), edit_url(issue, "id_editorial")))
    return gaps


def article_gaps(article):
    """Sentences about one article annotated by ``with_facts``."""
    words = {"title": as_written(article.title), "state": article.get_state_display()}
    accepted = (article.state == Article.State.ACCEPTED, _("« %(title)s » n’est pas encore validé (%(state)s)."), "")
    return [filled(sentence, words) for holds, sentence, _want in (accepted, *facts(article)) if not holds]


def facts(article):
    """Whether each thing is there, how its absence is said of an issue, and its name alone."""
    return (
        (article.section_id is not None, _("« %(title)s » n’a pas de rubrique."), _("une rubrique")),
        (bool(article.standfirst), _("« %(title)s » n’a pas de chapeau."), _("un chapeau")),
        (article.words > 0, _("« %(title)s » n’a pas de texte."), _("un texte")),
        (article.is_signed, _("« %(title)s » n’est signé par personne."), _("une signature")),
        (
            not article.has_bare_picture,
            _("« %(title)s » a une image sans texte de remplacement, qui n’est pas dite décorative."),
            _("un texte de remplacement pour chaque image"),
        ),
    )


def wanted(article):
    """Names of what one article still needs, besides being accepted, before it may appear."""
    annotated = with_facts(Article.objects.filter(pk=article.pk).light()).get()
    return [want for holds, _sentence, want in facts(annotated) if not holds]


def edit_url(issue, anchor):
    return f"{reverse('journal:issue_edit', args=[issue.number])}#{anchor}"
