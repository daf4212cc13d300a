"""The journal of acts: who did what, when, from what to what; written by the database, to read only."""

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from backoffice.filters import WordFilter
from backoffice.site import ReadOnlyAdmin
from clock.words import dated
from members.models import Act, Member

KINDS = {
    "members.MemberHistory": _("Membre"),
    "members.AppointmentHistory": _("Mandat"),
    "members.CharterVersionHistory": _("Charte"),
}
"""The histories that the core-team reads; drafts of the Journal are not theirs."""

LABELS = {"insert": _("création"), "update": _("modification"), "delete": _("suppression")}


class KindFilter(WordFilter):
    title = _("objet")
    parameter_name = "objet"
    kept = {name: (label, lambda acts, name=name: acts.filter(pgh_model=name)) for name, label in KINDS.items()}


class DayFilter(admin.DateFieldListFilter):
    """The dates of the acts, under a readable name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = _("moment")


@admin.register(Act)
class HistoryAdmin(ReadOnlyAdmin):
    section = "settings"
    list_display = ["moment", "author", "kind", "thing", "label", "change"]
    list_display_links = None
    list_filter = [KindFilter, ("pgh_created_at", DayFilter)]
    list_select_related = ["user"]

    def get_queryset(self, request):
        """The technical administration keeps its own acts of birth to itself."""
        acts = Act.objects.across(*KINDS).order_by("-pgh_created_at", "pgh_slug")
        if request.user.is_superuser:
            return acts
        hidden = [str(pk) for pk in Member.objects.filter(is_superuser=True).values_list("pk", flat=True)]
        return acts.exclude(pgh_obj_model="members.Member", pgh_obj_id__in=hidden)

    def get_changelist_instance(self, request):
        """The names of the people concerned, in one query for the page."""
        changes = super().get_changelist_instance(request)
        changes.result_list = list(changes.result_list)
        people = Member.objects.in_bulk([pk for act in changes.result_list if (pk := act.pgh_data.get("member_id"))])
        for act in changes.result_list:
            act.person = people.get(act.pgh_data.get("member_id"))
        return changes

    def has_view_permission(self, request, obj=None):
        return obj is None and request.user.has_perm("members.view_history")

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    @admin.display(description=_("quand"), ordering="pgh_created_at")
    def moment(self, act):
        return dated(act.pgh_created_at)

    @admin.display(description=_("qui"))
    def author(self, act):
        return act.user or _("le système")

    @admin.display(description=_("objet"))
    def kind(self, act):
        return KINDS[act.pgh_model]

    @admin.display(description=_("lequel"))
    def thing(self, act):
        row = act.pgh_data
        if act.person:
            return f"{act.person}, {_value(act, 'role', row['role'])}"
        names = " ".join(str(row[key]) for key in ("first_name", "last_name", "number") if row.get(key))
        return names or _("demande effacée")

    @admin.display(description=_("acte"))
    def label(self, act):
        return LABELS.get(act.pgh_label, act.pgh_label)

    @admin.display(description=_("avant → après"))
    def change(self, act):
        return " ; ".join(
            f"{_field(act, name).verbose_name} : {_value(act, name, before)} → {_value(act, name, after)}"
            for name, (before, after) in (act.pgh_diff or {}).items()
        )


def _field(act, name):
    return apps.get_model(act.pgh_obj_model)._meta.get_field(name.removesuffix("_id"))


def _value(act, name, value):
    """The words for a stored value: « en pause » for ``paused``."""
    return dict(_field(act, name).flatchoices).get(value, "–" if value in ("", None) else value)
