"""What waits for a member in the Journal: texts sent back to their author, texts that the committee reviews."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributions.awaiting import Awaited, Counted, Found, Fragment, Reader, Urgency
from journal.models import Article
from journal.models.article import ArticleQuerySet
from members.models import Member
from ui.foreign import as_written


def waiting(member: Member) -> Iterator[Counted]:
    """One's own texts sent back, and for who may review those of others."""
    yield SENT_BACK
    if member.has_perm("journal.review_article"):
        yield SUBMITTED


def _to_resume(found: Found) -> Awaited:
    title = as_written(found.title) if found.total == 1 else _texts(found)
    url = _page(found, otherwise="journal:my_articles")
    return Awaited(
        Urgency.OWN,
        tab=_("Texte à reprendre"),
        icon="pencil-simple",
        title=title,
        text=_("Le comité éditorial vous propose des corrections."),
        label=_("Reprendre mon texte"),
        url=url,
        said=Fragment(_("Le comité éditorial vous renvoie"), title, url),
    )


def _to_review(found: Found) -> Awaited:
    url = _page(found, otherwise="journal:stock", query="?voir=a-relire")
    after = ngettext(" attend votre relecture.", " attendent votre relecture.", found.total)
    return Awaited(
        Urgency.ENTRUSTED,
        tab=_("À relire"),
        icon="eyeglasses",
        title=as_written(found.title) if found.total == 1 else _texts(found),
        text=_("Le comité n’a pas encore répondu."),
        label=_("Relire"),
        url=url,
        said=Fragment("", _texts(found), url, after),
    )


def _texts(found: Found) -> str:
    return ngettext("%(n)s texte", "%(n)s textes", found.total) % {"n": found.total}


def _page(found: Found, *, otherwise: str, query: str = "") -> str:
    """The desk of the one text, or the page that lists them."""
    return reverse("journal:article_edit", args=[found.pk]) if found.total == 1 else reverse(otherwise) + query


def _sent_back(reader: Reader) -> ArticleQuerySet:
    return Article.objects.written_by(reader.pk).filter(state=Article.State.CHANGES_REQUESTED)


def _of_others(reader: Reader) -> ArticleQuerySet:
    return Article.objects.to_be_read_by(reader.pk)


SENT_BACK = Counted(("journal", "changes_requested"), _sent_back, _to_resume, title="title")
SUBMITTED = Counted(("journal", "submitted"), _of_others, _to_review, title="title")
