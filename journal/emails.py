"""The messages of the Journal. One message a reader and cause, whatever is tried again."""

from journal.causes import Cause
from mailing.messages import Message
from mailing.topics import Topic


def issue_published(issue, articles, reader):
    return Message(
        cause=Cause.ISSUE_PUBLISHED,
        once_for=f"{issue.number}-{reader.pk}",
        topic=Topic.JOURNAL,
        link=issue.get_absolute_url(),
        to_member=reader,
        context={"issue": issue, "articles": articles},
    )


def submitted(transition, reader):
    return _about(transition, reader, Cause.SUBMITTED)


def changes_requested(transition, reader):
    return _about(transition, reader, Cause.CHANGES_REQUESTED)


def accepted(transition, reader):
    return _about(transition, reader, Cause.ACCEPTED)


def _about(transition, reader, cause):
    """A passage and its comment, word for word."""
    return Message(
        cause=cause,
        once_for=f"{transition.pk}-{reader.pk}",
        topic=Topic.TEXT,
        to_member=reader,
        context={"transition": transition, "article": transition.article},
    )
