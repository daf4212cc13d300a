"""A database made by migrations that are no longer those of this code is told apart before anything touches it."""

import os
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader

from capassistant.operations.embedded import Server
from capassistant.operations.state import STATE_DIR


@checks.register(checks.Tags.database)
def made_by_this_version(databases: Sequence[str] | None = None, **options: Any) -> list[checks.CheckMessage]:
    """``migrate`` stops here on a database of a former version."""
    said = [former(connections[alias]) for alias in databases or ()]
    return [checks.Error(sentence, id="operations.E001") for sentence in said if sentence]


def former(connection: BaseDatabaseWrapper) -> str:
    """What to do with a database that former migrations of ours have made; empty for all others."""
    if is_of_this_version(connection):
        return ""
    server = Server(STATE_DIR)
    if os.environ.get("DATABASE_URL") != server.url:
        return (
            "Cette base de données vient d’une version antérieure du portail : donnez une base neuve à DATABASE_URL,"
            " puis relancez. Rien n’est effacé."
        )
    return (
        f"Cette base d’essai vient d’une version antérieure du portail : mettez de côté le dossier {server.data}"
        f" (par exemple : mv {server.data} {server.data}-avant), puis relancez. Rien n’est effacé."
    )


def is_of_this_version(connection: BaseDatabaseWrapper) -> bool:
    """Whether all migrations of ours that the database holds exist, and none came before what it needs."""
    loader = MigrationLoader(connection)
    ours = {app.rpartition(".")[2] for app in settings.OUR_APPS}
    try:
        loader.check_consistent_history(connection)
    except InconsistentMigrationHistory:
        return False
    return all(key in loader.disk_migrations for key in loader.applied_migrations if key[0] in ours)
