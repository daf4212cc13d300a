"""Questions at registration: five at most, corrected until the start, gone when they have served."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import questions
from events.actions.date_change import change_date
from events.actions.questions import ask, erase_answers
from events.models import Answer, Question, Series
from tests.cast import signed_in
from tests.factories import make_event, make_member, make_registration

pytestmark = pytest.mark.django_db


@pytest.fixture
def host(db):
    return signed_in(make_member())


@pytest.fixture
def event(host):
    event = make_event(hosts=[host.member])
    ask(event, [("Quelle version d’Excel ?", False), ("Une allergie ?", True)])
    return event


def page(event, name):
    return f"{event.get_absolute_url()}{name}/"


def send(host, event, typed):
    """Post the questions typed over those that the page showed."""
    path = page(event, "questions")
    return host.post(path, typed | {"version": host.get(path).context["form"].version})


def answers(registration):
    return dict(registration.answers.values_list("question__text", "text"))


def test_the_host_asks_and_corrects_the_questions(host, event):
    typed = {"text_1": "Une allergie ?", "delicate_1": "on", "text_2": " Votre  site ? "}

    response = send(host, event, typed)

    assert response["Location"] == event.get_absolute_url()
    assert list(event.questions.values_list("text", "is_delicate")) == [
        ("Une allergie ?", True),
        ("Votre site ?", False),
    ]


def test_a_question_that_only_moves_keeps_its_answers(host, event, member):
    registration = make_registration(event, member.member)
    second = event.questions.last()
    questions.answer(event, member.member, {second.pk: "Arachide"})

    ask(event, [("Une allergie ?", True)])

    assert answers(registration) == {"Une allergie ?": "Arachide"}


def test_the_same_question_twice_is_refused_beside_the_field(host, event):
    response = send(host, event, {"text_1": "Une allergie ?", "text_2": "Une allergie ?"})

    assert response.context["form"].errors == {"text_2": ["Cette question est déjà posée plus haut."]}
    assert event.questions.count() == 2


@pytest.mark.parametrize("name", ["questions"])
def test_only_those_who_run_the_event_ask(event, member, name):
    assert member.get(page(event, name)).status_code == 404
    assert member.post(page(event, name), {"text_1": "?"}).status_code == 404


def test_who_registers_is_led_to_the_questions_and_may_correct_the_answers(event, member):
    first, second = event.questions.all()

    response = member.post(page(event, "inscription"))
    member.post(page(event, "reponses"), {f"answer_{first.pk}": "2021", f"answer_{second.pk}": "Arachide"})
    member.post(page(event, "reponses"), {f"answer_{first.pk}": "2024", f"answer_{second.pk}": ""})

    assert response["Location"] == page(event, "reponses")
    assert answers(event.registrations.get()) == {"Quelle version d’Excel ?": "2024"}
    assert "2024" in member.get(page(event, "reponses")).content.decode()


def test_without_a_registration_there_is_nothing_to_answer(event, member):
    assert member.get(page(event, "reponses")).status_code == 404
    assert member.post(page(event, "reponses"), {}).status_code == 404


def test_once_it_has_started_answers_stay_as_they_are(event, member):
    registration = make_registration(event, member.member)
    event.starts_at, event.ends_at = timezone.now() - timedelta(minutes=5), timezone.now() + timedelta(hours=1)
    event.save()

    member.post(page(event, "reponses"), {f"answer_{event.questions.first().pk}": "trop tard"})

    assert answers(registration) == {}


@pytest.mark.parametrize(("days", "left"), [(6, 2), (8, 1), (59, 1), (61, 0)])
def test_answers_go_when_they_have_served(event, days, left):
    registration = make_registration(event)
    for question in Question.objects.all():
        Answer.objects.create(registration=registration, question=question, text="oui")
    event.starts_at, event.ends_at = (
        timezone.now() - timedelta(days=days, hours=1),
        timezone.now() - timedelta(days=days),
    )
    event.save()

    erase_answers()

    assert Answer.objects.count() == left


def test_the_answers_go_with_who_changes_the_date():
    series = Series.objects.create(one_seat=True)
    first, second = (make_event(series=series, in_days=days) for days in (7, 14))
    for event, asked in ((first, ["Une allergie ?", "Quel site ?"]), (second, ["Quel train ?", "Une allergie ?"])):
        ask(event, [(text, False) for text in asked])
    member = make_registration(first).member
    numbers = {question.text: question.pk for question in first.questions.all()}
    questions.answer(first, member, {numbers["Une allergie ?"]: "Arachide", numbers["Quel site ?"]: "Lyon"})

    taken = change_date(second, member, by=member)

    assert answers(taken) == {"Une allergie ?": "Arachide"}


def test_who_takes_all_dates_is_told_that_questions_are_asked(member):
    series = Series.objects.create()
    dates = [make_event(series=series, in_days=days) for days in (7, 14)]
    ask(dates[1], [("Une allergie ?", False)])

    answer = member.post(page(dates[0], "inscription/serie"), follow=True)

    assert any("questions" in str(message) for message in answer.context["messages"])
