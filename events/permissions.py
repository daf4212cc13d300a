"""Who may do what with one event: its hosts, and those whose role allows it for all events."""

from events.models import Event
from members.models import Member


def is_host(member: Member, event: Event) -> bool:
    return any(host.member_id == member.pk for host in event.hosts.all())


def can_create(member: Member) -> bool:
    return member.has_perm("events.add_event")


def can_edit(member: Member, event: Event) -> bool:
    """Change the event and its co-hosts: no more once it is cancelled."""
    return not event.is_cancelled and (member.has_perm("events.change_event") or is_host(member, event))


def can_edit_series(member: Member, event: Event) -> bool:
    """Change all dates to come at once: whoever may change each of them."""
    if event.series_id is None or not can_edit(member, event):
        return False
    others = Event.objects.of_series(event).upcoming().exclude(state=event.State.CANCELLED)
    return member.has_perm("events.change_event") or not others.exclude(hosts__member=member).exists()


def can_copy(member: Member, event: Event) -> bool:
    """Prepare a draft like it, were it over or called off."""
    return member.has_perm("events.change_event") or is_host(member, event)


def can_publish(member: Member, event: Event) -> bool:
    """Asked twice, the second time changes nothing; a cancelled event stays cancelled."""
    return not event.is_cancelled and runs(member, event)


def can_cancel(member: Member, event: Event) -> bool:
    """Only what was announced can be called off, and only before it is over."""
    return not event.is_draft and not event.is_over() and runs(member, event)


def runs(member: Member, event: Event) -> bool:
    return member.has_perm("events.publish_event") or is_host(member, event)


def can_see_registrations(member: Member, event: Event) -> bool:
    """Names are for those who run the event and for the core-team; the others know the number."""
    return member.has_perm("events.view_registration_list") or is_host(member, event)


def can_help(member: Member, event: Event) -> bool:
    """Add, remove, move up and write to people: who may change what is announced."""
    return not event.is_draft and can_edit(member, event)


def can_hold_on_screen(member: Member, event: Event) -> bool:
    """Do without the room of what is announced, until it starts."""
    return can_help(member, event) and not event.has_started()
