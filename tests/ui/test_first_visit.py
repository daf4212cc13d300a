"""What a browser that keeps nothing yet has to fetch beside the words of a page: bytes, compressed as they are served."""

import re
from functools import cache
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests.factories import make_article, make_event, make_published_issue

FONTS = settings.BASE_DIR / "static/fonts"


@cache
def weight(name):
    data = Path(finders.find(name)).read_bytes()
    return len(data) if name.endswith(".woff2") else len(brotli.compress(data))


def files(page):
    """Names of the static files that a page asks for, each once."""
    return set(re.findall(r'"/static/([^"#?]+)', page.content.decode()))


def weights(page):
    return sum(map(weight, files(page)))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/agenda/", "/membres/", "/journal/"])
def test_a_page_asks_for_little(member, address):
    make_event()

    assert weights(member.get(address)) < 58_000


@pytest.mark.django_db
def test_a_page_for_visitors_asks_for_no_more(visitor):
    assert weights(visitor.get("/")) < 58_000


@pytest.mark.django_db
def test_an_article_asks_for_the_font_of_long_texts_too(member):
    page = member.get(make_article(issue=make_published_issue()).get_absolute_url())

    assert "fonts/literata.woff2" in files(page)
    assert weights(page) < 73_000


@pytest.mark.django_db
def test_the_editor_comes_only_where_somebody_writes(member):
    editor = "django_prose_editor/editor.js"

    assert weights(member.get(reverse("journal:propose"))) < 230_000
    assert editor not in files(member.get("/journal/"))


@pytest.mark.django_db
def test_what_is_asked_for_ahead_is_what_every_page_shows(member):
    ahead = re.findall(r'<link\s+rel="preload"\s+href="/static/([^"]+)"', member.get("/agenda/").content.decode())

    assert ahead == ["fonts/figtree.woff2", "fonts/bricolage-bold.woff2"]


def test_every_font_is_named_in_the_styles():
    styles = (settings.BASE_DIR / "static/css/capassistant.css").read_text()

    assert sorted(re.findall(r"url\(\.\./fonts/([^)]+)\)", styles)) == sorted(path.name for path in FONTS.iterdir())
