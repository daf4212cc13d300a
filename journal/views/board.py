"""The board of the committee: what is in preparation, from the first idea to the last proof."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render

from journal import readiness
from journal.board import board_of
from journal.models import Issue


@permission_required("journal.view_draft", raise_exception=True)
def board(request):
    issues = list(Issue.objects.visible_to(request.user).in_preparation())
    issue = issues[0] if issues else None
    context = {"issue": issue, "others": issues[1:], "gap_count": len(readiness.missing(issue)) if issue else 0}
    return render(request, "journal/board.html", context | board_of(issue, request.user))
