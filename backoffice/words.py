"""How rows are said in lists and on pages: their days and instants as everywhere in the portal, their state."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.db.models import DateField, Field, Model

from clock.words import dated

NOTHING = "–"


def dated_columns(model: Any) -> dict[str, Callable[[Any], str]]:
    """For each day and each instant of a model, the column that says it."""
    return {field.name: _column(field) for field in model._meta.concrete_fields if isinstance(field, DateField)}


def _column(field: Field) -> Callable[[Any], str]:
    @admin.display(description=field.verbose_name, ordering=field.name)
    def said(row: Any) -> str:
        moment = getattr(row, field.name)
        return dated(moment) if moment else NOTHING

    said.__name__ = field.name
    return said


def said_on(page: Any, model: type[Model]) -> None:
    """The fields of a page (``AdminForm``) that are only read, said as in the lists."""
    read = {name: column for name, column in dated_columns(model).items() if name in page.readonly_fields}
    page.readonly_fields = said_in(page.readonly_fields, read)
    page.fieldsets = [(title, rest | {"fields": said_in(rest["fields"], read)}) for title, rest in page.fieldsets]


def said_in(names: Iterable[Any], columns: dict[str, Callable[[Any], str]]) -> list[Any]:
    """The names, each of them that has a column replaced by it."""
    return [columns.get(name, name) if isinstance(name, str) else name for name in names]


def state_of(row: Any) -> str:
    """The words for the state of a row; nothing when its model has none."""
    return str(row.get_state_display()) if hasattr(row, "get_state_display") else ""
