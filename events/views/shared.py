"""How the pages fetch: one event that the member may know of, and where the member stands."""

from collections import Counter
from functools import lru_cache

from django.db.models import Count, Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404

from events import listing, permissions, video_link
from events.models import AttendanceMode, Event, Question, Registration
from events.models.queries import is_hosted_by
from events.panel.parts import Standing
from members.models import Member
from statements import Statement


def visible_event(request, pk):
    """The event with its hosts, or 404: absent and forbidden look alike."""
    events = (
        Event.objects.visible_to(request.user).select_related("site", "reserved_site", "series", "group").with_hosts()
    )
    return get_object_or_404(events, pk=pk)


def event_of_an_act(request, pk):
    """As ``visible_event``, no more of it than an act asks for, which reads the row itself under its lock."""
    for event in of_an_act(request.user.rights)(pk, request.user.pk):
        return event
    raise Http404


@lru_cache(maxsize=listing.KEPT)
def of_an_act(rights):
    def build(pk, member):
        events = Event.objects.visible_to(Member.with_rights(member, rights))
        questions = Question.objects.filter(event=OuterRef("pk"))
        return events.filter(pk=pk).order_by().only("slug", "series_id").annotate(has_questions=Exists(questions))

    return Statement(build)


def event_if(request, pk, may):
    """The event if ``may(member, event)``, else 404."""
    event = visible_event(request, pk)
    if not may(request.user, event):
        raise Http404
    return event


def live_registration(member, event):
    mine = Registration.objects.live().filter(event=event, member=member).with_rank()
    return mine.select_related("moving_from__event").first()


def standing(member, event, dates=()):
    """What the panel needs to know: three queries, one more for each rule or change that the event has of its own.

    ``dates`` are the other ones of its series, where the page shows them.
    """
    registration = live_registration(member, event)
    counts, is_sure = counts_of(event), registration is not None and registration.is_confirmed
    return Standing(
        registration=registration,
        rank=registration.rank if registration else 0,
        waiting=counts[AttendanceMode.MAIN],
        waiting_online=counts[AttendanceMode.ONLINE],
        kept=event.kept_from(member),
        clash=None if is_sure else Event.objects.clashing_with(event, member).first(),
        was_at=start_before(event, registration) if is_sure else None,
        other_seat=None if registration else event.other_seat_of(member),
        is_host=permissions.is_host(member, event),
        can_open_link=video_link.can_open_link(member, event, registration),
        has_questions=registration is not None and event.questions.exists(),
        other_open_dates=sum(is_open_to_me(date) for date in dates) if event.is_taken_by_date else 0,
    )


def start_before(event, registration):
    """When the event was to start as the place was taken, if that is another moment now; else ``None``."""
    since = max(registration.asked_at, registration.promoted_at or registration.asked_at)
    if event.changed_at <= since:
        return None
    known = Event.pgh_event_model.objects.filter(pgh_obj=event, changed_at__lte=since)
    start = known.order_by("-pk").values_list("starts_at", flat=True).first()
    return start if start != event.starts_at else None


def is_open_to_me(date):
    return date.mine is None and not date.is_hosted and date.takes_registrations()


def counts_of(event):
    """How many people wait in each line."""
    rows = event.registrations.waiting().order_by().values_list("mode")
    return Counter(dict(rows.annotate(Count("pk"))))


def registrations_by_event(member):
    """My live registrations with my rank, by number of event: one query for a whole list."""
    return {registration.event_id: registration for registration in listing.MINE(member.pk)}


def with_mine(events, mine):
    """The events as a list, each with ``event.mine``, my registration or ``None``, and how many places it takes."""
    events = list(events)
    for event in events:
        event.mine = mine.get(event.pk)
        event.my_seats = 1 + event.mine.guests if event.mine and event.mine.is_seated else 0
    return events


def other_dates(member, event):
    """The dates to come of its series, each with my registration: two queries, none outside a series."""
    if event.series_id is None:
        return []
    dates = event.series.events.visible_to(member).upcoming().exclude(pk=event.pk).defer("description", "search_vector")
    dates = dates.annotate(is_hosted=is_hosted_by(member))
    return with_mine(dates, registrations_by_event(member))
