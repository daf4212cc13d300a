"""The pages of the Journal: what they show, where they lead, what they cost."""

import datetime
import re
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from journal.models import Article
from journal.suggestions import also_read
from tests.factories import make_article, make_issue, make_member, make_picture, make_published_issue, make_section
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

QUERIES = {"journal": 6, "issue": 8, "article": 9, "archives": 6, "year": 7, "month": 6, "section": 7, "author": 7}


def paris(*moment):
    return datetime.datetime(*moment, tzinfo=ZoneInfo("Europe/Paris"))


def test_the_journal_opens_on_its_latest_issue(member):
    make_published_issue(30, articles=1)
    make_published_issue(31, articles=2)
    make_issue(32)

    page = member.get(reverse("journal:journal"))

    assert [page.context["front"].label, *(issue.label for issue in page.context["shelf"])] == [
        "n°\u00a031",
        "n°\u00a030",
    ]


def test_before_the_first_issue_the_journal_invites_to_write(member):
    page = member.get(reverse("journal:journal"))

    assert (page.status_code, reverse("journal:propose") in page.content.decode()) == (200, True)


def test_an_issue_shows_its_pieces_in_order_the_feature_apart(member):
    issue, author = make_published_issue(31), make_member()
    feature, portrait = make_section("Dossier", is_feature=True), make_section("Portrait")
    for title, section in (("A", feature), ("B", feature), ("C", portrait)):
        make_article(issue=issue, title=title, slug=title.lower(), section=section, authors=[author])

    groups = member.get("/journal/31/").context["page"].groups

    shown = [(group.feature, [(entry.rank, entry.title) for entry in group.entries]) for group in groups]
    assert shown == [("Dossier", [(1, "A"), (2, "B")]), ("", [(3, "C")])]


def test_an_article_is_cut_at_its_headings_and_leads_to_its_neighbours(member):
    issue = make_published_issue(31)
    before = make_article(issue=issue)
    article = make_article(
        issue=issue, body="<p>Début.</p><h2>Les miettes</h2><p>Suite.</p><h2>À retenir</h2><p>Fin.</p>"
    )
    after = make_article(issue=issue)
    pictures = [make_picture(article, caption=str(place)) for place in range(4)]
    first, second, third, fourth = (picture.get_absolute_url() for picture in pictures)

    page = member.get(article.get_absolute_url())

    shown = page.context["page"]
    assert [(part.title, part.anchor, [figure.address for figure in part.figures]) for part in shown.parts] == [
        ("", "", [first]),
        ("Les miettes", "partie-1", [second]),
        ("À retenir", "partie-2", [third, fourth]),
    ]
    assert [shown.before.address, shown.after.address] == [before.get_absolute_url(), after.get_absolute_url()]
    assert 'href="#partie-1"' in page.content.decode()


def test_reading_time_follows_the_words():
    article = make_article(body="<p>" + "mot " * 1200 + "</p>")
    article.refresh_from_db()

    assert (article.words, article.reading_minutes) == (1200, 6)


def test_words_are_counted_without_the_markup():
    article = make_article(
        body='<p>un&nbsp;deux <a href="https://exemple.fr/trois quatre">trois</a></p><hr><p>quatre</p>'
    )
    article.refresh_from_db()

    assert article.words == 4


def test_an_old_or_misspelt_address_leads_to_the_present_one(member):
    article = make_article(issue=make_published_issue(31), title="Passer le relais", slug="passer-le-relais")

    response = member.get("/journal/31/Passer-LE-relais/")

    assert (response.status_code, response.url) == (301, article.get_absolute_url())
    assert member.get("/journal/31/jamais-ecrit/").status_code == 404
    assert member.get("/journal/30/passer-le-relais/").status_code == 404


def test_read_also_gives_three_pieces_of_three_people_always_the_same():
    prolific, reader, section = make_member(), make_member(), make_section()
    article = make_article(issue=make_published_issue(40), title="Protéger son agenda", section=section)
    for number in range(30, 36):
        issue = make_published_issue(number)
        make_article(issue=issue, title="Un agenda protégé", authors=[prolific], section=section)
        make_article(issue=issue, title="Recevoir une délégation")

    suggested = [also_read(article, reader) for _ in range(5)]

    assert suggested == [suggested[0]] * 5
    authors = [person for piece in suggested[0] for person in piece.signatures]
    assert (len(suggested[0]), len(set(authors))) == (3, 3)
    assert suggested[0][0].signatures == [prolific]
    assert article not in suggested[0]


def test_read_also_prefers_the_same_words_without_accents():
    article = make_article(issue=make_published_issue(40), title="Préparer une réunion")
    other = make_published_issue(41)
    make_article(issue=other, title="Classer des factures")
    near = make_article(issue=make_published_issue(12), title="Les reunions que l’on prepare")

    assert also_read(article, make_member())[0] == near


@pytest.mark.parametrize("title", ["Ici", "____ !:* & (", "l’ab'c\\d | <-> 12345 été_2026"])
def test_read_also_takes_any_title(title):
    near = make_article(issue=make_published_issue(41), title=title, section=make_section())
    make_article(issue=make_published_issue(42))
    article = make_article(issue=make_published_issue(40), title=title, standfirst="", section=near.section)

    assert also_read(article, make_member())[0] == near


def test_read_also_never_shows_a_draft(editor):
    article = make_article(issue=make_published_issue(40), title="Préparer une réunion")
    make_article(issue=make_issue(41), title="Préparer une réunion")

    assert also_read(article, editor.member) == []


def test_archives_link_only_the_months_where_something_appeared(member):
    make_published_issue(30, articles=1, published_at=paris(2026, 7, 1, 9))
    make_published_issue(31, articles=1, published_at=paris(2026, 10, 1, 0, 30))
    make_published_issue(27, articles=1, published_at=paris(2025, 10, 1, 9))

    html = member.get(reverse("journal:archives")).content.decode()

    linked = {
        (year, month)
        for year in (2025, 2026)
        for month in range(1, 13)
        if f'"/journal/archives/{year}/{month}/"' in html
    }
    assert linked == {(2025, 10), (2026, 7), (2026, 10)}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/journal/archives/2026/10/", 200),
        ("/journal/archives/2026/", 200),
        ("/journal/archives/2025/", 404),
        ("/journal/archives/1/", 404),
        ("/journal/archives/99999999999999999999/", 404),
        ("/journal/archives/2026/9/", 404),
        ("/journal/archives/2026/13/", 404),
        ("/journal/archives/2026/0/", 404),
        ("/journal/archives/99999999999999999999/1/", 404),
        ("/journal/99999999999999999999/", 404),
        (f"/journal/{'9' * 5000}/", 404),
        ("/journal/0/", 404),
        ("/journal/rubriques/inconnue/", 404),
        ("/journal/images/99999999999999999999.webp", 404),
        ("/redaction/articles/99999999999999999999/", 404),
    ],
)
def test_addresses_that_make_no_sense_are_absent(member, address, status):
    make_published_issue(31, articles=1, published_at=paris(2026, 10, 1, 0, 30))

    assert member.get(address).status_code == status


@pytest.mark.parametrize("page", ["", "0", "-1", "²", "9" * 40, "abc", "1e3", "2", "'\"<script>"])
def test_any_page_number_answers(member, page):
    make_published_issue(31, articles=1)

    for name in ("journal:journal", "journal:my_articles"):
        assert member.get(reverse(name), {"page": page}).status_code == 200


def test_a_year_of_the_archives_shows_that_year_alone_by_the_clock_of_the_house(member):
    make_published_issue(27, headline="Avant minuit", published_at=paris(2025, 12, 31, 23, 59))
    make_published_issue(28, headline="Après minuit", published_at=paris(2026, 1, 1, 0, 1))

    html = member.get("/journal/archives/2026/").content.decode()

    assert ("Après minuit" in html, "Avant minuit" in html) == (True, False)


def test_the_archives_lead_to_who_signed_what_appeared_and_still_has_a_page(member):
    author, other, gone = make_member(first_name="Aïcha"), make_member(), make_member(state="former")
    make_article(issue=make_published_issue(31), authors=[author, gone])
    make_article(issue=make_issue(32), authors=[other])

    page = member.get(reverse("journal:archives"))

    assert [(person.first_name, person.article_count) for person in page.context["authors"]] == [("Aïcha", 1)]
    assert reverse("journal:author_detail", args=[author.slug]) in page.content.decode()


def test_a_month_groups_its_articles_by_issue_in_the_order_of_its_contents(member):
    issue = make_published_issue(31, published_at=paris(2026, 10, 5, 9))
    other = make_published_issue(32, year=2030, quarter=2, published_at=paris(2026, 10, 30, 9))
    titles = [make_article(issue=issue, title=title, slug=title.lower()).title for title in "BA"]
    make_article(issue=other, title="C", slug="c")

    runs = member.get("/journal/archives/2026/10/").context["runs"]

    shown = [(run.number, [(entry.rank, entry.title) for entry in entries]) for run, entries in runs]
    assert shown == [(32, [(1, "C")]), (31, [(1, titles[0]), (2, titles[1])])]


def test_the_titles_of_the_archives_say_what_is_there_and_issues_are_said_in_words(member):
    issue = make_published_issue(31, published_at=paris(2026, 10, 5, 9))
    author, section = make_member(first_name="Aïcha", last_name="Traoré"), make_section(name="Outils")
    for _ in range(21):
        article = make_article(issue=issue, section=section, authors=[author])
    by_author = reverse("journal:author_detail", args=[author.slug])

    addresses = ["archives/", "archives/2026/", "archives/2026/10/", "rubriques/outils/", "31/"]
    addresses = [*(f"/journal/{address}" for address in addresses), by_author, f"{by_author}?page=2"]
    pages = [member.get(address).content.decode() for address in [*addresses, article.get_absolute_url()]]

    titles = [" ".join(re.search("<title>(.*?) – C@p", page, re.DOTALL)[1].split()) for page in pages]
    assert titles == [
        "21 articles, Archives du Journal",
        "21 articles, Archives du Journal, 2026",
        "21 articles, Le Journal, octobre 2026",
        "21 articles, Outils, Le Journal",
        f"Le Journal numéro 31, {issue.season_label}",
        "21 articles, Aïcha T., Le Journal",
        "21 articles, Aïcha T., Le Journal, page 2",
        f"{article.title}, Le Journal numéro 31",
    ]


class Heard(HTMLParser):
    """The words of a page that a screen reader is told, in ``words``."""

    def __init__(self, html):
        super().__init__()
        self.hidden, self.words = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag not in ("br", "hr", "img", "input", "link", "meta", "wbr") and (
            self.hidden or ("aria-hidden", "true") in attrs
        ):
            self.hidden.append(tag)

    def handle_endtag(self, tag):
        if self.hidden and tag == self.hidden[-1]:
            self.hidden.pop()

    def handle_data(self, data):
        self.words += "" if self.hidden else data


def test_no_number_and_no_hour_of_the_journal_is_left_to_be_spelled_out(member, editor):
    body = "<p>Rendez-vous à 9 h.</p>"
    issue = make_published_issue(31, editorial=body, published_at=paris(2026, 10, 5, 9))
    article, *_ = (make_article(issue=issue, body=body, authors=[member.member]) for _ in range(2))
    draft = make_article(issue=make_issue(32), state="submitted")

    addresses = ["/journal/", "/journal/archives/2026/10/", "/journal/mes-textes/", "/recherche/?q=rendez-vous"]
    pages = [member.get(at) for at in [*addresses, issue.get_absolute_url(), article.get_absolute_url()]]
    pages += [editor.get(at) for at in ("/redaction/", "/redaction/reserve/", draft.get_desk_url())]

    for page in pages:
        assert page.status_code == 200, page.request["PATH_INFO"]
        heard = Heard(page.content.decode()).words
        assert re.findall(r"n°.?\d+|\d.h\b|C@p’.*", heard) == ["C@p’Assistant·e·s"], page.request["PATH_INFO"]


def test_each_article_and_each_column_of_the_board_is_heard_in_one_piece(editor):
    issue = make_issue(32)
    make_article(issue=issue, title="Un titre bien plus long que ce que montre la vignette", state="submitted")

    heard = " ".join(Heard(editor.get("/redaction/").content.decode()).words.split())

    assert "Couverture 1, Un titre bien plus long que ce que montre la vignette, en relecture" in heard
    assert re.findall(r"(?:Idées|En écriture|En relecture|Prêts) : \d+", heard) == [
        "Idées : 0",
        "En écriture : 0",
        "En relecture : 1",
        "Prêts : 0",
    ]


def test_an_article_is_read_in_larger_letters_from_one_to_the_next(member):
    issue = make_published_issue(31)
    article, after = make_article(issue=issue), make_article(issue=issue)

    usual = member.get(article.get_absolute_url()).content.decode()
    large = member.get(article.get_absolute_url(), {"texte": "grand"}).content.decode()

    assert ("prose--grand" in usual, "prose--grand" in large) == (False, True)
    assert f'href="{after.get_absolute_url()}?texte=grand"' in large
    assert "prose--grand" not in member.get(article.get_absolute_url(), {"texte": "²\0"}).content.decode()


def test_the_titles_on_the_cover_page_lead_to_the_articles(member):
    article = make_article(issue=make_published_issue(31))

    assert f'href="{article.get_absolute_url()}"' in member.get(reverse("journal:journal")).content.decode()


def test_markup_in_a_text_never_reaches_a_page(member):
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    issue = make_published_issue(31, headline=hostile, standfirst=hostile, editorial=hostile)
    article = make_article(issue=issue, title=hostile, standfirst=hostile, body=f"<h2>{hostile}</h2>{hostile}")

    for address in ("/journal/", "/journal/31/", article.get_absolute_url(), "/journal/archives/"):
        html = member.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html


def measure(member):
    article = Article.objects.published().order_by("pk").first()
    month = article.issue.published_on
    addresses = {
        "journal": reverse("journal:journal"),
        "issue": article.issue.get_absolute_url(),
        "article": article.get_absolute_url(),
        "archives": reverse("journal:archives"),
        "year": reverse("journal:archive_year", args=[month.year]),
        "month": reverse("journal:archive_month", args=[month.year, month.month]),
        "author": reverse("journal:author_detail", args=[article.signatures[0].slug]),
        "section": article.section.get_absolute_url(),
    }
    return {name: count_queries(member, address) for name, address in addresses.items()}


def test_pages_cost_the_same_with_ten_times_the_rows(member):
    section = make_section()

    def make(numbers, articles):
        for number in numbers:
            issue = make_published_issue(number)
            for _ in range(articles):
                article = make_article(issue=issue, section=section, authors=[make_member(), make_member()])
                make_picture(article)

    make(range(30, 32), 2)
    prolific = Article.objects.earliest("pk").signatures[0]
    with_few = measure(member)
    make(range(32, 50), 2)
    for _ in range(18):
        first = Article.objects.earliest("pk")
        make_picture(make_article(issue=first.issue, section=section, authors=[prolific]))
        make_picture(first)
    with_many = measure(member)

    assert with_few == with_many == QUERIES


LONG = "Il était une fois un badge oublié dans un train. " * 5


@pytest.mark.parametrize(
    ("body", "is_large"),
    [
        (f"<p>{LONG}</p>", True),
        ("<p>Trois mots seulement.</p><p>Puis la suite.</p>", False),
        (f"<ul><li><p>Un</p></li></ul><p>{LONG}</p>", False),
        (f"<p>« {LONG}</p>", False),
        (f"<h2>Une question</h2><p>{LONG}</p>", False),
        ("", False),
    ],
    ids=["long", "short", "list first", "quote", "heading first", "empty"],
)
def test_a_large_letter_opens_only_a_paragraph_that_is_taller(member, body, is_large):
    article = make_article(issue=make_published_issue(30), body=body)

    html = member.get(article.get_absolute_url()).content.decode()

    assert html.count('class="lettrine"') == is_large


def test_the_charter_and_the_help_open_without_a_large_letter(member):
    pages = [member.get(path).content.decode() for path in (reverse("help_page"), reverse("privacy"))]

    assert ['class="lettrine"' in page for page in pages] == [False, False]


def test_an_interview_of_small_headings_skips_no_level(member):
    body = "<h3>Première question</h3><p>Oui.</p><h2>Après</h2><p>Non.</p><h3>Dedans</h3><p>Si.</p>"
    article = make_article(issue=make_published_issue(30), body=body)

    page = member.get(article.get_absolute_url())

    html = page.content.decode()
    assert [part.title for part in page.context["page"].parts] == ["", "Première question", "Après"]
    assert re.findall(r"<h([23])[^>]*>(?:Première|Après|Dedans)", html) == ["2", "2", "3"]
