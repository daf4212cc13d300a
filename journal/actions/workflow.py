"""The way of an article from draft to accepted: who, when, and a comment that always travels."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guards.refusals import Refused
from guards.states import IllegalTransition
from journal import emails
from journal.actions.locks import check_in_preparation, lock_article
from journal.causes import Cause
from journal.models import Article, Transition
from mailing.limits import refuse_above, today
from mailing.messages import Message, reference
from mailing.outbox import queue, withdraw
from members.actions.locks import locked as lock_member
from members.models import Member, Role

MOVED_ON = gettext_lazy("Cet article a changé d’étape entre-temps. Rechargez la page.")
TOO_MANY = gettext_lazy(
    "Le comité a déjà reçu %(most)s textes de votre part aujourd’hui. Gardez celui-ci, envoyez-le demain."
)
MESSAGES: dict[str, Callable[[Transition, Member], Message]] = {
    Article.State.SUBMITTED: emails.submitted,
    Article.State.CHANGES_REQUESTED: emails.changes_requested,
    Article.State.ACCEPTED: emails.accepted,
    Article.State.DISCARDED: emails.discarded,
}


@transaction.atomic
def submit(article: Article, *, by: Member, comment: str = "") -> Article:
    """Hand the text to the committee."""
    if not by.has_perm("journal.review_article"):
        check_day(by)
    if not article.words:
        raise Refused(_("Le texte est vide : écrivez-le avant de l’envoyer en relecture."))
    locked = lock_article(article)
    if not locked.is_with_its_authors:
        raise Refused(str(MOVED_ON))
    return step(locked, Article.State.SUBMITTED, by=by, comment=comment)


def check_day(member: Member) -> None:
    """Refuse what would be one text too many for a day of Paris; two at the same instant wait for each other."""
    lock_member(member)
    handed_in = Transition.objects.filter(by=member, to_state=Article.State.SUBMITTED, at__gte=today())
    refuse_above("journal.texts", handed_in.count(), TOO_MANY)


@transaction.atomic
def take_back(article: Article, *, by: Member, comment: str = "") -> Article:
    """An author takes the text back before it is read, or takes up again what was given up."""
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


@transaction.atomic
def discard(article: Article, *, by: Member, comment: str = "") -> Article:
    """Give a text up: it leaves the board and the stock, and stays readable, with the reason, to those who sign it."""
    locked = lock_article(article)
    is_hers_alone = set(locked.authorships.values_list("member", flat=True)) == {by.pk}
    if not comment.strip() and not is_hers_alone:
        raise Refused(_("Dites pourquoi ce texte est abandonné : votre raison part avec le message."))
    if locked.issue is not None:
        raise Refused(_("Retirez d’abord cet article de son numéro."))
    return step(locked, Article.State.DISCARDED, by=by, comment=comment)


def pass_on(article: Article, state: str, *, by: Member, comment: str = "") -> Article:
    """Take one step, keep it, and tell those concerned; inside the caller's transaction."""
    return step(lock_article(article), state, by=by, comment=comment)


def step(locked: Article, state: str, *, by: Member, comment: str) -> Article:
    """The same, of an article whose lock is held; who was asked to read what is not in review any more is not."""
    check_in_preparation(locked.issue)
    origin = locked.state
    try:
        locked.move_to(state)
    except IllegalTransition as error:
        raise Refused(str(MOVED_ON)) from error
    locked.save(update_fields=["state"])
    transition = Transition.objects.create(
        article=locked, from_state=origin, to_state=state, by=by, comment=comment.strip()
    )
    withdraw([Cause.SUBMITTED, Cause.CHANGED], about=reference(locked))
    if message := message_of(origin, state):
        queue([message(transition, reader) for reader in readers_of(transition)])
    return locked


def message_of(origin: str, state: str) -> Callable[[Transition, Member], Message] | None:
    """Who accepted a text hears that it has changed since; any other step is told by the state that it leads to."""
    if (origin, state) == (Article.State.ACCEPTED, Article.State.SUBMITTED):
        return emails.changed
    return MESSAGES.get(state)


def readers_of(transition: Transition) -> QuerySet[Member]:
    """The authors, everyone who took a step before, and the committee when there is something to read."""
    concerned = Q(authorships__article=transition.article) | Q(article_steps__article=transition.article)
    if transition.to_state == Article.State.SUBMITTED:
        concerned |= Q(pk__in=Member.objects.holding(Role.EDITORIAL).values("pk"))
    return Member.objects.active().filter(concerned).exclude(pk=transition.by.pk).distinct()
