"""The four messages of the Journal. One message a reader and cause, whatever is tried again."""

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


def submitted(step, reader):
    return _about(step, reader, Cause.SUBMITTED)


def changes_requested(step, reader):
    return _about(step, reader, Cause.CHANGES_REQUESTED)


def accepted(step, reader):
    return _about(step, reader, Cause.ACCEPTED)


def _about(step, reader, cause):
    """A passage and its comment, word for word."""
    return Message(
        cause=cause,
        once_for=f"{step.pk}-{reader.pk}",
        topic=Topic.TEXT,
        to_member=reader,
        context={"step": step, "article": step.article},
    )
