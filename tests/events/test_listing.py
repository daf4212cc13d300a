"""What the agenda reads by compiled statements is what the querysets find, whoever reads and whatever is asked."""

import random
from datetime import timedelta

import pytest
from django.utils import timezone

from events import listing
from events.filters import FORMATS, KINDS, Facets, narrowed
from events.models import Event, Registration
from members.models import Member
from tests.factories import (
    make_core_team_member,
    make_editor,
    make_event,
    make_member,
    make_registration,
    make_site,
    make_superuser,
)

pytestmark = pytest.mark.django_db
ROLES = [make_member, make_core_team_member, make_editor, make_superuser]
DAY = timedelta(days=1)


def reader_of(make):
    return Member.objects.get(pk=make().pk)


@pytest.fixture
def agenda():
    """Events of all sorts; draws the same each time."""
    draw, sites, people = random.Random(31), [make_site("Lyon"), make_site("Lille")], [make_member() for _ in range(4)]
    for number in range(24):
        kind, form = (
            draw.choice([kind for kind, _ in KINDS.values()]),
            draw.choice([form for form, _ in FORMATS.values()]),
        )
        starts_at = timezone.now() + draw.randint(-60, 60) * DAY
        state = draw.choice(["published"] * 4 + ["cancelled", "draft"])
        event = make_event(
            f"Événement {number}", kind=kind, format=form, site=draw.choice([None, *sites]), starts_at=starts_at,
            ends_at=starts_at + draw.choice([1, 30]) * timedelta(hours=1), seats=draw.choice([None, 1, 9]),
            state=state, cancellation_reason="Salle fermée" if state == "cancelled" else "",
            hosts=draw.sample(people, 2),
        )  # fmt: skip
        if event.state == "published" and draw.random() < 0.5:
            make_registration(event, draw.choice(people))
    return draw, sites, people


def asked(draw, sites):
    """Some choices of filters."""
    of = {
        "moi": ["1"], "libre": ["1"], "type": list(KINDS), "format": list(FORMATS),
        "site": [str(site.pk) for site in sites],
    }  # fmt: skip
    return {
        name: draw.sample(of[name], draw.randint(1, len(of[name])))
        for name in draw.sample(list(of), draw.randint(0, 3))
    }


@pytest.mark.parametrize("make", ROLES)
def test_a_page_of_the_list_holds_what_the_querysets_find(make, agenda):
    draw, sites, people = agenda
    reader = reader_of(make)
    make_registration(make_event("Le mien"), reader)

    for viewer in (reader, *people[:2]):
        mine = tuple(Registration.objects.live().filter(member=viewer).values_list("event", flat=True))
        for _ in range(6):
            filters, is_past, start = asked(draw, sites), draw.random() < 0.3, draw.choice([0, 0, 3])
            now = timezone.now() + draw.randint(-20, 20) * DAY
            visible = Event.objects.visible_to(viewer)
            expected = narrowed(visible.past(now) if is_past else visible.upcoming(now), filters, mine)

            chosen = listing.chosen_by(filters)
            found = listing.page(viewer, now, mine, is_past=is_past, chosen=chosen, start=start)

            assert found == list(expected.values_list(*listing.SHOWN))[start : start + listing.PER_PAGE]


@pytest.mark.parametrize("make", ROLES)
def test_each_choice_is_counted_as_if_it_was_asked_for_alone(make, agenda):
    draw, sites, _people = agenda
    reader = reader_of(make)
    for event in Event.objects.filter(state="published", seats=None)[:3]:
        make_registration(event, reader)
    mine = tuple(Registration.objects.live().filter(member=reader).values_list("event", flat=True))
    now, visible = timezone.now(), Event.objects.visible_to(reader)
    tally = listing.tally(reader, now, mine, is_past=False)

    for _ in range(8):
        filters = asked(draw, sites)
        facets = Facets(filters, sites=sites).count(tally)

        assert facets.total == narrowed(visible.upcoming(now), filters, mine).count()
        for facet in facets.facets:
            others = {name: values for name, values in filters.items() if name != facet.name}
            for option in facet.options:
                asked_alone = narrowed(visible.upcoming(now), others | {facet.name: [option.value]}, mine)
                assert option.count == asked_alone.count(), (facet.name, option.value, filters)


@pytest.mark.parametrize("make", ROLES)
def test_the_page_of_an_event_and_its_clashes_are_those_of_the_querysets(make, agenda):
    _draw, _sites, people = agenda
    reader = reader_of(make)

    for viewer in (reader, people[0]):
        for event in Event.objects.select_related("series"):
            expected = list(Event.objects.visible_to(viewer).filter(pk=event.pk))
            assert listing.event(viewer, event.pk) == listing.event_of_an_act(viewer, event.pk) == expected
            assert listing.clash(event, viewer) == Event.objects.clashing_with(event, viewer).first()
