"""A database migrated once, that each worker copies: kept in the server until a migration or a library changes."""

from contextlib import contextmanager
from hashlib import sha256

import pytest
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations
from django.db.models.signals import post_migrate

from tests.rules.source import ROOT

PREFIX = "capassistant_tests_"
MIGRATED_BY = ("*/migrations/*.py", "requirements.txt", "capassistant/settings.py")
"""What decides the tables of a new database: our migrations, and those of the libraries at their versions."""
NAMED_ONCE = ("auth_permission", "django_content_type")
"""The names of our models and of what may be done with them: in the template, and left there by all tests."""


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, django_db_blocker):
    """The databases of the tests are copies of the template, whoever comes first makes it."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = template()
    DatabaseOperations.sql_flush = deletions
    post_migrate.disconnect(create_contenttypes)
    post_migrate.disconnect(create_permissions, dispatch_uid=f"{create_permissions.__module__}.create_permissions")


def deletions(_operations, _style, tables, **_options):
    """What empties the tables after a test that commits: TRUNCATE, meant for large ones, takes a hundred times as long."""
    ContentType.objects.clear_cache()  # A test may have read those of another database.
    emptied = [f'DELETE FROM "{table}"' for table in tables if table not in NAMED_ONCE]
    return ["SET LOCAL session_replication_role = replica", *emptied]


def template():
    """The name of a migrated database."""
    name = PREFIX + digest()
    with one_at_a_time() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
        known = {row[0] for row in cursor}
        if name not in known:
            for older in known:
                cursor.execute(f'DROP DATABASE "{older}"')
            migrate(f"{PREFIX}unfinished")
            cursor.execute(f'ALTER DATABASE "{PREFIX}unfinished" RENAME TO "{name}"')
    return name


def digest():
    files = sorted(path for pattern in MIGRATED_BY for path in ROOT.glob(pattern))
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:16]


@contextmanager
def one_at_a_time():
    """A cursor outside all databases of the tests; the other workers wait, as long as it takes."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        yield cursor


def migrate(name):
    """Make that database as Django makes one for tests, and leave it."""
    own_name, usual = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    connection.creation.destroy_test_db(own_name, verbosity=0, keepdb=True)
    connection.settings_dict["TEST"]["NAME"] = usual
