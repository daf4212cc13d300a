"""Every write about messages that touches several rows: choices, digests, what the core-team does by hand.

Lock order: the deliveries by rising number, then the addresses that fail.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clock import paris
from guards.refusals import Refused
from mailing import emails, outbox
from mailing.addresses import is_failing
from mailing.causes import Cause
from mailing.messages import Reader
from mailing.models import Delivery, FailingAddress, Preference
from mailing.preferences import choices_of
from mailing.topics import CHOICES, Choice, Topic

DIGESTS_AT_ONCE = 200
State = Delivery.State


@transaction.atomic
def save_choices(member: Reader, chosen: dict[str, str]) -> None:
    """Keep what ``member`` chose (subject -> choice); what waited for a digest that is refused now is dropped."""
    rows = [Preference(member=member, subject=subject, choice=choice) for subject, choice in chosen.items()]
    Preference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["member", "subject"], update_fields=["choice"]
    )
    refused = [subject for subject, choice in chosen.items() if choice == Choice.NEVER]
    held = Delivery.objects.held().filter(member=member, topic__in=refused)
    held.discard(outbox.in_house_language(outbox.REFUSED_BY_CHOICE))


@transaction.atomic
def stop(member: Reader, topic: str) -> None:
    """Nothing more of ``topic``, in one click; leaving the digest is refusing what comes in it."""
    if topic == Topic.DIGEST:
        choices = choices_of(member.pk)
        refused: list[str] = [subject for subject in CHOICES if choices.is_weekly(subject)]
        Delivery.objects.held().filter(member=member).discard(outbox.in_house_language(outbox.REFUSED_BY_CHOICE))
    else:
        refused = [topic]
    save_choices(member, dict.fromkeys(refused, Choice.NEVER))


@transaction.atomic
def write_digests(now: datetime) -> int:
    """One mail a member of what waits for Monday, once a week; returns how many members were served.

    What is due after this week's mail waits for the next one; what is of no use any more is left out.
    """
    year, week, _day = paris.day_of(now).isocalendar()
    about = f"{year}-{week:02}"
    served = Delivery.objects.filter(about=about, cause=Cause.DIGEST, member__isnull=False).values("member")
    held = Delivery.objects.held().due(now).filter(member__isnull=False).exclude(member__in=served)
    readers = list(held.order_by("member").values_list("member", flat=True).distinct()[:DIGESTS_AT_ONCE])
    rows = held.filter(member__in=readers).order_by("pk").select_for_update(of=("self",)).select_related("member")
    useful: dict[Reader, list[Delivery]] = {}
    for row in rows:
        if row.member and row.member.is_active and not row.is_expired(now):
            useful.setdefault(row.member, []).append(row)
    outbox.queue([emails.digest(member, items, about=about) for member, items in useful.items()])
    told = Delivery.objects.filter(pk__in=[row.pk for items in useful.values() for row in items])
    Delivery.objects.filter(pk__in=[row.pk for row in rows]).exclude(pk__in=told.values("pk")).discard(
        outbox.in_house_language(outbox.TOO_LATE)
    )
    told.update(state=State.DIGESTED, text="", html="", attachments=[])
    return len(readers)


@transaction.atomic
def send_again(delivery: Delivery) -> Delivery:
    """Give an abandoned message a new start, now or after the quiet hours."""
    delivery = Delivery.objects.select_for_update(of=("self",)).select_related("member").get(pk=delivery.pk)
    if not delivery.can_be_sent_again:
        raise Refused(_("Ce message ne peut pas être renvoyé : son texte n’est plus gardé."))
    if is_failing(delivery.address):
        raise Refused(_("Cette adresse est bloquée : levez d’abord le blocage, puis renvoyez le message."))
    delivery.state, delivery.attempts, delivery.last_error = State.PREPARED, 0, ""
    delivery.leaves_at = outbox.departure(delivery, choices_of(delivery.member_id), timezone.now())
    delivery.save(update_fields=["state", "attempts", "last_error", "leaves_at"])
    outbox.defer(Delivery.objects.filter(pk=delivery.pk))
    return delivery


@transaction.atomic
def lift_block(failing: FailingAddress) -> None:
    """Send to this address again; what was given up meanwhile stays so until it is sent again by hand."""
    FailingAddress.objects.filter(pk=failing.pk).delete()


@transaction.atomic
def forget_abandoned(now: datetime) -> None:
    """Erase what was said by messages that nobody sent again in time."""
    old = Delivery.objects.filter(
        state=State.ABANDONED, created_at__lt=now - settings.RETENTION["mailing.undelivered_text"]
    )
    old.exclude(text="").update(text="", html="", attachments=[])
