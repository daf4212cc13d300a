"""The agenda in the back office does what the site does, and nothing more."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import fill_event, make_event, make_group, make_member, make_registration
from tests.helpers import version_shown

pytestmark = pytest.mark.django_db

EVENTS = "admin:events_event_changelist"
REGISTRATIONS = "admin:events_registration_changelist"


def typed(event, **fields):
    """What the page of ``event`` sends when nothing is changed but ``fields``."""
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    return {
        "title": event.title,
        "promise": event.promise,
        "kind": event.kind,
        "format": event.format,
        "place": event.place,
        "site": "",
        "join_url": event.join_url,
        "seats": event.seats or "",
        "starts_at_0": f"{starts:%d/%m/%Y}",
        "starts_at_1": f"{starts:%H:%M:%S}",
        "ends_at_0": f"{ends:%d/%m/%Y}",
        "ends_at_1": f"{ends:%H:%M:%S}",
        "hosts-TOTAL_FORMS": "0",
        "hosts-INITIAL_FORMS": "0",
        **version_shown(event),
    } | fields


def page(event):
    return reverse("admin:events_event_change", args=[event.pk])


def test_the_core_team_finds_events_and_registrations(core_team):
    event = make_event("Publipostage", hosts=[make_member()])
    make_registration(event, make_member(first_name="Samia"))

    assert "Publipostage" in core_team.get(reverse(EVENTS)).content.decode()
    assert "Samia" in core_team.get(reverse(REGISTRATIONS)).content.decode()
    assert core_team.get(page(event)).status_code == 200
    assert core_team.get(reverse(EVENTS), {"q": "publi", "animation": "sans"}).status_code == 200


def test_a_member_does_not_enter(member):
    event = make_event()

    for path in (reverse(EVENTS), reverse(REGISTRATIONS), page(event)):
        assert member.get(path).status_code in (302, 403, 404)
        assert member.post(path, typed(event, title="Autre")).status_code in (302, 403, 404)
    event.refresh_from_db()
    assert event.title != "Autre"


def test_more_seats_move_the_line_up_from_here_too(core_team):
    event = fill_event(make_event(seats=1), confirmed=1, waiting=2)

    core_team.post(page(event), typed(event, seats="2"))

    event.refresh_from_db()
    assert (event.seats, event.taken_count, event.changed_by) == (2, 2, core_team.member)


def test_fewer_seats_than_taken_are_refused_here_too(core_team):
    event = fill_event(make_event(seats=5), confirmed=5)

    response = core_team.post(page(event), typed(event, seats="3"), follow=True)

    event.refresh_from_db()
    assert event.seats == 5
    assert "au moins 5 places" in response.content.decode()


def test_an_event_of_a_group_keeps_its_kind_here_too(core_team):
    event = make_event(kind="working_group", group=make_group("Accueil"))

    response = core_team.post(page(event), typed(event, kind="workshop", group=event.group_id))

    event.refresh_from_db()
    assert (event.kind, event.group.name) == ("working_group", "Accueil")
    assert "Seule une séance de groupe de travail appartient à un groupe." in response.content.decode()
    core_team.post(page(event), typed(event, kind="workshop", group=""))
    event.refresh_from_db()
    assert (event.kind, event.group) == ("workshop", None)


def test_state_and_count_are_to_read_only(core_team):
    event = make_event(seats=5)

    core_team.post(page(event), typed(event, state="cancelled", taken_count="4", sequence="9"))

    event.refresh_from_db()
    assert (event.state, event.taken_count, event.sequence) == ("published", 0, 0)


def test_registrations_are_to_read_only(core_team, superuser):
    registration = make_registration(make_event())
    path = reverse("admin:events_registration_change", args=[registration.pk])

    for client in (core_team, superuser):
        client.post(path, {"status": "cancelled"})
        assert client.get(reverse("admin:events_registration_add")).status_code == 403
        assert client.post(reverse("admin:events_registration_delete", args=[registration.pk])).status_code == 403
    registration.refresh_from_db()
    assert registration.is_confirmed


def test_events_without_a_host_are_counted_on_the_first_page(core_team):
    make_event()
    make_event(hosts=[make_member()])
    make_event(in_days=-9)

    response = core_team.get(reverse("admin:index"))

    counts = {str(count.label): count.number for count in response.context["board"].counts}
    assert counts["Rendez-vous sans animation"] == 1
    assert len(core_team.get(reverse(EVENTS), {"animation": "sans"}).context["cl"].result_list) == 1
