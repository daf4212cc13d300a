"""Who runs an event and leaves, for a while or for good: it passes to the other hosts, or to the core-team."""

import pytest
from django.urls import reverse

from capassistant.home.bell import awaiting
from events.actions.event import publish
from events.models import Event
from groups.models import WorkingGroup
from members.actions.membership import mark_left, pause, resume, suspend
from members.backends import RoleBackend
from members.models import Role
from tests.factories import make_appointment, make_core_team_member, make_event, make_member
from tests.helpers import count_queries, deliver_all, sent_by

pytestmark = pytest.mark.django_db

CLOSING = [(pause, {}), (suspend, {"reason": "Propos blessants"}), (mark_left, {})]


@pytest.fixture
def core():
    return make_core_team_member(first_name="Aïcha", last_name="Tazi")


@pytest.fixture
def reader():
    """Another person of the core-team, who is told."""
    return make_core_team_member()


@pytest.fixture
def nadia():
    return make_member(first_name="Nadia", last_name="Benaïssa")


def hosts(event):
    return [(host.member, host.is_lead) for host in Event.objects.get(pk=event.pk).hosts.all()]


def waiting(person):
    return [item.title for item in awaiting(RoleBackend().get_user(person.pk))]


@pytest.mark.parametrize(("act", "more"), CLOSING)
def test_the_only_host_leaves_the_event_to_the_core_team_which_is_told(core, reader, nadia, act, more):
    event = make_event("Publipostage", hosts=[nadia])

    act(nadia, by=core, **more)

    assert hosts(event) == []
    assert list(Event.objects.without_host()) == [event]
    assert waiting(reader)[-1] == "1 rendez-vous sans animation"
    [told] = [message for message in deliver_all() if message.to == [reader.email]]
    assert told.subject == "Nadia Benaïssa : ce qui est à confier"
    assert "Publipostage" in told.body
    assert "à confier à quelqu’un" in told.body


def test_the_other_hosts_go_on_and_are_told_who_runs_it(core, reader, nadia):
    second, third = make_member(first_name="Samia", last_name="Kaci"), make_member()
    event = make_event("Publipostage", hosts=[nadia, second, third])

    pause(nadia, by=core)

    assert hosts(event) == [(second, True), (third, False)]
    mails = {message.to[0]: message for message in deliver_all()}
    assert set(mails) == {nadia.email, reader.email, second.email, third.email}
    assert "Nadia Benaïssa n’anime plus" in mails[third.email].subject
    assert "avec Samia K." in mails[third.email].body
    assert "continue avec Samia K." in mails[reader.email].body


def test_what_is_over_or_called_off_keeps_who_ran_it_and_a_draft_does_not(core, nadia):
    past, draft = make_event(in_days=-9, hosts=[nadia]), make_event(state=Event.State.DRAFT, hosts=[nadia])
    cancelled = make_event(state="cancelled", cancellation_reason="Grève", hosts=[nadia])

    mark_left(nadia, by=core)

    assert [hosts(event) for event in (past, cancelled, draft)] == [[(nadia, True)], [(nadia, True)], []]
    assert list(Event.objects.without_host()) == [draft]


def test_bug_a_past_event_led_to_the_page_of_somebody_on_leave_which_nobody_may_open(member, core, nadia):
    event = make_event(in_days=-9, hosts=[nadia])
    assert nadia.get_absolute_url() in member.get(event.get_absolute_url()).content.decode()

    pause(nadia, by=core)

    page = member.get(event.get_absolute_url()).content.decode()
    assert nadia.get_absolute_url() not in page
    assert "Nadia B." in page


def test_bug_an_event_whose_only_host_had_left_before_was_counted_as_run(core_team, nadia):
    event = make_event(hosts=[nadia, make_member(state="former")])
    type(nadia).objects.filter(pk=nadia.pk).update(state="paused")

    counts = {str(count.label): count.number for count in core_team.get(reverse("admin:index")).context["board"].counts}

    assert list(Event.objects.without_host()) == [event]
    assert counts["Rendez-vous sans animation"] == 1


def test_what_nobody_runs_waits_for_the_core_team_alone_and_leads_to_the_list(member, core_team):
    make_event("Publipostage")
    make_event(hosts=[make_member()])

    item = awaiting(RoleBackend().get_user(core_team.member.pk))[0]

    assert waiting(member.member) == []
    shown = core_team.get(item.url).context["cl"].result_list
    assert (item.title, [event.title for event in shown]) == ("1 rendez-vous sans animation", ["Publipostage"])


def test_the_act_lists_what_passes_and_to_whom_before_it_is_done(core_team, nadia):
    make_event("Publipostage", hosts=[nadia])
    make_event("Classement", hosts=[nadia, make_member(first_name="Samia", last_name="Kaci")])
    make_appointment(nadia, Role.EDITORIAL)
    WorkingGroup.objects.create(name="Outils", slug="outils", purpose="Partager", lead=nadia)
    act = reverse("admin:members_member_act", args=[nadia.pk, "depart"])

    page = core_team.get(act)

    rows = [(str(row.kind), str(row.title), row.takers) for row in page.context["held"]]
    assert sorted(rows) == [
        ("Groupe de travail", "Outils", ()),
        ("Mandat", "Comité éditorial", ()),
        ("Rendez-vous", "Classement", ("Samia K.",)),
        ("Rendez-vous", "Publipostage", ()),
    ]
    core_team.post(act, sent_by(page))
    assert [event.title for event in Event.objects.without_host()] == ["Publipostage"]


def test_a_way_back_gives_no_event_back(core, nadia):
    event = make_event(hosts=[nadia])
    pause(nadia, by=core)

    resume(nadia, by=core)

    assert hosts(event) == []


def test_what_has_not_left_yet_says_who_leads_now(core, nadia):
    """The announcement that waits for Monday is written anew."""
    second = make_member()
    draft = make_event("Publipostage", state=Event.State.DRAFT, hosts=[nadia, second])
    publish(draft, by=core)

    pause(nadia, by=core)

    subjects = [message.subject for message in deliver_all() if message.to == [nadia.email]]
    assert not [subject for subject in subjects if subject.startswith("Vous animez")]


def test_somebody_who_held_nothing_leaves_without_a_word_to_the_core_team(core, reader, nadia):
    mark_left(nadia, by=core)

    assert [message.to for message in deliver_all() if message.to == [reader.email]] == []


def test_the_page_of_what_passes_costs_the_same_for_ten_events(core_team, nadia):
    act = reverse("admin:members_member_act", args=[nadia.pk, "depart"])
    make_event(hosts=[nadia])
    one = count_queries(core_team, act)
    for _ in range(10):
        make_event(hosts=[nadia, make_member()])

    assert count_queries(core_team, act) == one
