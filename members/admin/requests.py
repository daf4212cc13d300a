"""The requests to join, the oldest first, with what is worth knowing before each is answered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import TextField, Value
from django.db.models.functions import Replace
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clock.paris import day_of
from members.models import Member
from members.models.queries import MemberQuerySet
from members.models.states import INSIDE, State

LATE = timedelta(days=7)
"""After how long without an answer the first page of the back office counts a request or an invitation."""


@dataclass(frozen=True)
class Doubt:
    """Something to look at before saying yes."""

    label: str
    text: str
    url: str = ""


@dataclass
class Request:
    """Somebody who asks to join; who raises no question may be accepted with all others."""

    member: Member
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def waits(self) -> str:
        """« depuis 8 jours », by the days of Paris."""
        days = (timezone.localdate() - day_of(self.member.requested_at)).days
        if days == 0:
            return _("depuis aujourd’hui")
        return ngettext("depuis hier", "depuis %(days)s jours", days) % {"days": days}

    @property
    def is_late(self) -> bool:
        return late_since(self.member.requested_at) is not None


def waiting(members: MemberQuerySet) -> MemberQuerySet:
    """Of these, who asks to join from an address known to be theirs."""
    return members.filter(state=State.AWAITING, emailaddress__verified=True).distinct()


def unanswered(members: MemberQuerySet) -> MemberQuerySet:
    """Of these, who was invited and has not answered for long."""
    return members.filter(state=State.INVITED, requested_at__lt=timezone.now() - LATE)


def late_since(asked_at: datetime | None) -> datetime | None:
    """When the answer to what was asked then began to be late, if it is."""
    due = asked_at and asked_at + LATE
    return due if due and due < timezone.now() else None


def requests(members: MemberQuerySet) -> list[Request]:
    """Those of ``members`` who ask to join."""
    people = list(waiting(members).select_related("site", "department").order_by("requested_at", "pk"))
    known = namesakes(people)
    return [Request(member, list(doubts(member, known))) for member in people]


def namesakes(people: list[Member]) -> dict[str, Member]:
    """Who is a member already under the same letters, by these letters."""
    inside = Member.objects.filter(state__in=INSIDE, is_superuser=False)
    found = inside.alias(run_together=Replace("search_name", Value(" "), Value(""), output_field=TextField()))
    return {letters(member): member for member in found.filter(run_together__in=[letters(member) for member in people])}


def letters(member: Member) -> str:
    """The name without spaces: « N’Guyen » is « Nguyen »."""
    return member.search_name.replace(" ", "")


def doubts(member: Member, known: dict[str, Member]) -> Iterator[Doubt]:
    if other := known.get(letters(member)):
        page = reverse("admin:members_member_change", args=[other.pk])
        yield Doubt(_("nom déjà connu"), _("%(name)s est déjà membre.") % {"name": other.full_name}, page)
    domains = settings.ALLOWED_EMAIL_DOMAINS
    if domains and member.email.rpartition("@")[2] not in domains:
        yield Doubt(_("adresse extérieure"), _("Hors des domaines admis : une invitation convient mieux."))
    if member.joined_on:
        yield Doubt(_("retour"), _("Cette personne a déjà été membre. Ses textes et ses mandats seront retrouvés."))
