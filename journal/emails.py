"""The four messages of the Journal. Keys: one message a reader and cause, whatever is tried again."""

from mailing.messages import Message
from mailing.topics import Topic


def issue_published(issue, articles, reader):
    return Message(
        key=f"issue-{issue.number}-{reader.pk}",
        template="journal/email/issue_published",
        topic=Topic.JOURNAL,
        link=issue.get_absolute_url(),
        to_member=reader,
        context={"issue": issue, "articles": articles},
    )


def submitted(step, reader):
    return _about(step, reader, "journal/email/submitted")


def changes_requested(step, reader):
    return _about(step, reader, "journal/email/changes_requested")


def accepted(step, reader):
    return _about(step, reader, "journal/email/accepted")


def _about(step, reader, template):
    """A passage and its comment, word for word."""
    return Message(
        key=f"article-step-{step.pk}-{reader.pk}",
        template=template,
        topic=Topic.TEXT,
        to_member=reader,
        context={"step": step, "article": step.article},
    )
