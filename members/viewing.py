"""Statements that pages ask for whoever reads them, compiled once for each set of rights."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from members.models import Member
from members.models.member import Rights
from statements import Given, Statement

KEPT = 128
"""How many shapes of each stay compiled, one at least for each set of rights."""


class ViewerStatement[Row]:
    """What ``build(viewer, *shape, *values)`` finds, as a list.

    ``build`` meets a stand-in of the same rights, and no more than that can decide what it lets see. The ``shape`` is
    what changes the SQL itself: filters, a page.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self.statement = lru_cache(maxsize=KEPT)(self.compiled)

    def __call__(self, viewer: Member, *values: Given, shape: tuple[Hashable, ...] = ()) -> list[Row]:
        return self.statement(viewer.rights, shape)(viewer.pk, *values)

    def compiled(self, rights: Rights, shape: tuple[Hashable, ...]) -> Statement[Row]:
        return Statement(lambda pk, *values: self.build(Member.with_rights(pk, rights), *shape, *values))
