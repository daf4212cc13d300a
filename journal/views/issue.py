"""One issue: read, then on the board opened, written and published."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guards.refusals import Refused, refusals_on, refusals_told, tell
from guards.versions import Conflict, version_of_row
from journal import readiness, reading
from journal.actions.issue import create_issue, delete_issue, publish, save_issue
from journal.forms.filters import PageForm
from journal.forms.issue import IssueForm, NewIssueForm
from journal.issue_page import front_of, page_of
from journal.lines import shelved
from journal.models import Issue
from journal.readiness import NotReady
from mailing.preferences import reached
from mailing.topics import Topic
from members.decorators import charter_accepted
from members.models import Member
from ui.layout import PageFormHelper

SHELF = 12


def journal(request):
    numbers = reading.published_numbers(request.user)
    page = Paginator(numbers[1:], SHELF).get_page(PageForm.number(request))
    issues = reading.published_at(request.user, tuple(numbers[:1] + page.object_list))
    context = {
        "front": front_of(issues[0], request.user) if issues else None,
        "shelf": [shelved(issue) for issue in issues[1:]],
        "page_obj": page,
    }
    return render(request, "journal/journal.html", context)


def issue_detail(request, number):
    return issue_page(request, reading.issue_at(request.user, number))


def issue_page(request, issue):
    """The reading page of an issue; before publication it is its preview."""
    if issue is None:
        raise Http404
    return render(request, "journal/issue_detail.html", {"issue": issue, "page": page_of(issue, request.user)})


@permission_required("journal.add_issue", raise_exception=True)
@charter_accepted
def issue_new(request):
    initial = NewIssueForm.next_after(Issue.objects.visible_to(request.user).newest_first().first())
    form = NewIssueForm(request.POST or None, initial=initial)
    form.helper = PageFormHelper(_("Ouvrir ce numéro"))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            return redirect("journal:issue_edit", create_issue(by=request.user, **form.cleaned_data).number)
    return render(request, "journal/issue_new.html", {"form": form})


@permission_required("journal.change_issue", raise_exception=True)
@charter_accepted
def issue_edit(request, number):
    issue = get_object_or_404(Issue.objects.visible_to(request.user).select_related("editorial_author"), number=number)
    form = IssueForm(request.POST or None, instance=issue)
    form.helper = PageFormHelper(_("Enregistrer"), keeps_typed=True)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_issue(issue, by=request.user, **form.typed())
            messages.success(request, _("Le numéro est enregistré."))
            return redirect("journal:issue_edit", saved.number)
        except Conflict as refusal:
            conflict = refusal.current
            form.read_again(version_of_row(conflict))
        except NotReady as refusal:
            form.add_error(None, [gap.sentence for gap in refusal.gaps])
        except Refused as refusal:
            tell(form, refusal)
    return issue_desk(request, issue, form, conflict)


def issue_desk(request, issue, form, conflict=None):
    if form.is_bound:
        issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=issue.pk)
    articles = readiness.WITH_FACTS(issue.pk)
    context = {
        "issue": issue,
        "form": form,
        "conflict": conflict,
        "articles": articles,
        "gaps": readiness.gaps_among(issue, articles),
    }
    return render(request, "journal/issue_edit.html", context)


@permission_required("journal.change_issue", raise_exception=True)
@charter_accepted
def issue_delete(request, number):
    """The question, then the end of an issue that holds nothing yet."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user), number=number)
    if request.method == "POST":
        with refusals_told(request):
            delete_issue(issue, by=request.user)
            messages.success(request, _("Le numéro est supprimé."))
            return redirect("journal:board")
    return render(request, "journal/issue_delete.html", {"issue": issue, "is_empty": not issue.articles.exists()})


@permission_required("journal.view_draft", raise_exception=True)
def issue_preview(request, number):
    return issue_page(request, reading.issue_at(request.user, number))


@permission_required("journal.publish_issue", raise_exception=True)
@charter_accepted
def issue_publish(request, number):
    issue = get_object_or_404(Issue.objects.visible_to(request.user), number=number)
    if request.method == "POST":
        with refusals_told(request):
            issue = publish(issue, by=request.user)
            messages.success(request, _("Le numéro est paru. Chaque membre en reçoit l’annonce par e-mail."))
            return redirect(issue)
    if issue.is_published:
        return redirect(issue)
    readers = reached(Topic.JOURNAL, Member.objects.active())
    context = {"issue": issue, "gaps": readiness.missing(issue), "reader_count": readers.count()}
    return render(request, "journal/issue_publish.html", context)
