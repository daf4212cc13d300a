"""The eight key pages on small screens, in the dark, and for those whom movement makes ill."""

import pytest
from django.utils import timezone

from tests import factories
from tests.journeys.conftest import LAPTOP, PHONE

pytestmark = pytest.mark.browser
SMALLEST = {"width": 320, "height": 640}
STILL = """() => document.getAnimations().length === 0 && [...document.querySelectorAll("*")].every((element) => {
  const style = getComputedStyle(element);
  return [style.transitionDuration, style.animationDuration].every((text) => text.split(", ").every((one) => parseFloat(one) < .01));
})"""


LEFT_BELOW = """() => ["body", ".page"].map((name) => parseFloat(getComputedStyle(document.querySelector(name)).paddingBottom))"""
"""What is kept free for the bar of the phone, and below the content."""


@pytest.fixture
def key_pages(live_server):
    """Their addresses, with something to show on each."""
    host = factories.make_core_team_member(first_name="Nadia", last_name="Bernard", job_title="Assistante de direction")
    factories.make_skill(host, "Publipostage")
    event = factories.fill_event(factories.make_event("Publipostage sans larmes", hosts=[host]), confirmed=3)
    factories.make_event("Rencontre de rentrée", hosts=[host], in_days=1, seats=None)
    article = factories.make_article(issue=factories.make_published_issue(31, articles=3), authors=[host])
    day = timezone.localdate()
    return [
        "/",
        "/agenda/",
        f"/agenda/{day.year}/{day.month}/",
        event.get_absolute_url(),
        "/membres/",
        host.get_absolute_url(),
        "/journal/31/",
        article.get_absolute_url(),
    ]


def test_key_pages_read_well_in_the_dark_and_on_small_screens(arrive, key_pages):
    reader = arrive(PHONE, member=factories.make_editor(), color_scheme="dark")

    for address in [*key_pages, f"/agenda/{timezone.localdate().year}/10/"]:
        assert reader.open(address) == 200
        reader.inspect()
        reader.page.set_viewport_size(SMALLEST)
        reader.keeps_to_its_width()
        reader.space_out()
        reader.keeps_to_its_width()
        reader.page.set_viewport_size(PHONE)


def test_a_word_without_end_breaks_instead_of_the_page(arrive, live_server):
    host = factories.make_core_team_member()
    event = factories.make_event(
        "W" * 120, hosts=[host], promise="M" * 240, place="=HYPERLINK(" + "x" * 100, format="hybrid"
    )
    factories.make_registration(event)
    factories.make_registration(event, host, status="cancelled")
    reader = arrive(PHONE, member=host)
    day = timezone.localdate(event.starts_at)
    own = (
        "",
        "participants/",
        "participants/?imprimer=1",
        "participants/message/",
        "modifier/",
        "annulation/",
        "copie/",
    )

    for address in [
        "/",
        "/agenda/",
        f"/agenda/{day.year}/{day.month}/",
        *(event.get_absolute_url() + page for page in own),
    ]:
        assert reader.open(address) == 200
        reader.keeps_to_its_width()
        reader.page.set_viewport_size(SMALLEST)
        reader.keeps_to_its_width()
        reader.page.set_viewport_size(PHONE)


def test_nothing_moves_for_those_who_ask(arrive, key_pages):
    reader = arrive(PHONE, member=factories.make_member(), reduced_motion="reduce")

    moving = [address for address in key_pages if reader.open(address) and not reader.page.evaluate(STILL)]

    assert moving == []


def test_what_is_printed_has_no_blank_last_page(arrive, live_server):
    host = factories.make_core_team_member()
    event = factories.fill_event(factories.make_event(hosts=[host]), confirmed=3)
    reader = arrive(PHONE, member=host)

    reader.page.emulate_media(media="print")
    for address in ("participants/?imprimer=1", "participants/"):
        assert reader.open(event.get_absolute_url() + address) == 200
        assert reader.page.evaluate(LEFT_BELOW) == [0, 0], address


HEARS = """addEventListener("load", () => {
  const hear = (changes) => { window.heard = changes.flatMap((one) => [...one.addedNodes]).map((node) => node.textContent.trim()); };
  new MutationObserver(hear).observe(document.getElementById("annonces"), {childList: true});
})"""
"""What a screen reader says of a live region: what is put into it once the page stands."""


def test_what_was_done_is_put_into_the_live_region_once_the_page_stands(arrive):
    reader = arrive(PHONE, member=factories.make_member())
    reader.page.add_init_script(HEARS)
    reader.open("/moi/preferences/")

    reader.choose("Apparence", "Sombre")
    reader.press("button", "J’enregistre")
    reader.reads("Vos préférences sont enregistrées.")

    for _ in range(50):
        if heard := reader.page.evaluate("window.heard"):
            break
        reader.page.wait_for_timeout(100)
    assert heard == ["Vos préférences sont enregistrées."]


@pytest.mark.parametrize("screen", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_a_page_with_nothing_to_show_keeps_to_its_width_and_its_icons_stay_small(screen, arrive):
    reader = arrive(screen, member=factories.make_member())

    for address in ("/bienvenue/", "/membres/?q=personne", "/inscription/confirmee/"):
        assert reader.open(address) == 200
        reader.keeps_to_its_width()
        widths = reader.page.locator("main .ic").evaluate_all("icons => icons.map((icon) => icon.clientWidth)")
        assert max([0, *widths]) <= 32, address
