"""The directory: one box, filters with counts, cards."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from members import filters, listing, search
from members.cards import person_card
from members.forms.directory import DirectoryForm
from members.models import MemberSkill
from members.spelling import corrected
from members.visibility import ProfileView
from members.words import Sought

ASKED_BY = {MemberSkill.Kind.OFFERED: "aide", MemberSkill.Kind.WANTED: "apprendre"}
"""The filter that looks for a skill of that kind."""


@require_safe
def directory(request):
    asked = DirectoryForm(request.GET).read()
    typed = asked["q"]
    asked["q"], sought, among = _meant(typed, request.user, as_typed=asked["tel_quel"])
    rows = listing.facets(request.user, among, asked["filters"])
    facets = filters.read(rows, asked)
    page = Paginator(range(filters.total(rows)), listing.PER_PAGE).get_page(asked["page"])
    context = {
        "page": page,
        "people": _people(request.user, asked, sought, among, start=max(page.start_index() - 1, 0)),
        "asked": asked,
        "typed": typed,
        "fieldsets": filters.fieldsets(facets),
        "subjects": filters.subjects(facets),
        "chips": filters.chips(facets, asked),
        "orders": DirectoryForm.Order.choices,
    }
    return render(request, "members/directory.html", context)


def _meant(text, viewer, *, as_typed):
    """What is looked for, and in whom it is found: ``text``, or the nearest words when it is in nobody."""
    sought = Sought.of(text)
    among = listing.holding(viewer, sought)
    if among == listing.NOBODY and not as_typed and (nearest := corrected(text, viewer)):
        text, sought = nearest, Sought.of(nearest)
        among = listing.holding(viewer, sought)
    return text, sought, among


def _people(viewer, asked, sought, among, *, start):
    """The cards of one page, from that rank on."""
    members = listing.page(viewer, among, sought, asked["filters"], asked["tri"], start)
    skills = search.skills_of(tuple(member.pk for member in members), sought)
    return [person_card(ProfileView(member, viewer), _sought(skills[member.pk], asked)) for member in members]


def _sought(skills, asked):
    """The skills of a member; those that filters ask for are looked for too."""
    filtered = {(kind, skill) for kind, name in ASKED_BY.items() for skill in asked["filters"][name]}
    if not filtered:
        return skills
    return [row._replace(is_sought=row.is_sought or (row.kind, row.skill) in filtered) for row in skills]
