"""What every request passes through: bad bytes, a database that is away, language, caches, errors."""

import gzip
from io import BytesIO
from urllib.parse import quote

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from capassistant import errors
from capassistant.middleware import (
    AnswerWhenDatabaseIsAway,
    CompressText,
    OwnErrorPages,
    ReadWhatIsSeen,
    TellOfUnknownProxy,
)
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


class Unread:
    """A body of which nobody reads a byte."""

    def read(self, *size):
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "megabytes", "is_refused"),
    [
        ("/connexion/", 3, True), ("/connexion/", 120, True), ("/rien/", 3, True), ("/moi/profil/", 3, True),
        ("/moi/photo/", 3, False), ("/moi/photo/", 120, True), ("/connexion/", 2, False),
    ],
)  # fmt: skip
def test_a_body_longer_than_its_page_may_take_is_refused_unread(path, megabytes, is_refused, client):
    length = str(megabytes * 1024 * 1024)
    request = {"REQUEST_METHOD": "POST", "PATH_INFO": path, "CONTENT_TYPE": "multipart/form-data; boundary=x"}

    if is_refused:
        response = client.request(**request, **{"CONTENT_LENGTH": length, "wsgi.input": Unread()})
        assert response.status_code == 413
        assert "Envoi trop lourd" in response.content.decode()
    else:
        body = BytesIO(b"x" * int(length))
        assert client.request(**request, **{"CONTENT_LENGTH": length, "wsgi.input": body}).status_code in (
            200,
            302,
            400,
        )


@pytest.mark.parametrize("status", [400, 413, 500, 503])
def test_pages_of_failures_ask_nothing_of_the_database_and_speak_the_language_of_the_browser(status):
    french, english = (
        errors.page(RequestFactory().get("/", headers={"Accept-Language": language}), status)
        for language in ("fr", "en")
    )

    assert french.status_code == english.status_code == status
    assert '<html lang="fr">' in french.content.decode()
    assert '<html lang="en">' in english.content.decode()


@pytest.mark.django_db
def test_an_address_that_does_not_exist_is_told_calmly(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/rien/")

    assert response.status_code == 404
    assert "Nous avons perdu le cap" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/rien/", "/agenda/1-rien/"])
def test_an_error_stands_in_the_house_with_its_search_and_in_the_language_of_the_member(path):
    with override("fr"):
        response = signed_in(make_member(language="en")).get(path)

    page = response.content.decode()
    assert response.status_code == 404
    assert 'lang="en"' in page
    assert 'id="recherche"' in page
    for address in ("/recherche/", "/agenda/", "/membres/", "/journal/"):
        assert address in page.split("<main", 1)[1].split("</main", 1)[0]


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/rien/", 404), ("/?%00=1", 400)])
def test_a_trial_shows_our_own_error_pages(path, status, settings):
    settings.DEBUG = True

    response = Client().get(path)

    assert response.status_code == status
    assert "C@p’Assistant·e·s</title>" in response.content.decode()
    assert "urlpatterns" not in response.content.decode()


def test_a_trial_shows_our_own_page_for_what_nobody_foresaw(settings):
    settings.DEBUG = True
    failed = OwnErrorPages(lambda request: HttpResponse("Traceback", status=500))

    response = failed(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "Quelque chose a mal tourné" in response.content.decode()


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


@pytest.fixture
def read_only(transactional_db):
    """A database that takes no writes, as while a replica takes over."""

    def make():
        with connection.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = on")

    yield make
    connection.close()


def test_a_database_that_takes_no_writes_is_a_moment_of_patience(read_only, client):
    member = signed_in(make_member())
    member.raise_request_exception = client.raise_request_exception = False
    read_only()

    written = member.post("/moi/preferences/", {"language": "en", "theme": "dark", "time_zone": "Europe/Paris"})
    ready = client.get("/readyz")

    assert (written.status_code, written["Retry-After"]) == (503, "10")
    assert (ready.status_code, ready.json()) == (503, {"status": "the database may only be read"})


def test_a_line_that_dies_in_silence_is_given_up(settings):
    options = settings.DATABASES["default"]["OPTIONS"]

    assert options["keepalives_idle"] + options["keepalives_interval"] * options["keepalives_count"] < 15
    assert options["tcp_user_timeout"] < 15_000


def test_a_proxy_that_the_settings_do_not_know_is_told_of_once(caplog, settings):
    passed = TellOfUnknownProxy(lambda request: "passed")
    direct, forwarded = RequestFactory().get("/"), RequestFactory().get("/", headers={"X-Forwarded-For": "192.0.2.1"})

    assert [passed(request) for request in (direct, forwarded, forwarded)] == ["passed"] * 3
    assert [record.message.count("CAP_BEHIND_PROXY") for record in caplog.records] == [1]

    settings.BEHIND_PROXY = True
    with pytest.raises(MiddlewareNotUsed):
        TellOfUnknownProxy(None)


@pytest.mark.django_db
def test_pages_are_compressed_for_who_can_read_that_and_never_twice_to_the_same_length(member, settings):
    plain = member.get("/agenda/")
    packed = [member.get("/agenda/", headers={"accept-encoding": "gzip"}) for _ in range(12)]

    assert (plain.has_header("Content-Encoding"), "Accept-Encoding" in plain["Vary"]) == (False, True)
    assert {response["Content-Encoding"] for response in packed} == {"gzip"}
    assert "<h1>" in gzip.decompress(packed[0].content).decode()
    assert len(packed[0].content) < len(plain.content) / 3
    assert len({len(response.content) for response in packed}) > 1
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_what_compresses_no_further_stays_as_it_is():
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    picture = HttpResponse(b"RIFF" * 1000, content_type="image/webp")

    assert not CompressText(lambda request: picture)(request).has_header("Content-Encoding")


def test_a_proxy_may_compress_instead(settings):
    settings.COMPRESS = False

    with pytest.raises(MiddlewareNotUsed):
        CompressText(None)


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
