"""The back office: one site for all apps, entered through the portal's own sign-in.

Three doors of the stock admin are shut for every model: identifiers that are not any are dropped
instead of failing, nothing is deleted, and a list is filtered by its own filters only.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.utils import get_fields_from_path
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import DataError
from django.db.models import DateField, DateTimeField, Field, ForeignKey, Model, QuerySet
from django.db.models.options import Options
from django.forms import CheckboxInput, ModelForm, SplitDateTimeField
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from backoffice.actions import save_over
from backoffice.board import Board, Count, Counter
from backoffice.forms import BackofficeForm, DayAndHour, day_input
from backoffice.words import NOTHING, dated_columns, said_in, said_on, state_of
from guards.refusals import Refused
from guards.versions import Conflict

SECTIONS = {
    "members": _("Membres"),
    "events": _("Agenda"),
    "journal": _("Journal"),
    "messages": _("Messages"),
    "settings": _("Réglages"),
}


OF_FILTERS, OF_DATES = ("", "__exact", "__isnull", "__gte", "__lt"), ("__year", "__month", "__day")
"""How the addresses of a list end that its filters make, and those of its dates."""

type Extra = dict[str, Any] | None


class PortalAdminSite(AdminSite):
    site_header = site_title = _("Coulisses")
    index_title = _("Coulisses de la communauté")
    empty_value_display = NOTHING
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.counters: list[Counter] = []
        self.login = secure_admin_login(self.login)  # type: ignore[method-assign]

    def register(
        self, model_or_iterable: Any, admin_class: type[admin.ModelAdmin] | None = None, **options: Any
    ) -> None:
        """Only lists and forms that keep to the rules of the house: those that libraries bring stay out."""
        if admin_class is not None and issubclass(admin_class, PortalModelAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def counter(self, function: Counter) -> Counter:
        """Decorator: ``function(request)`` gives one ``Count`` of the first page, or ``None``."""
        self.counters.append(function)
        return function

    def index(self, request: HttpRequest, extra_context: Extra = None) -> Any:
        counts: list[Count] = [count for counter in self.counters if (count := counter(request))]
        return super().index(request, {"board": Board(counts), "today": timezone.now()} | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """The models in our four sections rather than by app, once a page looks at them: one page alone does."""
        return SimpleLazyObject(lambda: self._sections(request, app_label))

    def _sections(self, request: HttpRequest, app_label: str | None) -> list[Any]:
        apps = self._build_app_dict(request, app_label).values()
        rows = [(self._section_of(row["model"]), self._with_verbs(row)) for app in apps for row in app["models"]]
        sections = [
            {
                "name": title,
                "app_label": key,
                "app_url": "",
                "has_module_perms": True,
                "models": sorted((row for section, row in rows if section == key), key=lambda row: row["name"]),
            }
            for key, title in SECTIONS.items()
        ]
        return [section for section in sections if section["models"]]

    def _with_verbs(self, row: dict[str, Any]) -> dict[str, Any]:
        item = self._registry[row["model"]]
        return row | {"view_verb": item.view_verb, "add_verb": item.add_verb}  # type: ignore[attr-defined]

    def _section_of(self, model: type[Model]) -> str:
        return self._registry[model].section  # type: ignore[attr-defined]

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Extra = None) -> Any:
        return redirect("admin:index")

    def password_change(self, request: HttpRequest, extra_context: Extra = None) -> Any:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: Extra = None) -> Any:
        return redirect("members:my_space")

    def logout(self, request: HttpRequest, extra_context: Extra = None) -> Any:
        return redirect("account_logout")


def is_id(opts: Options, text: str) -> bool:
    """Whether ``text`` can be the identifier of a row of that model."""
    try:
        opts.pk.run_validators(opts.pk.to_python(text))
    except (ValidationError, ValueError, OverflowError):
        return False
    return True


class PortalModelAdmin(admin.ModelAdmin):
    """What every list and form of the back office keeps to."""

    section = "settings"
    form = BackofficeForm
    list_per_page = 50
    list_max_show_all = 200
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    view_verb, add_verb = _("Voir"), _("Ajouter")
    """What the first page proposes to do with these rows, in one word each."""
    add_title: str | Promise = _("Ajouter")
    search_label: str | Promise = _("Chercher")
    longest_search = 200
    """Signs: what the box of a list takes."""
    save_label: str | Promise = ""
    formfield_overrides = {
        DateField: {"widget": day_input()},
        DateTimeField: {"form_class": SplitDateTimeField, "widget": DayAndHour},
    }

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Of a text longer than the box takes, the beginning: each word is a condition more."""
        return super().get_search_results(request, queryset, search_term[: self.longest_search])

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Only what the filters and the dates of this list ask: others would read, sign by sign, what no page shows."""
        return lookup in self._lookups_of_filters(request)

    def _lookups_of_filters(self, request: HttpRequest) -> set[str]:
        asked = {f"{self.date_hierarchy}{end}" for end in OF_DATES} if self.date_hierarchy else set()
        for item in self.get_list_filter(request):
            if isinstance(item, type) and issubclass(item, admin.SimpleListFilter):
                asked.add(str(item.parameter_name))
            else:
                path = str(item[0] if isinstance(item, tuple | list) else item)
                field = get_fields_from_path(self.model, path)[-1]
                key = f"__{field.target_field.name}__exact" if isinstance(field, ForeignKey) else ""
                asked |= {f"{path}{end}" for end in (*OF_FILTERS, key)}
        return asked

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> FormField | None:
        """Without the small windows of the stock admin around a field that leads to another row, nor the twin of one
        with a first value of its own: hidden, and yet described as if it were heard."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.show_hidden_initial = False
            if isinstance(field.widget, RelatedFieldWidgetWrapper):
                field.widget = field.widget.widget
        return field

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """Its days and instants said as everywhere else."""
        return said_in(super().get_list_display(request), dated_columns(self.model))

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        links = super().get_list_display_links(request, list_display)
        return links and said_in(links, dated_columns(self.model))

    @admin.display(description="")
    def action_checkbox(self, obj: Model) -> Any:
        attrs = {"class": "action-select", "aria-label": _("Choisir %(row)s") % {"row": obj}}
        return CheckboxInput(attrs, lambda value: False).render(ACTION_CHECKBOX_NAME, str(obj.pk))

    def changelist_view(self, request: HttpRequest, extra_context: Extra = None) -> HttpResponse:
        """Selections that are not identifiers are dropped; filters that make no sense lead to the whole list."""
        extra_context = {"title": capfirst(self.opts.verbose_name_plural)} | (extra_context or {})
        if ACTION_CHECKBOX_NAME in request.POST:
            request.POST = self._with_real_ids(request.POST)  # type: ignore[assignment]
        try:
            return super().changelist_view(request, extra_context)
        except Refused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        except (SuspiciousOperation, ValidationError, ValueError, OverflowError, DataError):
            if not request.GET:
                raise
        return HttpResponseRedirect(request.path)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: Extra = None,
    ) -> HttpResponse:
        """A refusal of an action is a sentence on the same page, with all that was typed; nothing is written.

        When somebody saved in between, the page is sent once more, and the form now tells so itself.
        """
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        try:
            return self._sent_again(request, view)
        except SuspiciousOperation:
            if not request.GET:
                raise
        return HttpResponseRedirect(request.path)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Extra = None) -> HttpResponse:
        return super().history_view(request, object_id, {"title": _("Ce qui a été fait")} | (extra_context or {}))

    def _sent_again(self, request: HttpRequest, view: Callable[[], HttpResponse]) -> HttpResponse:
        """What ``view`` answers; refused, it answers again, and its form says why."""
        try:
            try:
                return view()
            except Conflict:
                return view()
        except Refused as refusal:
            request.refused = refusal  # type: ignore[attr-defined]
            return view()

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        form.refused = getattr(request, "refused", None)  # type: ignore[attr-defined]
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Called by its own name and state; the hidden version goes with the last fields, whichever they are."""
        page, row = context["adminform"], context["original"]
        context |= {
            "title": self.title_of(row) if row else self.add_title,
            "state": state_of(row),
            "save_label": self.save_label if row is None else "",
            "show_save_and_continue": False,
        }
        said_on(page, self.model)
        if "version" in page.form.fields:
            *others, (title, options) = page.fieldsets
            page.fieldsets = [*others, (title, options | {"fields": [*options["fields"], "version"]})]
        return super().render_change_form(request, context, *args, **kwargs)

    def title_of(self, obj: Any) -> str:
        return capfirst(str(obj))

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        save_over(obj, version=form.version)

    def _with_real_ids(self, posted: QueryDict) -> QueryDict:
        posted = posted.copy()
        ids = [text for text in posted.getlist(ACTION_CHECKBOX_NAME) if is_id(self.opts, text)]
        posted.setlist(ACTION_CHECKBOX_NAME, ids)
        return posted


class ReadOnlyAdmin(PortalModelAdmin):
    """A list to read: nothing is added, changed or deleted."""

    view_verb = _("Consulter")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
