"""The people of the tests: signed-in clients, one for each role."""

import pytest
from django.test import Client

from tests import factories


@pytest.fixture
def visitor():
    return Client()


def signed_in(member):
    """A client with the session of ``member``, who is its attribute."""
    client = Client()
    client.force_login(member)
    client.member = member
    return client


@pytest.fixture
def member(db):
    return signed_in(factories.make_member())


@pytest.fixture
def core_team(db):
    return signed_in(factories.make_core_team_member())


@pytest.fixture
def editor(db):
    return signed_in(factories.make_editor())


@pytest.fixture
def sponsor(db):
    return signed_in(factories.make_sponsor())


@pytest.fixture
def superuser(db):
    return signed_in(factories.make_superuser())
