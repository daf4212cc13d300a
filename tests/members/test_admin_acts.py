"""What the core-team does in the back office: inviting, deciding, appointing, publishing."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from members.models import Appointment, CharterVersion, Member
from tests import factories
from tests.cast import signed_in
from tests.helpers import deliver_all, version_shown

pytestmark = pytest.mark.django_db

State = Member.State


def act(client, member, name, **typed):
    return client.post(reverse("admin:members_member_act", args=[member.pk, name]), typed)


def test_adding_a_member_is_inviting(core_team):
    core_team.post(
        "/admin/members/member/add/", {"email": "Nadia@example.org", "first_name": "Nadia", "last_name": "Benaïssa"}
    )

    invited = Member.objects.get(email="nadia@example.org")
    assert (invited.state, invited.has_usable_password()) == (State.INVITED, False)
    assert [message.to for message in deliver_all()] == [["nadia@example.org"]]


def test_an_address_already_known_is_said_beside_the_field(core_team):
    known = factories.make_member()

    page = core_team.post(
        "/admin/members/member/add/", {"email": known.email.upper(), "first_name": "Nadia", "last_name": "B"}
    )

    assert "déjà celle d’un membre" in page.content.decode()


def test_a_request_is_accepted(core_team):
    candidate = factories.make_member(state=State.AWAITING, joined_on=None)
    EmailAddress.objects.create(user=candidate, email=candidate.email, verified=True, primary=True)
    assert "Accepter la demande" in core_team.get(f"/admin/members/member/{candidate.pk}/change/").content.decode()

    act(core_team, candidate, "accepter")

    assert Member.objects.get(pk=candidate.pk).state == State.ACTIVE


def test_a_refusal_needs_a_reason(core_team):
    candidate = factories.make_member(state=State.AWAITING)

    assert "Donnez une raison" in act(core_team, candidate, "refuser", reason="").content.decode()
    assert Member.objects.get(pk=candidate.pk).state == State.AWAITING
    act(core_team, candidate, "refuser", reason="Adresse inconnue")
    assert Member.objects.get(pk=candidate.pk).state == State.FORMER


def test_looking_at_an_act_does_nothing(core_team):
    member = factories.make_member()

    assert core_team.get(reverse("admin:members_member_act", args=[member.pk, "depart"])).status_code == 200

    assert Member.objects.get(pk=member.pk).state == State.ACTIVE


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        (State.ACTIVE, "pause", State.PAUSED),
        (State.ACTIVE, "suspendre", State.SUSPENDED),
        (State.ACTIVE, "depart", State.FORMER),
        (State.PAUSED, "rouvrir", State.ACTIVE),
        (State.SUSPENDED, "rouvrir", State.ACTIVE),
        (State.SUSPENDED, "depart", State.FORMER),
    ],
)
def test_each_act_changes_the_state(core_team, before, name, after):
    member = factories.make_member(state=before)

    act(core_team, member, name, reason="Une raison")

    assert Member.objects.get(pk=member.pk).state == after


@pytest.mark.parametrize(
    ("state", "name"), [(State.PAUSED, "pause"), (State.ACTIVE, "accepter"), (State.FORMER, "rouvrir")]
)
def test_acts_that_make_no_sense_are_refused(core_team, state, name):
    member = factories.make_member(state=state)

    assert act(core_team, member, name, reason="x").status_code == 403
    assert Member.objects.get(pk=member.pk).state == state


def test_appointing_gives_the_right_at_the_next_request(core_team):
    member = factories.make_member()
    client = signed_in(member)
    assert client.get("/redaction/").status_code in (403, 404)

    core_team.post(
        "/admin/members/appointment/add/",
        {
            "member": member.slug,
            "role": "editorial",
            "starts_on": "2026-01-01",
            "title": "relectrice",
            "reason": "Relève",
        },
    )

    term = member.appointments.get()
    assert (term.appointed_by, term.title) == (core_team.member, "relectrice")
    assert client.get("/redaction/").status_code == 200


def test_the_title_after_an_appointment_begins_with_its_words_and_without_markup(core_team):
    member = factories.make_member(first_name="Zoé", last_name="d’Été & <b>")
    typed = {"member": member.slug, "role": "editorial", "starts_on": "2026-01-01", "title": "x", "reason": "Relève"}

    page = core_team.post("/admin/members/appointment/add/", typed, follow=True).content.decode()

    title = " ".join(re.search("<title>(.*?)</title>", page, re.DOTALL)[1].split())
    assert title.startswith("L'objet mandat « Zoé d’Été &amp; &lt;b&gt; : "), title
    assert "href" not in title


def test_bug_the_words_after_an_appointment_hold_a_link_rather_than_its_markup(core_team):
    member = factories.make_member(first_name="Zoé", last_name="d’Été & <b>")
    typed = {"member": member.slug, "role": "editorial", "starts_on": "2026-01-01", "title": "x", "reason": "Relève"}

    page = core_team.post("/admin/members/appointment/add/", typed, follow=True).content.decode()

    said = page.split('id="annonces"')[1].split("</p>")[0]
    assert re.search(r'<a href="/admin/members/appointment/\d+/change/">Zoé d’Été &amp; &lt;b&gt; : [^<]*</a>', said)


def test_an_overlap_is_said_beside_the_form(core_team):
    editor = factories.make_editor()

    page = core_team.post(
        "/admin/members/appointment/add/", {"member": editor.slug, "role": "editorial", "starts_on": "2026-11-24"}
    )

    assert "tient déjà ce rôle" in page.content.decode()
    assert editor.appointments.count() == 1


def test_an_overlap_by_prolonging_is_said_and_nothing_is_written(core_team):
    editor = factories.make_member()
    first = factories.make_appointment(editor, "editorial", starts_on="2020-01-01", ends_on="2020-12-31")
    factories.make_appointment(editor, "editorial", starts_on="2021-01-01", ends_on="2021-12-31")

    page = core_team.post(
        f"/admin/members/appointment/{first.pk}/change/", {"ends_on": "2021-06-30", **version_shown(first)}, follow=True
    )

    assert "tient déjà ce rôle" in page.content.decode()
    assert str(Appointment.objects.get(pk=first.pk).ends_on) == "2020-12-31"


def test_dates_the_wrong_way_round_are_said_beside_the_form(core_team):
    page = core_team.post(
        "/admin/members/appointment/add/",
        {
            "member": factories.make_member().slug,
            "role": "editorial",
            "starts_on": "2026-11-24",
            "ends_on": "2026-11-01",
        },
    )

    assert "précède le premier" in page.content.decode()


def test_terms_end_from_the_list(core_team):
    term = factories.make_editor().appointments.get()

    core_team.post("/admin/members/appointment/", {"action": "end_today", "_selected_action": term.pk, "index": 0})

    assert Appointment.objects.get(pk=term.pk).ends_on is not None


@pytest.mark.parametrize(("when", "expected"), [("aujourdhui", 2), ("passe", 1), ("avenir", 1), ("fin", 0)])
def test_who_holds_what_is_a_filter(core_team, when, expected):
    factories.make_editor()
    factories.make_appointment(factories.make_member(), "editorial", starts_on="2020-01-01", ends_on="2020-12-31")
    factories.make_appointment(factories.make_member(), "editorial", starts_on="2040-01-01")

    page = core_team.get(f"/admin/members/appointment/?quand={when}")

    assert page.context["cl"].result_count == expected


def test_publishing_the_charter_forces_the_choice(core_team):
    draft = CharterVersion.objects.create(number=1, body="<p>Texte</p>")
    path = reverse("admin:members_charterversion_publish", args=[draft.pk])
    page = core_team.get(path).content.decode()
    assert "Correction de forme" in page
    assert "Changement de fond" in page

    assert "Choisissez entre" in core_team.post(path, {"reason": "Première"}).content.decode()
    core_team.post(path, {"kind": "substance", "reason": "Première"})

    draft.refresh_from_db()
    assert (draft.state, draft.reason, draft.published_by) == ("published", "Première", core_team.member)


def test_a_version_is_drafted_in_the_back_office(core_team):
    factories.make_charter(3)
    assert core_team.get("/admin/members/charterversion/add/").context["adminform"].form["number"].value() == 4

    core_team.post(
        "/admin/members/charterversion/add/",
        {"number": 4, "title": "Charte", "body": "<p>Neuf<script>alert(1)</script></p>", "summary": "Tout."},
    )

    assert CharterVersion.objects.get(number=4).body == "<p>Neuf</p>"


def test_acts_leave_a_trace_with_their_author(core_team):
    member = factories.make_member()

    act(core_team, member, "pause")

    page = core_team.get("/admin/members/act/?objet=members.MemberHistory").content.decode()
    assert "état\N{NO-BREAK SPACE}: en activité → en pause" in page
    assert core_team.member.full_name in page


@pytest.mark.parametrize("name", ["member", "appointment", "charterversion"])
def test_lists_need_the_same_number_of_queries_however_long(core_team, name):
    def fill(number):
        for index in range(number):
            factories.make_editor(site=factories.make_site(), department=factories.make_department())
            CharterVersion.objects.create(number=CharterVersion.objects.count() + index + 1, body="<p>x</p>")

    counts = []
    for number in (1, 10):
        fill(number)
        with CaptureQueriesContext(connection) as queries:
            assert core_team.get(f"/admin/members/{name}/").status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_the_journal_of_acts_names_the_people_and_never_shows_drafts(core_team):
    editor = factories.make_editor(first_name="Hélène", last_name="Marchand")
    factories.make_article(title="Canari en préparation", authors=[editor])

    page = core_team.get("/admin/members/act/").content.decode()

    assert "Hélène Marchand, Comité éditorial" in page
    assert "Canari" not in page
