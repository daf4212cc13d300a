"""Two posts of the same event at the same instant, on the real database: one wins, the other is told all it typed."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from events.actions.checklist import set_checklist
from events.actions.questions import ask
from events.models import Event, Series
from tests.cast import signed_in
from tests.factories import make_core_team_member, make_event, make_member
from tests.helpers import posted_at_once, sent_by

pytestmark = pytest.mark.django_db(transaction=True)


def host_page(event):
    return f"{event.get_absolute_url()}modifier/"


def admin_page(event):
    return reverse("admin:events_event_change", args=[event.pk])


def one_is_told(answers, typed):
    """The rank of the one that won; the answer to the other holds all that it typed."""
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    loser = next(rank for rank, answer in enumerate(answers) if answer.status_code == 200)
    page = answers[loser].content.decode()
    assert "pendant que vous écriviez" in page
    for value in typed[loser]:
        assert escape(value) in page
    return 1 - loser


PAGES = [(host_page, host_page), (admin_page, host_page), (admin_page, admin_page)]


@pytest.mark.parametrize("pages", PAGES, ids=["page and page", "back office and page", "back office twice"])
def test_of_two_who_write_to_an_event_at_once_one_wins_and_the_other_is_told(pages):
    event = make_event("Publipostage", hosts=[make_member()], seats=12)
    browsers = [signed_in(make_core_team_member()) for _ in pages]
    typed = [("Titre de l’une", "Promesse de l’une"), ("Titre de l’autre", "Promesse de l’autre")]
    sent = [
        sent_by(browser.get(page(event))) | {"title": title, "promise": promise}
        for browser, page, (title, promise) in zip(browsers, pages, typed, strict=True)
    ]

    answers = posted_at_once(event, *zip(browsers, [page(event) for page in pages], sent, strict=True))

    winner = one_is_told(answers, typed)
    event.refresh_from_db()
    assert (event.title, event.promise) == typed[winner]


def test_of_two_who_write_to_all_dates_of_a_series_at_once_one_wins_and_the_other_is_told():
    series = Series.objects.create()
    event, other = (make_event("Publipostage", hosts=[make_member()], series=series, in_days=day) for day in (7, 14))
    browsers = [signed_in(make_core_team_member()) for _ in range(2)]
    typed = [("Titre de l’une",), ("Titre de l’autre",)]
    sent = [
        sent_by(browser.get(host_page(event))) | {"title": title, "scope": "all"}
        for browser, (title,) in zip(browsers, typed, strict=True)
    ]

    answers = posted_at_once(
        event, *((browser, host_page(event), words) for browser, words in zip(browsers, sent, strict=True))
    )

    winner = one_is_told(answers, typed)
    assert {date.title for date in Event.objects.all()} == set(typed[winner])


def test_two_who_write_the_same_at_once_are_both_content():
    event = make_event("Publipostage", hosts=[make_member()])
    browser = signed_in(make_core_team_member())
    sent = sent_by(browser.get(host_page(event))) | {"title": "Le même"}

    answers = posted_at_once(event, *[(browser, host_page(event), sent)] * 2)

    assert [answer.status_code for answer in answers] == [302, 302]


def test_of_two_who_write_the_checklist_at_once_one_wins_and_the_other_is_told():
    event = make_event(hosts=[make_member()])
    set_checklist(event, [(21, "réserver la salle")])
    page = f"{event.get_absolute_url()}preparatifs/liste/"
    browsers = [signed_in(make_core_team_member()) for _ in range(2)]
    typed = [("J-3 imprimer les noms",), ("J-2 commander le café",)]
    sent = [sent_by(browser.get(page)) | {"lines": lines} for browser, (lines,) in zip(browsers, typed, strict=True)]

    answers = posted_at_once(event, *((browser, page, words) for browser, words in zip(browsers, sent, strict=True)))

    winner = one_is_told(answers, typed)
    assert [str(item) for item in event.checklist.all()] == list(typed[winner])


def test_of_two_who_tick_the_checklist_at_once_one_wins_and_the_other_is_told():
    event = make_event(hosts=[make_member()])
    set_checklist(event, [(21, "réserver la salle"), (7, "envoyer le rappel")])
    page = f"{event.get_absolute_url()}preparatifs/"
    browsers = [signed_in(make_core_team_member()) for _ in range(2)]
    items = list(event.checklist.all())
    sent = [sent_by(browser.get(page)) | {"done": [item.pk]} for browser, item in zip(browsers, items, strict=True)]

    answers = posted_at_once(event, *((browser, page, words) for browser, words in zip(browsers, sent, strict=True)))

    loser = next(rank for rank, answer in enumerate(answers) if answer.status_code == 200)
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert "pendant que vous écriviez" in answers[loser].content.decode()
    assert [item for item, is_ticked in answers[loser].context["form"].rows() if is_ticked] == [items[loser]]
    assert [item.label for item in event.checklist.exclude(done_at=None)] == [items[1 - loser].label]


def test_of_two_who_write_the_questions_at_once_one_wins_and_the_other_is_told():
    event = make_event(hosts=[make_member()])
    ask(event, [("Un régime ?", True)])
    page = f"{event.get_absolute_url()}questions/"
    browsers = [signed_in(make_core_team_member()) for _ in range(2)]
    typed = [("De quel site venez-vous ?",), ("Quel est votre logiciel ?",)]
    sent = [sent_by(browser.get(page)) | {"text_2": text} for browser, (text,) in zip(browsers, typed, strict=True)]

    answers = posted_at_once(event, *((browser, page, words) for browser, words in zip(browsers, sent, strict=True)))

    winner = one_is_told(answers, typed)
    assert [question.text for question in event.questions.all()] == ["Un régime ?", *typed[winner]]
