"""Who leaves the community runs nothing to come any more, and frees the seats (lock order: see the package)."""

from django.db import transaction
from django.db.models import Q

from events import emails
from events.actions.copies import active_hosts
from events.actions.event import announce_anew
from events.actions.hosts import name_hosts, tell_team
from events.actions.locks import lock_all
from events.actions.registration import release_seats
from events.models import Event
from events.models.state import State
from mailing import outbox
from members.models import Member


@transaction.atomic
def release(member: Member, *, by: Member) -> None:
    """Take ``member``, whose account is closed by now, off what is to come; the other hosts go on and are told."""
    seats = member.registrations.live().coming().values("event")
    hosted = Event.objects.to_be_run().hosted_by(member).order_by().values("pk")
    events = lock_all(Event.objects.filter(Q(pk__in=seats) | Q(pk__in=hosted)))
    for event in events:
        if event.hosts.filter(member=member).exists():
            pass_on(event, by=by)
    release_seats(member, by=by)


def pass_on(event: Event, *, by: Member) -> None:
    """Leave the locked ``event`` to the hosts who are still there, or to nobody."""
    team = name_hosts(event, active_hosts(event), by=by)
    tell_team(event, team)
    if event.state != State.PUBLISHED:
        return
    if team.has_other_lead:
        announce_anew(event)
    staying = list(event.hosts.select_related("member"))
    outbox.queue([emails.host_left(event, host, gone, staying) for host in staying for gone in team.gone])
