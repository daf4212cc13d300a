"""An issue is created, written, and published in one act with all its articles."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guards.refusals import Refused
from guards.versions import check_version
from journal import emails, readiness
from journal.actions.locks import lock_issue
from journal.models import Correction, Issue
from journal.readiness import NotReady
from mailing.outbox import queue
from members.models import Member


def create_issue(*, by: Member, **fields: Any) -> Issue:
    """Open the next issue; its number and its quarter belong to it alone."""
    with refused_when_taken():
        return Issue.objects.create(saved_by=by, **fields)


@transaction.atomic
def save_issue(issue: Issue, *, by: Member, version: int | str, correction: str = "", **fields: Any) -> Issue:
    """Write what was typed over version ``version``; ``Conflict`` when somebody saved in between.

    Its number and its quarter may be corrected until it has appeared; from then on its readers are told of the
    ``correction``, if there is one.
    """
    locked = lock_issue(issue.pk)
    check_version(locked, version)
    if locked.is_published and any(
        fields.get(name, getattr(locked, name)) != getattr(locked, name) for name in Issue.NAMED
    ):
        raise Refused(_("Ce numéro est paru : son numéro et son trimestre ne changent plus."))
    for name, value in fields.items():
        setattr(locked, name, value)
    if locked.is_published and (gaps := readiness.cover_gaps(locked)):
        raise NotReady(gaps)
    locked.version += 1
    locked.saved_at = timezone.now()
    locked.saved_by = by
    with refused_when_taken():
        locked.save()
    if locked.is_published and correction:
        Correction.objects.create(issue=locked, text=correction, by=by)
    return locked


@contextmanager
def refused_when_taken() -> Iterator[None]:
    """Two people give the same number or the same quarter at the same instant: the second one is told."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise Refused(_("Ce numéro ou ce trimestre est déjà pris.")) from error


@transaction.atomic
def delete_issue(issue: Issue, *, by: Member) -> None:
    """End an issue opened by mistake: in preparation, and without an article; the history keeps what it said."""
    locked = lock_issue(issue.pk)
    if locked.is_published:
        raise Refused(_("Ce numéro est paru : il ne se supprime plus."))
    if locked.articles.exists():
        raise Refused(_("Ce numéro a des articles : retirez-les d’abord de son sommaire."))
    locked.delete()


@transaction.atomic
def publish(issue: Issue, *, by: Member) -> Issue:
    """All articles become readable at once and every active member gets one message, or nothing happens.

    Publishing again changes nothing and writes to nobody.
    """
    issue = lock_issue(issue.pk)
    if issue.is_published:
        return issue
    gaps = readiness.missing(issue)
    if gaps:
        raise NotReady(gaps)
    issue.state = Issue.State.PUBLISHED
    issue.published_at = issue.saved_at = timezone.now()
    issue.saved_by = by
    issue.save(update_fields=["state", "published_at", "saved_at", "saved_by"])
    articles = list(issue.articles.light().select_related("section").in_order())
    queue([emails.issue_published(issue, articles, reader) for reader in Member.objects.active()])
    return issue
