"""The messages of the Journal. One message a reader and cause, whatever is tried again."""

from journal.causes import Cause
from mailing.messages import Message, reference
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


def changed(transition, reader):
    return _about(transition, reader, Cause.CHANGED)


def changes_requested(transition, reader):
    return _about(transition, reader, Cause.CHANGES_REQUESTED)


def accepted(transition, reader):
    return _about(transition, reader, Cause.ACCEPTED)


def discarded(transition, reader):
    return _about(transition, reader, Cause.DISCARDED)


def _about(transition, reader, cause):
    """A passage and its comment, word for word."""
    return Message(
        cause=cause,
        once_for=f"{transition.pk}-{reader.pk}",
        topic=Topic.TEXT,
        to_member=reader,
        about=reference(transition.article),
        context={"transition": transition, "article": transition.article},
    )


def kept(article, authorship, *, by):
    return _told(article, authorship, Cause.KEPT, by=by, issue=article.issue)


def taken_out(article, authorship, *, by, issue):
    return _told(article, authorship, Cause.TAKEN_OUT, by=by, issue=issue)


def named(article, authorship, *, by):
    return _told(article, authorship, Cause.NAMED, by=by, issue=article.issue)


def unnamed(article, authorship, *, by):
    return _told(article, authorship, Cause.UNNAMED, by=by)


def _told(article, authorship, cause, *, by, **context):
    """What became of a text, to one of those who sign it; told once for each time that the text was written."""
    act = article.events.latest("pgh_id").pgh_id
    return Message(
        cause=cause,
        once_for=f"{act}-{authorship.member_id}",
        topic=Topic.TEXT,
        to_member=authorship.member,
        about=reference(article),
        depends_on=reference(authorship),
        context={"article": article, "by": by} | context,
    )
