"""Every write about threads: written, answered, noted, taken, filed, erased.

Lock order: the member who writes, the thread, then deliveries.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact import emails
from contact.causes import Cause
from contact.models import Box, Letter, State, Thread
from guards.refusals import Refused
from guards.versions import check_version
from mailing import outbox
from mailing.limits import refuse_above, today
from mailing.messages import reference
from members.actions.locks import locked
from members.models import Member

TOO_MANY = gettext_lazy(
    "Le nombre de messages par jour est limité à %(most)s : vous pourrez écrire de nouveau %(day)s."
)
TOO_MANY_FROM_OUTSIDE = gettext_lazy(
    "Sans connexion, le nombre de messages par jour est limité à %(most)s : vous pourrez écrire de nouveau %(day)s."
)
Kind = Letter.Kind


@transaction.atomic
def write(*, box: str, subject: str, text: str, wants_copy: bool, by: Member) -> Thread:
    """A member begins a thread; with a copy by mail, when wanted."""
    by = locked(by)
    _refuse_too_many_letters(by)
    thread = Thread.objects.create(box=box, subject=subject, member=by)
    letter = _keep(thread, Kind.RECEIVED, text, by=by)
    if wants_copy:
        outbox.queue([emails.copy(letter)])
    _tell(letter)
    return thread


@transaction.atomic
def write_from_outside(*, name: str, address: str, subject: str, text: str, origin: str, language: str) -> Thread:
    """Somebody who is not signed in begins a thread with the core-team; nothing leaves for the address given."""
    of_today = Thread.objects.filter(member=None, created_at__gte=today())
    refuse_above("contact.origin", of_today.filter(origin=origin).count(), TOO_MANY_FROM_OUTSIDE)
    refuse_above("contact.visitors", of_today.count(), TOO_MANY_FROM_OUTSIDE)
    thread = Thread.objects.create(
        box=Box.CORE_TEAM, subject=subject, name=name, address=address, origin=origin, language=language
    )
    _tell(_keep(thread, Kind.RECEIVED, text))
    return thread


@transaction.atomic
def add(thread: Thread, *, text: str, by: Member) -> Letter:
    """Who began the thread goes on: it waits for an answer again."""
    by = locked(by)
    _refuse_too_many_letters(by)
    thread = _lock(thread)
    thread.state = State.OPEN
    letter = _keep(thread, Kind.RECEIVED, text, by=by)
    _tell(letter)
    return letter


@transaction.atomic
def answer(thread: Thread, *, text: str, by: Member, version: str | None, closes: bool = False) -> Letter:
    """Answer by mail, in the name of the box; who answers what nobody handles takes it. ``closes`` files it too."""
    by = locked(by)
    answers = Letter.objects.filter(author=by, kind=Kind.ANSWER, written_at__gte=today())
    refuse_above("contact.answers", answers.count(), TOO_MANY)
    thread = _lock(thread)
    check_version(thread, version)
    thread.state = State.CLOSED if closes else State.ANSWERED
    thread.handler = thread.handler or by
    letter = _keep(thread, Kind.ANSWER, text, by=by)
    outbox.queue([emails.answer(letter)])
    _no_longer_waits(thread)
    return letter


@transaction.atomic
def note(thread: Thread, *, text: str, by: Member, version: str | None) -> Letter:
    """A word among those who read the box; the state stays."""
    thread = _lock(thread)
    check_version(thread, version)
    return _keep(thread, Kind.NOTE, text, by=by)


@transaction.atomic
def take(thread: Thread, *, by: Member, seen: str) -> Thread:
    """« Je m’en occupe »: ``seen`` is the number of who handled it on the page; of two at once the second is told."""
    thread = _lock(thread)
    if thread.handler_id and str(thread.handler_id) not in (seen, str(by.pk)):
        raise Refused(_("%(name)s s’en occupe déjà, depuis un instant.") % {"name": thread.handler.full_name})
    thread.handler = by
    thread.save(update_fields=["handler"])
    return thread


@transaction.atomic
def file(thread: Thread, *, is_closed: bool) -> Thread:
    """File what needs no answer, or take it out again."""
    thread = _lock(thread)
    thread.state = State.CLOSED if is_closed else State.OPEN
    thread.save(update_fields=["state"])
    if is_closed:
        _no_longer_waits(thread)
    return thread


@transaction.atomic
def erase_outlived() -> int:
    """Erase the threads whose time has come, and the traces of their mails; returns how many threads."""
    threads = list(Thread.objects.outlived().select_for_update(of=("self",), skip_locked=True))
    outbox.forget([reference(thread) for thread in threads])
    Thread.objects.filter(pk__in=[thread.pk for thread in threads]).delete()
    return len(threads)


@transaction.atomic
def free_abandoned() -> int:
    """What is looked after by somebody who no longer reads the box waits for all its readers; returns how many."""
    freed = 0
    for box in Box:
        handled = Thread.objects.filter(box=box, handler__isnull=False)
        freed += handled.exclude(handler__in=box.readers()).update(handler=None)
    return freed


def _lock(thread: Thread) -> Thread:
    """The row as it is stored, taken for writing; alone: a row joined to it would be that of before the wait."""
    return Thread.objects.select_for_update(of=("self",), no_key=True).get(pk=thread.pk)


def _refuse_too_many_letters(by: Member) -> None:
    letters = Letter.objects.filter(author=by, kind=Kind.RECEIVED, written_at__gte=today())
    refuse_above("contact.letters", letters.count(), TOO_MANY)


def _keep(thread: Thread, kind: Letter.Kind, text: str, *, by: Member | None = None) -> Letter:
    """Add a letter to the thread, which is as old as its last one."""
    letter = Letter.objects.create(thread=thread, kind=kind, author=by, text=text)
    thread.changed_at = letter.written_at
    thread.save()
    return letter


def _tell(letter: Letter) -> None:
    """Tell who handles the thread, and when nobody does who reads the box, but not who wrote."""
    thread = letter.thread
    readers = Box(thread.box).readers().exclude(pk=thread.member_id)
    handling = readers.filter(pk=thread.handler_id)
    outbox.queue([emails.notice(letter, reader) for reader in handling or readers])


def _no_longer_waits(thread: Thread) -> None:
    outbox.withdraw([Cause.NOTICE], about=reference(thread))
