"""How people come when the format of their event changes: who is on screen stays there.

What takes place on screen alone has one pool of places, the main one; beside a room, the screen has
its own. When the room opens or closes, registrations go from one to the other with their event.
"""

from django.utils import timezone

from events.models import AttendanceMode, Event


def taken_after(before: Event, event: Event) -> tuple[int, int]:
    """How many main and online places are taken once ``event`` has replaced ``before``."""
    if closes_the_room(before, event):
        return before.all_taken_count, 0
    if opens_a_room(before, event):
        return 0, before.taken_count
    return before.taken_count, before.online_taken_count


def store(before: Event, event: Event, names: list[str]) -> None:
    """Write the fields ``names`` of the locked ``event``; at no moment are more places taken than there are."""
    if opens_a_room(before, event):
        seat_all(event, AttendanceMode.ONLINE)
    event.save(update_fields=names)
    if closes_the_room(before, event):
        seat_all(event, AttendanceMode.MAIN)


def closes_the_room(before: Event, event: Event) -> bool:
    return before.is_hybrid and event.format == Event.Format.ONLINE


def opens_a_room(before: Event, event: Event) -> bool:
    return before.format == Event.Format.ONLINE and event.is_hybrid


def seat_all(event: Event, mode: str) -> None:
    moved = event.registrations.live().exclude(mode=mode)
    moved.update(mode=mode, changed_at=timezone.now(), changed_by=event.changed_by)
