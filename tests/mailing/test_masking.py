"""What opens a door is hidden from whoever is not the reader of a message."""

import pytest

from mailing import links
from mailing.masking import MASK, masked, masked_html

SITE = "http://127.0.0.1:8000"
HIDDEN = f"{SITE}/{MASK}"


@pytest.mark.parametrize(
    "path",
    [
        "/connexion/mot-de-passe/1a-cab3f0-secret/",
        "/inscription/adresse/MQ:1abc:secret/",
        "/bienvenue/invitation/secret/",
        "/agenda/abonnement/secret.ics",
        "/une/adresse/inconnue/",
        "/connexion/?next=/secret/",
    ],
)
def test_an_address_that_opens_something_without_signing_in_is_masked(path):
    assert masked(f"Voir : {SITE}{path}\n") == f"Voir : {HIDDEN}\n"


def test_the_addresses_at_the_foot_of_each_mail_are_masked():
    assert masked(links.preferences_url(7)) == HIDDEN
    assert masked(links.unsubscribe_url(7, "journal")) == HIDDEN
    assert masked(links.preferences_url(7) + "#journal") == HIDDEN


@pytest.mark.parametrize("path", ["/", "/agenda/12-publipostage/", "/journal/31/", "/connexion/", "/membres/?q=a"])
def test_an_address_that_asks_to_sign_in_or_names_nobody_is_kept(path):
    assert masked(f"Voir : {SITE}{path}") == f"Voir : {SITE}{path}"


@pytest.mark.parametrize(
    "address", ["https://visio.example/secret?pwd=1", "webcal://127.0.0.1:8000/agenda/abonnement/secret.ics"]
)
def test_of_an_address_elsewhere_only_the_host_is_kept(address):
    scheme, _, rest = address.partition("://")

    assert masked(address) == f"{scheme}://{rest.partition('/')[0]}/{MASK}"


def test_a_host_that_only_looks_like_ours_is_elsewhere():
    assert masked(f"{SITE}.example.org/agenda/") == f"{SITE}.example.org/{MASK}"
    assert masked(f"{SITE}@example.org/agenda/") == f"http://{MASK}"


def test_html_keeps_its_markup_around_what_is_masked():
    written = f'<a href="{links.preferences_url(7)}">Choisir</a> <a href="{SITE}/agenda/?a=1&amp;b=2">Agenda</a>'

    assert masked_html(written) == f'<a href="{HIDDEN}">Choisir</a> <a href="{SITE}/agenda/?a=1&amp;b=2">Agenda</a>'


@pytest.mark.parametrize("sign", ["'", '"', "<", ">", ")"])
def test_no_sign_lets_the_end_of_an_address_through(sign):
    assert "SECRET" not in masked(f"https://visio.example/j/1?pwd=a{sign}SECRET")


def test_an_address_without_its_scheme_is_masked_too():
    assert masked("Salle : visio.example/j/1?pwd=SECRET, ce soir.") == f"Salle : visio.example/{MASK} ce soir."


@pytest.mark.parametrize(
    "written",
    [
        "éhttps://visio.example/SECRET", "1.https://visio.example/SECRET", "salle_visio.example/SECRET",
        "visio.example/SECRET?u=https://x.example/", f"é{SITE}/agenda/abonnement/SECRET.ics",
    ],
)  # fmt: skip
def test_bug_no_sign_before_an_address_and_no_other_address_within_it_lets_it_through(written):
    assert "SECRET" not in masked(written)
    assert "SECRET" not in masked_html(written)


def test_signs_of_a_list_before_an_address_of_ours_leave_it_readable():
    assert masked(f"-{SITE}/agenda/?a=1") == f"-{SITE}/agenda/?a=1"
