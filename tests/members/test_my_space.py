"""My space: what is typed is kept, what is refused is said beside the field, what is added is ignored."""

import re

import pytest

from members.models import Member, MemberSkill, Skill, Visibility
from tests import factories
from tests.helpers import count_queries, version_shown

pytestmark = pytest.mark.django_db

TYPED = {
    "first_name": "Nadia", "last_name": "Benaïssa", "job_title": "Assistante de direction", "department": "", "site": "",
    "about": "Bonjour", "phone": "41 07", "availability": "Le matin", "backup": "",
    "email_visibility": "core_team", "photo_visibility": "members", "site_visibility": "members",
    "phone_visibility": "core_team", "availability_visibility": "members", "backup_visibility": "members",
}  # fmt: skip


def as_sent(client):
    """What her page sends: the fields as she typed them, over what it showed."""
    return TYPED | version_shown(client.member)


def reread(client):
    return Member.objects.get(pk=client.member.pk)


def test_it_works(member):
    assert member.get("/moi/").status_code == 200
    for page in ("profil", "photo", "competences", "preferences", "profil/apercu", "mot-de-passe"):
        assert member.get(f"/moi/{page}/").status_code == 200, page


def test_the_profile_is_saved_with_who_sees_what(member):
    assert member.post("/moi/profil/", as_sent(member)).url == "/moi/"

    me = reread(member)
    assert (me.full_name, me.phone, me.phone_visibility) == ("Nadia Benaïssa", "41 07", Visibility.CORE_TEAM)


@pytest.mark.parametrize(
    ("field", "value"),
    [("email", "autre@example.org"), ("state", "former"), ("is_superuser", "on"), ("slug", "autre"), ("photo", "x.webp"),
     ("password", "x"), ("joined_on", "2001-01-01"), ("role", "core_team"), ("is_active", "")],
)  # fmt: skip
def test_added_fields_change_nothing(member, field, value):
    before = Member.objects.filter(pk=member.member.pk).values("email", "state", "is_superuser", "slug", "photo", "password", "joined_on").get()  # fmt: skip

    member.post("/moi/profil/", as_sent(member) | {field: value})

    after = Member.objects.filter(pk=member.member.pk).values(*before).get()
    assert after == before
    assert not reread(member).is_staff


def test_the_preview_shows_what_is_typed_and_saves_nothing(member):
    page = member.post("/moi/profil/apercu/", TYPED | {"comme": "core-team"}).content.decode()

    assert "41 07" in page
    assert "Rien n’est encore enregistré" in page
    assert reread(member).phone == ""


@pytest.mark.parametrize(
    ("typed", "found"), [("Aïcha Tazi", True), ("aicha tazi", True), ("aicha-tazi", True), ("Aïcha", False)]
)
def test_the_colleague_who_stands_in_is_typed_as_a_name(member, typed, found):
    colleague = factories.make_member(first_name="Aïcha", last_name="Tazi")

    page = member.post("/moi/profil/", as_sent(member) | {"backup": typed})

    assert (page.status_code, reread(member).backup) == ((302, colleague) if found else (200, None))


def test_namesakes_are_told_apart(member):
    for _ in range(2):
        last = factories.make_member(first_name="Aïcha", last_name="Tazi")

    assert (
        "Plusieurs membres portent ce nom"
        in member.post("/moi/profil/", as_sent(member) | {"backup": "Aïcha Tazi"}).content.decode()
    )
    member.post("/moi/profil/", as_sent(member) | {"backup": last.slug})
    assert reread(member).backup == last


def test_nobody_stands_in_for_him_or_herself(member):
    page = member.post("/moi/profil/", as_sent(member) | {"backup": member.member.slug})

    assert "Choisissez quelqu’un d’autre que vous." in page.content.decode()


def offered_names(html):
    """What the page suggests where a person is typed, as (value, label)."""
    datalist = html.split("<datalist", 1)[1].split("</datalist", 1)[0]
    return re.findall(r'<option\s+value="([^"]+)"(?:\s+label="([^"]*)")?\s*>', datalist)


def test_names_are_suggested_of_those_whom_one_finds_in_the_directory(member):
    factories.make_member(first_name="Aïcha", last_name="Tazi")
    factories.make_member(first_name="Zoé", last_name="Absente", state=Member.State.PAUSED)
    factories.make_member(first_name="Noé", last_name="Attente", state=Member.State.AWAITING)
    factories.make_member(first_name="Abel", last_name="Parti", state=Member.State.FORMER)

    assert offered_names(member.get("/moi/profil/").content.decode()) == [("Aïcha Tazi", "")]


def test_each_namesake_is_suggested_by_what_chooses_that_one(member):
    for job in ("Assistante", "Office manager"):
        factories.make_member(first_name="Aïcha", last_name="Tazi", job_title=job)

    suggested = offered_names(member.get("/moi/profil/").content.decode())

    assert [label for _, label in suggested] == ["Aïcha Tazi, Assistante", "Aïcha Tazi, Office manager"]
    member.post("/moi/profil/", as_sent(member) | {"backup": suggested[1][0]})
    assert reread(member).backup.job_title == "Office manager"


def groups_of_skills(response):
    return [(group.title, [row.skill.name for row in group.rows]) for group in response.context["form"].groups()]


def test_my_skills_come_first_and_the_others_by_theme(member):
    for name, theme in (("Excel", "documents"), ("Word", "documents"), ("Italien", "languages"), ("Yoga", "other")):
        Skill.objects.create(name=name, theme=theme)
    member.post("/moi/competences/", {"wanted": [Skill.objects.get(name="Word").pk]})

    page = member.get("/moi/competences/")

    assert groups_of_skills(page) == [
        ("Mes compétences", ["Word"]),
        ("Tableaux et documents", ["Excel"]),
        ("Langues", ["Italien"]),
        ("Autres sujets", ["Yoga"]),
    ]
    assert page.content.decode().count('<details class="carte competences" open>') == 1


def test_what_was_ticked_too_much_is_still_ticked_on_the_page_that_refuses_it(member):
    skills = [factories.make_skill(name=f"Sujet {number}") for number in range(31)]

    page = member.post("/moi/competences/", {"offered": [skill.pk for skill in skills]})

    assert [len(names) for _, names in groups_of_skills(page)] == [31]
    assert "Choisissez trente sujets au plus." in page.content.decode()


def test_the_forms_ask_as_often_with_ten_times_the_members_and_skills(member):
    def fill(number):
        for _ in range(number):
            factories.make_skill(factories.make_member())

    fill(1)
    once = [count_queries(member, path) for path in ("/moi/profil/", "/moi/competences/")]
    fill(9)

    assert once == [count_queries(member, path) for path in ("/moi/profil/", "/moi/competences/")] == [7, 5]


def test_skills_are_replaced(member):
    excel, word, copilot = (factories.make_skill(name=name) for name in ("Excel", "Word", "Copilot"))
    MemberSkill.objects.create(member=member.member, skill=excel, kind="offered", note="tableaux croisés")

    member.post("/moi/competences/", {"offered": [excel.pk, word.pk], "wanted": [copilot.pk]})

    rows = member.member.skills.values_list("skill__name", "kind", "note").order_by("skill__name")
    assert list(rows) == [("Copilot", "wanted", ""), ("Excel", "offered", "tableaux croisés"), ("Word", "offered", "")]


@pytest.mark.parametrize("value", ["abc", "²", "999999999999999999999", "-1", ""])
def test_odd_skills_are_refused_with_a_sentence(member, value):
    page = member.post("/moi/competences/", {"offered": [value]})

    assert page.status_code in (200, 302)
    assert not member.member.skills.exists()


def test_preferences_are_kept(member):
    member.post("/moi/preferences/", {"language": "en", "theme": "dark", "time_zone": "America/Cayenne"})

    me = reread(member)
    assert (me.language, me.theme, me.time_zone) == ("en", "dark", "America/Cayenne")


@pytest.mark.parametrize(
    "typed",
    [
        {"language": "zz"},
        {"theme": "rose"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "Paris"},
        {"language": "f" * 9000},
    ],
)
def test_odd_preferences_are_refused(member, typed):
    page = member.post("/moi/preferences/", {"language": "fr", "theme": "auto", "time_zone": "Europe/Paris"} | typed)

    assert page.status_code == 200
    assert page.context["form"].errors


@pytest.mark.parametrize("field", ["first_name", "last_name", "job_title", "about", "phone", "availability", "backup"])
@pytest.mark.parametrize("value", ["x" * 10_000, "<script>alert(1)</script>", "\u202etxt.exe", "a\x00b", "🙂" * 50])
def test_hostile_texts_are_no_error_and_no_markup(member, field, value):
    page = member.post("/moi/profil/", as_sent(member) | {field: value}, follow=True)
    shown = member.get(reread(member).get_absolute_url())

    assert (page.status_code, shown.status_code) == (200, 200)
    assert "<script>alert" not in page.content.decode() + shown.content.decode()


def test_the_welcome_goes_through_three_pages(member):
    factories.make_charter()
    excel = factories.make_skill(name="Excel")
    assert "Plus tard" in member.get("/bienvenue/").content.decode()

    assert member.post("/bienvenue/profil/", as_sent(member)).url == "/bienvenue/competences/"
    assert member.post("/bienvenue/competences/", {"offered": [excel.pk]}).url == "/bienvenue/charte/"
    assert "Plus tard" in member.get("/bienvenue/charte/").content.decode()
    assert member.post("/bienvenue/charte/", {"number": 1, "accepted": "on"}).url == "/"

    assert reread(member).welcomed_at is not None
    assert member.member.acceptances.count() == 1


def test_the_welcome_ends_sooner_without_a_charter(member):
    assert member.post("/bienvenue/competences/", {"submit": "x"}).url == "/"
    assert member.get("/bienvenue/charte/").url == "/"


def test_reading_the_welcome_writes_nothing(member):
    for page in ("", "profil/", "competences/", "charte/"):
        member.get(f"/bienvenue/{page}")

    assert reread(member).welcomed_at is None


def test_the_profile_needs_the_same_number_of_queries_however_much_it_shows(member):
    colleague = factories.make_member()
    factories.make_skill(colleague)
    factories.make_appointment(colleague, "editorial")
    few = count_queries(member, colleague.get_absolute_url())
    for _ in range(10):
        factories.make_skill(colleague)
        factories.make_skill(colleague, kind=MemberSkill.Kind.WANTED)

    assert few == count_queries(member, colleague.get_absolute_url()) == 8


@pytest.mark.parametrize("path", ["/communaute/", "/communaute/core-team/", "/communaute/comite-editorial/"])
def test_community_pages_need_the_same_number_of_queries_however_many_people(member, path):
    for role in ("core_team", "editorial"):
        factories.make_member(roles=[role])
    few = count_queries(member, path)
    for role in ("core_team", "editorial"):
        for _ in range(10):
            factories.make_member(roles=[role], department=factories.make_department())

    assert few == count_queries(member, path) <= 7


def test_a_vacant_role_is_a_place_to_take(member):
    assert "Place à prendre" in member.get("/communaute/comite-editorial/").content.decode()


def test_the_team_shows_who_holds_the_role_today(member):
    factories.make_editor(first_name="Hélène", last_name="Marchand")
    factories.make_appointment(
        factories.make_member(last_name="Lopez"),
        "editorial",
        ends_on=factories.timezone.localdate() - factories.datetime.timedelta(days=1),
    )

    page = member.get("/communaute/comite-editorial/").content.decode()

    assert "Marchand" in page
    assert "Lopez" not in page
