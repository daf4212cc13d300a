"""Pictures: what is not one is refused in a sentence, what is one is made again and served to its readers only."""

import io
import re
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from journal.actions import picture
from journal.models import Picture
from tests.cast import signed_in
from tests.factories import make_article, make_issue, make_picture, make_published_issue
from tests.helpers import version_shown
from ui.pictures import MAX_BYTES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def drawn(kind="JPEG", mode="RGB", size=(40, 30), **options):
    content = io.BytesIO()
    Image.new(mode, size).save(content, kind, **options)
    return content.getvalue()


def with_metadata():
    exif = Image.Exif()
    exif[0x010F] = "Appareil de Camille"
    exif[0x8825] = {1: "N", 2: (48.0, 51.0, 24.0)}
    return drawn(exif=exif.tobytes())


def bomb():
    """A PNG of a few bytes that says it is 50,000 pixels wide and high."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")
    )


HOSTILE = {
    "empty.jpg": b"",
    "text.jpg": b"bonjour",
    "page.jpg": b"<!doctype html><script>alert(1)</script>",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "drawing.png": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "paper.pdf": b"%PDF-1.4\n%%EOF",
    "script.php.jpg": b"<?php system($_GET[0]); ?>",
    "vector.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    "cut.jpg": drawn()[:120],
    "cut.png": drawn("PNG")[:40],
    "signature.gif": b"GIF89a" + b"\0" * 20,
    "animation.gif": drawn("GIF", "P"),
    "scan.tiff": drawn("TIFF"),
    "screen.bmp": drawn("BMP"),
    "icon.ico": drawn("ICO"),
    "pixels.ppm": drawn("PPM"),
    "bomb.png": bomb(),
    "wide.png": drawn("PNG", "1", (30_000, 1_000)),
    "heavy.jpg": drawn()[:-2] + bytes(MAX_BYTES),
    "archive.zip": b"PK\x03\x04" + b"\0" * 40,
    "program.exe": b"MZ" + b"\0" * 60,
    "nul.jpg": b"\0" * 500,
}


def upload(client, article, name, content, **fields):
    address = reverse("journal:picture_add", args=[article.pk])
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return client.post(address, {"file": file, "alt": "", "caption": "", "credit": ""} | fields)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_not_a_photo_is_refused_beside_the_field(editor, media, name):
    article = make_article(issue=make_issue())

    response = upload(editor, article, name, HOSTILE[name])

    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert Picture.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("photo.jpg", drawn()),
        ("photo.png", drawn("PNG", "RGBA")),
        ("photo.webp", drawn("WEBP")),
        ("gris.png", drawn("PNG", "I;16")),
        ("encre.jpg", drawn("JPEG", "CMYK")),
        ("a" * 180 + ".jpg", drawn()),
        ("../../etc/passwd.jpg", drawn()),
    ],
)
def test_real_photos_are_made_again_under_a_name_of_ours(editor, name, content):
    article = make_article(issue=make_issue())

    assert upload(editor, article, name, content).status_code == 302

    picture = Picture.objects.get()
    with Image.open(picture.file) as kept:
        assert (kept.format, kept.size) == ("WEBP", (picture.width, picture.height))
    assert picture.file.name.startswith("journal/")
    assert name not in picture.file.name


def test_no_metadata_is_kept(editor):
    article = make_article(issue=make_issue())

    upload(editor, article, "photo.jpg", with_metadata())

    content = Picture.objects.get().file.read()
    assert b"Appareil de Camille" not in content
    with Image.open(io.BytesIO(content)) as kept:
        assert dict(kept.getexif()) == {}


def test_large_photos_are_made_smaller(editor):
    article = make_article(issue=make_issue())

    upload(editor, article, "photo.jpg", drawn(size=(3000, 1500)))

    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (1600, 800)


def test_the_file_is_served_to_its_readers_and_runs_nothing(member, editor):
    draft = make_picture(make_article(issue=make_issue()))
    published = make_picture(make_article(issue=make_published_issue()))

    response = member.get(published.get_absolute_url())

    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in response["Cache-Control"]
    assert member.get(draft.get_absolute_url()).status_code == 404
    assert editor.get(draft.get_absolute_url()).status_code == 200


def test_the_article_shows_its_pictures_with_their_words(member):
    article = make_article(issue=make_published_issue())
    make_picture(article, alt="Une table « ronde »", caption="La table", credit="Léa Petit")
    make_picture(article, alt="", decorative=True)

    html = re.sub(r"\s*\n\s*", " ", member.get(article.get_absolute_url()).content.decode())

    assert re.findall(r'<img src="/journal/images/[^>]* alt="([^"]*)"', html) == ["Une table « ronde »", ""]
    assert re.findall(r"<figcaption>\s*(.*?)\s*</figcaption>", html) == [
        'La table <span class="petit">Crédit : Léa Petit</span>'
    ]


def test_a_missing_file_is_a_missing_page(member):
    picture = make_picture(make_article(issue=make_published_issue()))
    picture.file.storage.delete(picture.file.name)

    assert member.get(picture.get_absolute_url()).status_code == 404


def test_words_may_come_later_but_not_both_ways(editor):
    article = make_article(issue=make_issue())

    both = upload(editor, article, "photo.jpg", drawn(), alt="Une salle", decorative="on")
    neither = upload(editor, article, "photo.jpg", drawn())

    assert both.context["form"].errors["alt"]
    assert neither.status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        Picture.objects.update(alt="Une salle", decorative=True)


def test_once_published_the_words_may_not_go_missing(editor):
    picture = make_picture(make_article(issue=make_published_issue()))

    typed = {"alt": "", "caption": "Légende", "nature": "slip"} | version_shown(picture)
    response = editor.post(reverse("journal:picture_edit", args=[picture.pk]), typed)

    picture.refresh_from_db()
    assert (response.status_code, picture.alt) == (200, "Une salle de réunion")
    assert response.context["form"].errors["alt"]


def test_a_picture_leaves_with_its_file(editor, media, django_capture_on_commit_callbacks):
    picture = make_picture(make_article(issue=make_issue()))

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("journal:picture_remove", args=[picture.pk]))

    assert Picture.objects.count() == 0
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_an_author_adds_pictures_to_her_draft_only(member):
    mine = make_article(authors=[member.member])
    handed_in = make_article(authors=[member.member], state="submitted")

    assert upload(member, mine, "photo.jpg", drawn()).status_code == 302
    assert upload(member, handed_in, "photo.jpg", drawn()).status_code == 403


def test_a_full_disk_is_a_sentence_and_leaves_nothing(editor, media):
    article = make_article(issue=make_issue())
    (media / "journal").write_text("a file where the folder should be")

    response = upload(editor, article, "photo.jpg", drawn())

    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert Picture.objects.count() == 0


def test_an_article_holds_twelve_pictures_at_most(editor, media):
    article = make_article(issue=make_issue())
    for _ in range(picture.MOST):
        make_picture(article)

    response = upload(editor, article, "photo.jpg", drawn())

    assert response.context["form"].errors["file"]
    assert len([path for path in media.rglob("*") if path.is_file()]) == picture.MOST


def test_pictures_of_other_articles_do_not_open(member):
    picture = make_picture(make_article(issue=make_published_issue()))
    author = signed_in(picture.article.signatures[0])

    assert member.get(reverse("journal:picture_edit", args=[picture.pk])).status_code == 404
    assert author.get(reverse("journal:picture_edit", args=[picture.pk])).status_code == 403
