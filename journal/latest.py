"""The last published issue, as the home page shows it."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from contributions.awaiting import Fragment
from journal import reading
from journal.models import Article, Issue
from members.models import Member

NEW_FOR = timedelta(days=30)
SHOWN = 2


def latest_issue(member: Member) -> tuple[Issue | None, list[Article]]:
    """The last published issue and its first articles."""
    issue = reading.latest(member)
    return issue, reading.contents(member, issue, most=SHOWN) if issue else []


def news(issue: Issue | None) -> Iterator[Fragment]:
    """What the opening sentence says of ``issue`` while it is new."""
    if issue and issue.published_at and issue.published_at > timezone.now() - NEW_FOR:
        link = _("numéro %(number)s du Journal") % {"number": issue.number}
        yield Fragment(_("Le"), link, issue.get_absolute_url(), _(" vient de paraître."))
