"""How often a day one may cause mail to others in the agenda (``settings.LIMITS``)."""

from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from events.causes import Cause
from events.models import Event, ParticipantLog
from mailing.limits import refuse_above, today
from mailing.messages import reference
from mailing.models import Delivery
from members.models import Member

Kind = ParticipantLog.Kind
NEWS_OF_CHANGES = (Cause.CHANGED, Cause.HOSTING, Cause.HOSTING_OVER)
TOO_MANY_NOTES = _(
    "Le nombre de messages par jour aux personnes inscrites est limité à %(most)s : vous pourrez leur écrire de nouveau"
    " %(day)s."
)
TOO_MUCH_BY_HAND = _(
    "Le nombre de personnes ajoutées, retirées ou avancées par jour est limité à %(most)s : vous pourrez continuer"
    " %(day)s."
)
TOO_MANY_RETURNS = _(
    "Le nombre d’inscriptions par jour à un même rendez-vous est limité à %(most)s : vous pourrez vous inscrire de"
    " nouveau %(day)s."
)
TOO_MANY_CHANGES = _(
    "Les personnes inscrites apprennent chaque changement : le nombre par jour en est limité à %(most)s. Vous pourrez"
    " changer de nouveau le titre, la date, le lieu ou l’animation %(day)s."
)


def refuse_more_notes(by: Member) -> None:
    """Messages of ``by`` to who takes part, over all events."""
    refuse_above("events.notes", _done(by, Kind.WROTE), TOO_MANY_NOTES)


def refuse_more_by_hand(by: Member) -> None:
    """What ``by`` does for others, each of whom gets a mail."""
    refuse_above("events.by_hand", _done(by, Kind.ADDED, Kind.REMOVED, Kind.MOVED_UP), TOO_MUCH_BY_HAND)


def refuse_more_returns(returns: int) -> None:
    """Who leaves and comes back moves others up and down, and alerts the hosts; the event is locked."""
    refuse_above("events.registrations", returns, TOO_MANY_RETURNS)


def refuse_more_changes(event: Event) -> None:
    """News of the locked ``event``, as the person counts them who had most."""
    rows = Delivery.objects.filter(about=reference(event), cause__in=NEWS_OF_CHANGES, created_at__gte=today())
    most = rows.order_by().values("address").annotate(told=Count("pk")).aggregate(Max("told"))["told__max"]
    refuse_above("events.changes", most or 0, TOO_MANY_CHANGES)


def _done(by: Member, *kinds: ParticipantLog.Kind) -> int:
    return ParticipantLog.objects.filter(done_by=by, kind__in=kinds, done_at__gte=today()).count()
