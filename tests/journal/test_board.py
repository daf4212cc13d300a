"""The board and the desk, as the committee and a member use them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from guards.refusals import Refused
from journal import readiness
from journal.actions.issue import delete_issue, publish, save_issue
from journal.actions.workflow import submit
from journal.models import Article, Issue
from mailing.models import Delivery, FailingAddress, Preference
from tests.factories import (
    accept_charter,
    make_article,
    make_charter,
    make_editor,
    make_issue,
    make_member,
    make_published_issue,
    make_section,
)
from tests.helpers import count_queries, deliver_all, keys_prepared

pytestmark = pytest.mark.django_db


def address(name, article):
    return reverse(f"journal:{name}", args=[article.pk])


def column(page, key):
    found = next(column for column in page.context["columns"] if column.key == key)
    return [Article(pk=task.pk) for task in found.tasks]


def test_a_member_proposes_ten_lines_and_the_committee_finds_them(member, editor):
    make_issue(32)

    member.post(reverse("journal:propose"), {"title": "Le badge oublié", "body": "<p>Dix lignes.</p>"})

    article = Article.objects.get()
    assert (article.title, article.state, article.signatures) == ("Le badge oublié", "submitted", [member.member])
    assert keys_prepared() == [f"journal.submitted:{article.transitions.get().pk}-{editor.member.pk}"]
    assert column(editor.get(reverse("journal:board")), "idee") == [article]
    assert "Le badge oublié" in member.get(reverse("journal:my_articles")).content.decode()


def test_a_proposal_without_text_keeps_its_title(member):
    page = member.post(reverse("journal:propose"), {"title": "Un titre à garder", "body": ""})

    assert (page.status_code, Article.objects.count()) == (200, 0)
    assert page.context["form"].errors["body"]
    assert "Un titre à garder" in page.content.decode()


def test_from_an_idea_to_a_published_issue(member, editor):
    section = make_section()
    editor.post(reverse("journal:issue_new"), {"number": 32, "year": 2027, "quarter": 1})
    issue = Issue.objects.get()
    cover = {"headline": "Transmettre", "editorial": "<p>De main en main.</p>", "ground": "canard", "motif": 2}
    cover |= {"number": 32, "year": 2027, "quarter": 1}
    editor.post(reverse("journal:issue_edit", args=[32]), cover | {"cover_lines": "Un\nDeux", "version": 1})
    member.post(reverse("journal:propose"), {"title": "Le relais", "body": "<p>Dix lignes.</p>"})
    article = Article.objects.get()
    editor.post(address("article_assign", article), {"issue": 32, "retour": "tableau"})
    editor.post(address("article_request_changes", article), {"comment": "Ajoutez un chapeau."})
    texts = {"title": "Le relais", "section": section.pk, "standfirst": "Deux phrases.", "body": "<p>Mieux.</p>"}
    member.post(address("article_edit", article), texts | {"version": 1})
    member.post(address("article_submit", article))
    editor.post(address("article_accept", article))
    issue.refresh_from_db()
    gaps = readiness.missing(issue)
    question = editor.get(reverse("journal:issue_publish", args=[32]))

    answer = editor.post(reverse("journal:issue_publish", args=[32]))

    assert gaps == []
    assert question.context["reader_count"] == 2
    assert (answer.status_code, answer.url) == (302, "/journal/32/")
    assert issue.cover_lines == ["Un", "Deux"]
    assert "Le relais" in member.get("/journal/32/").content.decode()
    assert sorted(message.to[0] for message in deliver_all() if "est paru" in message.subject) == sorted(
        [member.member.email, editor.member.email]
    )


def test_an_issue_that_is_not_ready_says_why_and_does_not_appear(editor):
    make_article(issue=make_issue(32), state="submitted", title="En retard")

    page = editor.post(reverse("journal:issue_publish", args=[32]))

    assert (page.status_code, len(page.context["gaps"])) == (200, 1)
    assert "En retard" in page.context["gaps"][0].sentence
    assert editor.get(page.context["gaps"][0].url).status_code == 200


def test_what_waits_for_me_is_what_i_do_not_sign(editor):
    issue = make_issue(32)
    make_article(issue=issue, authors=[editor.member], state="submitted")
    others = make_article(issue=issue, state="submitted")

    page = editor.get(reverse("journal:board"))

    assert page.context["to_review"] == [others]
    assert len(column(page, "relu")) == 2


def test_each_state_has_its_column(editor):
    issue = make_issue(32)
    placed = [state for state in Article.State.values if state != "discarded"]
    articles = {state: make_article(issue=issue, state=state) for state in placed}

    page = editor.get(reverse("journal:board"))

    assert column(page, "ecrit") == [articles["draft"], articles["changes_requested"]]
    assert (column(page, "relu"), column(page, "pret")) == ([articles["submitted"]], [articles["accepted"]])
    assert column(page, "idee") == []


def test_the_board_works_without_any_issue(editor):
    assert editor.get(reverse("journal:board")).status_code == 200


def test_the_board_says_how_much_is_missing_and_leads_to_it(editor):
    make_article(issue=make_issue(32, headline=""), state="submitted")

    page = editor.get(reverse("journal:board"))

    assert page.context["gap_count"] == 2
    assert reverse("journal:issue_publish", args=[32]) in page.content.decode()


def test_a_button_of_the_board_moves_the_card_and_comes_back(editor):
    article = make_article(issue=make_issue(32), state="draft")

    response = editor.post(address("article_submit", article), {"retour": "tableau"})

    article.refresh_from_db()
    assert (article.state, response.url) == ("submitted", reverse("journal:board"))


def test_a_refused_step_keeps_the_comment_and_says_why(editor):
    article = make_article(issue=make_issue(32), state="submitted", authors=[editor.member])

    page = editor.post(address("article_accept", article), {"comment": ""})

    assert page.status_code == 200
    assert page.context["comment_form"].errors["comment"]
    article.refresh_from_db()
    assert article.state == "submitted"


def test_a_step_already_taken_is_a_sentence(editor):
    article = make_article(issue=make_issue(32), state="submitted")
    editor.post(address("article_accept", article))

    response = editor.post(address("article_accept", article), follow=True)

    assert response.status_code == 200
    assert [message.level_tag for message in response.context["messages"]][-1:] == ["error"]
    assert article.transitions.count() == 1


def test_the_comment_reads_the_same_in_the_mail(editor):
    author = make_member(first_name="Aïcha", email="aicha@example.org")
    article = make_article(issue=make_issue(32), state="submitted", authors=[author], title="L’<accueil> & nous")
    comment = "Le début est très bon.\nCoupez la fin : « 3 < 4 »."

    editor.post(address("article_request_changes", article), {"comment": comment})

    message = deliver_all()[-1]
    assert (message.to, message.subject) == (["aicha@example.org"], "À reprendre : L’<accueil> & nous")
    assert comment in message.body.replace("\r\n", "\n")
    assert f"/redaction/articles/{article.pk}/" in message.body
    html = message.alternatives[0][0]
    assert "Coupez la fin : « 3 &lt; 4 »." in html
    assert f"/redaction/articles/{article.pk}/" in html


def test_signatures_are_typed_as_names_in_order(editor):
    helene = make_member(first_name="Hélène", last_name="Morel-Dubois")
    nadia = make_member(first_name="Nadia", last_name="Benali")
    make_issue(32)
    new = reverse("journal:article_new", args=[32])

    unknown = editor.post(new, {"title": "Le tutorat", "authors": "Personne Inconnue"})
    editor.post(new, {"title": "Le tutorat", "authors": "nadia benali, HELENE MOREL DUBOIS"})

    assert unknown.context["form"].errors["authors"]
    assert Article.objects.get().signatures == [nadia, helene]


def test_two_people_of_the_same_name_are_told_apart_by_their_page(editor):
    make_member(first_name="Anne", last_name="Petit")
    second = make_member(first_name="Anne", last_name="Petit")
    make_issue(32)
    new = reverse("journal:article_new", args=[32])

    ambiguous = editor.post(new, {"title": "Le tutorat", "authors": "Anne Petit"})
    editor.post(new, {"title": "Le tutorat", "authors": second.slug})

    assert ambiguous.context["form"].errors["authors"]
    assert Article.objects.get().signatures == [second]


@pytest.mark.parametrize("value", ["\0", "²", "9" * 60, "x" * 10_000, "<script>alert(1)</script>", "🎉", "\u202e"])
def test_odd_input_is_a_sentence_or_a_text(editor, value):
    article = make_article(issue=make_issue(32), state="submitted")
    edit = address("article_edit", article)
    everywhere = dict.fromkeys(
        ("title", "standfirst", "body", "authors", "section", "version", "comment", "issue"), value
    )
    posts = [
        (edit, everywhere),
        (edit, everywhere | {"version": 1, "section": "", "authors": article.byline}),
        (reverse("journal:issue_new"), {"number": value, "year": value, "quarter": value}),
        (
            reverse("journal:issue_edit", args=[32]),
            {"headline": value, "editorial_author": value, "cover_lines": value},
        ),
        (reverse("journal:article_new", args=[32]), everywhere),
        (reverse("journal:propose"), everywhere),
        (address("article_request_changes", article), everywhere),
        (address("article_assign", make_article()), everywhere),
    ]

    for path, fields in posts:
        response = editor.post(path, fields)
        assert (path, response.status_code in (200, 302)) == (path, True)
        assert "<script>alert" not in response.content.decode()


def test_nothing_changes_by_looking(editor):
    article = make_article(issue=make_issue(32), state="submitted")
    names = (
        "submit",
        "take_back",
        "request_changes",
        "accept",
        "reopen",
        "move_up",
        "move_down",
        "assign",
        "remove",
    )

    assert {editor.get(address(f"article_{name}", article)).status_code for name in names} == {405}


def test_an_author_takes_a_text_back_before_it_is_read(member):
    article = make_article(authors=[member.member], state="submitted")

    member.post(address("article_take_back", article))

    article.refresh_from_db()
    assert (article.state, keys_prepared()) == ("draft", [])


def test_an_author_gives_up_an_idea_but_not_a_piece_of_an_issue(member):
    idea = make_article(authors=[member.member])
    placed = make_article(authors=[member.member], issue=make_issue(32), state="draft")

    for article in (idea, placed):
        member.post(address("article_discard", article))

    assert dict(Article.objects.values_list("pk", "state")) == {idea.pk: "discarded", placed.pk: "draft"}


def test_writing_waits_for_the_charter_and_reading_does_not(member):
    charter = make_charter()
    words = {"title": "Idée", "body": "<p>Dix lignes.</p>"}

    before = member.post(reverse("journal:propose"), words)
    reading = member.get(reverse("journal:journal")).status_code
    accept_charter(member.member, charter)
    member.post(reverse("journal:propose"), words)

    assert (before.url, reading, Article.objects.count()) == (reverse("members:charter"), 200, 1)


def test_the_board_costs_the_same_with_ten_times_the_cards(editor):
    issue = make_issue(32)

    def add(count):
        for _ in range(count):
            make_article(issue=issue, state="submitted", authors=[make_member(), make_editor()])
            make_article(state="submitted")

    add(1)
    few = count_queries(editor, reverse("journal:board"))
    add(9)
    many = count_queries(editor, reverse("journal:board"))

    assert (few, many) == (8, 8)


def test_the_next_issue_follows_the_last_one(editor):
    make_issue(31, year=2026, quarter=4)

    html = editor.get(reverse("journal:issue_new")).content.decode()

    values = {name: re.search(rf'name="{name}" value="(\d+)"', html).group(1) for name in ("number", "year", "quarter")}
    assert values == {"number": "32", "year": "2027", "quarter": "1"}


def test_a_number_or_a_quarter_already_taken_is_said_beside_the_form(editor):
    make_issue(31, year=2026, quarter=4)

    same_number = editor.post(reverse("journal:issue_new"), {"number": 31, "year": 2027, "quarter": 1})
    same_quarter = editor.post(reverse("journal:issue_new"), {"number": 32, "year": 2026, "quarter": 4})

    assert same_number.context["form"].errors["number"] == ["Ce numéro existe déjà."]
    assert same_quarter.context["form"].non_field_errors() == ["Il y a déjà un numéro pour ce trimestre."]
    assert Issue.objects.count() == 1


def test_markup_without_words_is_not_a_proposal(member):
    page = member.post(reverse("journal:propose"), {"title": "Un titre", "body": "<p> </p><hr>"})

    assert (page.status_code, Article.objects.count()) == (200, 0)
    assert page.context["form"].errors["body"]


def test_two_windows_on_a_text_that_was_given_up(member):
    article = make_article(authors=[member.member])
    member.post(address("article_discard", article))

    again = member.post(address("article_discard", article), follow=True)

    assert [message.level_tag for message in again.context["messages"]][-1:] == ["error"]
    assert article.transitions.count() == 1
    with pytest.raises(Refused):
        submit(article, by=member.member)


def as_typed(issue, **fields):
    """What the page of an issue sends."""
    kept = {name: getattr(issue, name) for name in ("number", "year", "quarter", "headline", "editorial", "version")}
    return kept | {"ground": "prune", "motif": 1} | fields


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"number": 0}, "number"),
        ({"number": 10_000}, "number"),
        ({"year": 2017}, "year"),
        ({"year": 2030}, "year"),
        ({"quarter": 5}, "quarter"),
    ],
)
def test_a_number_and_a_year_keep_within_bounds(clock, editor, typed, field):
    issue = make_issue(31)

    opened = editor.post(reverse("journal:issue_new"), {"number": 32, "year": 2027, "quarter": 1} | typed)
    corrected = editor.post(reverse("journal:issue_edit", args=[31]), as_typed(issue, **typed))

    assert [list(page.context["form"].errors) for page in (opened, corrected)] == [[field], [field]]
    assert list(Issue.objects.values_list("number", "year", "quarter")) == [(31, issue.year, issue.quarter)]


@pytest.mark.parametrize("year", [2018, 2029])
def test_the_first_and_the_last_year_are_within(clock, editor, year):
    assert editor.post(reverse("journal:issue_new"), {"number": 1, "year": year, "quarter": 1}).status_code == 302


def test_a_wrong_number_is_corrected_until_the_issue_appears(editor):
    issue = make_issue(310, year=2026)
    article = make_article(issue=issue)

    answer = editor.post(reverse("journal:issue_edit", args=[310]), as_typed(issue, number=31, year=2027, quarter=2))

    issue.refresh_from_db()
    assert answer.url == reverse("journal:issue_edit", args=[31])
    assert (issue.number, issue.year, issue.quarter) == (31, 2027, 2)
    assert editor.get(reverse("journal:issue_preview", args=[31])).status_code == 200
    assert editor.get(address("article_preview", article)).status_code == 200


def test_a_number_taken_is_said_where_it_is_corrected(editor):
    make_issue(31, year=2026, quarter=4)
    issue = make_issue(32, year=2027, quarter=1)

    page = editor.post(reverse("journal:issue_edit", args=[32]), as_typed(issue, number=31))

    assert page.context["form"].errors["number"] == ["Ce numéro existe déjà."]
    assert reverse("journal:issue_preview", args=[32]) in page.content.decode()
    with pytest.raises(Refused):
        save_issue(issue, by=editor.member, version=1, number=31)


def test_a_published_number_stays(editor):
    issue = make_published_issue(31, articles=1)

    editor.post(reverse("journal:issue_edit", args=[31]), as_typed(issue, number=32))

    issue.refresh_from_db()
    assert issue.number == 31
    with pytest.raises(Refused):
        save_issue(issue, by=editor.member, version=issue.version, number=32)


def test_an_empty_issue_is_deleted_after_a_question(editor, member):
    make_issue(32)
    delete = reverse("journal:issue_delete", args=[32])

    question = editor.get(delete).content.decode()
    before = Issue.objects.count()
    answer = editor.post(delete)

    assert "Supprimer ce numéro ?" in question
    assert f'href="{delete}"' not in editor.get(reverse("journal:board")).content.decode()
    assert (before, answer.url, Issue.objects.count()) == (1, reverse("journal:board"), 0)
    assert editor.post(delete).status_code == 404
    assert editor.get(reverse("journal:board")).context["issue"] is None


@pytest.mark.parametrize("make", [make_issue, make_published_issue])
def test_an_issue_that_holds_something_is_not_deleted(editor, make):
    make_article(issue=make(32))
    delete = reverse("journal:issue_delete", args=[32])

    page, answer = editor.get(delete), editor.post(delete)

    assert '<form method="post">' not in page.content.decode().split("<main", 1)[1]
    assert (answer.status_code, Issue.objects.count()) == (200, 1)
    assert delete not in editor.get(reverse("journal:issue_edit", args=[32])).content.decode()


def test_a_published_issue_without_articles_is_not_deleted_either(editor):
    issue = make_published_issue(32)

    with pytest.raises(Refused):
        delete_issue(issue, by=editor.member)


def test_an_issue_deleted_in_another_window_is_said(editor):
    issue = make_issue(32)
    delete_issue(issue, by=editor.member)

    for act in (lambda: save_issue(issue, by=editor.member, version=1), lambda: delete_issue(issue, by=editor.member)):
        with pytest.raises(Refused):
            act()


def test_who_will_be_told_is_counted_as_it_is_sent(editor):
    issue = make_issue(31)
    make_article(issue=issue, authors=[editor.member])
    never, weekly, blocked, failing = (make_member() for _ in range(4))
    Preference.objects.create(member=never, subject="journal", choice="never")
    Preference.objects.create(member=weekly, subject="journal", choice="weekly")
    Preference.objects.create(member=failing, subject="agenda", choice="never")
    FailingAddress.objects.create(address=blocked.email, failures=3, blocked_at=timezone.now())
    FailingAddress.objects.create(address=failing.email, failures=2)
    make_member(state="paused")

    told = editor.get(reverse("journal:issue_publish", args=[31])).context["reader_count"]
    publish(issue, by=editor.member)
    sent = deliver_all()

    held = Delivery.objects.filter(state=Delivery.State.HELD).values_list("member", flat=True)
    assert told == len(sent) + len(held)
    assert (sorted(address for mail in sent for address in mail.to), list(held)) == (
        sorted([editor.member.email, failing.email]),
        [weekly.pk],
    )
