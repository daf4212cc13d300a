"""What every request passes through: bad bytes, a database that is away, language, caches, errors."""

from urllib.parse import quote

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, RequestFactory

from capassistant import errors
from capassistant.middleware import AnswerWhenDatabaseIsAway, ReadWhatIsSeen
from guards.paths import safe_path
from tests.cast import signed_in
from tests.factories import make_member


@pytest.mark.parametrize("path", ["/recherche/?q=%00", "/membres/%00/", "/agenda/?x=%ff", "/?%00=1"])
def test_bytes_that_are_no_text_are_refused(client, path):
    assert client.get(path).status_code == 400


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "latin-1", "x" * 200])
def test_a_form_in_another_charset_is_refused(client, charset):
    response = client.generic(
        "POST", "/connexion/", b"login=a", f"application/x-www-form-urlencoded; charset={charset}"
    )

    assert response.status_code == 400


@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_error_pages_ask_nothing_of_the_database(status):
    response = errors.page(status)

    assert response.status_code == status
    assert "<h1>" in response.content.decode()


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_told_calmly(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/rien/")

    assert response.status_code == 404
    assert "Cette page n’existe pas" in response.content.decode()


def test_a_database_that_is_away_is_a_moment_of_patience():
    def view(request):
        raise OperationalError("the connection is lost")

    response = AnswerWhenDatabaseIsAway(view)(RequestFactory().get("/"))

    assert (response.status_code, response["Retry-After"]) == (503, "10")


@pytest.mark.django_db(transaction=True)
def test_a_database_lost_before_the_view_is_a_moment_of_patience_too(client):
    client.raise_request_exception = False
    client.cookies["sessionid"] = "a session to look for"
    host = connection.settings_dict["HOST"]
    connection.close()

    connection.settings_dict["HOST"] = "/nowhere"
    response = client.get("/agenda/")
    connection.settings_dict["HOST"] = host

    assert (response.status_code, response["Retry-After"]) == (503, "10")


def test_healthz_needs_no_database(client):
    assert client.get("/healthz").json() == {"status": "ok"}


@pytest.mark.django_db
def test_readyz_answers_when_all_is_there(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_says_that_a_migration_is_missing(client):
    MigrationRecorder.Migration.objects.filter(app="mailing").delete()

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"status": "migrations are missing"})


@pytest.mark.django_db
def test_pages_with_a_session_are_kept_by_nobody_else(member):
    response = member.get("/agenda/")

    assert "no-store" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


@pytest.mark.django_db
def test_a_member_reads_in_the_chosen_language():
    english = signed_in(make_member(language="en"))

    assert 'lang="en"' in english.get("/menu/").content.decode()


@pytest.mark.django_db
def test_the_language_is_changed_for_good(member):
    response = member.post("/langue/", {"language": "en", "next": "/agenda/"})

    member.member.refresh_from_db()
    assert (response.status_code, response["Location"], member.member.language) == (302, "/agenda/", "en")


@pytest.mark.django_db
def test_an_unknown_language_changes_nothing(member):
    member.post("/langue/", {"language": "xx" * 500, "next": "/agenda/"})

    member.member.refresh_from_db()
    assert member.member.language == "fr"


@pytest.mark.parametrize(
    "text",
    [
        "https://exemple.invalid/",
        "//exemple.invalid",
        "/\\exemple.invalid",
        "\\\\x",
        "minus",
        "²",
        "/\x01",
        "",
        "javascript:1",
    ],
)
def test_nobody_is_sent_elsewhere(text):
    assert safe_path(text) == "/"


def test_a_page_of_ours_is_a_way_back():
    assert safe_path("/agenda/?type=atelier") == "/agenda/?type=atelier"


def test_a_forged_form_meets_a_calm_page():
    response = Client(enforce_csrf_checks=True).post("/langue/", {"language": "en"})

    assert response.status_code == 403
    assert "Ce formulaire a trop attendu" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("referer", "following"),
    [
        ("http://testserver/journal/proposer/?a=1", "/journal/proposer/?a=1"),
        ("http://testserver//ailleurs.example/", "/"),
        ("http://testserver.ailleurs.example/agenda/", "/"),
        ("https://ailleurs.example/agenda/", "/"),
        ("http://[", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_comes_after_the_session_leads_back_to_its_page(client, referer, following):
    response = client.post("/journal/proposer/", {"title": "Un titre"}, headers={"referer": referer})

    assert (response.status_code, response.url) == (302, f"/connexion/?next={quote(following, safe='/')}")


@pytest.mark.django_db
def test_a_page_asked_for_without_a_session_is_found_again_after_it(client):
    assert client.get("/agenda/?vue=mois").url == f"/connexion/?next={quote('/agenda/?vue=mois', safe='/')}"


def test_what_nobody_sees_is_taken_out_of_every_text_but_not_of_passwords_and_addresses():
    seen = {}

    def view(request):
        seen.update(request.POST.lists())

    request = RequestFactory().post(
        "/", {"reason": "Gr\u2028è\x07ve\u202e", "tags": ["a", "\x9b"], "password1": "a\x07", "next": "/\x01"}
    )
    door = ReadWhatIsSeen(view)
    door.process_view(request, view, (), {})
    door(request)

    assert seen == {"reason": ["Gr\nè ve"], "tags": ["a", " "], "password1": ["a\x07"], "next": ["/\x01"]}
