"""The board of the committee: what is in preparation, from the first idea to the last proof, and what is in stock."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from journal import readiness, reading
from journal.board import board_of
from journal.forms.filters import PageForm, SelectionForm
from journal.stock import selections

A_PAGE = 20


@permission_required("journal.view_draft", raise_exception=True)
def board(request):
    """The first issue in preparation."""
    issues = reading.in_preparation(request.user)
    return board_page(request, next(iter(issues), None), issues)


@permission_required("journal.view_draft", raise_exception=True)
def issue_board(request, number):
    """Any other one."""
    issues = reading.in_preparation(request.user)
    issue = next((issue for issue in issues if issue.number == number), None)
    if issue is None:
        raise Http404
    return board_page(request, issue, issues)


def board_page(request, issue, issues):
    others = [other for other in issues if other != issue]
    context = {"issue": issue, "others": others, "gap_count": len(readiness.missing(issue)) if issue else 0}
    return render(request, "journal/board.html", context | board_of(issue, request.user))


def board_url(issue):
    return reverse("journal:issue_board", args=[issue.number]) if issue else reverse("journal:board")


@permission_required("journal.view_draft", raise_exception=True)
def stock(request):
    """Every text without an issue, every one to be read, every one given up, page by page."""
    found = selections(request.user)
    key = SelectionForm.chosen(request)
    chosen = next((selection for selection in found if selection.key == key), found[0])
    page = Paginator(chosen.articles, A_PAGE).get_page(PageForm.number(request))
    return render(request, "journal/stock.html", {"selections": found, "chosen": chosen, "page_obj": page})
