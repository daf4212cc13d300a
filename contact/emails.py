"""One function an e-mail of this app; those of one thread follow each other in mail programs."""

from django.urls import reverse
from django.utils import timezone

from contact.causes import Cause
from contact.models import Box, Letter, Thread
from mailing.envelopes import earlier_ids
from mailing.messages import Message, reference
from mailing.topics import Topic
from members.models import Member

TOPICS = {Box.CORE_TEAM: Topic.CONTACT, Box.EDITORIAL: Topic.EDITORIAL}
"""Who reads the messages of the core-team in the back office does not read those of the committee."""


def copy(letter: Letter) -> Message:
    """To who wrote, when asked for: what arrived, and where the answer will be."""
    return _to_writer(Cause.COPY, letter, is_answer=True)


def answer(letter: Letter) -> Message:
    """To who wrote, signed by the first name of who answers, whose address stays hidden."""
    return _to_writer(Cause.ANSWER, letter)


def notice(letter: Letter, reader: Member) -> Message:
    """To one reader of the box: somebody waits. What a stranger typed is in no mail, and is told once a day."""
    thread = letter.thread
    is_known = thread.member is not None
    once_for = f"{letter.pk}-{reader.pk}" if is_known else f"{timezone.localdate():%Y%m%d}-{reader.pk}"
    return Message(
        cause=Cause.NOTICE,
        once_for=once_for,
        topic=TOPICS[Box(thread.box)],
        to_member=reader,
        about=reference(thread) if is_known else "",
        reply_to=Box(thread.box).address,
        link=thread.get_box_url() if is_known else reverse("contact:box_list"),
        follows=earlier_ids(reference(thread), reader.email) if is_known else (),
        context={"thread": thread, "is_known": is_known},
    )


def _to_writer(cause: Cause, letter: Letter, **how: bool) -> Message:
    thread: Thread = letter.thread
    return Message(
        cause=cause,
        once_for=letter.pk,
        topic=TOPICS[Box(thread.box)],
        to_member=thread.member,
        to_address=thread.address,
        language=thread.language,
        about=reference(thread),
        reply_to=Box(thread.box).address,
        link=thread.get_absolute_url() if thread.member else "",
        follows=earlier_ids(reference(thread), thread.reply_address),
        context={"thread": thread, "letter": letter},
        **how,
    )
