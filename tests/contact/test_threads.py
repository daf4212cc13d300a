"""A member writes, somebody answers, both read the thread."""

import pytest
from django.conf import settings as configured
from django.utils import timezone

from contact.actions import answer, free_abandoned
from contact.models import Letter, Thread
from mailing.models import Delivery
from members.models import Visibility
from tests.cast import signed_in
from tests.clock import DAY, HOUR
from tests.factories import make_core_team_member, make_editor, make_member, make_thread
from tests.helpers import count_queries, deliver_all, keys_prepared, sent_by, version_shown

pytestmark = pytest.mark.django_db

CORE_TEAM = configured.CONTACTS["core_team"]
WORDS = {"box": "core_team", "subject": "Changer mon adresse", "text": "Bonjour,\nque dois-je faire ?"}


def box_of(thread):
    return f"/contact/boite/{thread.pk}/"


def answered(client, thread, text="C’est fait.", **more):
    return client.post(box_of(thread), {"text": text} | version_shown(thread) | more)


def test_what_a_member_writes_is_kept_and_told_to_who_reads_that_box(member, core_team, editor):
    response = member.post("/contact/", WORDS)

    thread = Thread.objects.get()
    letter = thread.letters.get()
    assert response.url == f"/contact/{thread.pk}/"
    assert (thread.box, thread.state, thread.member, letter.text) == (
        "core_team", "open", member.member, "Bonjour,\nque dois-je faire ?",
    )  # fmt: skip
    assert keys_prepared() == [f"contact.notice:{letter.pk}-{core_team.member.pk}"]


def test_the_committee_alone_reads_its_box(member, core_team, editor):
    member.post("/contact/", WORDS | {"box": "editorial"})

    thread = Thread.objects.get()
    assert [delivery.member for delivery in Delivery.objects.all()] == [editor.member]
    assert [client.get(box_of(thread)).status_code for client in (member, core_team, editor)] == [404, 404, 200]
    assert "Changer mon adresse" not in core_team.get("/contact/boite/").content.decode()


def test_the_core_team_does_not_read_the_mails_of_the_committee(member, core_team):
    thread = make_thread(member.member, box="editorial", subject="Erratum p. 4")
    answer(thread, text="Merci, corrigé.", by=make_editor(), version=None)

    messages = core_team.get("/admin/mailing/delivery/").content.decode()

    assert "Erratum" not in messages
    assert "réservé au comité éditorial" in messages


def test_a_thread_is_read_by_who_wrote_it_and_by_no_other_member(member):
    thread = make_thread(member.member)

    assert member.get(f"/contact/{thread.pk}/").status_code == 200
    assert signed_in(make_member()).get(f"/contact/{thread.pk}/").status_code == 404


def test_the_copy_comes_when_it_is_asked_for(member):
    member.post("/contact/", WORDS | {"wants_copy": "on"})

    (mail,) = deliver_all()
    assert (mail.to, mail.subject, mail.reply_to) == (
        [member.member.email], "Changer mon adresse", [CORE_TEAM],
    )  # fmt: skip
    assert "que dois-je faire ?" in mail.body


def test_the_answer_follows_the_copy_and_hides_who_answers(member, core_team):
    member.post("/contact/", WORDS | {"wants_copy": "on"})
    thread = Thread.objects.get()

    response = answered(core_team, thread)

    copy, mail = [mail for mail in deliver_all() if mail.to == [member.member.email]]
    assert response.url == box_of(thread)
    assert mail.subject == "Re: Changer mon adresse"
    assert mail.extra_headers["In-Reply-To"] == copy.extra_headers["Message-ID"]
    assert mail.extra_headers["References"] == copy.extra_headers["Message-ID"]
    assert mail.reply_to == [CORE_TEAM]
    assert f"{core_team.member.first_name}, pour la core-team" in mail.body
    assert core_team.member.email not in mail.message().as_string()
    thread.refresh_from_db()
    assert (thread.state, thread.handler) == ("answered", core_team.member)


def test_a_third_mail_names_the_two_before_it(member, core_team):
    member.post("/contact/", WORDS | {"wants_copy": "on"})
    thread = Thread.objects.get()
    answered(core_team, thread)
    answered(core_team, thread, "Encore un mot.")

    first, second, third = [mail for mail in deliver_all() if mail.to == [member.member.email]]

    before = [mail.extra_headers["Message-ID"] for mail in (first, second)]
    assert third.extra_headers["References"] == " ".join(before)
    assert third.extra_headers["In-Reply-To"] == before[-1]


def test_who_handles_the_thread_alone_hears_of_what_follows(member, core_team):
    make_core_team_member(first_name="Autre")
    thread = make_thread(member.member)
    answered(core_team, thread)

    member.post(f"/contact/{thread.pk}/", {"text": "Merci !"})

    thread.refresh_from_db()
    assert thread.state == "open"
    assert [delivery.member for delivery in Delivery.objects.filter(cause="contact.notice")] == [core_team.member]


def test_a_notice_that_has_not_left_does_not_leave_once_the_thread_is_answered(member, core_team):
    member.post("/contact/", WORDS)

    answered(core_team, Thread.objects.get())

    assert Delivery.objects.get(cause="contact.notice").state == "discarded"


def test_a_note_is_read_in_the_box_alone(member, core_team):
    thread = make_thread(member.member)

    answered(core_team, thread, "Voir avec Hélène.", act="note")

    assert thread.letters.filter(kind="note").count() == 1
    assert keys_prepared() == []
    assert "Voir avec Hélène." in core_team.get(box_of(thread)).content.decode()
    assert "Voir avec Hélène." not in member.get(f"/contact/{thread.pk}/").content.decode()


def test_an_answer_may_file_the_thread_and_the_next_word_opens_it_again(member, core_team):
    thread = make_thread(member.member)
    answered(core_team, thread, act="close")
    thread.refresh_from_db()
    was = thread.state

    member.post(f"/contact/{thread.pk}/", {"text": "Encore une question."})

    thread.refresh_from_db()
    assert (was, thread.state) == ("closed", "open")


@pytest.mark.parametrize(("act", "before", "after"), [("file", "open", "closed"), ("reopen", "closed", "open")])
def test_a_thread_is_filed_and_taken_out_again(act, before, after, member, core_team):
    thread = make_thread(member.member, state=before)

    response = core_team.post(box_of(thread), {"act": act})

    thread.refresh_from_db()
    assert (response.url, thread.state) == (box_of(thread), after)


def test_the_second_to_take_a_thread_is_told_who_has_it(member, core_team):
    other = make_core_team_member(first_name="Hélène", last_name="Marchand")
    thread = make_thread(member.member)
    signed_in(other).post(box_of(thread), {"act": "take", "handler": ""})

    page = core_team.post(box_of(thread), {"act": "take", "handler": ""}, follow=True).content.decode()

    thread.refresh_from_db()
    assert thread.handler == other
    assert "Hélène Marchand s’en occupe déjà" in page


def test_a_thread_may_be_taken_over_knowingly(member, core_team):
    other = make_core_team_member()
    thread = make_thread(member.member, handler=other)

    core_team.post(box_of(thread), {"act": "take", "handler": str(other.pk)})

    thread.refresh_from_db()
    assert thread.handler == core_team.member


def test_what_is_typed_stays_when_a_button_is_pressed(member, core_team):
    thread = make_thread(member.member)

    response = core_team.post(box_of(thread), {"act": "take", "handler": "", "text": "À moitié écrit"})

    assert sent_by(response)["text"] == "À moitié écrit"
    assert not thread.letters.exclude(kind="received").exists()


def test_who_answers_what_was_answered_meanwhile_is_told_once_and_loses_nothing(member, core_team):
    other = make_core_team_member(first_name="Hélène", last_name="Marchand")
    thread = make_thread(member.member)
    seen = version_shown(thread)
    answer(thread, text="Déjà fait.", by=other, version=None)

    refused = core_team.post(box_of(thread), {"text": "Ma réponse"} | seen)
    sent = core_team.post(box_of(thread), sent_by(refused))

    assert refused.status_code == 200
    assert "Cet échange a changé pendant que vous écriviez" in refused.content.decode()
    assert "Hélène Marchand" in refused.content.decode()
    assert sent_by(refused)["text"] == "Ma réponse"
    assert sent.status_code == 302
    assert [letter.text for letter in Letter.objects.filter(kind="answer")] == ["Déjà fait.", "Ma réponse"]


def test_the_hidden_address_is_shown_to_who_answers_on_the_thread_alone(member, editor):
    member.member.email_visibility = Visibility.CORE_TEAM
    member.member.save()
    thread = make_thread(member.member, box="editorial")

    assert member.member.email in editor.get(box_of(thread)).content.decode()
    assert member.member.email not in editor.get(f"/membres/{member.member.slug}/").content.decode()


def test_the_box_is_told_on_the_home_page_and_leads_to_what_it_counts(member, core_team):
    for subject in ("Un", "Deux"):
        make_thread(member.member, subject=subject)
    make_thread(member.member, subject="Pris", handler=make_core_team_member())
    make_thread(core_team.member, subject="Le mien")

    home, box = core_team.get("/").content.decode(), core_team.get("/contact/boite/")

    assert "2 messages" in home
    assert [thread.subject for thread in box.context["page_obj"]] == ["Un", "Deux"]
    assert "2 messages, À répondre, Boîte de contact" in " ".join(box.content.decode().split())
    assert ("Messages sans réponse", 2) in [
        (str(count.label), count.number) for count in core_team.get("/admin/").context["board"].counts
    ]


def test_what_waits_longer_than_promised_says_so(clock, member, core_team):
    make_thread(member.member, subject="Vendredi", changed_at=timezone.now() - 4 * DAY)
    make_thread(member.member, subject="Jeudi", changed_at=timezone.now() - 5 * DAY - HOUR)

    late = {thread.subject: thread.is_late for thread in core_team.get("/contact/boite/").context["page_obj"]}

    assert late == {"Vendredi": False, "Jeudi": True}
    assert core_team.get("/contact/boite/").content.decode().count("réponse en retard") == 1


def test_what_somebody_gone_looked_after_waits_for_all_again(member, core_team):
    gone = make_member()
    thread = make_thread(member.member, handler=gone)
    kept = make_thread(member.member, handler=core_team.member)

    free_abandoned()

    thread.refresh_from_db()
    kept.refresh_from_db()
    assert (thread.handler, kept.handler) == (None, core_team.member)


def test_the_lists_of_the_box_hold_each_thread_once(member, core_team):
    make_thread(member.member, subject="Attend")
    make_thread(member.member, subject="Pris", handler=make_core_team_member())
    make_thread(member.member, subject="Répondu", state="answered")
    make_thread(member.member, subject="Classé", state="closed")

    found = {
        word: [thread.subject for thread in core_team.get(f"/contact/boite/?liste={word}").context["page_obj"]]
        for word in ("", "suivis", "repondus", "classes")
    }

    assert found == {"": ["Attend"], "suivis": ["Pris"], "repondus": ["Répondu"], "classes": ["Classé"]}


def test_the_pages_cost_the_same_with_one_row_and_with_many(member, core_team):
    thread = make_thread(member.member)
    pages = [
        (member, "/contact/"), (member, f"/contact/{thread.pk}/"), (core_team, "/contact/boite/"),
        (core_team, box_of(thread)),
    ]  # fmt: skip
    one = [count_queries(client, page) for client, page in pages]
    for number in range(10):
        make_thread(member.member, subject=f"Autre {number}")
        Letter.objects.create(thread=thread, kind="answer", author=core_team.member, text="Oui.")

    assert [count_queries(client, page) for client, page in pages] == one == [6, 5, 5, 6]


def test_the_page_says_how_many_people_read_each_box(member, core_team, editor):
    make_core_team_member()

    page = " ".join(member.get("/contact/").content.decode().split())

    assert "À la core-team, 2 personnes peuvent le lire ; au comité éditorial, 1 personne." in page


def test_the_committee_may_be_chosen_by_the_address(member):
    assert sent_by(member.get("/contact/?a=comite"))["box"] == "editorial"
    assert sent_by(member.get("/contact/?a=personne"))["box"] == "core_team"
