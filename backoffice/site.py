"""The back office: one site for all apps, entered through the portal's own sign-in.

Two doors of the stock admin are shut for every model: identifiers that are not any are dropped
instead of failing, and nothing is deleted.
"""

from dataclasses import dataclass
from functools import partial

from allauth.account.decorators import secure_admin_login
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.sites import AdminSite
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import SuspiciousOperation, ValidationError
from django.db import DataError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from backoffice.actions import save_over
from backoffice.forms import BackofficeForm
from guards.refusals import Refused
from guards.versions import Conflict

SECTIONS = {
    "members": _("Membres"),
    "events": _("Agenda"),
    "journal": _("Journal"),
    "messages": _("Messages"),
    "settings": _("Réglages"),
}


@dataclass(frozen=True)
class Count:
    """One figure of the first page, which leads to the list it counts."""

    label: str
    number: int
    url: str


class PortalAdminSite(AdminSite):
    site_header = site_title = _("Coulisses")
    index_title = _("Coulisses de la communauté")
    enable_nav_sidebar = False

    def __init__(self, name="admin"):
        super().__init__(name)
        self.counters = []
        self.login = secure_admin_login(self.login)

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only lists and forms that keep to the rules of the house: those that libraries bring stay out."""
        if admin_class is not None and issubclass(admin_class, PortalModelAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def counter(self, function):
        """Decorator: ``function(request)`` gives one ``Count`` of the first page, or ``None``."""
        self.counters.append(function)
        return function

    def index(self, request, extra_context=None):
        counts = [count for counter in self.counters if (count := counter(request))]
        return super().index(request, {"counts": counts} | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """The models in our four sections rather than by app."""
        apps = self._build_app_dict(request, app_label).values()
        rows = [(self._registry[row["model"]].section, row) for app in apps for row in app["models"]]
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

    def app_index(self, request, app_label, extra_context=None):
        return redirect("admin:index")

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("members:my_space")

    def logout(self, request, extra_context=None):
        return redirect("account_logout")


class Autocomplete(AutocompleteSelect):
    """A searched list which takes what is no identifier for no choice; the stock one fails."""

    def optgroups(self, name, value, attr=None):
        opts = self.field.remote_field.model._meta
        return super().optgroups(name, [text for text in value if is_id(opts, text)], attr)


def is_id(opts, text):
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

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Autocomplete(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def changelist_view(self, request, extra_context=None):
        """Selections that are not identifiers are dropped; filters that make no sense lead to the whole list."""
        if ACTION_CHECKBOX_NAME in request.POST:
            request.POST = self._with_real_ids(request.POST)
        try:
            return super().changelist_view(request, extra_context)
        except Refused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        except (SuspiciousOperation, ValidationError, ValueError, OverflowError, DataError):
            if not request.GET:
                raise
        return HttpResponseRedirect(request.path)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
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

    def _sent_again(self, request, view):
        """What ``view`` answers; refused, it answers again, and its form says why."""
        try:
            try:
                return view()
            except Conflict:
                return view()
        except Refused as refusal:
            request.refused = refusal
            return view()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.refused = getattr(request, "refused", None)
        return form

    def render_change_form(self, request, context, *args, **kwargs):
        """The hidden version goes with the last fields, whichever the list of fields is."""
        page = context["adminform"]
        if "version" in page.form.fields:
            *others, (title, options) = page.fieldsets
            page.fieldsets = [*others, (title, options | {"fields": [*options["fields"], "version"]})]
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        save_over(obj, version=form.version)

    def _with_real_ids(self, posted):
        posted = posted.copy()
        ids = [text for text in posted.getlist(ACTION_CHECKBOX_NAME) if is_id(self.opts, text)]
        posted.setlist(ACTION_CHECKBOX_NAME, ids)
        return posted


class ReadOnlyAdmin(PortalModelAdmin):
    """A list to read: nothing is added, changed or deleted."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
