"""A backup of the portal in one folder, and a portal made from it.

The folder holds ``database.dump`` (the custom format of ``pg_dump``), ``media/``, ``settings.env`` and
``manifest.json``: when it was made, and how many rows each table had at the very instant of the dump. Sessions and the
cache are left out: they open doors, and nobody misses them. Secrets are not in it: they are kept elsewhere.
"""

import json
import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone
from psycopg.sql import SQL, Identifier

from capassistant.operations.embedded import PROGRAMS
from mailing.models import Delivery, Silence

DUMP, MEDIA, SETTINGS, MANIFEST = "database.dump", "media", "settings.env", "manifest.json"
NOT_KEPT = ("django_session", "cache")
NOT_COMPARED = (*NOT_KEPT, Silence._meta.db_table)
SECRET = ("CAP_SECRET_KEY", "CAP_EMAIL_URL")
OWN_TO_A_MACHINE = ("CAP_STATE_DIR", "CAP_MEDIA_ROOT", "CAP_STATIC_ROOT", "CAP_CHROMIUM")
ENVIRONMENT = {
    "host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip


class NotPossible(Exception):
    """The backup or the way back cannot be; the sentence says why, and what to do."""


def back_up(folder: Path) -> dict[str, Any]:
    """Write a backup into ``folder``, which only its owner may read; returns its manifest.

    :raises NotPossible: the folder holds something, or the programs of PostgreSQL are missing or too old
    """
    if folder.exists() and any(folder.iterdir()):
        raise NotPossible(f"Le dossier {folder} n’est pas vide : donnez-en un autre.")
    with closed_to_others():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with snapshot() as (name, rows):
            left_out = [f"--exclude-table-data={table}" for table in NOT_KEPT]
            run("pg_dump", "--format=custom", f"--snapshot={name}", "--file", str(folder / DUMP), *left_out)
        if media().exists():
            shutil.copytree(media(), folder / MEDIA)
        (folder / SETTINGS).write_text(settings_that_matter())
        manifest = {"made_at": timezone.now().isoformat(timespec="seconds"), "rows": rows}
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2))
    return manifest


def restore(folder: Path, *, is_live: bool) -> dict[str, Any]:
    """Fill an empty database and an empty media folder from a backup; returns its manifest.

    Unless ``is_live``, the portal that is made writes to nobody until ``go_live``.

    :raises NotPossible: there is no whole backup, or something to write over
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise NotPossible(f"Le dossier {folder} ne contient pas de sauvegarde entière.") from error
    if connection.introspection.table_names():
        raise NotPossible("La base de données n’est pas vide : donnez une base neuve à DATABASE_URL.")
    if media().exists() and any(media().iterdir()):
        raise NotPossible(f"Le dossier {media()} n’est pas vide : donnez-en un autre à CAP_MEDIA_ROOT.")
    run("pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error",
        "--dbname", connection.settings_dict["NAME"], str(folder / DUMP))  # fmt: skip
    if not is_live:
        Silence.objects.get_or_create()
    if (folder / MEDIA).exists():
        shutil.copytree(folder / MEDIA, media(), dirs_exist_ok=True)
    missing = [
        table for table, count in manifest["rows"].items() if table not in NOT_COMPARED and rows_of(table) != count
    ]
    if missing:
        raise NotPossible(f"La copie n’est pas entière : {', '.join(missing)}.")
    return manifest


def go_live() -> int:
    """A restored portal writes to people from now on; returns how many messages were waiting for it."""
    Silence.objects.all().delete()
    return Delivery.objects.unsent().count()


def media() -> Path:
    return Path(default_storage.location)


@contextmanager
def closed_to_others():
    """What is written meanwhile is for its owner alone."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def snapshot():
    """(name, rows of each table) of one instant of the database, which ``pg_dump`` can look at too."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        name = cursor.fetchone()[0]
        yield name, {table: rows_of(table) for table in sorted(connection.introspection.table_names(cursor))}


def rows_of(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
        return cursor.fetchone()[0]


def settings_that_matter() -> str:
    """The variables of this portal, as a file for the shell; of the secret ones, the names alone."""
    ours = {name: value for name, value in sorted(os.environ.items()) if name.startswith("CAP_")}
    lines = [f"{name}={value}" for name, value in ours.items() if name not in (*SECRET, *OWN_TO_A_MACHINE)]
    return "\n".join([*lines, *(f"# {name}: to be given, it is secret" for name in SECRET)]) + "\n"


def run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on our database; the password is not among its arguments, which others can read."""
    connection.ensure_connection()
    info = connection.connection.info
    given = {ENVIRONMENT[name]: value for name, value in info.get_parameters().items() if name in ENVIRONMENT}
    environment = os.environ | given | ({"PGPASSWORD": info.password} if info.password else {})
    done = subprocess.run([found(program), *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotPossible(f"{program} : {done.stderr.strip()}")


def found(program: str) -> str:
    """The path of a program that is not older than the server: one in the PATH, else that of the embedded server."""
    for path in (shutil.which(program), str(PROGRAMS / program)):
        if path and Path(path).exists() and major(path) >= connection.pg_version // 10_000:
            return path
    raise NotPossible(
        f"{program} {connection.pg_version // 10_000} ou plus récent est nécessaire : installez le paquet"
        " postgresql-client de cette version."
    )


def major(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"\d+", said)
    return int(number[0]) if number else 0
