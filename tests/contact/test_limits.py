"""Acts that write to others are limited, by day and person."""

import pytest
from django.conf import settings as configured

from contact.models import Letter, Thread
from tests.cast import signed_in
from tests.clock import DAY
from tests.factories import make_thread
from tests.helpers import sent_by, version_shown

pytestmark = pytest.mark.django_db

WORDS = {"box": "core_team", "subject": "Une idée", "text": "La voici."}


def test_a_member_writes_so_often_a_day_in_old_and_new_threads(clock, member):
    thread = make_thread(member.member)
    for _rank in range(configured.LIMITS["contact.letters"] - 2):
        member.post("/contact/", WORDS)
    last = member.post(f"/contact/{thread.pk}/", {"text": "Encore."})

    refused = member.post("/contact/", WORDS)
    refused_there = member.post(f"/contact/{thread.pk}/", {"text": "Toujours."})
    clock.shift(DAY)
    tomorrow = signed_in(member.member).post("/contact/", WORDS)

    assert last.status_code == tomorrow.status_code == 302
    assert "limité à dix" in refused.content.decode()
    assert "vous pourrez écrire de nouveau mercredi 17 mars" in refused.content.decode()
    assert sent_by(refused)["text"] == "La voici."
    assert sent_by(refused_there)["text"] == "Toujours."
    assert Letter.objects.count() == 11


def test_answers_have_a_limit_too(core_team, member, settings):
    settings.LIMITS = configured.LIMITS | {"contact.answers": 1}
    thread = make_thread(member.member)
    core_team.post(f"/contact/boite/{thread.pk}/", {"text": "Un"} | version_shown(thread))

    refused = core_team.post(f"/contact/boite/{thread.pk}/", {"text": "Deux"} | version_shown(thread))

    assert sent_by(refused)["text"] == "Deux"
    assert "limité à un" in refused.content.decode()
    assert Thread.objects.get().letters.filter(kind="answer").count() == 1
