"""Articles are written, proposed, and given their place in an issue."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from guards.refusals import Refused
from guards.versions import check_version
from journal import readiness
from journal.actions.locks import check_in_preparation, lock_article, lock_issue
from journal.actions.workflow import submit
from journal.models import Article, Authorship, Issue
from members.models import Member


@transaction.atomic
def create_article(
    *, by: Member, title: str, authors: list[Member], issue: Issue | None = None, **fields: Any
) -> Article:
    """A draft, last of ``issue`` when it has one, signed by ``authors`` in this order."""
    if issue is not None:
        issue = lock_issue(issue.pk)
        check_in_preparation(issue)
    article = Article(title=title, issue=issue, saved_by=by, **fields)
    article.slug = article.free_slug()
    article.position = last_position(issue)
    article.save()
    sign(article, authors)
    return article


@transaction.atomic
def propose(*, by: Member, title: str, body: str) -> Article:
    """A member's idea: an article of hers, handed to the committee at once."""
    article = create_article(by=by, title=title, authors=[by], body=body)
    return submit(article, by=by)


@transaction.atomic
def save_article(
    article: Article, *, by: Member, version: int | str, authors: list[Member] | None = None, **fields: Any
) -> Article:
    """Write what was typed over version ``version``; ``Conflict`` when somebody saved in between.

    The address follows the title until the article is published; then it stays.
    """
    locked = lock_article(article)
    check_version(locked, version)
    for name, value in fields.items():
        setattr(locked, name, value)
    if not locked.is_published:
        locked.slug = locked.free_slug()
    locked.version += 1
    locked.saved_at = timezone.now()
    locked.saved_by = by
    locked.save()
    if authors is not None:
        sign(locked, authors)
    if locked.is_published:
        check_complete(locked)
    return locked


def check_complete(article: Article) -> None:
    """What has appeared may be corrected, not emptied."""
    wanted = readiness.wanted(article)
    if wanted:
        raise Refused(_("Cet article est paru : il lui faut toujours %(wanted)s.") % {"wanted": ", ".join(wanted)})


@transaction.atomic
def assign_to_issue(article: Article, issue: Issue, *, by: Member) -> Article:
    """Give an idea the last place of ``issue``."""
    issue = lock_issue(issue.pk)
    check_in_preparation(issue)
    locked = Article.objects.select_for_update(of=("self",), no_key=True).filter(pk=article.pk).first()
    if locked is None or locked.issue_id is not None:
        raise Refused(_("Cet article est déjà au sommaire d’un numéro."))
    locked.issue = issue
    locked.slug = locked.free_slug()
    locked.position = last_position(issue)
    locked.save(update_fields=["issue", "slug", "position"])
    return locked


@transaction.atomic
def remove(article: Article, *, by: Member) -> Article:
    """Take an article out of its issue; it stays among the ideas, with its text and its steps."""
    locked = lock_article(article)
    check_in_preparation(locked.issue)
    locked.issue = locked.position = None
    locked.save(update_fields=["issue", "position"])
    return locked


@transaction.atomic
def discard(article: Article, *, by: Member) -> None:
    """Throw an idea away; the history keeps what it said."""
    locked = lock_article(article)
    if locked.issue is not None:
        raise Refused(_("Retirez d’abord cet article de son numéro."))
    files = [picture.file for picture in locked.pictures.all()]
    locked.delete()
    for file in files:
        transaction.on_commit(partial(file.storage.delete, str(file.name)))


def move_up(article: Article, *, by: Member) -> Article:
    """Change places with the piece before; nobody else moves."""
    return _swap(article, "position__lt", "-position")


def move_down(article: Article, *, by: Member) -> Article:
    """Change places with the piece after; nobody else moves."""
    return _swap(article, "position__gt", "position")


@transaction.atomic
def _swap(article: Article, beyond: str, order: str) -> Article:
    locked = lock_article(article)
    if locked.issue is None:
        raise Refused(_("Cet article n’a pas encore de numéro."))
    check_in_preparation(locked.issue)
    neighbours = locked.issue.articles.filter(**{beyond: locked.position})
    neighbour = neighbours.only("pk", "position").order_by(order).first()
    if neighbour is not None:
        locked.position, neighbour.position = neighbour.position, locked.position
        neighbour.save(update_fields=["position"])
        locked.save(update_fields=["position"])
    return locked


def sign(article: Article, authors: list[Member]) -> None:
    """Exactly these authors, in this order."""
    if not authors:
        raise Refused(_("Un article est signé par au moins une personne."))
    article.authorships.all().delete()
    Authorship.objects.bulk_create(
        Authorship(article=article, member=member, position=position) for position, member in enumerate(authors)
    )


def last_position(issue: Issue | None) -> int | None:
    if issue is None:
        return None
    return (issue.articles.aggregate(last=Max("position"))["last"] or 0) + 1
