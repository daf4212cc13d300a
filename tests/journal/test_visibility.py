"""What is not published is known to its authors and to the committee, and to nobody else, by any door."""

import pytest
from django.urls import reverse

from journal.actions.article import save_article
from journal.models import Article, Issue, Picture
from tests.cast import signed_in
from tests.factories import (
    make_article,
    make_core_team_member,
    make_editor,
    make_issue,
    make_member,
    make_picture,
    make_published_issue,
    make_section,
    make_sponsor,
)

pytestmark = pytest.mark.django_db

CANARY = "Zanzibar-brouillon-secret"


@pytest.fixture
def draft(db):
    """An unfinished article of an unfinished issue, beside a published one by the same person in the same section."""
    author, section = make_member(), make_section("Portrait")
    published = make_published_issue(30)
    make_article(issue=published, authors=[author], section=section)
    issue = make_issue(31, headline=CANARY, editorial=f"<p>{CANARY}</p>")
    fields = {"title": CANARY, "standfirst": CANARY, "body": f"<p>{CANARY}</p>", "slug": CANARY.lower()}
    article = make_article(issue=issue, authors=[author], section=section, state="submitted", **fields)
    make_picture(article, alt=CANARY, caption=CANARY)
    return article


def pages(draft):
    author = draft.signatures[0]
    published = Article.objects.published().get()
    month = published.issue.published_on
    return [
        reverse("journal:journal"),
        reverse("journal:archives"),
        reverse("journal:archive_year", args=[month.year]),
        reverse("journal:archive_month", args=[month.year, month.month]),
        reverse("journal:section_detail", args=[draft.section.slug]),
        reverse("journal:author_detail", args=[author.slug]),
        reverse("journal:issue_detail", args=[30]),
        reverse("journal:my_articles"),
        reverse("journal:propose"),
        published.get_absolute_url(),
    ]


def doors(draft):
    picture = draft.pictures.get()
    desk = [reverse(f"journal:article_{name}", args=[draft.pk]) for name in ("edit", "preview", "versions")]
    return [
        *desk,
        draft.get_absolute_url(),
        reverse("journal:issue_detail", args=[31]),
        reverse("journal:article_version", args=[draft.pk, 1]),
        reverse("journal:picture_add", args=[draft.pk]),
        reverse("journal:picture_edit", args=[picture.pk]),
        picture.get_absolute_url(),
    ]


@pytest.mark.parametrize("make_person", [make_member, make_sponsor, make_core_team_member])
def test_no_page_betrays_a_draft(draft, make_person):
    client = signed_in(make_person())

    for address in pages(draft):
        response = client.get(address)
        assert (address, response.status_code, CANARY in response.content.decode()) == (address, 200, False)


@pytest.mark.parametrize("make_person", [make_member, make_sponsor, make_core_team_member])
def test_every_door_to_a_draft_looks_absent(draft, make_person):
    client = signed_in(make_person())

    assert {address: client.get(address).status_code for address in doors(draft)} == dict.fromkeys(doors(draft), 404)


@pytest.mark.parametrize(
    "name",
    [
        "submit",
        "take_back",
        "request_changes",
        "accept",
        "reopen",
        "move_up",
        "move_down",
        "remove",
        "assign",
        "discard",
    ],
)
def test_every_button_on_a_draft_looks_absent(draft, member, name):
    response = member.post(reverse(f"journal:article_{name}", args=[draft.pk]), {"comment": "x"})

    draft.refresh_from_db()
    assert (response.status_code, draft.state) == (404, "submitted")


def test_the_committee_and_the_author_read_it(draft):
    for person in (make_editor(), draft.signatures[0]):
        client = signed_in(person)
        for address in (draft.get_absolute_url(), reverse("journal:article_preview", args=[draft.pk])):
            assert CANARY in client.get(address).content.decode()


def test_the_author_does_not_see_the_neighbours(draft):
    make_article(issue=draft.issue, title="Autre brouillon")
    client = signed_in(draft.signatures[0])

    html = client.get(draft.get_absolute_url()).content.decode()

    assert "Autre brouillon" not in html
    assert client.get(reverse("journal:issue_detail", args=[31])).status_code == 404


def test_one_queryset_says_it_for_all(draft, member, editor):
    def seen(person):
        return (
            Issue.objects.visible_to(person).count(),
            Article.objects.visible_to(person).count(),
            Picture.objects.visible_to(person).count(),
        )

    assert (seen(member.member), seen(editor.member)) == ((1, 1, 0), (2, 2, 1))
    assert seen(draft.signatures[0]) == (1, 2, 1)


def test_the_board_is_for_the_committee(member, sponsor, core_team, editor, superuser):
    make_issue(31)
    addresses = [reverse("journal:board"), reverse("journal:issue_edit", args=[31]), reverse("journal:issue_new")]

    for client in (member, sponsor, core_team):
        assert [client.get(address).status_code for address in addresses] == [403, 403, 403]
    for client in (editor, superuser):
        assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


def test_the_visitor_is_asked_to_sign_in(visitor, draft):
    for address in [*pages(draft), *doors(draft), reverse("journal:board")]:
        response = visitor.get(address)
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


def test_an_author_arranges_and_reviews_nothing(draft):
    client = signed_in(draft.signatures[0])

    for name in ("accept", "request_changes", "move_up", "remove", "discard"):
        client.post(reverse(f"journal:article_{name}", args=[draft.pk]), {"comment": "x"})

    draft.refresh_from_db()
    assert (draft.state, draft.issue_id is not None) == ("submitted", True)


def test_state_and_owner_cannot_be_typed(member):
    address = reverse("journal:propose")
    member.post(
        address, {"title": "Idée", "body": "<p>Dix lignes.</p>", "state": "accepted", "issue": 1, "position": 1}
    )

    article = Article.objects.get()
    assert (article.state, article.issue, article.position) == ("submitted", None, None)
    assert article.signatures == [member.member]


def test_an_editor_whose_term_is_over_sees_no_draft(draft):
    person = make_editor()
    client = signed_in(person)
    before = client.get(reverse("journal:board")).status_code
    person.appointments.update(ends_on=person.appointments.get().starts_on)

    assert (before, client.get(reverse("journal:board")).status_code) == (200, 403)
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_renamed_draft_leads_to_its_new_address_only_for_those_who_see_it(draft, member):
    old = draft.get_absolute_url()
    save_article(draft, by=make_editor(), version=1, title="Nouveau titre")

    response = signed_in(draft.signatures[0]).get(old)

    assert (response.status_code, response.url) == (301, "/journal/31/nouveau-titre/")
    assert member.get(old).status_code == 404
