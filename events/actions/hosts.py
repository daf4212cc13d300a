"""Who runs an event: named, told, and told when they do not any more (lock order: see the package)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from events import emails
from events.actions.endings import Ending, close
from events.causes import Cause
from events.models import Event, Host
from events.models.revisions import NO_REVISION, revisions_in
from mailing import outbox
from mailing.messages import reference
from members.models import Member


@dataclass(frozen=True)
class TeamChange:
    """The hosts who were named and those who are none any more; the same people in another order are no change."""

    named: list[Host] = field(default_factory=list)
    gone: list[Host] = field(default_factory=list)
    has_other_lead: bool = False

    @property
    def people(self) -> list[Member]:
        return [host.member for host in [*self.named, *self.gone]]


def name_hosts(event: Event, members: Iterable[Member], *, by: Member) -> TeamChange:
    """The hosts are ``members``, in this order, the first one leading; a host needs no registration."""
    members = list(dict.fromkeys(members))
    before = {host.member_id: host for host in event.hosts.select_related("member")}
    gone = [host for number, host in before.items() if number not in {member.pk for member in members}]
    Host.objects.filter(pk__in=[host.pk for host in gone]).delete()
    hosts = Host.objects.bulk_create(
        [
            Host(event=event, member=member, position=position, is_lead=position == 0)
            for position, member in enumerate(members)
        ],
        update_conflicts=True,
        unique_fields=["event", "member"],
        update_fields=["position", "is_lead"],
    )
    close(event.registrations.filter(member__in=members), by=by, ended_as=Ending.HOSTING)
    vars(event).pop("reply_address", None)
    has_other_lead = [member.pk for member in members][:1] != list(before)[:1]
    return TeamChange([host for host in hosts if host.member_id not in before], gone, has_other_lead)


def tell_team(event: Event, change: TeamChange) -> None:
    """Tell who runs the event from now on, and who does not any more; before it is announced, and after it, nobody.

    Who was not told yet, and had no place before, has nothing to unlearn.
    """
    if event.state != Event.State.PUBLISHED or event.is_over() or not change.people:
        return
    untold = outbox.withdraw([Cause.HOSTING], depends_on__in=[reference(host) for host in change.gone])
    revisions = revisions_in(event)
    told = [(emails.hosting, host) for host in change.named]
    told += [
        (emails.hosting_over, host)
        for host in change.gone
        if host.member_id in revisions or reference(host) not in untold
    ]
    outbox.queue(
        [
            message(event, host, revisions.get(host.member_id, NO_REVISION))
            for message, host in told
            if host.member.is_active
        ]
    )
