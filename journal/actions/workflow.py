"""The way of an article from draft to accepted: who, when, and a comment that always travels."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from guards.refusals import Refused
from guards.states import IllegalTransition
from journal import emails
from journal.actions.locks import check_in_preparation, lock_article
from journal.models import Article, Transition
from mailing.messages import Message
from mailing.outbox import queue
from members.models import Member, Role

MESSAGES: dict[str, Callable[[Transition, Member], Message]] = {
    Article.State.SUBMITTED: emails.submitted,
    Article.State.CHANGES_REQUESTED: emails.changes_requested,
    Article.State.ACCEPTED: emails.accepted,
}


@transaction.atomic
def submit(article: Article, *, by: Member, comment: str = "") -> Article:
    """Hand the text to the committee."""
    if not article.words:
        raise Refused(_("Le texte est vide : écrivez-le avant de l’envoyer en relecture."))
    return pass_on(article, Article.State.SUBMITTED, by=by, comment=comment)


@transaction.atomic
def take_back(article: Article, *, by: Member, comment: str = "") -> Article:
    """An author takes the text back before it is read."""
    return pass_on(article, Article.State.DRAFT, by=by, comment=comment)


@transaction.atomic
def request_changes(article: Article, *, by: Member, comment: str) -> Article:
    """Back to the authors, with what to change."""
    if not comment.strip():
        raise Refused(_("Dites ce qui est à reprendre : votre commentaire part avec le message."))
    return pass_on(article, Article.State.CHANGES_REQUESTED, by=by, comment=comment)


@transaction.atomic
def accept(article: Article, *, by: Member, comment: str = "") -> Article:
    """Fit to print. Who signs does not validate alone, unless a reason is given."""
    if article.authorships.filter(member=by.pk).exists() and not comment.strip():
        raise Refused(_("Vous signez cet article : dites pourquoi vous le validez sans une autre relecture."))
    return pass_on(article, Article.State.ACCEPTED, by=by, comment=comment)


@transaction.atomic
def reopen(article: Article, *, by: Member, comment: str) -> Article:
    """An accepted text goes back to its authors, with the reason."""
    if not comment.strip():
        raise Refused(_("Dites pourquoi l’article est rouvert : votre commentaire part avec le message."))
    if article.state != Article.State.ACCEPTED:
        raise Refused(_("Seul un article validé se rouvre."))
    return pass_on(article, Article.State.CHANGES_REQUESTED, by=by, comment=comment)


def pass_on(article: Article, state: str, *, by: Member, comment: str = "") -> Article:
    """Take one step, keep it, and tell those concerned; inside the caller's transaction."""
    locked = lock_article(article)
    check_in_preparation(locked.issue)
    origin = locked.state
    try:
        locked.move_to(state)
    except IllegalTransition as error:
        raise Refused(_("Cet article a changé d’étape entre-temps. Rechargez la page.")) from error
    locked.save(update_fields=["state"])
    transition = Transition.objects.create(
        article=locked, from_state=origin, to_state=state, by=by, comment=comment.strip()
    )
    message = MESSAGES.get(state)
    if message:
        queue([message(transition, reader) for reader in readers_of(transition)])
    return locked


def readers_of(transition: Transition) -> QuerySet[Member]:
    """The authors, everyone who took a step before, and the committee when there is something to read."""
    concerned = Q(authorships__article=transition.article) | Q(article_steps__article=transition.article)
    if transition.to_state == Article.State.SUBMITTED:
        concerned |= Q(pk__in=Member.objects.holding(Role.EDITORIAL).values("pk"))
    return Member.objects.active().filter(concerned).exclude(pk=transition.by.pk).distinct()
