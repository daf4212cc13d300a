"""The command that makes the demo: the same community from the same seed, and never over members."""

import datetime
import hashlib
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from capassistant.operations.demo.fill import Refused, fill
from capassistant.operations.demo.plan import Plan
from capassistant.operations.demo.roles import FIRST_SEATS
from events.models import Event, Host, Registration
from journal.models import Article, Authorship, Issue, Transition
from members.models import Appointment, CharterAcceptance, Member, MemberSkill, Role
from tests.factories import make_member

LATE = datetime.datetime(2026, 12, 24, 22, 30, tzinfo=datetime.UTC)

TOLD = {
    Member: "email first_name last_name slug state site__name department__name backup__email about photo joined_on",
    MemberSkill: "member__email skill__name kind note",
    Appointment: "member__email role title starts_on ends_on reason",
    CharterAcceptance: "member__email version__number accepted_at fingerprint",
    Event: "uid title slug state starts_at ends_at seats taken_count place join_url registration_opens_at",
    Host: "event__uid member__email position",
    Registration: "event__uid member__email status queued_at promoted_at left_at attendance",
    Issue: "number headline cover_lines state published_at",
    Article: "issue__number position title slug state section__name",
    Authorship: "article__title member__email position",
    Transition: "article__title from_state to_state by__email at comment",
}
"""What of each table makes the community, keys and passwords left out."""


def fingerprint():
    rows = [
        sorted(json.dumps(row, default=str) for row in model.objects.values_list(*names.split()))
        for model, names in TOLD.items()
    ]
    assert all(rows)
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


@pytest.mark.django_db
def test_the_same_seed_at_the_same_moment_makes_the_same_community():
    prints = []
    for seed in (1, 1, 2):
        with transaction.atomic():
            fill(Plan(seed, 1, LATE))
            prints.append(fingerprint())
            assert_it_is_of_its_time(LATE)
            transaction.set_rollback(True)

    assert prints[0] == prints[1] != prints[2]


@pytest.mark.django_db
def test_a_portal_with_members_is_left_as_it_is():
    make_member()

    with pytest.raises(CommandError, match="déjà des membres") as refusal:
        call_command("demo", force=True)

    assert refusal.value.returncode == 1
    assert Member.objects.count() == 1


@pytest.mark.django_db
def test_public_passwords_are_refused_in_production_unless_forced(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="--force"):
        call_command("demo")

    assert not Member.objects.exists()


@pytest.mark.django_db
def test_the_command_says_one_line():
    output = io.StringIO()

    call_command("demo", force=True, scale=2, stdout=output)

    assert output.getvalue() == "La communauté de démonstration est prête : 580 membres.\n"
    assert Member.objects.active().count() == 580
    assert 360 < Event.objects.count() < 480
    with pytest.raises(Refused):
        fill(Plan(2018, 1, timezone.now()))


@pytest.mark.django_db
def test_the_night_that_the_clock_changes_will_do():
    now = datetime.datetime(2027, 3, 28, 1, 30, tzinfo=datetime.UTC)

    fill(Plan(7, 1, now))

    assert_it_is_of_its_time(now)


@pytest.mark.django_db
def test_a_day_of_summer_will_do_and_a_role_without_seats_is_held_by_nobody(monkeypatch):
    now = datetime.datetime(2027, 8, 1, 12, tzinfo=datetime.UTC)
    monkeypatch.delitem(FIRST_SEATS, Role.SPONSOR)

    fill(Plan(7, 1, now))

    assert_it_is_of_its_time(now)
    assert set(Appointment.objects.values_list("role", flat=True)) == {Role.CORE_TEAM, Role.EDITORIAL}


def assert_it_is_of_its_time(now):
    """There is something to register for, and nothing was done yet that is still to come."""
    coming = Event.objects.published().filter(starts_at__gt=now, registration_opens_at__lt=now)
    assert coming.filter(kind="workshop").with_free_seats().exists()
    assert not Registration.objects.filter(queued_at__gt=now).exists()
    assert not CharterAcceptance.objects.filter(accepted_at__gt=now).exists()
