"""Filters of lists that keep rows by a word of the address; a figure of the first page counts by the same word."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _

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


admin.FieldListFilter.register(lambda field: field.remote_field, NamedFilter, take_priority=True)


def counted(request: HttpRequest, model: type[Model], kind: type[WordFilter], word: str) -> tuple[QuerySet[Any], str]:
    """The rows that the list of ``model`` shows to this reader under a word of its filter, and its address there."""
    _label, rows = kind.kept[word]
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return rows(admin.site.get_model_admin(model).get_queryset(request)), f"{page}?{kind.parameter_name}={word}"
