"""A backup taken while the portal lives, restored beside it: every row, every file, and nobody is written to."""

import os
import stat
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from mailing import outbox
from mailing.models import Delivery
from tests.factories import make_delivery, make_event, make_member, make_registration

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "un mot de passe long"
EMPTIED = ("django_session", "cache", "mailing_silence")


def said(command, *arguments, **options):
    out = StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def rows():
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
            found[table] = [row for (row,) in cursor.fetchall()]
    return {table: lines for table, lines in found.items() if table not in EMPTIED}


def files(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@contextmanager
def elsewhere(settings, folder):
    """The portal on an empty database and an empty media folder, for a while."""
    own, media = connection.settings_dict["NAME"], settings.MEDIA_ROOT
    name = f"{own}_restored"
    with without_haste() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    connection.close()
    connection.settings_dict["NAME"], settings.MEDIA_ROOT = name, folder
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"], settings.MEDIA_ROOT = own, media
        with without_haste() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


@contextmanager
def without_haste():
    """A cursor outside all databases; one is made and dropped in as long as it takes."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        yield cursor


@pytest.fixture
def portal(settings, tmp_path):
    """A member with a photo, a registration, a message that waits, somebody who is signed in."""
    settings.MEDIA_ROOT = tmp_path / "media"
    member = make_member("nadia@entreprise.example", first_name="Nadia")
    member.set_password(PASSWORD)
    member.photo_consented_at = timezone.now()
    member.photo.save("nadia.webp", ContentFile(b"a photo"))
    make_registration(make_event("Publipostage"), member)
    Client().force_login(member)
    make_delivery(member, leaves_at=timezone.now(), is_pressing=True)
    return member


def test_what_is_restored_is_what_was_kept_and_one_signs_in(portal, settings, tmp_path):
    kept, shown = rows(), files(settings.MEDIA_ROOT)
    said("backup", str(tmp_path / "copy"))
    make_member("arrivee-apres@entreprise.example")

    with elsewhere(settings, tmp_path / "other"):
        said("restore", str(tmp_path / "copy"))

        assert rows() == kept
        assert files(settings.MEDIA_ROOT) == shown != {}
        answer = Client().post("/connexion/", {"login": portal.email, "password": PASSWORD})
        assert (answer.status_code, answer["Location"]) == (302, "/")


def test_a_copy_writes_to_nobody_until_it_is_told_to(portal, settings, tmp_path):
    said("backup", str(tmp_path / "copy"))

    with elsewhere(settings, tmp_path / "other"):
        said("restore", str(tmp_path / "copy"))
        delivery = Delivery.objects.get()
        assert outbox.attempt(delivery.pk) > timezone.now()
        assert mail.outbox == []

        assert "1 attendaient" in said("restore", live=True)
        outbox.attempt(delivery.pk)
        assert [message.to for message in mail.outbox] == [[portal.email]]


def test_only_its_owner_reads_a_backup_and_no_secret_is_in_it(portal, tmp_path, monkeypatch):
    monkeypatch.setenv("CAP_SECRET_KEY", "tres-secret")
    monkeypatch.setenv("CAP_SITE_URL", "https://portail.example.org")

    said("backup", str(tmp_path / "copy"))

    assert stat.S_IMODE((tmp_path / "copy").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "copy").iterdir() if path.is_file()} == {0o600}
    text = (tmp_path / "copy" / "settings.env").read_text()
    assert "CAP_SITE_URL=https://portail.example.org" in text.splitlines()
    assert "tres-secret" not in text


def test_nothing_is_written_over(portal, settings, tmp_path):
    Path(tmp_path / "copy").mkdir()
    Path(tmp_path / "copy" / "note.txt").write_text("à moi")
    with pytest.raises(CommandError, match="n’est pas vide"):
        call_command("backup", str(tmp_path / "copy"))

    said("backup", str(tmp_path / "other"))
    before = rows()
    with pytest.raises(CommandError, match="La base de données n’est pas vide"):
        call_command("restore", str(tmp_path / "other"))
    assert rows() == before


@pytest.mark.parametrize("is_there", [False, True])
def test_what_is_no_whole_backup_is_said(is_there, tmp_path):
    if is_there:
        os.mkdir(tmp_path / "copy")

    with pytest.raises(CommandError, match="ne contient pas de sauvegarde entière"):
        call_command("restore", str(tmp_path / "copy"))
