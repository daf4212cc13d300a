"""No text is out of sight: each is on a board, in the stock, or among those given up, and every number is true."""

from datetime import timedelta

import pytest
from django.urls import reverse

from guards.refusals import Refused
from journal.actions.article import assign_to_issue, remove
from journal.models import Article
from journal.reading import IDEAS
from journal.views.board import A_PAGE
from tests.cast import signed_in
from tests.factories import make_article, make_editor, make_issue, make_member, make_published_issue
from tests.helpers import count_queries, deliver_all, keys_prepared

pytestmark = pytest.mark.django_db

STOCK = reverse("journal:stock")


def address(name, article):
    return reverse(f"journal:article_{name}", args=[article.pk])


def seen_on(client, page):
    """The texts that a page of the committee shows, on all its pages of a list."""
    response = client.get(page)
    if "columns" in response.context:
        return {Article.objects.get(pk=task.pk) for column in response.context["columns"] for task in column.tasks}
    pages = response.context["page_obj"].paginator
    join = "&" if "?" in page else "?"
    return {
        article
        for number in pages.page_range
        for article in client.get(f"{page}{join}page={number}").context["page_obj"].object_list
    }


def totals(client):
    return {selection.key: selection.total for selection in client.get(STOCK).context["selections"]}


def test_every_text_is_on_a_board_in_the_stock_or_given_up(editor):
    issues = [make_issue(32), make_issue(33)]
    placed = {
        issue.number: {make_article(issue=issue, state=state) for state in Article.State.values if state != "discarded"}
        for issue in issues
    }
    free = {make_article(state=state) for state in Article.State.values}
    given_up = {article for article in free if article.state == "discarded"}

    boards = {number: seen_on(editor, reverse("journal:issue_board", args=[number])) for number in placed}

    assert {number: {article for article in seen if article.issue_id} for number, seen in boards.items()} == placed
    assert seen_on(editor, STOCK) == free - given_up
    assert seen_on(editor, f"{STOCK}?voir=abandonnes") == given_up


@pytest.mark.parametrize("state", ["draft", "submitted", "changes_requested", "accepted"])
def test_what_is_taken_out_of_an_issue_stays_before_the_committee(editor, state):
    article = make_article(issue=make_issue(32), state=state)

    editor.post(address("remove", article))

    assert seen_on(editor, STOCK) == {article}
    assert article in seen_on(editor, reverse("journal:board"))


def test_all_ideas_are_reached_and_counted(editor):
    ideas = {make_article(state="submitted") for _ in range(A_PAGE + 3)}

    page = editor.get(reverse("journal:board"))

    column = page.context["columns"][0]
    assert (column.total, len(column.tasks)) == (A_PAGE + 3, IDEAS)
    assert page.content.decode().count(f'href="{STOCK}"') == 3
    assert seen_on(editor, STOCK) == ideas
    assert totals(editor)["reserve"] == A_PAGE + 3


def test_what_is_counted_as_to_be_read_is_what_the_page_lists(editor):
    mine = make_article(authors=[editor.member], state="submitted")
    others = {make_article(issue=make_issue(32), state="submitted"), make_article(state="submitted")}
    make_article(state="draft")

    home = editor.get("/")

    assert f"{STOCK}?voir=a-relire" in home.content.decode()
    assert seen_on(editor, f"{STOCK}?voir=a-relire") == others
    assert totals(editor) == {"reserve": 3, "a-relire": 2, "abandonnes": 0}
    assert mine in seen_on(editor, STOCK)


def test_each_open_issue_has_its_board_and_a_step_comes_back_to_it(editor):
    make_issue(32)
    second = make_issue(33)
    article = make_article(issue=second, state="draft")
    board = reverse("journal:issue_board", args=[33])

    page = editor.get(reverse("journal:board"))
    answer = editor.post(address("submit", article), {"retour": "tableau", "issue": 33})

    assert board in page.content.decode()
    assert answer.url == board
    assert editor.get(reverse("journal:issue_board", args=[make_published_issue(31).number])).status_code == 404


@pytest.mark.parametrize("value", ["x", "\u00b2", "9" * 60, "<script>"])
def test_an_odd_selection_is_the_stock(editor, value):
    article = make_article(state="submitted")

    page = editor.get(STOCK, {"voir": value, "page": value})

    assert list(page.context["page_obj"]) == [article]


def test_the_stock_costs_the_same_with_ten_times_the_rows(editor):
    def cost(count):
        for _ in range(count):
            make_article(state="submitted", authors=[make_member(), make_member()])
        return count_queries(editor, STOCK)

    assert (cost(1), cost(9)) == (9, 9)


# given up -------------------------------------------------------------------------------------


def test_the_committee_gives_a_reason_and_the_author_keeps_her_text(member, editor):
    article = make_article(authors=[member.member], state="submitted", title="Le badge oublié")

    refused = editor.post(address("discard", article), {"comment": "  "})
    editor.post(address("discard", article), {"comment": "Déjà traité au numéro 30."})

    assert list(refused.context["form"].errors) == ["comment"]
    [mail] = [message for message in deliver_all() if message.to == [member.member.email]]
    assert mail.subject == "Abandonné : Le badge oublié"
    assert "Déjà traité au numéro 30." in mail.body
    desk = member.get(article.get_desk_url())
    assert desk.status_code == 200
    assert "Déjà traité au numéro 30." in desk.content.decode()
    assert "Un texte de quelques mots." in desk.content.decode()
    assert list(member.get(reverse("journal:my_articles")).context["page_obj"]) == [article]


def test_who_signs_takes_up_again_what_was_given_up(member, editor):
    article = make_article(authors=[member.member], state="submitted")
    editor.post(address("discard", article), {"comment": "Trop court."})

    by_the_committee = editor.post(address("edit", article), {"title": "Autre", "version": 1})
    member.post(address("take_back", article))

    article.refresh_from_db()
    assert by_the_committee.status_code == 200
    assert (article.state, article.title != "Autre") == ("draft", True)


def test_a_text_of_several_hands_is_not_given_up_without_a_word(member):
    article = make_article(authors=[member.member, make_member()])

    page = member.post(address("discard", article))

    article.refresh_from_db()
    assert (page.status_code, article.state) == (200, "draft")


def test_who_was_asked_to_read_is_not_when_the_text_is_given_up(member, editor):
    member.post(reverse("journal:propose"), {"title": "Une idée", "body": "<p>Dix lignes.</p>"})
    asked = len(keys_prepared())

    member.post(address("discard", Article.objects.get()))

    assert (asked, [message.to for message in deliver_all()]) == (1, [])


def test_what_was_given_up_takes_no_place_in_an_issue(editor):
    article = make_article(state="discarded")

    with pytest.raises(Refused):
        assign_to_issue(article, make_issue(32), by=editor.member)


# who signs is told ----------------------------------------------------------------------------


def told():
    """(address, subject) of the mails that leave now."""
    return sorted((message.to[0], message.subject.replace("\u00a0", " ")) for message in deliver_all())


def test_an_author_hears_at_once_that_she_is_kept(member, editor):
    article = make_article(authors=[member.member], state="submitted", title="Le badge")

    editor.post(address("assign", article), {"issue": make_issue(32).number})

    assert told() == [(member.member.email, "Retenu pour le n° 32 : Le badge")]


def test_what_is_kept_and_taken_out_before_the_mail_left_is_told_to_nobody(member, editor):
    article = make_article(authors=[member.member], state="submitted")

    assign_to_issue(article, make_issue(32), by=editor.member)
    remove(article, by=editor.member)

    assert told() == []


def test_an_author_hears_that_her_text_leaves_the_issue(member, editor):
    article = make_article(issue=make_issue(32), authors=[member.member], title="Le badge")

    remove(article, by=editor.member)
    remove(article, by=editor.member)

    assert told() == [(member.member.email, "Retiré du n° 32 : Le badge")]


def test_who_is_named_and_who_is_replaced_hear_it_and_who_stays_does_not(editor):
    stays, goes, comes = (make_member(first_name="Léa", email=f"{name}@example.org") for name in ("a", "b", "c"))
    article = make_article(issue=make_issue(32), authors=[goes, stays], state="draft", title="Le badge")
    typed = {"title": "Le badge", "section": article.section_id, "standfirst": "", "body": article.body, "version": 1}

    editor.post(address("edit", article), typed | {"authors": f"{comes.slug}, {stays.slug}"})

    assert told() == [
        ("b@example.org", "Vous ne signez plus : Le badge"),
        ("c@example.org", "Vous signez : Le badge"),
    ]
    assert article.signatures == [comes, stays]


def test_who_is_named_at_the_start_hears_it_and_who_names_oneself_does_not(editor):
    author = make_member(email="a@example.org")
    make_issue(32)
    new = reverse("journal:article_new", args=[32])

    editor.post(new, {"title": "Le tutorat", "authors": f"{author.slug}, {editor.member.slug}"})

    assert told() == [("a@example.org", "Vous signez : Le tutorat")]


def test_who_is_named_by_mistake_hears_nothing_when_it_is_put_right_at_once(editor):
    right, wrong = make_member(email="a@example.org"), make_member(email="b@example.org")
    article = make_article(issue=make_issue(32), authors=[make_editor(email="c@example.org")], state="draft")
    typed = {"title": "T", "section": article.section_id, "standfirst": "", "body": article.body}

    editor.post(address("edit", article), typed | {"authors": f"{wrong.slug}", "version": 1})
    editor.post(address("edit", article), typed | {"authors": f"{right.slug}", "version": 2})

    assert told() == [("a@example.org", "Vous signez : T"), ("c@example.org", "Vous ne signez plus : T")]


# how many a day -------------------------------------------------------------------------------


def test_a_member_hands_in_so_many_texts_a_day_and_loses_none(clock, member, editor):
    def propose(title, client=member):
        return client.post(reverse("journal:propose"), {"title": title, "body": "<p>Dix lignes.</p>"})

    for number in range(5):
        propose(f"Idée {number}")
    refused = propose("Une de trop")
    clock.shift(timedelta(days=1))
    accepted = propose("Le lendemain", signed_in(member.member))

    assert refused.context["form"].errors["body"] == [
        "Le comité a déjà reçu cinq textes de votre part aujourd’hui. Gardez celui-ci, envoyez-le demain."
    ]
    assert "Une de trop" in refused.content.decode()
    assert (accepted.status_code, Article.objects.count()) == (302, 6)


def test_the_same_holds_for_a_text_handed_in_again_and_not_for_the_committee(member, editor):
    mine, of_the_committee = make_article(authors=[member.member]), make_article(authors=[editor.member])

    for client, article in ((member, mine), (editor, of_the_committee)):
        for _ in range(6):
            client.post(address("submit", article), {"comment": ""})
            client.post(address("take_back", article))

    assert [article.transitions.filter(to_state="submitted").count() for article in (mine, of_the_committee)] == [5, 6]
