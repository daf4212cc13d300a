"""Prepares the demo community of one database for ``benchmarks.pages`` and prints, as JSON, what to ask for."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.db.models import Count, Q
from django.db.models.functions import Abs
from django.utils import timezone

from benchmarks.browser import open_session
from events.actions.feeds import renew_feed
from events.models import Event
from members.charter import status_for
from members.models import Member

SEATS = 96
READER = 12
"""How many registrations the member has, at each size, who reads the agenda and whose feed is read."""


def make_events(count):
    """As many events open to registration, with seats for half of those who will come."""
    starts_at = timezone.now() + timedelta(days=20)
    return [
        Event.objects.create(
            title=f"Mesure {n}", slug=f"mesure-{n}", state="published", seats=SEATS, starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1), join_url="https://visio.example/salle",
        )
        for n in range(count)
    ]  # fmt: skip


def main():
    people, events = int(sys.argv[1]), int(sys.argv[2])
    live = Count("registrations", filter=~Q(registrations__status="cancelled"))
    reader = Member.objects.active().annotate(distance=Abs(live - READER)).order_by("distance", "pk").first()
    actives = Member.objects.active().exclude(pk=reader.pk).order_by("pk")[: 2 * people]
    others = [member for member in actives if status_for(member).state != "due"]
    facts = {
        "members": Member.objects.count(),
        "events": Event.objects.count(),
        "upcoming": Event.objects.upcoming().count(),
        "reader": open_session(reader),
        "feed": f"/agenda/abonnement/{renew_feed(reader)}.ics",
        "sessions": [open_session(member) for member in others[:people]],
        "addresses": [event.get_absolute_url() for event in make_events(events)],
    }
    json.dump(facts, sys.stdout)


main()
