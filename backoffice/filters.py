"""Filters of lists that keep rows by a word of the address; a figure of the first page counts by the same word."""

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _

from statements import Statement

type Kept = tuple[str | Promise, Callable[[Any], QuerySet[Any]]]
"""What the filter calls the rows, and which of all rows they are."""


class WordFilter(admin.SimpleListFilter):
    """``kept`` has what each word of the address keeps."""

    kept: ClassVar[dict[str, Kept]]

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [(word, str(label)) for word, (label, _rows) in self.kept.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        _label, rows = self.kept.get(self.value() or "", ("", lambda every: every))
        return rows(queryset)


class NamedFilter(admin.RelatedFieldListFilter):
    """By another row; those without any are found under a word, where a list has a dash that nobody hears."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.empty_value_display = escape(_("Non précisé"))

    def field_choices(self, field: Any, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, Any]]:
        """All rows of the other table: none of our fields limits its choices."""
        ordering = self.field_admin_ordering(field, request, model_admin)
        return [(row.pk, str(row)) for row in rows_of(field.remote_field.model, tuple(ordering))()]


@cache
def rows_of(model: type[Model], ordering: tuple[str, ...]) -> Statement[Model]:
    return Statement(lambda: model._default_manager.order_by(*(ordering or model._meta.ordering or ())))


admin.FieldListFilter.register(lambda field: field.remote_field, NamedFilter, take_priority=True)


def counted(request: HttpRequest, model: type[Model], kind: type[WordFilter], word: str) -> tuple[QuerySet[Any], str]:
    """The rows that the list of ``model`` shows to this reader under a word of its filter, and its address there."""
    _label, rows = kind.kept[word]
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return rows(admin.site.get_model_admin(model).get_queryset(request)), f"{page}?{kind.parameter_name}={word}"
