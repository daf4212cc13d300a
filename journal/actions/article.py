"""Articles are written, proposed, and given their place in an issue."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from guards.refusals import Refused
from guards.versions import check_version
from journal import emails, readiness
from journal.actions.locks import check_in_preparation, lock_article, lock_issue
from journal.actions.workflow import step, submit
from journal.causes import Cause
from journal.models import Article, Authorship, Correction, Issue
from mailing.messages import reference
from mailing.outbox import queue, withdraw
from members.models import Member

WORDS = ("title", "standfirst", "body")
"""What a reader reads of an article."""


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
    sign(article, authors, by=by)
    return article


@transaction.atomic
def propose(*, by: Member, title: str, body: str) -> Article:
    """A member's idea: an article of hers, handed to the committee at once."""
    article = create_article(by=by, title=title, authors=[by], body=body)
    return submit(article, by=by)


@transaction.atomic
def save_article(
    article: Article,
    *,
    by: Member,
    version: int | str,
    authors: list[Member] | None = None,
    correction: str = "",
    **fields: Any,
) -> Article:
    """Write what was typed over version ``version``; ``Conflict`` when somebody saved in between.

    The address follows the title until the article is published; then it stays. ``correction`` says what a change of
    substance is about: readers are told of it when the article has appeared, and an accepted one is read again. It is
    empty for a slip of the pen, and in any text that is not accepted yet.
    """
    locked = lock_article(article)
    check_version(locked, version)
    is_reworded = any(fields.get(name, getattr(locked, name)) != getattr(locked, name) for name in WORDS)
    for name, value in fields.items():
        setattr(locked, name, value)
    if not locked.is_published:
        locked.slug = locked.free_slug()
    locked.version += 1
    locked.saved_at = timezone.now()
    locked.saved_by = by
    locked.save()
    if authors is not None:
        sign(locked, authors, by=by)
    if locked.is_published:
        check_complete(locked)
    if correction and is_reworded:
        look_again(locked, by=by, correction=correction)
    return locked


def look_again(article: Article, *, by: Member, correction: str) -> None:
    """Tell of a change of substance: the readers of what has appeared, else those who read what was accepted."""
    if article.is_published:
        tell_readers(article, correction, by=by)
    elif article.state == Article.State.ACCEPTED:
        step(article, Article.State.SUBMITTED, by=by, comment=correction)


def tell_readers(article: Article, correction: str, *, by: Member) -> None:
    """Say below what has appeared what was corrected since, with the day; before it appears nothing is said."""
    if article.issue is not None and article.issue.is_published:
        Correction.objects.create(issue=article.issue, article=article, text=correction, by=by)


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
    if locked.is_discarded:
        raise Refused(_("Ce texte est abandonné : qui le signe peut le reprendre."))
    locked.issue = issue
    locked.slug = locked.free_slug()
    locked.position = last_position(issue)
    locked.save(update_fields=["issue", "slug", "position"])
    queue([emails.kept(locked, row, by=by) for row in told(locked, by)])
    return locked


@transaction.atomic
def remove(article: Article, *, by: Member) -> Article:
    """Take an article out of its issue; it goes to the stock, with its text and its steps.

    Who has not been told yet that it was kept hears neither of the two.
    """
    locked = lock_article(article)
    issue = locked.issue
    if issue is None:
        return locked
    check_in_preparation(issue)
    locked.issue = locked.position = None
    locked.save(update_fields=["issue", "position"])
    unheard = withdraw([Cause.KEPT], about=reference(locked))
    heard = [row for row in told(locked, by) if reference(row) not in unheard]
    queue([emails.taken_out(locked, row, by=by, issue=issue) for row in heard])
    return locked


def told(article: Article, by: Member) -> list[Authorship]:
    """Those who sign ``article``, but who acts and who has left."""
    rows = article.authorships.select_related("member")
    return [row for row in rows if row.member.is_active and row.member_id != by.pk]


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


def sign(article: Article, authors: list[Member], *, by: Member) -> None:
    """Exactly these authors, in this order; who comes and who goes is told, but who acts."""
    if not authors:
        raise Refused(_("Un article est signé par au moins une personne."))
    wanted = {member.pk for member in authors}
    gone = [row for row in article.authorships.all() if row.member_id not in wanted]
    unheard = withdraw([Cause.NAMED], depends_on__in=[reference(row) for row in gone])
    withdraw([Cause.KEPT], depends_on__in=[reference(row) for row in gone])
    left = [row for row in told(article, by) if row in gone and reference(row) not in unheard]
    article.authorships.exclude(member__in=wanted).delete()
    come = [sign_at(article, member, position) for position, member in enumerate(authors)]
    new = [row for row in told(article, by) if row.pk in come]
    queue([emails.unnamed(article, row, by=by) for row in left] + [emails.named(article, row, by=by) for row in new])


def sign_at(article: Article, member: Member, position: int) -> int | None:
    """One signature at its place; its key when it is a new one."""
    row, is_new = Authorship.objects.update_or_create(article=article, member=member, defaults={"position": position})
    return row.pk if is_new else None


def last_position(issue: Issue | None) -> int | None:
    if issue is None:
        return None
    return (issue.articles.aggregate(last=Max("position"))["last"] or 0) + 1
