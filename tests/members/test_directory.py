"""The directory finds people as they are typed, and counts only what the reader may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.models import Member, MemberSkill, Role, Visibility
from tests import factories

pytestmark = pytest.mark.django_db


def found(client, query=""):
    """Family names on the page, apart from the reader's own."""
    page = client.get(f"/membres/{query}")
    assert page.status_code == 200
    slugs = [person.portrait.slug for person in page.context["people"]]
    return [last_name_of(slug) for slug in slugs if slug != client.member.slug]


def last_name_of(slug):
    return Member.objects.get(slug=slug).last_name


def page_of(client, query=""):
    return client.get(f"/membres/{query}").content.decode()


@pytest.mark.parametrize("typed", ["helene", "HELENE", "Hélène", "hélène", "helène", "helen"])
def test_accents_and_case_do_not_matter(member, typed):
    factories.make_member(first_name="Hélène", last_name="Marchand")
    factories.make_member(first_name="Thierry", last_name="Lopez")

    assert found(member, f"?q={typed}") == ["Marchand"]


@pytest.mark.parametrize("typed", ["anne sophie", "Anne-Sophie", "sophie", "ANNE‑SOPHIE", "marchand anne"])
def test_hyphens_are_spaces(member, typed):
    factories.make_member(first_name="Anne-Sophie", last_name="Marchand")

    assert found(member, f"?q={typed}") == ["Marchand"]


@pytest.mark.parametrize("typed", ["d'angelo", "d’angelo", "d angelo", "angelo"])
def test_apostrophes_are_spaces(member, typed):
    factories.make_member(first_name="Rosa", last_name="D’Angelo")

    assert found(member, f"?q={typed}") == ["D’Angelo"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("obrien", "O’Brien"),
        ("o‘brien", "O’Brien"),
        ("O´Brien", "O'Brien"),
        ("oʼbrien", "O’Brien"),
        ("ndiaye", "N’Diaye"),
        ("n`diaye", "NʼDiaye"),
        ("lebihan", "Le Bihan"),
        ("le-bihan", "LE BIHAN"),
        ("le bihan", "Lebihan"),
        ("jeanmarc", "Jean-Marc"),
        ("JC", "J.-C."),
        ("lubkowski", "Łubkowski"),
        ("soeur", "Sœur"),
        ("dudoe", "Du\u00adDoë"),
    ],
)
def test_every_apostrophe_and_separator_may_be_typed_or_left_out(member, typed, name):
    factories.make_member(first_name="Rosa", last_name=name)
    factories.make_member(first_name="Thierry", last_name="Lopez")

    assert found(member, f"?q={typed}") == [name]


@pytest.mark.parametrize("typed", ["powerbi", "power-bi", "Power BI", "power’bi"])
def test_a_glued_skill_is_found_too(member, typed):
    factories.make_skill(factories.make_member(last_name="Marchand"), "Power BI")
    factories.make_member(last_name="Lopez")

    assert found(member, f"?q={typed}") == ["Marchand"]


def test_letters_of_two_words_make_no_name(member):
    factories.make_member(first_name="Marc", last_name="Lebon")

    assert found(member, "?q=cle") == []


@pytest.mark.parametrize("typed", ["+", "c++", "a*", "(", "[a", "\\", "a|b", "^a", "a$", "{2}", "?"])
def test_signs_are_letters_like_others(member, typed):
    assert member.get("/membres/", {"q": typed}).status_code == 200


def test_who_can_help_comes_before_who_wants_to_learn_and_each_card_says_why(member):
    wanting, helping = factories.make_member(last_name="Abadie"), factories.make_member(last_name="Zola")
    factories.make_skill(wanting, "Excel", kind=MemberSkill.Kind.WANTED)
    factories.make_skill(wanting, "Copilot")
    factories.make_skill(helping, "Excel")
    factories.make_member(last_name="Excelmans")

    page = member.get("/membres/?q=excel")

    people = [
        (last_name_of(person.portrait.slug), person.can_help, person.would_learn) for person in page.context["people"]
    ]
    assert people == [("Excelmans", (), ()), ("Zola", ("Excel",), ()), ("Abadie", (), ("Excel",))]
    html = page.content.decode()
    assert (html.count("Propose : Excel"), html.count("Veut apprendre : Excel")) == (1, 1)


def test_a_filter_tells_why_too(member):
    skill = factories.make_skill(factories.make_member(), "Excel", kind=MemberSkill.Kind.WANTED)

    assert "Veut apprendre : Excel" in page_of(member, f"?apprendre={skill.pk}")
    assert "Veut apprendre" not in page_of(member)


@pytest.mark.parametrize("typed", ["Benaisa", "benaïsa", "bennaissa", "samia benaisa"])
def test_small_misspellings_are_forgiven_in_names(member, typed):
    factories.make_member(first_name="Samia", last_name="Benaïssa")
    factories.make_member(first_name="Camille", last_name="Roux")

    assert found(member, f"?q={typed}") == ["Benaïssa"]


@pytest.mark.parametrize("typed", ["publipostage", "publiposttage", "PUBLIPOSTAGE"])
def test_skills_are_searched_as_names_are(member, typed):
    factories.make_skill(factories.make_member(last_name="Marchand"), "Publipostage")
    factories.make_member(last_name="Lopez")

    assert found(member, f"?q={typed}") == ["Marchand"]


def test_departments_and_visible_sites_are_searched(member):
    factories.make_member(last_name="Marchand", site=factories.make_site("Nantes"))
    factories.make_member(last_name="Lopez", department=factories.make_department("Direction financière"))

    assert found(member, "?q=nantes") == ["Marchand"]
    assert found(member, "?q=financiere") == ["Lopez"]


def test_filters_combine(member):
    nantes, paris = factories.make_site("Nantes"), factories.make_site("Paris")
    excel = factories.make_skill(factories.make_member(last_name="Marchand", site=nantes), "Excel")
    factories.make_skill(factories.make_member(last_name="Lopez", site=paris), "Excel")

    assert found(member, f"?aide={excel.pk}&site={paris.pk}") == ["Lopez"]
    assert found(member, f"?aide={excel.pk}&site={paris.pk}&site={nantes.pk}") == ["Lopez", "Marchand"]


def test_skills_wanted_and_roles_are_filters(member):
    copilot = factories.make_skill(factories.make_member(last_name="Marchand"), "Copilot", kind=MemberSkill.Kind.WANTED)
    factories.make_editor(last_name="Lopez")

    assert found(member, f"?apprendre={copilot.pk}") == ["Marchand"]
    assert found(member, "?role=editorial") == ["Lopez"]
    assert found(member, f"?aide={copilot.pk}") == []


def test_the_count_is_announced_in_the_right_number(member):
    factories.make_member(first_name="Hélène", last_name="Marchand")

    for query, words in (("?q=marchand", "1 membre pour « marchand »"), ("?q=zzzz", "Aucun membre pour « zzzz »")):
        html = " ".join(page_of(member, query).split())
        assert f'<p class="mb-0" role="status"><strong> {words} </strong>' in html
        assert f"<title> {words} – C@p" in html
    assert "2 membres" in " ".join(page_of(member).split()).split('role="status"')[2].split("</p>")[0]


@pytest.mark.parametrize("typed", ["exel", "exsel", "ecxel"])
def test_a_misspelt_skill_is_understood_unless_the_word_as_typed_is_insisted_on(member, typed):
    factories.make_skill(factories.make_member(last_name="Marchand"), "Excel")

    assert found(member, f"?q={typed}") == ["Marchand"]
    assert "1 membre pour « Excel »" in page_of(member, f"?q={typed}")
    assert f'href="?q={typed}&amp;tel_quel=1"' in page_of(member, f"?q={typed}")
    assert found(member, f"?q={typed}&tel_quel=1") == []


def test_the_card_of_who_is_found_by_the_job_says_the_job(member):
    factories.make_member(last_name="Marchand", job_title="Assistante de direction")

    assert found(member, "?q=assistante") == ["Marchand"]
    assert '<p class="petit">Assistante de direction</p>' in page_of(member, "?q=assistante")


def test_filters_in_use_can_be_removed_one_by_one(member):
    excel = factories.make_skill(factories.make_member(), "Excel")

    page = member.get(f"/membres/?q=roux&aide={excel.pk}&role=sponsor")

    assert page.context["chips"] == [
        ("Texte : roux", f"aide={excel.pk}&role=sponsor"),
        ("Peut aider sur : Excel", "q=roux&role=sponsor"),
        ("Rôle : Parrainage", f"q=roux&aide={excel.pk}"),
    ]


def test_an_empty_result_offers_to_drop_a_filter(member):
    excel = factories.make_skill(factories.make_member(), "Excel")

    page = page_of(member, f"?q=zzzz&aide={excel.pk}")

    assert "Personne ne répond à tous ces critères" in page
    assert f'href="?aide={excel.pk}"' in page


def test_facets_count_what_choosing_them_would_find(member):
    nantes = factories.make_site("Nantes")
    excel = factories.make_skill(factories.make_member(site=nantes), "Excel")
    factories.make_skill(factories.make_member(), "Excel")

    fieldsets = member.get(f"/membres/?site={nantes.pk}").context["fieldsets"]
    facets = {fieldset.title: fieldset for fieldset in fieldsets}

    assert [(option.label, option.count) for option in facets["Peut aider sur"].first] == [(excel.name, 1)]
    assert [(option.label, option.count, option.is_chosen) for option in facets["Site"].first] == [("Nantes", 1, True)]


@pytest.mark.parametrize("state", ["invited", "awaiting", "paused", "suspended", "former"])
def test_only_active_members_are_listed_and_counted(member, state):
    factories.make_skill(factories.make_member(last_name="Marchand", state=state), "Excel")

    page = member.get("/membres/?q=marchand")

    assert (page.context["page"].paginator.count, member.get("/membres/").context["page"].paginator.count) == (0, 1)
    assert member.get("/membres/").context["fieldsets"] == []


def test_a_hidden_site_is_no_oracle(member, core_team):
    """Neither found, nor filtered, nor counted, nor shown: the page is that of a member without a site."""
    brest = factories.make_site("Brest")
    factories.make_member(last_name="Marchand", site=brest, site_visibility=Visibility.CORE_TEAM)
    factories.make_member(last_name="Lopez", site=brest, site_visibility=Visibility.SELF)

    assert found(member, "?q=brest") == []
    assert found(member, f"?site={brest.pk}") == []
    assert "Brest" not in page_of(member)
    assert found(core_team, f"?site={brest.pk}") == ["Marchand"]


def test_searching_by_address_or_telephone_finds_nobody(member):
    factories.make_member("canari-4107@example.org", last_name="Marchand", phone="0601020304")

    assert found(member, "?q=canari") == []
    assert found(member, "?q=0601020304") == []
    assert "canari" not in page_of(member)


def test_pages_hold_twenty_four_members(member):
    for number in range(30):
        factories.make_member(first_name="Nadia", last_name=f"N{number:02}")

    first, second = member.get("/membres/?q=nadia"), member.get("/membres/?q=nadia&page=2")

    assert (len(first.context["people"]), len(second.context["people"])) == (24, 6)
    assert "q=nadia&amp;page=2" in first.content.decode()


@pytest.mark.parametrize("parameter", ["q", "aide", "apprendre", "site", "direction", "role", "tri", "page"])
@pytest.mark.parametrize("value", ["²", "-1", "0", "abc", "9" * 4400, "' OR 1=1 --", "%", "_", "\\", "é" * 500, "🙂"])
def test_odd_parameters_are_no_error(member, parameter, value):
    assert member.get("/membres/", {parameter: value}).status_code == 200


def test_what_is_typed_comes_back_as_text(member):
    assert "<script>alert" not in page_of(member, "?q=<script>alert(1)</script>")


def test_visitors_are_sent_to_the_sign_in(visitor, db):
    assert visitor.get("/membres/").url.startswith("/connexion/")


def test_the_number_of_queries_does_not_grow(member):
    def fill(number):
        for _ in range(number):
            person = factories.make_member(
                site=factories.make_site(), department=factories.make_department(), roles=[Role.EDITORIAL]
            )
            factories.make_skill(person)
            factories.make_skill(person, kind=MemberSkill.Kind.WANTED)

    counts = []
    for number in (2, 18):
        fill(number)
        with CaptureQueriesContext(connection) as queries:
            member.get("/membres/?q=rou&role=editorial")
        counts.append(len(queries))

    assert counts == [7, 7]


@pytest.mark.parametrize("query", ["?q=èxcel", "?aide={excel}"])
def test_the_skill_looked_for_comes_first_on_the_card(member, query):
    person = factories.make_member()
    for name in ("Agenda", "Bureautique", "Copilot", "Devis", "Excel"):
        skill = factories.make_skill(person, name)

    card = member.get("/membres/" + query.format(excel=skill.pk)).context["people"][0]

    assert card.offered[:2] == (("Excel", True), ("Agenda", False))


def test_the_search_leads_past_its_filters_to_what_it_found(member):
    page = member.get("/membres/", {"q": member.member.last_name}).content.decode()

    assert 'action="/membres/#resultats"' in page
    assert page.index('class="replie ') < page.index('id="resultats"') < page.index('class="gens"')
