"""Messages in the back office: for whom, why, what waits, what failed; what they say, on a page without its secrets."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Min, Model, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from backoffice.filters import WordFilter, counted
from backoffice.site import Count, ReadOnlyAdmin
from guards.refusals import refusals_told
from mailing import actions, previews
from mailing.causes import labels, with_a_code
from mailing.masking import masked, masked_html
from mailing.models import Delivery, FailingAddress
from mailing.progress import progress_of


class DeliveryFilter(WordFilter):
    """What may be done about a message."""

    title = _("à faire")
    parameter_name = "afaire"
    kept = {
        "arenvoyer": (
            _("Non remis, à renvoyer"),
            lambda rows: rows.filter(state=Delivery.State.ABANDONED).exclude(text=""),
        )
    }


class BlockedFilter(WordFilter):
    title = _("état")
    parameter_name = "etat"
    kept = {"bloquees": (_("Bloquées"), lambda rows: rows.filter(blocked_at__isnull=False))}


class MessagesAdmin(ReadOnlyAdmin):
    """A list to read, with one act on each row, confirmed on a page of its own."""

    section = "messages"
    change_form_template = "admin/mailing/change_form.html"
    act: Callable[[Any], Any]
    act_label: str | Promise = ""
    act_done: str | Promise = ""
    act_permission = ""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """The technical administration is invisible to all others."""
        rows = super().get_queryset(request)
        hidden = get_user_model().objects.filter(is_superuser=True).values("email")
        return rows if request.user.is_superuser else rows.exclude(address__in=hidden)

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [
            path("<path:object_id>/acte/", self.admin_site.admin_view(self.act_view), name=name),
            *super().get_urls(),
        ]

    def is_possible(self, row: Any) -> bool:
        return True

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        may_act = row is not None and request.user.has_perm(self.act_permission) and self.is_possible(row)
        extra = {"act_label": self.act_label if may_act else ""}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def act_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Confirm the act, then do it."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not request.user.has_perm(self.act_permission):
            raise PermissionDenied
        if request.method == "POST":
            self.do(request, row)
            return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        context = self.admin_site.each_context(request) | {
            "title": self.act_label, "row": row, "opts": self.opts, "act_label": self.act_label,
        }  # fmt: skip
        return render(request, "admin/mailing/act.html", context)

    def do(self, request: HttpRequest, row: Model) -> None:
        with refusals_told(request):
            self.act(row)
            self.log_change(request, row, str(self.act_label))
            self.message_user(request, str(self.act_done))


@admin.register(Delivery)
class DeliveryAdmin(MessagesAdmin):
    list_display = ["recipient", "address", "shown_subject", "why", "state", "progress", "preview"]
    list_display_links = ["recipient"]
    list_filter = [DeliveryFilter, "state", "topic", "created_at"]
    search_fields = ["address", "member__search_name__holds"]
    search_label = _("Nom ou adresse")
    fields = readonly_fields = (
        "shown_subject", "why", "topic", "member", "address", "state", "created_at", "leaves_at", "expires_at",
        "sent_at", "attempts", "last_error", "what_is_kept",
    )  # fmt: skip
    act = staticmethod(actions.send_again)
    act_label, act_permission = _("Renvoyer"), "mailing.resend_delivery"
    act_done = _("Le message repart ; il attend la fin des heures calmes s’il le faut.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the words that this reader may not see left out: ``shown``, and whether there is a preview."""
        hidden = previews.hidden_topics(request.user)
        unread = Q(text="") | Q(cause__in=with_a_code()) | Q(topic__in=hidden)
        return super().get_queryset(request).select_related("member").annotate(
            shown=Case(When(topic__in=hidden, then=Value("")), default="subject"),
            has_preview=Case(When(unread, then=False), default=True),
        )  # fmt: skip

    def get_urls(self) -> list[Any]:
        guarded = self.admin_site.admin_view
        return [
            path("<path:object_id>/apercu/", guarded(self.preview_view), name="mailing_delivery_preview"),
            path("<path:object_id>/apercu/html/", guarded(self.html_view), name="mailing_delivery_html"),
            *super().get_urls(),
        ]

    @admin.display(description=_("pour"), ordering="member__search_name")
    def recipient(self, delivery: Any) -> Any:
        return delivery.member or _("une personne sans compte")

    @admin.display(description=_("objet"))
    def shown_subject(self, delivery: Any) -> str | Promise:
        return delivery.shown or _("réservé au comité éditorial")

    @admin.display(description=_("pourquoi"))
    def why(self, delivery: Delivery) -> str | Promise:
        return labels().get(delivery.cause, delivery.get_topic_display())

    @admin.display(description=_("départ"), ordering="leaves_at")
    def progress(self, delivery: Delivery) -> str:
        return progress_of(delivery)

    @admin.display(description=_("aperçu"), empty_value="")
    def preview(self, delivery: Any) -> str:
        if not delivery.has_preview:
            return ""
        label = _("Aperçu du message pour %(address)s") % {"address": delivery.address}
        url = reverse("admin:mailing_delivery_preview", args=[delivery.pk])
        return format_html('<a href="{}" aria-label="{}">{}</a>', url, label, _("Aperçu"))

    @admin.display(description=_("texte"))
    def what_is_kept(self, delivery: Delivery) -> str | Promise:
        """Whether there is still something to send; what it says is on the page of the preview."""
        if delivery.text:
            return _("Gardé jusqu’à l’envoi.")
        return _("Effacé : ce message ne peut plus être renvoyé.")

    def is_possible(self, row: Any) -> bool:
        return row.can_be_sent_again

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        extra = {"has_preview": row is not None and row.has_preview}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    @method_decorator([require_safe, csp_override(previews.PAGE_POLICY)])
    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """One message as it would leave."""
        row = self.readable(request, object_id)
        context = self.admin_site.each_context(request) | {
            "title": _("Aperçu"), "row": row, "opts": self.opts, "text": masked(row.text),
            "why_hidden": previews.why_hidden(row, request.user),
        }  # fmt: skip
        return render(request, "admin/mailing/preview.html", context)

    @method_decorator([require_safe, xframe_options_sameorigin, csp_override(previews.FRAME_POLICY)])
    def html_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The HTML part alone, for the frame of the preview: nothing runs, nothing is fetched."""
        row = self.readable(request, object_id)
        if previews.why_hidden(row, request.user):
            raise Http404
        return HttpResponse(masked_html(row.html))

    def readable(self, request: HttpRequest, object_id: str) -> Delivery:
        """The row that this person sees in the list, or the refusal."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        return row


@admin.register(FailingAddress)
class FailingAddressAdmin(MessagesAdmin):
    list_display = ["address", "failures", "last_error", "blocked_at"]
    list_filter = [BlockedFilter, "blocked_at"]
    search_fields = ["address"]
    search_label = _("Adresse")
    fields = readonly_fields = ("address", "failures", "last_error", "blocked_at")
    act = staticmethod(actions.lift_block)
    act_label, act_permission = _("Lever le blocage"), "mailing.change_failingaddress"
    act_done = _("Les prochains messages partiront de nouveau vers cette adresse.")


@admin.site.counter  # type: ignore[attr-defined]
def abandoned(request: HttpRequest) -> Count | None:
    """Messages that did not reach their reader and may still be sent again."""
    if not request.user.has_perm("mailing.view_delivery"):
        return None
    rows, address = counted(request, Delivery, DeliveryFilter, "arenvoyer")
    oldest = rows.aggregate(first=Min("created_at"))["first"]
    text = _("Ils peuvent encore être renvoyés.")
    return Count(_("Messages non remis"), rows.count(), address, text, late_since=oldest)


@admin.site.counter  # type: ignore[attr-defined]
def failing(request: HttpRequest) -> Count | None:
    if not request.user.has_perm("mailing.view_failingaddress"):
        return None
    rows, address = counted(request, FailingAddress, BlockedFilter, "bloquees")
    return Count(_("Adresses bloquées"), rows.count(), address, _("Plus rien ne part vers elles."))
