"""Messages in the back office: for whom, why, what waits, what failed; what they say, on a page without its secrets."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from backoffice.site import Count, ReadOnlyAdmin
from guards.refusals import refusals_told
from mailing import actions, previews
from mailing.addresses import blocked
from mailing.causes import labels, with_a_code
from mailing.masking import masked, masked_html
from mailing.models import Delivery, FailingAddress
from mailing.progress import progress_of


class MessagesAdmin(ReadOnlyAdmin):
    """A list to read, with one act on each row, confirmed on a page of its own."""

    section = "messages"
    change_form_template = "admin/mailing/change_form.html"
    act, act_label, act_done, act_permission = None, "", "", ""

    def get_queryset(self, request):
        """The technical administration is invisible to all others."""
        rows = super().get_queryset(request)
        hidden = get_user_model().objects.filter(is_superuser=True).values("email")
        return rows if request.user.is_superuser else rows.exclude(address__in=hidden)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [
            path("<path:object_id>/acte/", self.admin_site.admin_view(self.act_view), name=name),
            *super().get_urls(),
        ]

    def is_possible(self, row):
        return True

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, unquote(object_id))
        may_act = row is not None and request.user.has_perm(self.act_permission) and self.is_possible(row)
        extra = {"act_label": self.act_label if may_act else ""}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def act_view(self, request, object_id):
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

    def do(self, request, row):
        with refusals_told(request):
            self.act(row)
            self.log_change(request, row, str(self.act_label))
            self.message_user(request, self.act_done)


@admin.register(Delivery)
class DeliveryAdmin(MessagesAdmin):
    list_display = ["recipient", "address", "shown_subject", "why", "state", "progress", "preview"]
    list_display_links = ["recipient"]
    list_filter = ["state", "topic", "created_at"]
    search_fields = ["address", "member__search_name"]
    fields = readonly_fields = [
        "shown_subject", "why", "topic", "member", "address", "state", "created_at", "leaves_at", "expires_at",
        "sent_at", "attempts", "last_error", "what_is_kept",
    ]  # fmt: skip
    act = staticmethod(actions.send_again)
    act_label, act_permission = _("Renvoyer"), "mailing.resend_delivery"
    act_done = _("Le message repart ; il attend la fin des heures calmes s’il le faut.")

    def get_queryset(self, request):
        """With the words that this reader may not see left out: ``shown``, and whether there is a preview."""
        hidden = previews.hidden_topics(request.user)
        unread = Q(text="") | Q(cause__in=with_a_code()) | Q(topic__in=hidden)
        return super().get_queryset(request).select_related("member").annotate(
            shown=Case(When(topic__in=hidden, then=Value("")), default="subject"),
            has_preview=Case(When(unread, then=False), default=True),
        )  # fmt: skip

    def get_urls(self):
        guarded = self.admin_site.admin_view
        return [
            path("<path:object_id>/apercu/", guarded(self.preview_view), name="mailing_delivery_preview"),
            path("<path:object_id>/apercu/html/", guarded(self.html_view), name="mailing_delivery_html"),
            *super().get_urls(),
        ]

    @admin.display(description=_("pour"), ordering="member__search_name")
    def recipient(self, delivery):
        return delivery.member or _("une personne sans compte")

    @admin.display(description=_("objet"))
    def shown_subject(self, delivery):
        return delivery.shown or _("réservé au comité éditorial")

    @admin.display(description=_("pourquoi"))
    def why(self, delivery):
        return labels().get(delivery.cause, delivery.get_topic_display())

    @admin.display(description=_("départ"), ordering="leaves_at")
    def progress(self, delivery):
        return progress_of(delivery)

    @admin.display(description=_("aperçu"), empty_value="")
    def preview(self, delivery):
        if not delivery.has_preview:
            return ""
        label = _("Aperçu du message pour %(address)s") % {"address": delivery.address}
        url = reverse("admin:mailing_delivery_preview", args=[delivery.pk])
        return format_html('<a href="{}" aria-label="{}">{}</a>', url, label, _("Aperçu"))

    @admin.display(description=_("texte"))
    def what_is_kept(self, delivery):
        """Whether there is still something to send; what it says is on the page of the preview."""
        if delivery.text:
            return _("Gardé jusqu’à l’envoi.")
        return _("Effacé : ce message ne peut plus être renvoyé.")

    def is_possible(self, row):
        return row.can_be_sent_again

    def change_view(self, request, object_id, form_url="", extra_context=None):
        row = self.get_object(request, unquote(object_id))
        extra = {"has_preview": row is not None and row.has_preview}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    @method_decorator([require_safe, csp_override(previews.PAGE_POLICY)])
    def preview_view(self, request, object_id):
        """One message as it would leave."""
        row = self.readable(request, object_id)
        context = self.admin_site.each_context(request) | {
            "title": _("Aperçu"), "row": row, "opts": self.opts, "text": masked(row.text),
            "why_hidden": previews.why_hidden(row, request.user),
        }  # fmt: skip
        return render(request, "admin/mailing/preview.html", context)

    @method_decorator([require_safe, xframe_options_sameorigin, csp_override(previews.FRAME_POLICY)])
    def html_view(self, request, object_id):
        """The HTML part alone, for the frame of the preview: nothing runs, nothing is fetched."""
        row = self.readable(request, object_id)
        if previews.why_hidden(row, request.user):
            raise Http404
        return HttpResponse(masked_html(row.html))

    def readable(self, request, object_id):
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
    list_filter = ["blocked_at"]
    search_fields = ["address"]
    fields = readonly_fields = ["address", "failures", "last_error", "blocked_at"]
    act = staticmethod(actions.lift_block)
    act_label, act_permission = _("Lever le blocage"), "mailing.change_failingaddress"
    act_done = _("Les prochains messages partiront de nouveau vers cette adresse.")


@admin.site.counter
def abandoned(request):
    """Messages that did not reach their reader and may still be sent again."""
    if not request.user.has_perm("mailing.view_delivery"):
        return None
    rows = Delivery.objects.filter(state=Delivery.State.ABANDONED).exclude(text="")
    return Count(
        _("Messages non remis"), rows.count(), reverse("admin:mailing_delivery_changelist") + "?state__exact=abandoned"
    )


@admin.site.counter
def failing(request):
    if not request.user.has_perm("mailing.view_failingaddress"):
        return None
    return Count(_("Adresses bloquées"), blocked().count(), reverse("admin:mailing_failingaddress_changelist"))
