"""What members chose to receive: read for many at once, whatever their number in one query."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet
from django.db.models.functions import Lower

from mailing.addresses import blocked
from mailing.models import Preference
from mailing.topics import DEFAULTS, Choice, Habit, Topic

REMINDERS: dict[str, frozenset[Choice]] = {
    Choice.WEEK: frozenset({Choice.WEEK}),
    Choice.DAY: frozenset({Choice.DAY}),
    Choice.HOUR: frozenset({Choice.HOUR}),
    Choice.DAY_AND_HOUR: frozenset({Choice.DAY, Choice.HOUR}),
    Choice.WEEK_AND_DAY: frozenset({Choice.WEEK, Choice.DAY}),
    Choice.ALL_THREE: frozenset({Choice.WEEK, Choice.DAY, Choice.HOUR}),
    Choice.NEVER: frozenset(),
}


class Choices(dict[str, str]):
    """The choices of one reader, subject by subject; a stranger has the defaults."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        super().__init__(DEFAULTS)
        self.update(chosen or {})

    def is_refused(self, topic: str) -> bool:
        return self.get(topic) == Choice.NEVER

    def is_weekly(self, topic: str) -> bool:
        return self.get(topic) == Choice.WEEKLY

    @property
    def keeps_quiet_hours(self) -> bool:
        return self[Habit.QUIET_HOURS] == Choice.YES

    @property
    def wants_invitations(self) -> bool:
        return self[Habit.INVITATIONS] == Choice.YES


def choices_for(member_ids: Iterable[int | None]) -> dict[int | None, Choices]:
    """Member number -> ``Choices``, for all of them."""
    chosen: dict[int | None, dict[str, str]] = {}
    rows = Preference.objects.filter(member__in=member_ids).values_list("member", "subject", "choice")
    for member_id, subject, choice in rows:
        chosen.setdefault(member_id, {})[subject] = choice
    return {member_id: Choices(chosen.get(member_id)) for member_id in member_ids}


def reached(topic: Topic, members: QuerySet) -> QuerySet:
    """Those of ``members`` to whom a message about ``topic`` leaves: what ``outbox`` asks of each one."""
    refusing = Preference.objects.filter(subject=topic, choice=Choice.NEVER).values("member")
    addresses = members.alias(lower_address=Lower("email")).exclude(lower_address__in=blocked().values("address"))
    return addresses.exclude(pk__in=refusing)


def choices_of(member_id: int | None) -> Choices:
    return choices_for([member_id])[member_id]


def reminders_for(member_ids: Iterable[int]) -> dict[int | None, frozenset[Choice]]:
    """Member number -> the moments wanted: a set of ``Choice.WEEK``, ``DAY`` and ``HOUR``, empty for no reminder."""
    return {member_id: REMINDERS[choices[Topic.REMINDER]] for member_id, choices in choices_for(member_ids).items()}
