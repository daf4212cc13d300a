"""Articles are written, proposed, and given their place in an issue."""

import re

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from guards.refusals import Refused
from guards.versions import check_version
from journal import readiness
from journal.actions.locks import check_in_preparation, lock_article, lock_issue
from journal.actions.workflow import submit
from journal.models import Article, Authorship

SLUG_LENGTH = 80


@transaction.atomic
def create_article(*, by, title, authors, issue=None, **fields):
    """A draft, last of ``issue`` when it has one, signed by ``authors`` in this order."""
    if issue is not None:
        issue = lock_issue(issue.pk)
        check_in_preparation(issue)
    article = Article(title=title, issue=issue, saved_by=by, **fields)
    article.slug = free_slug(article)
    article.position = last_position(issue)
    article.save()
    sign(article, authors)
    return article


@transaction.atomic
def propose(*, by, title, body):
    """A member's idea: an article of hers, handed to the committee at once."""
    article = create_article(by=by, title=title, authors=[by], body=body)
    return submit(article, by=by)


@transaction.atomic
def save_article(article, *, by, version, authors=None, **fields):
    """Write what was typed over version ``version``; ``Conflict`` when somebody saved in between.

    The address follows the title until the article is published; then it stays.
    """
    locked = lock_article(article)
    check_version(locked, version)
    for name, value in fields.items():
        setattr(locked, name, value)
    if not locked.is_published:
        locked.slug = free_slug(locked)
    locked.version += 1
    locked.saved_at = timezone.now()
    locked.saved_by = by
    locked.save()
    if authors is not None:
        sign(locked, authors)
    if locked.is_published:
        check_complete(locked)
    return locked


def check_complete(article):
    """What has appeared may be corrected, not emptied."""
    wanted = readiness.wanted(article)
    if wanted:
        raise Refused(_("Cet article est paru : il lui faut toujours %(wanted)s.") % {"wanted": ", ".join(wanted)})


@transaction.atomic
def assign_to_issue(article, issue, *, by):
    """Give an idea the last place of ``issue``."""
    issue = lock_issue(issue.pk)
    check_in_preparation(issue)
    locked = Article.objects.select_for_update(of=("self",), no_key=True).filter(pk=article.pk).first()
    if locked is None or locked.issue_id is not None:
        raise Refused(_("Cet article est déjà au sommaire d’un numéro."))
    locked.issue = issue
    locked.slug = free_slug(locked)
    locked.position = last_position(issue)
    locked.save(update_fields=["issue", "slug", "position"])
    return locked


@transaction.atomic
def remove(article, *, by):
    """Take an article out of its issue; it stays among the ideas, with its text and its steps."""
    locked = lock_article(article)
    check_in_preparation(locked.issue)
    locked.issue = locked.position = None
    locked.save(update_fields=["issue", "position"])
    return locked


@transaction.atomic
def discard(article, *, by):
    """Throw an idea away; the history keeps what it said."""
    locked = lock_article(article)
    if locked.issue is not None:
        raise Refused(_("Retirez d’abord cet article de son numéro."))
    files = [picture.file for picture in locked.pictures.all()]
    locked.delete()
    for file in files:
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))


def move_up(article, *, by):
    """Change places with the piece before; nobody else moves."""
    return _swap(article, "position__lt", "-position")


def move_down(article, *, by):
    """Change places with the piece after; nobody else moves."""
    return _swap(article, "position__gt", "position")


@transaction.atomic
def _swap(article, beyond, order):
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


def sign(article, authors):
    """Exactly these authors, in this order."""
    if not authors:
        raise Refused(_("Un article est signé par au moins une personne."))
    article.authorships.all().delete()
    Authorship.objects.bulk_create(
        Authorship(article=article, member=member, position=position) for position, member in enumerate(authors)
    )


def last_position(issue):
    if issue is None:
        return None
    return (issue.articles.aggregate(last=Max("position"))["last"] or 0) + 1


def address_of(title):
    """« L’art d’écrire » is « l-art-d-ecrire »: an apostrophe parts two words."""
    return slugify(re.sub("['’]", " ", title))[:SLUG_LENGTH].strip("-") or "article"


def free_slug(article):
    """The title as an address, with a number when another article of the issue has it."""
    base = address_of(article.title)
    if article.issue is None:
        return base
    others = article.issue.articles.exclude(pk=article.pk).filter(slug__startswith=base)
    taken = set(others.values_list("slug", flat=True))
    candidates = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
