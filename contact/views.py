"""The page to write, one's own threads, and the box of those who answer."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from contact import actions
from contact.forms import AnswerForm, MessageForm, NextForm, OutsideForm, page_of
from contact.models import ANSWER_DAYS, MONTHS_KEPT, Letter, State, Thread, ThreadQuerySet, boxes_of, count_readers
from guards.refusals import refusals_on, refusals_told
from guards.versions import written
from mailing.limits import today
from members.models import Member

SENT = "arrive"
"""What the address says after a visitor's message, which the page then confirms."""
TABS = {
    "": (gettext_lazy("À répondre"), lambda rows, by: rows.waiting_for(by.pk)),
    "suivis": (gettext_lazy("Suivis par d’autres"), lambda rows, by: rows.handled_by_others(by.pk)),
    "repondus": (gettext_lazy("Répondus"), lambda rows, by: rows.filter(state=State.ANSWERED).order_by("-changed_at")),
    "classes": (gettext_lazy("Classés"), lambda rows, by: rows.filter(state=State.CLOSED).order_by("-changed_at")),
}
"""The lists of the box, by the word of the address; what waits longest comes first where it waits."""


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def thread_write(request: HttpRequest) -> HttpResponse:
    """To the box of one's choice; whoever is not signed in writes to the core-team."""
    return write_as_member(request) if request.user.is_authenticated else write_from_outside(request)


def write_as_member(request: HttpRequest) -> HttpResponse:
    form = MessageForm(request.POST or None, by=request.user, chosen=request.GET.get("a", ""))
    if form.is_valid():
        with refusals_on(form, beside="text"):
            thread = actions.write(by=request.user, **form.cleaned_data)
            messages.success(request, _("Votre message est arrivé. Vous le retrouvez ici, avec la réponse."))
            return redirect(thread)
    threads = page_of(Thread.objects.written_by(request.user), request)
    context = {
        "form": form,
        "page_obj": threads,
        "readers": count_readers(),
        "days": ANSWER_DAYS,
        "months": MONTHS_KEPT,
    }
    return render(request, "contact/thread_write.html", context)


def write_from_outside(request: HttpRequest) -> HttpResponse:
    """The answer is the same for every address: nothing tells whether it is that of a member."""
    form = OutsideForm(request.POST or None)
    if form.is_valid():
        language = get_language() or "fr"
        with refusals_on(form, beside="text"):
            actions.write_from_outside(origin=origin_of(request), language=language, **form.cleaned_data)
            return redirect(f"{reverse('contact:thread_write')}?{SENT}")
    context = {"form": form, "is_sent": SENT in request.GET, "days": ANSWER_DAYS, "months": MONTHS_KEPT}
    return render(request, "contact/write_outside.html", context)


def origin_of(request: HttpRequest) -> str:
    """What tells apart, for one day, the places that strangers write from: no address of the network is kept."""
    address = get_adapter(request).get_client_ip(request)
    return salted_hmac("contact.origin", f"{today():%Y%m%d}-{address}", algorithm="sha256").hexdigest()


@require_http_methods(["GET", "HEAD", "POST"])
def thread_detail(request: HttpRequest, number: int) -> HttpResponse:
    """One's own thread: what was written, what was answered, and the next word."""
    thread = get_object_or_404(Thread.objects.written_by(request.user), pk=number)
    form = NextForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form, beside="text"):
            actions.add(thread, text=form.cleaned_data["text"], by=request.user)
            messages.success(request, _("Votre message est arrivé."))
            return redirect(thread)
    letters = thread.letters.exchanged().with_authors()
    context = {"thread": thread, "letters": letters, "form": form, "days": ANSWER_DAYS}
    return render(request, "contact/thread_detail.html", context)


@require_safe
def box_list(request: HttpRequest) -> HttpResponse:
    """What is written to the boxes that one reads, in four lists."""
    rows = in_boxes_of(request.user).select_related("member", "handler")
    word = request.GET.get("liste", "")
    chosen = word if word in TABS else ""
    label, of_list = TABS[chosen]
    tabs = [{"word": word, "label": label, "is_current": word == chosen} for word, (label, _of) in TABS.items()]
    page = page_of(of_list(rows, request.user), request)
    context = {"tabs": tabs, "chosen": label, "page_obj": page, "days": ANSWER_DAYS}
    return render(request, "contact/box_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def box_thread(request: HttpRequest, number: int) -> HttpResponse:
    """One thread for who answers; what is being typed survives every button."""
    thread = get_object_or_404(in_boxes_of(request.user), pk=number)
    act, typed = request.POST.get("act", ""), request.POST.get("text", "")
    if act in BUTTONS:
        with refusals_told(request):
            BUTTONS[act](thread, request)
        if not typed.strip():
            return redirect(thread.get_box_url())
        form = AnswerForm(initial={"text": typed}, thread=stored(thread), by=request.user)
        return show_thread(request, form)
    form, letter = written(
        lambda: AnswerForm(request.POST or None, thread=stored(thread), by=request.user),
        lambda form: send(request, form, act),
    )
    if letter is None:
        return show_thread(request, form)
    return redirect("contact:box_list") if act == "close" else redirect(thread.get_box_url())


BUTTONS = {
    "take": lambda thread, request: actions.take(thread, by=request.user, seen=request.POST.get("handler", "")),
    "file": lambda thread, request: actions.file(thread, is_closed=True),
    "reopen": lambda thread, request: actions.file(thread, is_closed=False),
}
"""The acts that need no text."""


def send(request: HttpRequest, form: AnswerForm, act: str) -> Letter:
    """The answer, or the note, of a form that is in order."""
    what = {"text": form.cleaned_data["text"], "by": request.user, "version": form.version}
    if act == "note":
        letter = actions.note(form.thread, **what)
        messages.success(request, _("La note est gardée : seules les personnes qui lisent cette boîte la voient."))
    else:
        letter = actions.answer(form.thread, closes=act == "close", **what)
        messages.success(request, _("La réponse part par e-mail."))
    return letter


def show_thread(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    thread = form.thread
    known = Member.objects.filter(email=thread.address).first() if thread.address else None
    context = {"thread": thread, "letters": thread.letters.with_authors(), "form": form, "known": known}
    return render(request, "contact/box_thread.html", context)


def in_boxes_of(member: Member) -> ThreadQuerySet:
    """The threads of the boxes that ``member`` reads; who reads none finds no page."""
    if not boxes_of(member):
        raise Http404
    return Thread.objects.readable_by(member)


def stored(thread: Thread) -> Thread:
    return Thread.objects.select_related("member", "handler").get(pk=thread.pk)
