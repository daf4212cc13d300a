"""An issue is published in one act, with everything or with nothing, and announced once to each member."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guards.refusals import Refused
from journal import readiness
from journal.actions.article import assign_to_issue, create_article, move_down, move_up, remove, save_article
from journal.actions.issue import publish
from journal.actions.picture import change_picture
from journal.models import Article, Issue
from journal.readiness import NotReady
from mailing.models import Delivery
from members.models import Member
from tests.factories import make_article, make_editor, make_issue, make_member, make_picture, make_section
from tests.helpers import deliver_all

pytestmark = pytest.mark.django_db


def make_readers(count):
    Member.objects.bulk_create(
        Member(
            email=f"lectrice{number}@example.org",
            first_name="Nadia",
            last_name=f"Benali{number}",
            slug=f"nadia-benali-{number}",
            state=Member.State.ACTIVE,
        )
        for number in range(count)
    )


def make_ready_issue(articles=3):
    issue, author = make_issue(31), make_member()
    for _ in range(articles):
        make_article(issue=issue, authors=[author])
    return issue


def public_articles():
    return Article.objects.published().count()


def test_everything_becomes_readable_at_once_and_each_active_member_is_told():
    issue, editor = make_ready_issue(), make_editor()
    make_member(state="suspended")
    before = public_articles()

    publish(issue, by=editor)

    assert (before, public_articles()) == (0, 3)
    readers = Member.objects.active()
    assert set(Delivery.objects.values_list("key", flat=True)) == {
        f"journal.issue_published:31-{reader.pk}" for reader in readers
    }


def test_publishing_twice_writes_once():
    issue, editor = make_ready_issue(), make_editor()
    published = publish(issue, by=editor)
    first = Delivery.objects.count()

    again = publish(issue, by=editor)

    assert again.published_at == published.published_at
    assert Delivery.objects.count() == first


def test_290_readers_cost_few_queries():
    issue, editor = make_ready_issue(articles=10), make_editor()
    make_readers(288)

    with CaptureQueriesContext(connection) as queries:
        publish(issue, by=editor)

    statements = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert Delivery.objects.count() == Member.objects.active().count() == 290
    assert len(statements) <= 10, statements
    with CaptureQueriesContext(connection) as again:
        publish(issue, by=editor)
    assert (Delivery.objects.count(), len([q for q in again if "SAVEPOINT" not in q["sql"]])) == (290, 1)


def unready(**change):
    issue = make_ready_issue()
    article = issue.articles.first()
    for name, value in change.items():
        target = issue if name in ("headline", "editorial") else article
        type(target).objects.filter(pk=target.pk).update(**{name: value})
    issue.refresh_from_db()
    return issue


@pytest.mark.parametrize(
    "change",
    [
        {"headline": ""},
        {"editorial": "<p> </p>"},
        {"state": "changes_requested"},
        {"standfirst": ""},
        {"section": None},
        {"body": "<p></p>"},
    ],
)
def test_one_thing_missing_and_nothing_appears(change):
    issue = unready(**change)

    with pytest.raises(NotReady) as refusal:
        publish(issue, by=make_editor())

    assert len(refusal.value.gaps) == 1
    assert (public_articles(), Delivery.objects.count()) == (0, 0)


def test_an_issue_without_article_does_not_appear():
    issue = make_issue()

    assert len(readiness.missing(issue)) == 1


def test_a_picture_without_words_holds_the_issue_back_until_it_has_them():
    issue = make_ready_issue()
    picture = make_picture(issue.articles.first(), alt="")
    before = len(readiness.missing(issue))

    change_picture(picture, by=make_editor(), decorative=True)

    assert (before, readiness.missing(issue)) == (1, [])


def test_a_refusal_of_the_database_at_the_last_article_leaves_nothing_public():
    issue = make_ready_issue()
    last = issue.articles.order_by("position").last()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE FUNCTION refuse_last() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF EXISTS (SELECT 1 FROM journal_article WHERE id = {last.pk} AND issue_id = NEW.id)
                THEN RAISE EXCEPTION 'simulated refusal'; END IF; RETURN NEW; END $$;
            CREATE TRIGGER refuse_last AFTER UPDATE ON journal_issue FOR EACH ROW EXECUTE FUNCTION refuse_last();
            """
        )

    with pytest.raises(DatabaseError), transaction.atomic():
        publish(issue, by=make_editor())

    assert (public_articles(), Delivery.objects.count()) == (0, 0)
    assert Issue.objects.get(pk=issue.pk).state == Issue.State.DRAFT


def test_a_refusal_at_the_last_message_leaves_nothing_public():
    issue, editor = make_ready_issue(), make_editor()
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            CREATE FUNCTION refuse_mail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.key = 'journal.issue_published:31-{editor.pk}' THEN RAISE EXCEPTION 'simulated refusal'; END IF;
                RETURN NEW; END $$;
            CREATE TRIGGER refuse_mail BEFORE INSERT ON mailing_delivery FOR EACH ROW EXECUTE FUNCTION refuse_mail();
            """
        )

    with pytest.raises(DatabaseError), transaction.atomic():
        publish(issue, by=editor)

    assert (public_articles(), Delivery.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_publish_once():
    issue, editor = make_ready_issue(), make_editor()
    failures = []

    def press():
        try:
            publish(issue, by=editor)
        except DatabaseError as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert (
        Delivery.objects.filter(key__startswith="journal.issue_published:31-").count()
        == Member.objects.active().count()
    )


def test_the_table_of_contents_of_a_published_issue_is_closed():
    issue, editor = make_ready_issue(), make_editor()
    publish(issue, by=editor)
    article = issue.articles.first()

    for refused in (
        lambda: create_article(by=editor, title="Un de plus", authors=[editor], issue=issue),
        lambda: move_down(article, by=editor),
        lambda: remove(article, by=editor),
        lambda: assign_to_issue(make_article(), issue, by=editor),
    ):
        with pytest.raises(Refused):
            refused()


def test_preview_publication_and_message_have_the_same_order(editor, member):
    issue, author = make_ready_issue(articles=0), make_member()
    feature, other = make_section("Dossier", is_feature=True), make_section("Outils")
    for title, section in (("Premier", feature), ("Deuxième", other), ("Troisième", feature)):
        make_article(issue=issue, title=title, section=section, authors=[author])
    move_up(issue.articles.get(title="Troisième"), by=editor.member)
    expected = ["Premier", "Troisième", "Deuxième"]

    def shown(response):
        return [entry.title for group in response.context["page"].groups for entry in group.entries]

    preview = editor.get(reverse("journal:issue_preview", args=[31]))
    links = [entry.address for group in preview.context["page"].groups for entry in group.entries]
    pages = {editor.get(link).status_code for link in links}
    hidden = {member.get(link).status_code for link in [*links, issue.get_absolute_url()]}
    editor.post(reverse("journal:issue_publish", args=[31]))
    public = member.get(issue.get_absolute_url())

    assert (shown(preview), shown(public)) == (expected, expected)
    assert (pages, hidden) == ({200}, {404})
    body = deliver_all()[0].body
    assert sorted(expected, key=body.index) == expected


def test_a_published_issue_is_corrected_but_not_emptied(editor):
    issue = make_ready_issue()
    publish(issue, by=editor.member)
    address = reverse("journal:issue_edit", args=[31])
    fields = {"headline": "Sans coquille", "editorial": "<p>Mot.</p>", "ground": "prune", "motif": 1, "version": 1}
    fields["nature"] = "slip"

    corrected = editor.post(address, fields)
    emptied = editor.post(address, fields | {"headline": "", "editorial": "", "version": 2})

    issue.refresh_from_db()
    assert (corrected.status_code, emptied.status_code, issue.headline) == (302, 200, "Sans coquille")
    assert len(emptied.context["form"].non_field_errors()) == 2


@pytest.mark.parametrize("emptied", [{"standfirst": ""}, {"section": None}, {"body": "<p></p>"}])
def test_a_published_article_is_corrected_but_not_emptied(emptied):
    issue, editor = make_ready_issue(), make_editor()
    publish(issue, by=editor)
    article = save_article(issue.articles.first(), by=editor, version=1, title="Sans coquille")

    with pytest.raises(Refused):
        save_article(article, by=editor, version=2, **emptied)

    article.refresh_from_db()
    assert (article.title, article.version, readiness.wanted(article)) == ("Sans coquille", 2, [])


def test_the_announcement_reads_well():
    issue, editor = make_ready_issue(), make_editor(first_name="Hélène")
    publish(issue, by=editor)

    message = next(message for message in deliver_all() if message.to == [editor.email])

    assert message.subject == "Le Journal n° 31 est paru : Une du numéro 31"
    html = message.alternatives[0][0]
    for text in (message.body, html):
        assert "Hélène" in text
        assert f"/journal/{issue.number}/" in text
        assert issue.articles.first().title in text
