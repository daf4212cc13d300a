"""What the core-team may decide about a person, alone or for several at once: said before it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from guards.refusals import Refused
from members.models import Member
from members.models.states import State
from members.permissions import can_be_handled


class Weight(Enum):
    """How an act is shown: what the state of the person calls for, what may be done, what shuts somebody out."""

    CALLED_FOR = "called for"
    PLAIN = "plain"
    GRAVE = "grave"


@dataclass(frozen=True)
class Act:
    """A change of state that the core-team may decide, from the states in which it makes sense.

    ``text`` says what follows from it; ``fate``, for an act that may be done for several, what each one receives.
    ``asks`` is the form of what is typed for it; ``closes`` says that what the person holds passes to others.
    """

    label: str | Promise
    action: Callable[..., Any]
    states: tuple[State, ...]
    asks: type[forms.Form] = forms.Form
    text: str | Promise = ""
    icon: str = ""
    weight: Weight = Weight.PLAIN
    fate: str | Promise = ""
    closes: bool = False

    @property
    def css(self) -> str:
        buttons = {Weight.CALLED_FOR: "btn-primary", Weight.GRAVE: "btn-outline-danger"}
        return buttons.get(self.weight, "btn-outline-primary")

    @property
    def is_grave(self) -> bool:
        return self.weight is Weight.GRAVE

    def form(self, typed: Any = None) -> forms.Form:
        """What is typed before it is done; nothing but a yes if nothing is asked."""
        return self.asks(typed)


@dataclass(frozen=True)
class Fate:
    """What an act would do to one person; ``obstacle`` says why it would do nothing."""

    member: Member
    words: str
    obstacle: str = ""


def fates(act: Act, members: Any, by: Member) -> list[Fate]:
    """One line for each of ``members``, read with ``is_proven``: whether the address is known to be theirs."""
    return [Fate(member, str(act.fate) % {"address": member.email}, obstacle(act, member, by)) for member in members]


def obstacle(act: Act, member: Member, by: Member) -> str:
    """Why ``act`` cannot be done to ``member``; empty when it can."""
    if not can_be_handled(member, by):
        return _("on ne décide pas pour soi-même")
    if member.state not in act.states:
        return str(member.get_state_display())
    if member.state == State.AWAITING and not member.is_proven:  # type: ignore[attr-defined]
        return _("l’adresse n’est pas encore confirmée")
    return ""


def done_for_all(act: Act, members: list[Member], *, by: Member, typed: dict[str, Any]) -> list[str]:
    """Do ``act`` to each in turn, each for itself; the sentences of those to whom it was refused meanwhile."""
    refused = []
    for member in members:
        try:
            act.action(member, by=by, **typed)
        except Refused as refusal:
            refused.append(f"{member.both_names}\N{NO-BREAK SPACE}: {refusal.message}")
    return refused
