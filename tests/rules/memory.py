"""The guard of what is kept: a compiled statement, or a drawing, that reads more than it is given is found out.

``watched(monkeypatch)`` makes every page that a test asks for a proof: what was kept is made again at another moment,
without the database, and must be the same.
"""

from contextlib import contextmanager
from datetime import timedelta

import time_machine
from django.db import connection
from django.utils import timezone

from statements import Statement, given, written
from ui import cards

LATER = timedelta(days=400, hours=7)
TIMES = 1
"""How often each statement is compiled again."""


class ReadsOutsideItsValuesError(AssertionError):
    """What was kept is another one at another moment."""


@contextmanager
def without_database():
    def refuse(execute, sql, params, many, context):
        raise ReadsOutsideItsValuesError(f"a drawing asks the database: {sql[:200]}")

    with connection.execute_wrapper(refuse):
        yield


def watched(monkeypatch):
    uses, ask, draw_first = {}, Statement.__call__, cards.drawn_first

    def asked(statement, *values):
        rows = ask(statement, *values)
        uses[id(statement)] = uses.get(id(statement), 0) + 1
        if uses[id(statement)] <= TIMES:
            with time_machine.travel(timezone.now() + LATER, tick=False):
                _, sql, parameters = written(statement.build(*values))
            if (sql, parameters) != (statement.known.sql, given(statement.known.parameters, values)):
                raise ReadsOutsideItsValuesError(f"a statement reads more than its values: {sql}")
        return rows

    def drawn(draw, values):
        found = draw_first(draw, values)
        midnight = timezone.localtime().replace(hour=0, minute=0, second=1)
        for moment in (midnight, midnight.replace(hour=23, minute=58)):
            with time_machine.travel(moment, tick=False), without_database():
                if draw(*values) != found:
                    raise ReadsOutsideItsValuesError(f"{draw.__name__} reads more than {values!r}")
        return found

    monkeypatch.setattr(Statement, "__call__", asked)
    monkeypatch.setattr(cards, "drawn_first", drawn)
