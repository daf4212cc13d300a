"""The directory: one box, filters with counts, cards."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members import filters, search
from members.forms.directory import DirectoryForm
from members.models import Member, MemberSkill
from members.spelling import corrected
from members.visibility import ProfileView

PAGE_SIZE = 24


@require_safe
def directory(request):
    asked = DirectoryForm(request.GET).read()
    typed = asked["q"]
    found, asked["q"] = _matching(typed, request.user, as_typed=asked["tel_quel"])
    used = search.conditions(asked["filters"], request.user)
    facets = filters.read(search.facet_rows(found, used, asked["filters"], request.user), asked)
    shown = search.ordered(search.narrowed(found, used), asked)
    page = Paginator(_with_cards(shown, asked["q"]), PAGE_SIZE).get_page(asked["page"])
    context = {
        "page": page,
        "people": [_card(member, asked, request.user) for member in page],
        "asked": asked,
        "typed": typed,
        "facets": facets,
        "chips": filters.chips(facets, asked),
        "orders": DirectoryForm.Order.choices,
    }
    return render(request, "members/directory.html", context)


def _matching(text, viewer, *, as_typed):
    """The members in whom ``text`` is found, or the nearest words when it is in nobody; and what was looked for."""
    everybody = Member.objects.visible_to(viewer)
    found = search.matching(everybody, text, viewer)
    meant = "" if as_typed or not text or found.exists() else corrected(text, viewer)
    return (search.matching(everybody, meant, viewer), meant) if meant else (found, text)


def _card(member, asked, viewer):
    """A member as shown in the list: why she or he is there, and first the skills that were looked for."""
    filters = {MemberSkill.Kind.OFFERED: "aide", MemberSkill.Kind.WANTED: "apprendre"}
    for row in member.all_skills:
        row.is_sought = row.is_sought or row.skill_id in asked["filters"][filters[row.kind]]
    offered = [row for row in member.all_skills if row.kind == MemberSkill.Kind.OFFERED]
    member.offered = sorted(offered, key=lambda row: not row.is_sought)
    search.tell_reasons(member, member.all_skills)
    return ProfileView(member, viewer)


def _with_cards(members, text):
    """All that a card shows, in two queries."""
    return (
        members.select_related("site", "department")
        .with_roles_today()
        .prefetch_related(Prefetch("skills", search.with_reasons(text), to_attr="all_skills"))
    )
