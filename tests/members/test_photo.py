"""The photo: by choice, dated, re-encoded, withdrawn at once."""

import io
import resource
from contextlib import contextmanager, suppress

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection, transaction
from PIL import Image

from members.actions.profile import remove_photo, set_photo, withdraw_photo
from members.models import Member
from tests import factories
from tests.cast import signed_in
from ui.pictures import MAX_BYTES, process

pytestmark = pytest.mark.django_db


def picture(format="JPEG", size=(900, 600), mode="RGB", **options):
    output = io.BytesIO()
    Image.new(mode, size, 120).save(output, format, **options)
    return output.getvalue()


def send(client, content, name="moi.jpg", **more):
    file = SimpleUploadedFile(name, content, content_type="image/jpeg")
    return client.post("/moi/photo/", {"photo": file, "consent": "on"} | more)


def photo_of(client):
    return Member.objects.get(pk=client.member.pk).photo.name


def test_a_photo_is_reencoded_small_and_dated(member):
    send(member, picture())

    me = Member.objects.get(pk=member.member.pk)
    stored = Image.open(me.photo.open())
    assert (stored.format, max(stored.size)) == ("WEBP", 400)
    assert me.photo_consented_at is not None


def test_the_place_where_it_was_taken_is_lost(member):
    exif = Image.Exif()
    exif[0x010E] = "canari dans les métadonnées"

    send(member, picture(exif=exif))

    content = Member.objects.get(pk=member.member.pk).photo.open().read()
    assert b"canari" not in content
    assert b"EXIF" not in content


def test_the_name_of_the_file_says_nothing(member):
    send(member, picture(), name="camille-roux-vacances.jpg")

    assert "camille" not in photo_of(member)
    assert len(photo_of(member)) > 40


def test_a_name_of_any_length_is_accepted(member):
    send(member, picture(), name="a" * 200 + ".jpg")

    assert photo_of(member)


def test_without_consent_nothing_is_published(member):
    page = send(member, picture(), consent="")

    assert "Sans votre accord" in page.content.decode()
    assert photo_of(member) == ""


def test_it_is_served_to_members_as_a_picture_and_nothing_else(member):
    send(member, picture())

    answer = signed_in(factories.make_member()).get(f"{member.member.get_absolute_url()}photo/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "private" in answer["Cache-Control"]


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Inside it, what waits for the commit is done at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_it_is_withdrawn_within_the_same_request(member, committed):
    send(member, picture())
    name, address = photo_of(member), f"{member.member.get_absolute_url()}photo/"

    with committed():
        member.post("/moi/photo/retrait/")

    assert member.get(address).status_code == 404
    assert not default_storage.exists(name)
    assert Member.objects.get(pk=member.member.pk).photo_consented_at is None
    assert address not in member.get("/membres/").content.decode()


def test_withdrawing_needs_a_post(member):
    assert member.get("/moi/photo/retrait/").status_code == 405


def test_a_new_photo_removes_the_one_before(member, committed):
    send(member, picture())
    before = photo_of(member)

    with committed():
        send(member, picture(size=(500, 500)))

    assert photo_of(member) != before
    assert [default_storage.exists(name) for name in (before, photo_of(member))] == [False, True]


def test_the_core_team_removes_a_photo(member, committed):
    send(member, picture())
    name = photo_of(member)

    with committed():
        remove_photo(member.member, by=factories.make_core_team_member())

    assert not default_storage.exists(name)


@pytest.mark.parametrize(
    "act",
    [
        lambda member: remove_photo(member, by=factories.make_core_team_member()),
        withdraw_photo,
        lambda member: set_photo(member, process(io.BytesIO(picture(size=(500, 500))), 400)),
    ],
    ids=["removed", "withdrawn", "replaced"],
)
def test_bug_a_photo_whose_removal_was_undone_had_lost_its_file(member, committed, act):
    send(member, picture())
    name = photo_of(member)

    with committed(), suppress(Undone), transaction.atomic():
        act(member.member)
        raise Undone

    assert (photo_of(member), default_storage.exists(name)) == (name, True)


class Undone(Exception):
    """What comes after an act fails, and takes it back."""


@contextmanager
def little_room(size):
    """A disk on which no file grows beyond ``size`` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_bug_a_full_disk_is_a_sentence_and_leaves_neither_photo_nor_part_of_one(member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    with little_room(50):
        page = send(member, picture())

    assert "n’a pas pu être enregistrée" in page.content.decode()
    assert (photo_of(member), files(tmp_path)) == ("", [])


@pytest.mark.django_db(transaction=True)
def test_bug_a_photo_whose_row_cannot_be_written_leaves_no_file(member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1 FROM members_member WHERE id = %s FOR UPDATE", [member.member.pk])
        with pytest.raises(OperationalError):
            set_photo(member.member, process(io.BytesIO(picture()), 400))
    other.close()

    assert (photo_of(member), files(tmp_path)) == ("", [])


def test_photos_are_read_by_nobody_else_on_the_machine(member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    send(member, picture())

    assert {path.stat().st_mode & 0o777 for path in files(tmp_path)} == {0o640}
    assert {path.stat().st_mode & 0o777 for path in settings.MEDIA_ROOT.rglob("*") if path.is_dir()} == {0o750}


JPEG = picture()
HOSTILE = {
    "empty": b"",
    "text": b"bonjour",
    "html": b"<html><script>alert(1)</script></html>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "php": b"<?php system('id'); ?>",
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04" + b"\x00" * 100,
    "gif": picture("GIF", mode="P"),
    "bmp": picture("BMP"),
    "tiff": picture("TIFF"),
    "ico": picture("ICO", size=(64, 64)),
    "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "cut": JPEG[: len(JPEG) // 3],
    "header only": JPEG[:20],
    "png signature": b"\x89PNG\r\n\x1a\n" + b"\x00" * 50,
    "png crc": picture("PNG").replace(b"IDAT", b"IDAX"),
    "webp head": b"RIFF\xff\xff\xff\xffWEBPVP8 ",
    "bomb": picture("PNG", size=(9000, 9000), mode="1"),
    "too heavy": JPEG + b"\x00" * MAX_BYTES,
    "exe": b"MZ" + b"\x90" * 500,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_with_a_sentence(member, kind):
    page = send(member, HOSTILE[kind])

    assert page.status_code == 200
    assert page.context["form"].errors["photo"]
    assert photo_of(member) == ""


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a/b\\c.jpg", "moi.php", "<script>.jpg", "é🙂.jpg", ".htaccess", "x\u202egpj.exe"]
)
def test_hostile_names_are_ignored(member, name):
    send(member, picture(), name=name)

    assert photo_of(member).startswith("portraits/")
    assert photo_of(member).endswith(".webp")
