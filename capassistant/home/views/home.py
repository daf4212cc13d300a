"""The home page: what waits, what comes next, what is new."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from capassistant.home.bell import awaiting
from contributions.awaiting import Awaited, Fragment
from events.engagements import Engagement, engagements, next_one, proposed, suggestion
from events.lines import next_event
from events.models import Event
from journal.latest import latest_issue, news
from journal.models import Issue
from members.newcomers import newcomers

SAID = 4
"""How many facts the opening sentence tells at most."""


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        return render(request, "home/welcome.html")
    member = request.user
    awaited, mine = awaiting(member), engagements(member)
    issue, articles = latest_issue(member)
    proposal = None if mine else suggestion(member)
    context = {
        "now": timezone.now(),
        "awaited": awaited,
        "awaiting_count": len(awaited),
        "engagements": mine,
        "proposal": proposal and next_event(proposal, None),
        "issue": issue,
        "articles": articles,
        "newcomers": newcomers(member),
        "brief": brief(mine, awaited, issue, proposal),
    }
    return render(request, "home/home.html", context)


def brief(
    mine: list[Engagement], awaited: list[Awaited], issue: Issue | None, proposal: Event | None
) -> list[Fragment]:
    """The opening sentence: a few facts, each a link, the nearest first."""
    fragments = [*next_one(mine), *(item.said for item in awaited), *news(issue)]
    if not fragments and proposal:
        return [proposed(proposal)]
    return fragments[:SAID]
