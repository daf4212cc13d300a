"""What waits for those who read a box: threads without an answer."""

from collections.abc import Iterator
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clock.words import in_words
from contact.models import ANSWER_DAYS, Box, Thread, ThreadQuerySet, boxes_of
from contributions.awaiting import Awaited, Counted, Found, Fragment, Reader, Urgency
from members.models import Member
from ui.foreign import as_written


def waiting(member: Member) -> Iterator[Counted]:
    """In the boxes that ``member`` reads, what has no answer and nobody else handles."""
    if boxes := tuple(boxes_of(member)):
        yield _waiting_in(boxes)


def _told(found: Found) -> Awaited:
    total = found.total
    url = reverse("contact:box_thread", args=[found.pk]) if total == 1 else reverse("contact:box_list")
    count = ngettext("%(n)s message", "%(n)s messages", total) % {"n": total}
    return Awaited(
        Urgency.ENTRUSTED,
        tab=_("Boîte de contact"),
        icon="envelope-simple",
        title=as_written(found.title) if total == 1 else count,
        text=_("Nous avons promis une réponse sous %(days)s jours ouvrés.") % {"days": in_words(ANSWER_DAYS)},
        label=_("Lire et répondre"),
        url=url,
        said=Fragment("", count, url, ngettext(" attend votre réponse.", " attendent votre réponse.", total)),
    )


@cache
def _waiting_in(boxes: tuple[Box, ...]) -> Counted:
    """One for each set of boxes that a member may read."""

    def rows(reader: Reader) -> ThreadQuerySet:
        return Thread.objects.filter(box__in=boxes).waiting_for(reader.pk)

    return Counted(("contact", "-".join(boxes)), rows, _told, title="subject")
