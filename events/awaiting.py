"""What waits for a member among events: a place offered or just given; for the core-team, what nobody runs."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import DateTimeField, DurationField, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clock.words import clock, day_long
from contributions.awaiting import Answer, Awaited, Counted, Found, Fragment, Reader, Urgency
from events.models import Event, Registration
from events.models.queries import EventQuerySet
from events.models.registration import RegistrationQuerySet
from members.models import Member
from ui.foreign import as_written

TOLD_FOR = timedelta(days=3)
"""How long a place that was freed for a member is news."""


def waiting(member: Member) -> Iterator[Counted]:
    """Places offered to ``member``, or just given from the line; for who may change any event, those without host."""
    yield OFFERED
    yield PROMOTED
    if member.has_perm("events.change_event"):
        yield WITHOUT_HOST


def _offer(found: Found) -> Awaited:
    """Places offered: one is answered right there, several on the page of my registrations."""
    title, url = _where(found)
    until = {"day": day_long(found.until), "hour": clock(found.until)}
    text = _("Sans réponse, la place ira à la personne suivante.")
    if found.total == 1:
        text = f"{day_long(found.starts).capitalize()}, {clock(found.starts)}. {text}"
    return Awaited(
        Urgency.LAPSES,
        tab=_("Place libérée, à confirmer avant le %(day)s, %(hour)s") % until,
        icon="ticket",
        title=title,
        text=text,
        label=_("Répondre"),
        url=url,
        said=Fragment(_("Une place vous est proposée :"), title, url),
        answers=_answers(found) if found.total == 1 else (),
    )


def _answers(found: Found) -> tuple[Answer, ...]:
    place = [found.pk, found.slug]
    return (
        Answer(_("Je prends la place"), reverse("events:event_place", args=place), "btn-cire"),
        Answer(_("Je cède mon tour"), reverse("events:event_leave", args=place), "btn-outline-primary", asks=True),
    )


def _place(found: Found) -> Awaited:
    title, url = _where(found)
    return Awaited(
        Urgency.GOOD_NEWS,
        tab=_("Une place pour vous"),
        icon="ticket",
        title=title,
        text=_("Vous étiez sur la liste d’attente, votre inscription est confirmée. Un empêchement ? Rendez la place."),
        label=_("Voir ma place"),
        url=url,
        said=Fragment(_("Une place s’est libérée pour vous :"), title, url),
    )


def _without_host(found: Found) -> Awaited:
    title = ngettext("%(n)s rendez-vous sans animation", "%(n)s rendez-vous sans animation", found.total)
    count = ngettext("%(n)s rendez-vous à venir", "%(n)s rendez-vous à venir", found.total) % {"n": found.total}
    url = reverse("admin:events_event_changelist") + "?animation=sans"
    return Awaited(
        Urgency.ENTRUSTED,
        tab=_("Animation à confier"),
        icon="user-sound",
        title=title % {"n": found.total},
        text=_("Nommez quelqu’un pour l’animation, ou annulez."),
        label=_("Voir la liste"),
        url=url,
        said=Fragment(_("Personne n’anime"), count, url),
    )


def _where(found: Found) -> tuple[str, str]:
    """The title and the page of the one event, or how many there are and the page of my registrations."""
    if found.total == 1:
        return as_written(found.title), reverse("events:event_detail", args=[found.pk, found.slug])
    title = ngettext("%(n)s rendez-vous", "%(n)s rendez-vous", found.total) % {"n": found.total}
    return title, reverse("events:my_registrations")


def _to_come(reader: Reader) -> RegistrationQuerySet:
    coming = Registration.objects.coming(reader.now)
    return coming.filter(member=reader.pk, event__state=Event.State.PUBLISHED)


def _offered(reader: Reader) -> RegistrationQuerySet:
    return _to_come(reader).open_offers(reader.now)


def _promoted(reader: Reader) -> RegistrationQuerySet:
    lately = Value(reader.now, DateTimeField()) - Value(TOLD_FOR, DurationField())
    return _to_come(reader).confirmed().filter(promoted_at__gt=lately)


def _run_by_nobody(reader: Reader) -> EventQuerySet:
    return Event.objects.without_host(reader.now)


OFFERED = Counted(
    ("events", "offered"), _offered, _offer,
    pk="event_id", title="event__title", slug="event__slug", until="offer_expires_at", starts="event__starts_at",
)  # fmt: skip
PROMOTED = Counted(("events", "promoted"), _promoted, _place, pk="event_id", title="event__title", slug="event__slug")
WITHOUT_HOST = Counted(("events", "without_host"), _run_by_nobody, _without_host)
