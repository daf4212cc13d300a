"""Joining: by request from an allowed domain, or by invitation."""

import datetime
import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from guards.refusals import Refused
from members import emails, invitations, tasks
from members.actions import invitation
from members.actions.invitation import approve, confirm_request, invite_again, refuse
from members.models import Member
from tests import factories
from tests.helpers import deliver_all, keys_prepared

pytestmark = pytest.mark.django_db

State = Member.State
PASSWORD = "un mot de passe long"


@pytest.fixture(autouse=True)
def open_to_one_domain(settings):
    cache.clear()
    settings.ALLOWED_EMAIL_DOMAINS = ["entreprise.example"]


def ask(client, email="nadia@entreprise.example", **more):
    return client.post("/inscription/", {"first_name": "Nadia", "last_name": "Benaïssa", "email": email} | more)


def last_path():
    return re.search(r"https?://[^/\s]+(/\S+)", deliver_all()[-1].body).group(1)


def invite(email="nadia@example.org"):
    author = factories.make_core_team_member()
    return invitation.invite(email=email, first_name="Nadia", last_name="Benaïssa", by=author)


def test_a_request_goes_from_address_to_approval(visitor):
    core = factories.make_core_team_member()
    assert ask(visitor).url == "/inscription/adresse/"
    candidate = Member.objects.get(email="nadia@entreprise.example")
    assert (candidate.state, candidate.has_usable_password()) == (State.AWAITING, False)

    path = last_path()
    assert visitor.get(path).status_code == 200
    assert not EmailAddress.objects.get(user=candidate).verified, (
        "a mail scanner that follows the link confirms nothing"
    )
    assert visitor.post(path).url == "/inscription/confirmee/"
    assert deliver_all()[-1].to == [core.email]

    approve(candidate, by=core)
    assert Member.objects.get(pk=candidate.pk).state == State.ACTIVE
    path = last_path()
    answer = visitor.post(path, {"first_name": "Nadia", "last_name": "Benaïssa", "password": PASSWORD})
    assert answer.url == "/bienvenue/"
    assert visitor.get("/moi/").status_code == 200


def test_other_domains_are_told_kindly(visitor):
    assert "n’est pas celle d’une entreprise" in ask(visitor, "nadia@ailleurs.example").content.decode()
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    "email", ["nadia@entreprise.example.ailleurs", "nadia@sous.entreprise.example", "a@b@entreprise.example"]
)
def test_look_alike_domains_are_refused(visitor, email):
    assert ask(visitor, email).status_code == 200
    assert not Member.objects.exists()


def test_without_a_domain_sign_up_is_closed_with_a_kind_page(visitor, settings):
    settings.ALLOWED_EMAIL_DOMAINS = []

    assert "On entre dans la communauté sur invitation" in visitor.get("/inscription/").content.decode()
    ask(visitor)
    assert not Member.objects.exists()


def test_an_address_already_known_reads_the_same(client):
    factories.make_member("connue@entreprise.example")
    pages = []
    for email in ("connue@entreprise.example", "nouvelle@entreprise.example"):
        client.cookies.clear()
        answer = ask(client, email, follow=True)
        pages.append((answer.status_code, answer.url))

    assert pages[0] == pages[1]
    assert [message.to[0].split("@")[0] for message in deliver_all()] == ["connue", "nouvelle"]


@pytest.mark.parametrize("field", ["state", "is_superuser", "is_staff", "is_active", "roles", "password", "password1"])
def test_added_fields_give_nothing(visitor, field):
    ask(visitor, **{field: "active"})

    candidate = Member.objects.get()
    assert (candidate.state, candidate.is_superuser, candidate.is_staff) == (State.AWAITING, False, False)
    assert not candidate.has_usable_password()


@pytest.mark.parametrize(
    "name", ["www.exemple.org", "https://exemple.org", "<b>Nadia</b>", "=cmd", "exemple.org", "a@b"]
)
def test_names_are_names(visitor, name):
    ask(visitor, first_name=name)

    assert not Member.objects.exists()


@pytest.mark.parametrize("name", ["Élodie", "Anne-Sophie", "D’Hôtel", "مريم", "Jean Paul", "M.", "Zoë"])
def test_names_keep_their_letters(visitor, name):
    ask(visitor, last_name=name)

    assert Member.objects.get().last_name == name


def test_an_unconfirmed_request_cannot_be_approved(visitor):
    core = factories.make_core_team_member()
    ask(visitor)

    with pytest.raises(Refused, match="pas encore confirmé"):
        approve(Member.objects.get(state=State.AWAITING), by=core)


def test_a_refusal_says_why():
    candidate = factories.make_member(state=State.AWAITING, joined_on=None)

    refuse(candidate, reason="Le portail est réservé aux assistantes.", by=factories.make_core_team_member())

    assert "réservé aux assistantes" in deliver_all()[0].body
    assert Member.objects.get(pk=candidate.pk).state == State.FORMER


def test_an_invitation_is_used_once(client):
    member = invite()
    path = last_path()
    assert client.get(path).status_code == 200

    first = client.post(path, {"first_name": "Nadia", "last_name": "B", "password": PASSWORD})
    client.logout()
    second = client.post(path, {"first_name": "Autre", "last_name": "B", "password": "encore un mot de passe"})

    assert (first.url, second.status_code) == ("/bienvenue/", 410)
    member.refresh_from_db()
    assert (member.state, member.first_name, member.check_password(PASSWORD)) == (State.ACTIVE, "Nadia", True)
    assert member.joined_on == timezone.localdate()


def after(days, **more):
    """As the night goes by then: what the clock alone decides is done."""
    return time_machine.travel(timezone.now() + datetime.timedelta(days=days, **more))


def test_an_invitation_lasts_thirty_days_and_says_so(client, core_team):
    member = invite()
    path = last_path()
    page = reverse("admin:members_member_change", args=[member.pk])

    with after(29, hours=23):
        assert "Ce lien sert jusqu’au" in client.get(path).content.decode()
        core_team.force_login(core_team.member)
        assert "valable jusqu’au" in core_team.get(page).content.decode()
    with after(30, minutes=1):
        gone = client.get(path)
        core_team.force_login(core_team.member)
        assert "expiré le" in core_team.get(page).content.decode()
    assert gone.status_code == 410
    assert "plus rien n’est gardé soixante jours après son envoi" in gone.content.decode()


def test_an_invitation_without_an_answer_is_told_once_more_after_seven_days(client):
    invite()
    before = len(deliver_all())

    for days in (6, 7, 8, 29):
        with after(days, hours=1):
            tasks.close_requests(0)

    [reminder] = deliver_all()[before:]
    assert (reminder.to, reminder.subject) == (["nadia@example.org"], "Votre invitation vous attend")
    path = last_path()
    with after(29):
        assert client.get(path).status_code == 200
    with after(30, minutes=1):
        assert client.get(path).status_code == 410, "it ends with the invitation"


@pytest.mark.parametrize("ending", ["accepted", "refused", "invited anew"])
def test_a_reminder_that_has_not_left_is_taken_back_once_there_is_an_answer(client, ending):
    member, core = invite(), factories.make_core_team_member()
    path = last_path()
    with after(7, hours=1):
        tasks.close_requests(0)
        if ending == "accepted":
            client.post(path, {"first_name": "Nadia", "last_name": "B", "password": PASSWORD})
        elif ending == "refused":
            refuse(member, reason="Erreur d’adresse", by=core)
        else:
            invite_again(member, by=core)

    assert "Votre invitation vous attend" not in [message.subject for message in deliver_all()]


def test_an_expired_invitation_is_renewed_in_one_act_with_a_reminder_of_its_own(client, core_team):
    member = invite()
    act = reverse("admin:members_member_act", args=[member.pk, "inviter"])
    deliver_all()

    with after(40):
        core_team.force_login(core_team.member)
        core_team.post(act)
        path = last_path()
        tasks.close_requests(0)
    with after(69):
        assert client.get(path).status_code == 200
        tasks.close_requests(0)

    assert [message.subject for message in deliver_all()].count("Votre invitation vous attend") == 1


def test_who_never_answered_is_erased_after_sixty_days_and_who_was_a_member_stays_one_who_left():
    stranger = invite()
    former = factories.make_member("partie@example.org", state="former", last_name="Kaci")
    invite(former.email)
    sent = len(deliver_all())

    with after(60, minutes=1):
        tasks.close_requests(0)

    stranger, former = Member.objects.get(pk=stranger.pk), Member.objects.get(pk=former.pk)
    assert (stranger.state, stranger.is_erased) == (State.EXPIRED, True)
    assert (former.state, former.last_name) == (State.FORMER, "Kaci")
    assert len(deliver_all()) == sent


def test_a_second_invitation_replaces_the_first(client):
    member = invite()
    first = last_path()
    invite_again(member, by=factories.make_core_team_member())
    second = last_path()

    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)


@pytest.mark.parametrize("token", ["x", "a:b:c", "é", "9" * 300, "..", "%00x"])
def test_false_links_are_gone(client, token):
    assert client.get(f"/bienvenue/invitation/{token}/").status_code in (400, 404, 410)


def test_weak_passwords_are_refused_beside_the_field(client):
    invite()

    page = client.post(last_path(), {"first_name": "Nadia", "last_name": "B", "password": "court"})

    assert page.status_code == 200
    assert page.context["form"].errors["password"]


def test_someone_already_in_is_not_invited():
    member = factories.make_member()

    with pytest.raises(Refused, match="déjà celle"):
        invite(member.email.upper())


def test_someone_refused_or_gone_has_no_usable_link(client):
    member = invite()
    path = last_path()
    refuse(member, reason="Erreur d’adresse", by=factories.make_core_team_member())

    assert client.get(path).status_code == 410


def test_the_token_names_the_member_and_no_other():
    member, other = invite(), factories.make_member()

    assert invitations.member_for(invitations.token_for(member), Member.objects.all()) == member
    assert invitations.member_for(invitations.token_for(member), Member.objects.filter(pk=other.pk)) is None


def test_two_confirmations_write_once(visitor):
    factories.make_core_team_member()
    candidate = factories.make_member(state=State.AWAITING)

    for _ in range(2):
        confirm_request(candidate)

    assert [key.split(":")[0] for key in keys_prepared()] == ["members.request_received"]
    assert emails.request_received(candidate, candidate).template == "members/email/request_received"
