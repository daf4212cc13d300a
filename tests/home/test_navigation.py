import re

import pytest
from django.conf import settings

from tests.factories import accept_charter, make_charter
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a[^>]*href="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
EVERYONE = ["Accueil", "Agenda", "Membres", "Journal", "Communauté"]


def labels(response, name):
    return [item.label for item in response.context[name].items]


def current(client, path):
    """What the bar says of where one is: label -> aria-current."""
    return {item.label: item.current for item in client.get(path).context["nav"].items if item.current}


def test_a_visitor_sees_the_way_in_and_nothing_inside(visitor):
    response = visitor.get("/")

    assert labels(response, "nav") == ["Accueil", "La charte"]
    assert "barre-mobile" not in response.content.decode()
    assert 'id="recherche"' not in response.content.decode()


@pytest.mark.parametrize(
    ("role", "more"),
    [
        ("member", []),
        ("sponsor", []),
        ("editor", ["Rédaction"]),
        ("core_team", ["Coulisses"]),
        ("superuser", ["Rédaction", "Coulisses"]),
    ],
)
def test_each_role_sees_the_doors_it_may_open(role, more, request):
    client = request.getfixturevalue(role)

    response = client.get("/")

    assert labels(response, "nav") == EVERYONE + more
    assert labels(response, "phone_nav") == ["Accueil", "Agenda", "Membres", "Journal", "Plus"]
    menu = client.get("/menu/").content.decode()
    assert all(f">{label}</a>" in menu for label in [*EVERYONE, *more, "Recherche", "Mon profil"])


@pytest.mark.parametrize("role", ["visitor", "member", "editor", "core_team", "sponsor", "superuser"])
def test_no_link_around_the_pages_is_dead(role, request):
    client = request.getfixturevalue(role)
    request.getfixturevalue("db")
    make_charter()
    pages = ("/", "/menu/") if role != "visitor" else ("/",)
    links = {address for path in pages for address, _label in LINK.findall(client.get(path).content.decode())}

    for address in sorted(links):
        if address.startswith("/") and not address.startswith("/#"):
            assert client.get(address, follow=True).status_code == 200, address


def test_the_bar_says_the_page_and_the_section(member):
    assert current(member, "/") == {"Accueil": "page"}
    assert current(member, "/agenda/") == {"Agenda": "page"}
    assert current(member, "/agenda/2026/10/") == {"Agenda": "true"}
    assert current(member, "/moi/inscriptions/") == {"Agenda": "true"}
    assert current(member, "/recherche/") == {}


def test_the_banner_of_the_charter_is_on_every_page_but_the_charter(member):
    version = make_charter()

    asked = [member.get(path).context["charter_banner"] is not None for path in ("/", "/menu/", "/charte/")]
    accept_charter(member.member, version)

    assert asked == [True, True, False]
    assert member.get("/").context["charter_banner"] is None


def test_what_surrounds_a_page_costs_three_queries(member):
    assert count_queries(member, "/menu/") == 3


def test_what_surrounds_a_page_costs_the_core_team_no_more(superuser):
    assert count_queries(superuser, "/menu/") == 3


def test_the_language_changes_here_and_for_good(member):
    response = member.post("/langue/", {"language": "en", "next": "/menu/?a=1"})

    member.member.refresh_from_db()
    assert (response.status_code, response["Location"]) == (302, "/menu/?a=1")
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    assert member.member.language == "en"
    assert '<html lang="en"' in member.get("/menu/").content.decode()


def test_a_visitor_may_choose_the_language_too(visitor):
    visitor.post("/langue/", {"language": "en", "next": "/"})

    assert '<html lang="en"' in visitor.get("/").content.decode()


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://ailleurs.example/",
        "//ailleurs.example",
        "/\\ailleurs.example",
        "///ailleurs.example",
        "javascript:alert(1)",
        "minus",
        "²",
        "/é",
        "/\x7f",
        "",
        "/" + "x" * 600,
    ],
)
def test_the_language_sends_nobody_elsewhere(visitor, elsewhere):
    response = visitor.post("/langue/", {"language": "en", "next": elsewhere})

    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize("language", ["", "xx", "fr-fr", "../en", "e" * 1000])
def test_an_unknown_language_changes_nothing(member, language):
    response = member.post("/langue/", {"language": language, "next": "/"})

    assert response.status_code == 302
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_the_language_is_changed_by_post_alone(visitor):
    assert visitor.get("/langue/").status_code == 405
