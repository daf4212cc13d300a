"""Every address, as every actor: what is not in the table does not exist.

Here the addresses are written to; they are read where a secret is planted on each (``test_canaries``).
"""

import re

import pytest
from django.db import connection, transaction

from tests.rules.access_table import TABLE
from tests.rules.access_world import ACTORS, World, about, as_shown, fingerprint, outcome, patterns

PUBLIC = {
    "", "langue/", "aide/", "accessibilite/", "confidentialite/", "healthz", "readyz", "charte/",
    "charte/versions/<int:number>/", "inscription/confirmee/", "bienvenue/invitation/<str:token>/",
    "adresse/<str:token>/", "depart/confirme/", "messages/preferences/<str:signed>/", "messages/desabonnement/<str:signed>/",
    "agenda/abonnement/<slug:secret>.ics", "connexion/", "connexion/code/", "connexion/compte-ferme/",
    "connexion/mot-de-passe/oublie/", "connexion/mot-de-passe/oublie/envoye/", "connexion/mot-de-passe/change/",
    r"^connexion/mot-de-passe/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z:_-]{1,200})/$", "inscription/",
    "contact/", "deconnexion/", "inscription/adresse/", r"^inscription/adresse/(?P<key>[-:\w]{1,200})/$",
}  # fmt: skip
"""What a visitor may read or press without signing in."""
SIGNED = {"messages/preferences/<str:signed>/", "messages/desabonnement/<str:signed>/"}
"""Where the signature of the address, received by mail, stands for its owner."""
WRITING = re.compile(r"\b(INSERT|UPDATE|DELETE|TRUNCATE|MERGE|COPY)\b", re.IGNORECASE)
WRITTEN_BY_ALL = {"contact/"}
"""Where whoever cannot sign in leaves a message for the core-team."""


def rows():
    """(method, route, the outcome of each actor), as written in the table."""
    width = TABLE.splitlines()[1].index(ACTORS[0])
    for line in TABLE.splitlines()[2:]:
        yield line[:5].strip(), line[5:width].strip(), line[width:].split()


ROWS = list(rows())


def test_every_address_has_its_row_for_reading_and_writing_and_no_row_is_left_over():
    written = {(method, route) for method, route, _ in ROWS if "@" not in route or route in with_object()}
    expected = {(method, route + about(route)) for route in patterns() for method in ("GET", "POST")}

    assert written == expected
    assert len(ROWS) == len({(method, route) for method, route, _ in ROWS})
    assert {len(outcomes) for _, _, outcomes in ROWS} == {len(ACTORS)}


def with_object():
    return {route + about(route) for route in patterns() if about(route)}


def test_a_visitor_reads_only_what_is_public():
    column = ACTORS.index("visitor")

    assert {route for _, route, outcomes in ROWS if outcomes[column] != "in"} == PUBLIC


@pytest.mark.parametrize("actor", ["visitor", "pending", "former"])
def test_who_is_not_an_active_member_has_the_same_rights_as_a_visitor_and_changes_nothing(actor):
    visitor, column = ACTORS.index("visitor"), ACTORS.index(actor)

    assert [row for row in ROWS if row[2][column] != row[2][visitor]] == []
    assert {route for _, route, outcomes in ROWS if "+" in outcomes[column]} == SIGNED | WRITTEN_BY_ALL


@pytest.mark.django_db
@pytest.mark.parametrize("actor", ACTORS)
def test_each_actor_may_do_what_the_table_says(actor, caplog):
    caplog.set_level("CRITICAL")
    world, column, wrong = World(), ACTORS.index(actor), []
    client = world.client(actor)
    cookies, before = client.cookies.copy(), fingerprint()

    for method, route, outcomes in ROWS:
        if method == "POST":
            client.cookies = cookies.copy()
            seen = attempt(world, client, route, before)
            if seen != outcomes[column]:
                wrong.append(f"{route}: {seen}, not {outcomes[column]}")

    assert wrong == []
    assert fingerprint() == before


def attempt(world, client, route, before):
    """The outcome of one request, which leaves the world as it was before; it is compared when a statement may write."""
    address, statements = world.address(route), []
    with transaction.atomic():
        typed = as_shown(client, address, world.payload(route))
        with connection.execute_wrapper(lambda execute, sql, *rest: statements.append(sql) or execute(sql, *rest)):
            response = client.post(address, typed)
        may_write = WRITING.search(" ".join(statements)) is not None
        seen = outcome(response, changed=may_write and fingerprint() != before)
        transaction.set_rollback(True)
    return seen
