"""My choices of messages: signed in, or by the signed address at the foot of each mail."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from mailing import actions, links
from mailing.addresses import is_failing
from mailing.forms import ChoicesForm
from mailing.messages import Reader
from mailing.models import HARD_FAILURES_ALLOWED
from mailing.preferences import choices_of
from mailing.topics import Topic, may_stop


def message_choices(request: HttpRequest) -> HttpResponse:
    form = ChoicesForm(request.POST or None, chosen=choices_of(request.user.pk))
    if request.method == "POST" and form.is_valid():
        actions.save_choices(request.user, form.cleaned_data)
        messages.success(request, _("Vos choix sont enregistrés : ils valent dès le prochain message."))
        return redirect("mailing:message_choices")
    is_blocked = is_failing(request.user.get_username())
    context = {"form": form, "is_blocked": is_blocked, "refusals": HARD_FAILURES_ALLOWED}
    return render(request, "mailing/message_choices.html", context)


@login_not_required
@never_cache
def message_choices_by_link(request: HttpRequest, signed: str) -> HttpResponse:
    """The same choices without signing in; the page names nobody."""
    member = reader(links.read_preferences(signed))
    form = ChoicesForm(request.POST or None, chosen=choices_of(member.pk))
    if request.method == "POST" and form.is_valid():
        actions.save_choices(member, form.cleaned_data)
        messages.success(request, _("Vos choix sont enregistrés : ils valent dès le prochain message."))
        return redirect("mailing:message_choices_by_link", signed)
    return render(request, "mailing/message_choices_by_link.html", {"form": form})


@csrf_exempt
@login_not_required
@never_cache
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """RFC 8058: mail programs post here without a session; people get a page with one button."""
    member_id, topic = links.read_unsubscribe(signed) or (None, "")
    member = reader(member_id)
    if not may_stop(topic):
        raise Http404
    if request.method == "POST":
        actions.stop(member, topic)
    is_done = request.method == "POST"
    choices_url = links.preferences_url(member.pk, "" if is_done else topic)
    context = {"topic": Topic(topic).label, "is_done": is_done, "choices_url": choices_url}
    return render(request, "mailing/unsubscribe.html", context)


def reader(member_id: int | None) -> Reader:
    """The active member with that number, or 404."""
    return get_object_or_404(get_user_model(), pk=member_id, is_active=True)
