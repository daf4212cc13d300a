"""Fills an empty portal, all or nothing."""

from django.db import connection, transaction
from pgtrigger import ignore

from capassistant.operations.demo import (
    agenda,
    charter,
    content,
    journal,
    people,
    portraits,
    registrations,
    roles,
    skills,
)
from members.models import Member

UNTOLD = (
    "members.Member:insert_insert",
    "members.Member:update_update",
    "events.Event:insert_insert",
    "events.Event:update_update",
    "events.Registration:insert_insert",
)
"""Journals of acts that would only say that the demo was made."""
PATIENT = (
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0"
)


class Refused(Exception):
    """The portal is not empty."""


def fill(plan):
    """Make the community of ``plan``; raises ``Refused`` when the portal has members."""
    with transaction.atomic():
        prepare()
        with ignore(*UNTOLD):
            everyone = make(plan)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; ANALYZE; RESET statement_timeout")
    return everyone


def prepare():
    """Alone at work, however long it takes."""
    with connection.cursor() as cursor:
        cursor.execute(PATIENT)
        cursor.execute("LOCK TABLE members_member IN EXCLUSIVE MODE")
    if Member.objects.exists():
        raise Refused("Ce portail a déjà des membres : la démonstration ne remplit qu’un portail vide.")


def make(plan):
    words = content.read("people")
    everyone = people.fill(plan, words)
    skills.fill(plan, words, everyone)
    roles.fill(plan, content.read("appointments"), everyone)
    charter.fill(plan, content.read("charter"), everyone)
    programme = agenda.fill(plan, content.read("events"), everyone)
    registrations.fill(plan, programme, everyone)
    journal.fill(plan, content.issues(), everyone)
    portraits.fill(plan, everyone)
    return everyone
