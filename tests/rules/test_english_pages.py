"""On every page in English, what people wrote says that it is in French."""

from html.parser import HTMLParser

import pgtrigger
import pytest
from django.utils.translation import override

from contact.models import Letter, Thread
from events.models import Event, Question
from groups.models import WorkingGroup
from journal.models import Article, Issue, Picture, Section
from members.models import CharterVersion, Department, Member, MemberSkill, Skill
from tests.rules.access_world import ACTORS, World
from tests.rules.test_access import ROWS

READERS = ("member", "host", "editor", "core_team")
WORD = "Quetzal"
WRITTEN = (
    (Event, ("title", "promise")),
    (Question, ("text",)),
    (WorkingGroup, ("name", "purpose")),
    (Article, ("title", "standfirst")),
    (Issue, ("headline", "standfirst")),
    (Picture, ("caption",)),
    (Section, ("name",)),
    (Department, ("name",)),
    (Skill, ("name",)),
    (MemberSkill, ("note",)),
    (Member, ("job_title", "about", "availability")),
    (CharterVersion, ("title", "summary", "reason")),
    (Thread, ("subject",)),
    (Letter, ("text",)),
)
VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
UNMARKABLE = frozenset(("title", "option", "textarea"))
"""What holds words alone."""


class Unmarked(HTMLParser):
    """The pieces of a page that hold ``WORD`` outside of what is said to be in French."""

    def __init__(self):
        super().__init__()
        self.open, self.found = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang")))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, words):
        languages = [lang for _, lang in self.open if lang]
        if WORD in words and languages[-1] == "en" and not UNMARKABLE & {tag for tag, _ in self.open}:
            self.found.append(" ".join(words.split()))


@pytest.fixture
def world(db):
    """One of everything, written by people in one word that no sentence of the house has."""
    world = World()
    with pgtrigger.ignore():
        for model, names in WRITTEN:
            model.objects.update(**dict.fromkeys(names, WORD))
    Member.objects.update(language="en")
    with override("fr"):
        yield world


def seen_by(actor):
    """The pages of the site that ``actor`` reads and no reader before."""
    earlier = READERS[: READERS.index(actor)]
    for method, route, outcomes in ROWS:
        outcome = dict(zip(ACTORS, outcomes, strict=True))
        is_new = not any(outcome[other] == "200" for other in earlier)
        if method == "GET" and outcome[actor] == "200" and is_new and not route.startswith("admin/"):
            yield route


@pytest.mark.parametrize("actor", READERS)
def test_what_people_wrote_is_said_to_be_in_french(actor, world):
    client = world.client(actor)
    wrong = {}
    for route in seen_by(actor):
        response = client.get(world.address(route))
        if response.get("Content-Type", "").startswith("text/html"):
            page = Unmarked()
            page.feed(response.content.decode())
            wrong[route] = page.found

    assert {route: found for route, found in wrong.items() if found} == {}
    assert wrong
