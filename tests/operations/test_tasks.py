"""What the clock alone does for the whole portal."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from capassistant.operations.tasks import forget_sessions

pytestmark = pytest.mark.django_db


def test_sessions_that_are_over_are_forgotten_every_night(member):
    Session.objects.create(session_key="over", expire_date=timezone.now() - timedelta(seconds=1))

    forget_sessions(0)

    assert (Session.objects.count(), member.get("/moi/").status_code) == (1, 200)
    assert app.periodic_registry.periodic_tasks[("operations.forget_sessions", "")].cron == "20 3 * * *"
