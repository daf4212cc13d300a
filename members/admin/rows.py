"""The list of members, each row a card."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.views.main import ChangeList
from django.utils.functional import cached_property

from backoffice.words import NOTHING
from members.models import Member
from ui.cards import Card

State = Member.State
LOOKS = {State.ACTIVE: ("oui", "check-circle"), State.PAUSED: ("", "clock"), State.FORMER: ("", "x"),
    State.SUSPENDED: ("non", "x-circle"), State.INVITED: ("attente", "hourglass-medium"),
    State.AWAITING: ("attente", "hourglass-medium")}  # fmt: skip


@dataclass(frozen=True)
class MemberRow(Card):
    """A member in the list of the back office; ``query`` leads back from her or his page to the list as it was."""

    template: ClassVar[str] = "admin/members/member/row.html"
    name: ClassVar[str] = "row"

    pk: int
    query: str
    can_be_chosen: bool
    full_name: str
    sorted_name: str
    state: State
    site: str
    department: str
    address: str
    joined_on: date | None

    @property
    def css_state(self) -> str:
        return LOOKS.get(self.state, ("", ""))[0]

    @property
    def icon(self) -> str:
        return LOOKS.get(self.state, ("", ""))[1]


class MemberList(ChangeList):
    """A list whose rows are drawn in one piece, rather than cell by cell."""

    @property
    def headers(self) -> list[dict[str, Any]]:
        return list(result_headers(self))

    @cached_property
    def drawn(self) -> list[MemberRow]:
        return [self.row_of(member) for member in self.result_list]

    def row_of(self, member: Member) -> MemberRow:
        columns: Any = self.model_admin
        return MemberRow(
            pk=member.pk,
            query=self.preserved_filters,
            can_be_chosen="action_checkbox" in self.list_display,
            full_name=member.full_name,
            sorted_name=columns.sorted_name(member),
            state=State(member.state),
            site=str(columns.shown_site(member)),
            department=str(member.department or NOTHING),
            address=columns.address(member) or NOTHING,
            joined_on=member.joined_on,
        )
