"""What the tests of messages share: a plain template, a clock, a mail server of their own."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from clock import workdays
from clock.paris import at
from tests.mailing.writing import paris


@pytest.fixture
def template(settings, tmp_path):
    """« mailing.test »: the least that a message can be."""
    folder = tmp_path / "mailing" / "email"
    folder.mkdir(parents=True)
    (folder / "test.subject.txt").write_text("Bonjour\n{{ name|default:'à vous' }}\n")
    (folder / "test.txt").write_text("{% load i18n %}Bonjour,\n\nUn mot sur\n{{ name }}.\n\nVoir : {{ site_url }}\n")
    (folder / "test.html").write_text(
        "{% extends 'mailing/email_base.html' %}{% block content %}<p>{{ name }}</p>{% endblock %}"
    )
    settings.TEMPLATES = [engine | {"DIRS": [*engine["DIRS"], tmp_path]} for engine in settings.TEMPLATES]


@pytest.fixture
def clock():
    """``clock(2026, 11, 27, 20)`` makes it Friday evening in Paris."""
    travellers = []

    def move(*moment):
        for traveller in travellers:
            traveller.stop()
        travellers[:] = [time_machine.travel(paris(*moment), tick=False)]
        travellers[0].start()

    yield move
    for traveller in travellers:
        traveller.stop()


@pytest.fixture
def office_hours():
    """It is about ten on a working day to come, so that messages leave at once whenever the tests run."""
    morning = at(timezone.localdate() + datetime.timedelta(days=1), datetime.time(10))
    with time_machine.travel(workdays.next_working_instant(morning)):
        yield
