"""The directory: one box, filters with counts, cards."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members import filters, search
from members.forms.directory import DirectoryForm
from members.models import Member, MemberSkill
from members.visibility import ProfileView

PAGE_SIZE = 24


@require_safe
def directory(request):
    asked = DirectoryForm(request.GET).read()
    found = search.matching(Member.objects.visible_to(request.user), asked["q"], request.user)
    used = search.conditions(asked["filters"], request.user)
    facets = filters.read(search.facet_rows(found, used, asked["filters"], request.user), asked)
    shown = search.ordered(search.narrowed(found, used), asked)
    page = Paginator(_with_cards(shown), PAGE_SIZE).get_page(asked["page"])
    context = {
        "page": page,
        "people": [_card(member, asked, request.user) for member in page],
        "asked": asked,
        "facets": facets,
        "chips": filters.chips(facets, asked),
        "orders": DirectoryForm.Order.choices,
    }
    return render(request, "members/directory.html", context)


def _card(member, asked, viewer):
    """A member as shown in the list: first the skills that were looked for."""
    sought = search.found_in([row.skill.name for row in member.offered], asked["q"])
    for row in member.offered:
        row.is_sought = row.skill.name in sought or row.skill_id in asked["filters"]["aide"]
    member.offered.sort(key=lambda row: not row.is_sought)
    return ProfileView(member, viewer)


def _with_cards(members):
    """All that a card shows, in two queries."""
    offered = MemberSkill.objects.offered().select_related("skill")
    return (
        members.select_related("site", "department")
        .with_roles_today()
        .prefetch_related(Prefetch("skills", offered, to_attr="offered"))
    )
