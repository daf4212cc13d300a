"""A database of a former version is told in one sentence, by ``serve`` and by ``migrate``, and stays as it is."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from capassistant.operations.checks import former
from capassistant.operations.embedded import Server
from capassistant.operations.management.commands.serve import Command
from capassistant.operations.state import STATE_DIR

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_database():
    """The database of the test, with a migration that a former version applied."""
    MigrationRecorder(connection).record_applied("events", "0002_seats_and_lines")


def tables():
    return set(connection.introspection.table_names())


def test_a_database_of_this_version_has_nothing_to_say():
    assert former(connection) == ""


@pytest.mark.parametrize(
    "command",
    [lambda: Command().prepare(demo=True), lambda: call_command("migrate", verbosity=0, skip_checks=False)],
    ids=["serve", "migrate"],
)
def test_a_trial_database_is_to_be_set_aside_and_nothing_of_it_is_touched(old_database, command, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", Server(STATE_DIR).url)
    folder, before = STATE_DIR / "postgresql", tables()

    with pytest.raises(CommandError) as refused:
        command()

    assert "Cette base d’essai vient d’une version antérieure du portail" in str(refused.value)
    assert f"mv {folder} {folder}-avant" in str(refused.value)
    assert "Rien n’est effacé." in str(refused.value)
    assert tables() == before
    assert ("events", "0002_seats_and_lines") in MigrationRecorder(connection).applied_migrations()


def test_a_database_of_ones_own_is_to_be_replaced_by_a_new_one(old_database, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/portal")

    assert "donnez une base neuve à DATABASE_URL" in former(connection)


def test_migrations_that_a_library_has_dropped_are_its_own_business():
    MigrationRecorder(connection).record_applied("procrastinate", "0000_of_long_ago")

    assert former(connection) == ""


def test_a_migration_that_came_before_what_it_needs_is_of_a_former_version_too():
    MigrationRecorder(connection).record_unapplied("groups", "0001_initial")

    assert "Rien n’est effacé." in former(connection)
