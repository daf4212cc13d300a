"""One issue: read, then on the board opened, written and published."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from guards.refusals import Refused, refusals_on, refusals_told, tell
from guards.versions import Conflict, version_of_row
from journal import readiness
from journal.actions.issue import create_issue, delete_issue, publish, save_issue
from journal.contents import articles_of, groups_of
from journal.forms.filters import PageForm
from journal.forms.issue import IssueForm, NewIssueForm
from journal.models import Issue
from journal.readiness import NotReady
from mailing.preferences import reached
from mailing.topics import Topic
from members.decorators import charter_accepted
from members.models import Member
from ui.layout import PageFormHelper

SHELF = 12
PREVIOUS = 3


def journal(request):
    issues = Issue.objects.visible_to(request.user).published().newest_first()
    latest = issues.select_related("editorial_author").first()
    others = issues.exclude(pk=latest.pk) if latest else issues.none()
    return render(
        request,
        "journal/journal.html",
        {
            "issue": latest,
            "articles": articles_of(latest, request.user) if latest else [],
            "page_obj": Paginator(others, SHELF).get_page(PageForm.number(request)),
        },
    )


def issue_detail(request, number):
    issues = Issue.objects.visible_to(request.user).select_related("editorial_author")
    return issue_page(request, get_object_or_404(issues, number=number))


def issue_page(request, issue):
    """The reading page of an issue; before publication it is its preview."""
    articles = articles_of(issue, request.user)
    previous = Issue.objects.visible_to(request.user).published().filter(number__lt=issue.number).newest_first()
    context = {
        "issue": issue,
        "groups": groups_of(articles),
        "article_count": len(articles),
        "first_article": articles[0] if articles else None,
        "minutes": sum(article.reading_minutes for article in articles),
        "previous_issues": previous[:PREVIOUS],
        "corrections": issue.corrections.filter(article=None),
    }
    return render(request, "journal/issue_detail.html", context)


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
    articles = list(readiness.articles_with_facts(issue))
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
    issues = Issue.objects.visible_to(request.user).select_related("editorial_author")
    return issue_page(request, get_object_or_404(issues, number=number))


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
