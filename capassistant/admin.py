"""Messages in the back office: what waits, what failed and why it was written; never what it says."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from capassistant.causes import CAUSES
from mailing import actions
from mailing.addresses import blocked
from mailing.models import Delivery, FailingAddress
from members.actions import Refused as MemberRefused
from members.adminsite import Count, ReadOnlyAdmin, site
from members.models import Member


class MessagesAdmin(ReadOnlyAdmin):
    """A list to read, with one act on each row, confirmed on a page of its own."""

    section = "messages"
    refusals = (MemberRefused, actions.Refused)
    change_form_template = "admin/mailing/change_form.html"
    act, act_label, act_done, act_permission = None, "", "", ""

    def get_queryset(self, request):
        """The technical administration is invisible to all others."""
        rows = super().get_queryset(request)
        hidden = Member.objects.filter(is_superuser=True).values("email")
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
        try:
            self.act(row)
        except actions.Refused as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            self.log_change(request, row, str(self.act_label))
            self.message_user(request, self.act_done)


@admin.register(Delivery, site=site)
class DeliveryAdmin(MessagesAdmin):
    list_display = ["address", "cause", "topic", "state", "leaves_at", "attempts", "last_error", "sent_at"]
    list_filter = ["state", "topic", "created_at"]
    search_fields = ["address", "member__search_name"]
    fields = readonly_fields = [
        "cause", "topic", "member", "address", "state", "created_at", "leaves_at", "expires_at", "sent_at", "attempts",
        "last_error", "what_is_kept",
    ]  # fmt: skip
    act = staticmethod(actions.send_again)
    act_label, act_permission = _("Renvoyer"), "mailing.resend_delivery"
    act_done = _("Le message repart ; il attend la fin des heures calmes s’il le faut.")

    @admin.display(description=_("pourquoi"))
    def cause(self, delivery):
        return CAUSES.get(delivery.template, delivery.get_topic_display())

    @admin.display(description=_("texte"))
    def what_is_kept(self, delivery):
        """Whether there is still something to send; never what it says."""
        if delivery.text:
            return _("Gardé jusqu’à l’envoi, lisible de son seul destinataire.")
        return _("Effacé : ce message ne peut plus être renvoyé.")

    def is_possible(self, row):
        return row.can_be_sent_again


@admin.register(FailingAddress, site=site)
class FailingAddressAdmin(MessagesAdmin):
    list_display = ["address", "failures", "last_error", "blocked_at"]
    list_filter = ["blocked_at"]
    search_fields = ["address"]
    fields = readonly_fields = ["address", "failures", "last_error", "blocked_at"]
    act = staticmethod(actions.lift_block)
    act_label, act_permission = _("Lever le blocage"), "mailing.change_failingaddress"
    act_done = _("Les prochains messages partiront de nouveau vers cette adresse.")


@site.counter
def abandoned(request):
    """Messages that did not reach their reader and may still be sent again."""
    if not request.user.has_perm("mailing.view_delivery"):
        return None
    rows = Delivery.objects.filter(state=Delivery.State.ABANDONED).exclude(text="")
    return Count(
        _("Messages non remis"), rows.count(), reverse("admin:mailing_delivery_changelist") + "?state__exact=abandoned"
    )


@site.counter
def failing(request):
    if not request.user.has_perm("mailing.view_failingaddress"):
        return None
    return Count(_("Adresses bloquées"), blocked().count(), reverse("admin:mailing_failingaddress_changelist"))
