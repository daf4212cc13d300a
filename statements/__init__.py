"""Statements compiled once: to write the SQL of a queryset costs Python several times what PostgreSQL takes to run it.

Where a measure says that it pays (``benchmarks.floor``); of the very queryset, so that ``visible_to`` decides as ever.
"""

from collections.abc import Callable
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Subquery, Value
from psycopg import Cursor

type Given = int | str | date | datetime | tuple[int, ...]
STEPS: dict[type, Any] = {int: 1, str: "'", date: timedelta(days=1), datetime: timedelta(days=1), tuple: (1,)}
"""What makes another value of each type that a statement may take."""


class ShapeChangesWithValuesError(Exception):
    """The values given to a statement change its SQL, or reach it changed: it cannot be compiled once."""


def one_of(field: str, numbers: tuple[int, ...] | Func | Subquery) -> Func:
    """That a number is one of these or of a list that PostgreSQL makes: the SQL of ``IN`` is another for each count."""
    values = Value(list(numbers), ArrayField(BigIntegerField())) if isinstance(numbers, tuple) else numbers
    return Func(F(field), values, arg_joiner=" = ANY(", template="(%(expressions)s))", output_field=BooleanField())


class Statement[Row]:
    """What ``build(*values)`` finds, as a list; its SQL is compiled at the first use.

    What changes from one use to the next must be among the values, day and hour too, and stand in the queryset as it
    was given: it is built twice to be sure, the second time with other values. Nothing is prefetched.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self.known: Compiled | None = None

    def __call__(self, *values: Given) -> list[Row]:
        """:raises ShapeChangesWithValuesError: at the first use"""
        self.known = self.known or Compiled(self.build, values)
        return list(self.known.rows(values))


class Slot(int):
    """Where the value of that rank stands among the parameters."""


class Compiled:
    """The SQL of a queryset, with the places of the values."""

    def __init__(self, build: Callable[..., QuerySet], values: tuple[Given, ...]) -> None:
        others = tuple(value + STEPS[type(value)] * rank for rank, value in enumerate(values, 1))
        self.queryset: Any = build(*values).all()
        self.compiler, self.sql, parameters = written(self.queryset)
        _, other_sql, other_parameters = written(build(*others))
        if self.sql != other_sql:
            raise ShapeChangesWithValuesError(f"{self.sql}\n{other_sql}")
        converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])
        self.compiler.get_converters = lambda columns: converters
        slots = list(zip(values, others, strict=True))
        self.parameters = [slot(pair, slots) for pair in zip(parameters, other_parameters, strict=True)]
        query = self.compiler.query  # What made the SQL is read no more, and is most of what was in memory.
        query.where = self.compiler.where = self.compiler.having = self.compiler.qualify = None
        query.annotations, query.order_by = query.annotation_select, ()

    def rows(self, values: tuple[Given, ...]) -> Any:
        found: Any = type(self.queryset)(self.queryset.model)
        found.query = Ready(self.compiler, self.sql, given(self.parameters, values))
        found._fields = self.queryset._fields
        return self.queryset._iterable_class(found)


class Ready:
    """A query whose SQL is written: what a queryset asks of its query to make rows of what PostgreSQL answers."""

    def __init__(self, compiler: Any, sql: str, parameters: list[Any]) -> None:
        self.compiler, self.sql, self.parameters = copy(compiler), sql, parameters
        self.compiler.connection, self.compiler.execute_sql = connection, self.answer

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compiler.query, name)

    def get_compiler(self, *args: Any, **options: Any) -> Any:
        return self.compiler

    def answer(self, *args: Any, **options: Any) -> list[list[tuple[Any, ...]]]:
        """All rows, in one piece; PostgreSQL keeps the plan in each connection (``prepare_threshold``)."""
        with connection.cursor() as cursor:
            cursor.cursor = Cursor(connection.connection)
            return [cursor.execute(self.sql, self.parameters).fetchall()]


def given(parameters: list[Any], values: tuple[Given, ...]) -> list[Any]:
    """The parameters of a use with these values; PostgreSQL takes lists of numbers."""
    found = (values[item] if isinstance(item, Slot) else item for item in parameters)
    return [list(item) if isinstance(item, tuple) else item for item in found]


def written(queryset: QuerySet) -> tuple[Any, str, list[Any]]:
    """Its compiler, SQL and parameters. A union starts with a bracket, which ``pghistory`` takes for a write."""
    compiler = queryset.query.get_compiler(connection=connection)
    sql, parameters = compiler.as_sql()
    return compiler, f"SELECT * FROM ({sql}) AS found" if sql.startswith("(") else sql, list(parameters)  # noqa: S608


def slot(pair: tuple[Any, Any], slots: list[tuple[Given, Given]]) -> Any:
    """The place of a parameter that changed among the values; one that did not is itself.

    :raises ShapeChangesWithValuesError: what changed is none of the values
    """
    first, second = (tuple(item) if isinstance(item, list) else item for item in pair)
    if type(first) is type(second) and first == second:
        return first
    if (first, second) not in slots:
        raise ShapeChangesWithValuesError(f"{first!r} is none of the values")
    return Slot(slots.index((first, second)))
