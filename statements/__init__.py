"""Statements compiled once: to write the SQL of a queryset costs Python several times what PostgreSQL takes to run it.

For the two statements of every page of a member, and wherever a measure says that it pays. What is compiled is the very
queryset that would have run: nothing is written twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

type Value = int | str | date | datetime
STEPS: dict[type, Any] = {int: 1, str: "'", date: timedelta(days=1), datetime: timedelta(days=1)}
"""What makes another value of each type that a statement may take."""


class ShapeChangesWithValuesError(Exception):
    """The values given to a statement change its SQL, or reach it changed: it cannot be compiled once."""


@dataclass(frozen=True)
class Slot:
    """Where the value of that rank stands among the parameters."""

    rank: int


class Statement:
    """The SQL of ``build(*values)``, compiled at its first use.

    What changes from one use to the next must be among the values, the current day and hour too, and stand in the
    queryset as it was given. To be sure of it the queryset is built twice, the second time with other values, each
    changed by a step of its own: two that are the same by chance stay apart.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.known: tuple[str, tuple[Any, ...]] | None = None

    def __call__(self, *values: Value) -> tuple[str, list[Any]]:
        """The SQL and its parameters.

        :raises ShapeChangesWithValuesError: at the first use, see above
        """
        if self.known is None:
            self.known = self.compiled(values)
        sql, parameters = self.known
        return sql, [values[item.rank] if isinstance(item, Slot) else item for item in parameters]

    def compiled(self, values: tuple[Value, ...]) -> tuple[str, tuple[Any, ...]]:
        others = tuple(value + STEPS[type(value)] * (rank + 1) for rank, value in enumerate(values))
        sql, parameters = self.build(*values).query.sql_with_params()
        other_sql, other_parameters = self.build(*others).query.sql_with_params()
        if sql != other_sql:
            raise ShapeChangesWithValuesError(f"{sql}\n{other_sql}")
        slots = list(zip(values, others, strict=True))
        return sql, tuple(slot(pair, slots) for pair in zip(parameters, other_parameters, strict=True))


def slot(pair: tuple[Any, Any], slots: list[tuple[Value, Value]]) -> Any:
    """The place of a parameter that changed among the values; one that did not is itself.

    :raises ShapeChangesWithValuesError: what changed is none of the values
    """
    if type(pair[0]) is type(pair[1]) and pair[0] == pair[1]:
        return pair[0]
    if pair not in slots:
        raise ShapeChangesWithValuesError(f"{pair[0]!r} is none of the values")
    return Slot(slots.index(pair))
