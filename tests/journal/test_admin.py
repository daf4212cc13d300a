"""The back office sets the sections and reads the rest."""

import pytest
from django.urls import reverse

from journal.models import Article, Section
from tests.factories import make_article, make_issue

pytestmark = pytest.mark.django_db


def test_sections_are_set_there(superuser):
    fields = {"name": "Boîte à outils", "slug": "boite-a-outils", "position": 3}

    superuser.post(reverse("admin:journal_section_add"), fields)

    assert Section.objects.get().name == "Boîte à outils"


def test_articles_are_read_there_and_written_on_the_board(superuser):
    article = make_article(issue=make_issue(), title="À lire")
    change = reverse("admin:journal_article_change", args=[article.pk])

    assert superuser.get(reverse("admin:journal_article_changelist")).status_code == 200
    assert superuser.get(change).status_code == 200
    assert superuser.post(change, {"title": "Autre"}).status_code == 403
    assert superuser.get(reverse("admin:journal_issue_changelist")).status_code == 200
    assert superuser.get(reverse("admin:journal_issue_add")).status_code == 403
    assert Article.objects.get().title == "À lire"


def test_the_list_of_articles_costs_the_same_with_more_rows(superuser, django_assert_max_num_queries):
    issue = make_issue()
    for _ in range(12):
        make_article(issue=issue)

    with django_assert_max_num_queries(12):
        superuser.get(reverse("admin:journal_article_changelist"))


@pytest.mark.parametrize("who", ["member", "editor", "sponsor"])
def test_the_back_office_is_closed_to_others(request, who):
    client = request.getfixturevalue(who)

    assert client.get(reverse("admin:journal_section_changelist")).status_code in (302, 403, 404)
