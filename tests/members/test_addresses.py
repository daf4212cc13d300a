"""Which e-mail addresses are taken: those that the table keeps whole and that a mail server takes, at every entry."""

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError

from mailing.models import Delivery
from members.models import Member
from tests import factories
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db

ENTRIES = {
    "/inscription/": {"first_name": "Leïla", "last_name": "Haddad"},
    "/connexion/mot-de-passe/oublie/": {},
    "/connexion/code/": {},
    "/admin/members/member/add/": {"first_name": "Leïla", "last_name": "Haddad"},
}
END = "@entreprise.example"
LONG = "Assurez-vous que cette valeur comporte au plus 254 caractères (actuellement 255)."
LETTERS = "Avant le @, une adresse n’a que des lettres de a à z, des chiffres et des signes simples."


@pytest.fixture(autouse=True)
def open_to_one_domain(settings):
    cache.clear()
    settings.ALLOWED_EMAIL_DOMAINS = ["entreprise.example", "entreprise.co"]


def type_in(path, address, core_team, visitor):
    browser = core_team if path.startswith("/admin/") else visitor
    return browser.post(path, ENTRIES[path] | {"email": address})


def errors_of(answer):
    form = answer.context["adminform"].form if "adminform" in answer.context else answer.context["form"]
    return form.errors.get("email", [])


@pytest.mark.parametrize("path", ENTRIES)
@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"{'l' * 236}{END}", LONG),
        (f"leıla{END}", LETTERS),
        (f"\N{LATIN SMALL LETTER LONG S}ara{END}", LETTERS),
    ],
    ids=["255 signs", "dotless i", "long s"],
)
def test_what_cannot_be_kept_or_sent_is_refused_beside_the_field(core_team, visitor, path, address, said):
    answer = type_in(path, address, core_team, visitor)

    assert (answer.status_code, list(errors_of(answer))) == (200, [said])
    assert Member.objects.count() == 1
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("path", ENTRIES)
@pytest.mark.parametrize("address", [f"leïla{END}", "leila", "leila@", f"a@b{END}", f"{'l' * 400}{END}"])
def test_what_is_no_address_is_refused_beside_the_field(core_team, visitor, path, address):
    answer = type_in(path, address, core_team, visitor)

    assert (answer.status_code, bool(errors_of(answer))) == (200, True)
    assert Member.objects.count() == 1


@pytest.mark.parametrize("path", ENTRIES)
def test_the_longest_address_is_taken(core_team, visitor, path):
    longest = f"{'l' * 235}{END}"
    if path.startswith("/connexion/"):
        factories.make_member(longest)

    assert type_in(path, longest, core_team, visitor).status_code == 302

    assert [message.to for message in deliver_all()] == [[longest]]


def test_bug_the_domain_was_checked_on_more_than_was_kept(core_team, visitor):
    address = f"{'l' * 240}@entreprise.com"[:255]

    type_in("/inscription/", address, core_team, visitor)

    assert not Member.objects.filter(email__endswith="@entreprise.co").exists()


def test_signing_in_with_any_length_is_a_wrong_address(visitor):
    for length in (255, 320, 5000):
        answer = visitor.post("/connexion/", {"login": f"{'l' * (length - len(END))}{END}", "password": "x"})
        assert answer.status_code == 200


@pytest.mark.parametrize("address", ["leıla@example.org", "leila@\N{ZERO WIDTH JOINER}.fr"])
def test_the_command_line_takes_no_other_address(address):
    with pytest.raises(ValidationError):
        Member._meta.get_field("email").clean(address, None)


def test_a_domain_with_accents_is_an_address(core_team, visitor):
    type_in("/admin/members/member/add/", "leila@société.example", core_team, visitor)

    deliver_all()
    assert "leila@xn--socit-esab.example" in str(mail.outbox[0].message()["To"])
