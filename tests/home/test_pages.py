import re

import pytest

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/aide/", "/accessibilite/", "/confidentialite/"]


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("role", ["visitor", "member"])
def test_pages_for_everyone_answer_with_one_title(role, path, request):
    html = request.getfixturevalue(role).get(path).content.decode()

    assert len(re.findall(r"<h1\b", html)) == 1
    assert html.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("path", ["/menu/", "/recherche/"])
def test_the_other_pages_need_a_sign_in(visitor, path):
    assert visitor.get(path)["Location"] == f"/connexion/?next={path}"


@pytest.mark.parametrize("path", [*PUBLIC, "/menu/", "/recherche/"])
def test_pages_are_read_only(member, path):
    assert member.post(path).status_code == 405


def test_accessibility_promises_no_audit_that_was_not_made(visitor):
    html = visitor.get("/accessibilite/").content.decode()

    assert "L’audit de conformité est à venir" in html
    assert "conforme " not in html.replace("non conforme", "")


def test_public_pages_name_nobody_and_lead_nowhere_closed(visitor):
    for path in PUBLIC:
        html = visitor.get(path).content.decode()
        for address in re.findall(r'href="(/[^"#]*)"', html):
            response = visitor.get(address) if not address.startswith("/static/") else None
            assert response is None or response.status_code == 200, (path, address)
