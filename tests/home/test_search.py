import datetime
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from contributions import contributed
from members.models import Member, MemberSkill, Visibility
from tests.factories import (
    make_article,
    make_core_team_member,
    make_event,
    make_group,
    make_issue,
    make_member,
    make_published_issue,
    make_site,
    make_skill,
)
from tests.helpers import count_queries

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script><b>gras</b>"


def found(client, text):
    """What a search finds: (members, events, articles) as lists of names."""
    groups = groups_of(client.get("/recherche/", {"q": text}))
    return (
        [row.portrait.name for row in groups["membres"].rows],
        [row.title for row in groups["rendez-vous"].rows],
        [row.title for row in groups["articles"].rows],
    )


def groups_of(response):
    """What each app found, by name."""
    return {group.name: group for group in response.context["found"].groups}


def page(client, text):
    return client.get("/recherche/", {"q": text}).content.decode()


def answer(client, text):
    """The content of the page, without the text asked for."""
    return page(client, text).split("<main", 1)[1].split("</main", 1)[0].replace(text, "")


def test_accents_and_case_are_ignored_everywhere(member):
    make_member(first_name="Éléonore", last_name="Lefèvre")
    make_event("Éclairage du bureau")
    make_article(issue=make_published_issue(), title="L’éclairage, sujet lumineux")

    assert found(member, "ELEONORE") == (["Éléonore Lefèvre"], [], [])
    assert found(member, "eclairage") == ([], ["Éclairage du bureau"], ["L’éclairage, sujet lumineux"])


@pytest.mark.parametrize("typed", ["d'hiver", "d’hiver", "d‘hiver", "d´hiver", "dʼhiver", "hiver"])
@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "´", "`", "ʼ"])
def test_every_apostrophe_is_the_same_in_titles(member, typed, apostrophe):
    make_event(f"Soirée d{apostrophe}hiver")
    make_article(issue=make_published_issue(), title=f"Journal d{apostrophe}hiver")

    assert found(member, typed)[1:] == ([f"Soirée d{apostrophe}hiver"], [f"Journal d{apostrophe}hiver"])


def test_words_are_found_in_their_other_forms(member):
    make_event("Prioriser les réunions")
    make_article(issue=make_published_issue(), title="Une réunion de moins")

    assert found(member, "réunion")[1:] == (["Prioriser les réunions"], ["Une réunion de moins"])


def test_a_misspelling_finds_the_nearest(member):
    make_member(first_name="Thérèse", last_name="Guillaume")
    make_event("Publipostage sans peine")
    make_article(issue=make_published_issue(), title="Télétravail : mode d’emploi")

    assert found(member, "Guilaume")[0] == ["Thérèse Guillaume"]
    assert found(member, "publipostaje")[1] == ["Publipostage sans peine"]
    assert found(member, "teletravial")[2] == ["Télétravail : mode d’emploi"]


@pytest.mark.parametrize(
    ("typed", "meant"), [("exel", "Excel"), ("exsel", "Excel"), ("ecxel", "Excel"), ("EXSEL formule", "Excel formules")]
)
def test_a_misspelt_skill_is_understood_and_said(member, typed, meant):
    helper = make_member(first_name="Inès", last_name="Noël", job_title="Assistante du comité exécutif")
    make_skill(helper, "Excel : formules")

    html = page(member, typed)

    assert found(member, typed) == (["Inès Noël"], [], [])
    assert f"1 résultat pour « {meant} »" in html
    assert f'href="?q={quote(typed)}&amp;tel_quel=1"' in html


def test_the_word_as_it_was_typed_can_be_insisted_on(member):
    make_skill(make_member(), "Excel")

    html = member.get("/recherche/", {"q": "exsel", "tel_quel": "1"}).content.decode()

    assert "Aucun résultat pour « exsel »" in html
    assert "tel quel" not in html


def test_a_misspelling_is_not_understood_by_what_is_hidden(member, editor):
    make_event("Canasson", state="draft")
    make_member(first_name="Zéphirine", job_title="Trapéziste", state=Member.State.AWAITING)

    for typed in ("canason", "trapesiste"):
        assert answer(member, typed) == answer(member, "zzqxwv").replace("zzqxwv", typed)


@pytest.mark.parametrize("typed", ["assistante", "Assistant", "asistante", "assistante direction"])
def test_members_are_found_by_their_job(member, typed):
    make_member(first_name="Inès", last_name="Noël", job_title="Assistante de direction")
    make_member(first_name="Rosa", last_name="Diop", job_title="Office manager")

    assert found(member, typed)[0] == ["Inès Noël"]


@pytest.mark.parametrize("typed", ["core-team", "Core team", "core-team Lyon", "trésorière"])
def test_a_role_finds_who_holds_it_today_and_no_stranger(member, typed):
    lyon = make_site("Lyon")
    holder = make_core_team_member(first_name="Inès", last_name="Noël", site=lyon)
    holder.appointments.update(title="Trésorière")
    make_skill(make_member(first_name="Corentin", last_name="Lopez", site=lyon), "Teams")

    assert found(member, typed)[0] == ["Inès Noël"]


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("core-team", "La core-team"),
        ("charte", "Charte"),
        ("chartre", "Charte"),
        ("règles de vie", "Charte"),
        ("aide", "Aide"),
        ("confidentialité", "Données personnelles"),
        ("archives", "Archives du Journal"),
        ("groupes", "Les groupes de travail"),
        ("notifications", "Mes messages"),
        ("mot de passe", "Mot de passe"),
    ],
)
def test_pages_are_found_by_their_name_and_by_other_words(member, typed, title):
    pages = groups_of(member.get("/recherche/", {"q": typed}))["pages"].rows

    assert pages[0].title == title


def test_every_page_that_can_be_found_opens_for_who_finds_it(member, editor, core_team, superuser):
    for client in (member, editor, core_team, superuser):
        found = [page for app in contributed("pages") for page in app.pages(client.member)]
        assert {client.get(page.url, follow=True).status_code for page in found} == {200}


def test_pages_of_others_are_not_found(member, editor):
    assert "pages" in groups_of(editor.get("/recherche/?q=sommaire"))
    assert [page.title for page in groups_of(member.get("/recherche/?q=sommaire"))["pages"].rows] == []


def test_groups_are_found_by_what_they_are_for(member, core_team):
    make_group("Bureau sans papier", purpose="Ranger une fois pour toutes.")
    make_group("Papier recyclé", opened_on=timezone.localdate() + timedelta(days=30))

    def groups(client, text):
        return [group.name for group in groups_of(client.get("/recherche/", {"q": text}))["groupes"].rows]

    assert groups(member, "papier") == ["Bureau sans papier"]
    assert groups(member, "ranger") == ["Bureau sans papier"]
    assert groups(core_team, "papier") == ["Bureau sans papier", "Papier recyclé"]


def test_every_count_leads_to_all_rows(member):
    for number in range(32):
        make_event(f"Tableur {number}")
    first = page(member, "tableur")

    assert 'href="?q=tableur&amp;dans=rendez-vous"' in first
    pages = [member.get(f"/recherche/?q=tableur&dans=rendez-vous&page={number}") for number in (1, 2)]
    rows = [row.title for answer in pages for row in groups_of(answer)["rendez-vous"].rows]
    assert sorted(rows) == sorted(f"Tableur {number}" for number in range(32))
    assert "32 résultats pour « tableur »" in pages[0].content.decode()


def test_a_group_that_does_not_exist_holds_nothing(member):
    assert "Aucun résultat" in member.get("/recherche/?q=tableur&dans=x&page=99999").content.decode()


def test_the_title_says_what_was_found(member):
    make_event("Tableur")

    title = page(member, "tableur").split("<title>")[1].split("</title>")[0]

    assert " ".join(title.split()) == "1 résultat pour « tableur » – C@p’Assistant·e·s"


def test_same_titles_are_told_apart_by_their_whole_date_said_once(member):
    for year in (2026, 2027):
        make_event("Tableur", starts_at=datetime.datetime(year, 6, 1, 9, tzinfo=datetime.UTC))

    html = page(member, "tableur")

    assert re.findall(r"<strong>Tableur</strong>,\s+([^<]+?)\s*</a>", html) == [
        "mardi 1er juin 2027",
        "lundi 1er juin 2026",
    ]
    assert html.count("juin 2026") == 1


def test_members_are_found_by_what_they_can_help_with(member):
    helper = make_member(first_name="Inès", last_name="Noël")
    make_skill(helper, "Power Automate")
    make_skill(make_member(), "Power Automate", kind=MemberSkill.Kind.WANTED)

    html = page(member, "automate")
    assert "Inès Noël" in found(member, "automate")[0]
    assert html.count("Peut aider sur : Power Automate") == 1
    assert html.count("Aimerait apprendre : Power Automate") == 1


def test_a_title_comes_before_a_body(member):
    issue = make_published_issue()
    make_article(issue=issue, title="Autre chose", body="<p>On y parle de voyages, voyages et voyages.</p>")
    make_article(issue=issue, title="Réserver ses voyages", body="<p>Rien de plus.</p>")

    assert found(member, "voyage")[2] == ["Réserver ses voyages", "Autre chose"]


def test_what_i_may_not_see_is_neither_found_nor_counted(member, editor, core_team):
    make_event("Canari brouillon", state="draft")
    make_article(issue=make_issue(), title="Canari article")
    make_member(first_name="Canari", state=Member.State.AWAITING)
    make_member(last_name="Merle", site=make_site("Canari-sur-Loire"), site_visibility=Visibility.SELF)
    make_member(last_name="Pinson", phone="0199001234", about="canari", email="canari@example.org")

    assert found(member, "canari") == ([], [], [])
    assert answer(member, "canari") == answer(member, "cxnxri")
    assert found(editor, "canari") == ([], [], ["Canari article"])
    assert found(core_team, "canari") == ([], ["Canari brouillon"], [])


def test_a_former_member_is_not_found(member):
    make_member(last_name="Partiedepuislongtemps", state=Member.State.FORMER)

    assert found(member, "Partiedepuislongtemps") == ([], [], [])


def test_the_extract_marks_the_words_and_escapes_the_rest(member):
    body = "<p>Fin de phrase &lt;script&gt;alert(1)&lt;/script&gt; puis la délégation commence.</p>"
    make_article(issue=make_published_issue(), title=f"{HOSTILE} délégation", body=body)

    html = page(member, "délégation")

    assert re.search(r"<mark\s*>délégation</mark>", html)
    assert "<script>alert" not in html
    assert "<b>gras" not in html


@pytest.mark.parametrize("text", [HOSTILE, "\ue000x\ue001", "a' | !b & (", '"', "%_\\", "²", "🙂", ":*", "-", "ا ب"])
def test_hostile_and_odd_texts_are_answered_calmly(member, text):
    make_event(f"Atelier {HOSTILE}")
    make_article(issue=make_published_issue(), title=f"Article {HOSTILE} \ue000marqué\ue001")

    response = member.get("/recherche/", {"q": text})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_too_long_a_text_is_refused_in_a_sentence(member):
    html = page(member, "x" * 10_000)

    assert "Raccourcissez votre recherche" in html
    assert 'aria-invalid="true"' in html


def test_nothing_found_is_said_in_one_sentence(member):
    assert "Aucun résultat pour « introuvable »" in page(member, "introuvable")


def test_bug_the_advice_after_a_search_in_vain_is_heard_on_its_own_line(member):
    html = member.get("/recherche/", {"q": "introuvable"}).content.decode()

    assert "<p>Essayez un autre mot, ou une partie du mot.</p>" in html


def test_without_a_text_the_page_asks_for_one(member):
    html = page(member, "")

    assert "autofocus" in html
    assert html.split("<main", 1)[1].count('role="status"') == html.count('id="annonces" role="status"') == 1


def test_groups_say_how_many_there_are_beyond_those_shown(member):
    for number in range(10):
        make_event(f"Tableur {number}")

    response = member.get("/recherche/", {"q": "tableur"})

    assert len(groups_of(response)["rendez-vous"].rows) == 8
    assert response.context["found"].total == 10


def test_a_past_event_says_its_year(member):
    starts_at = datetime.datetime(2024, 3, 12, 9, tzinfo=datetime.UTC)
    make_event("Tableur d’avant", starts_at=starts_at)

    assert "mardi 12 mars 2024" in page(member, "tableur")


def test_search_needs_a_sign_in(visitor):
    response = visitor.get("/recherche/", {"q": "x"})

    assert (response.status_code, response["Location"]) == (302, "/connexion/?next=/recherche/%3Fq%3Dx")


def populate(times):
    for _ in range(times):
        make_skill(make_member(first_name="Tableur", site=make_site()))
        make_event("Tableur", site=make_site())
        make_article(issue=make_published_issue(), title="Tableur")


def test_search_asks_the_database_as_often_for_one_row_as_for_ten(member):
    populate(1)
    once = count_queries(member, "/recherche/?q=tableur")
    populate(9)

    assert (once, count_queries(member, "/recherche/?q=tableur")) == (8, 8)


def test_a_misspelling_of_nothing_costs_five_queries_more(member):
    assert count_queries(member, "/recherche/?q=tablur") == 12


def test_a_corrected_search_and_the_list_of_a_group_cost_the_same_with_ten_times_the_rows(member):
    populate(1)
    make_skill(make_member(), "Excel")
    once = [count_queries(member, f"/recherche/?q={query}") for query in ("exsel", "tableur&dans=rendez-vous")]
    populate(9)
    many = [count_queries(member, f"/recherche/?q={query}") for query in ("exsel", "tableur&dans=rendez-vous")]

    assert (once, many) == ([19, 5], [19, 5])
