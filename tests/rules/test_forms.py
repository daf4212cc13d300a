"""What every form of the site keeps to, for who fills it with a keyboard and for who hears it."""

from html.parser import HTMLParser

import pytest

from tests.rules.access_world import ACTORS, World
from tests.rules.test_access import rows
from tests.rules.test_hostile import is_page

pytestmark = pytest.mark.django_db

SPOKEN = ("text", "email", "url", "tel", "date", "time", "number", "search", "password")


class Form:
    def __init__(self):
        self.buttons, self.fields, self.labels = [], set(), []

    def named(self):
        """The label of each field that one types in or chooses from, in order; the ways of one choice are another thing."""
        return [" ".join("".join(words).split()) for owner, words in self.labels if owner in self.fields]


class Read(HTMLParser):
    """The forms of a page: their submit buttons in order, their fields, and the labels of these."""

    def __init__(self, page):
        super().__init__()
        self.found, self.form, self.label = [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.form = Form()
            self.found.append(self.form)
        elif self.form is None:
            return
        elif tag == "button" and given.get("type", "submit") == "submit":
            self.form.buttons.append(given)
        elif tag == "label":
            self.label = []
            self.form.labels.append((given.get("for"), self.label))
        elif tag in ("select", "textarea") or (tag == "input" and given.get("type", "text") in SPOKEN):
            self.form.fields.add(given.get("id"))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "label":
            self.label = None

    def handle_data(self, data):
        if self.label is not None:
            self.label.append(data)


def forms():
    """(address, form) for every form of the site that somebody may open, the back office aside."""
    world = World()
    for actor in ("visitor", "superuser"):
        client = world.client(actor)
        for method, route, outcomes in rows():
            if is_page(method, route) and outcomes[ACTORS.index(actor)] == "200" and not route.startswith("admin/"):
                response = client.get(world.address(route))
                if response["Content-Type"].startswith("text/html"):
                    yield from ((route, form) for form in Read(response.content.decode()).found)


def test_enter_does_what_the_form_is_for_and_no_two_fields_have_one_name(caplog):
    caplog.set_level("CRITICAL")
    found = list(forms())

    led_away = [route for route, form in found if form.fields and "formaction" in (form.buttons or [{}])[0]]
    alike = [(route, form.named()) for route, form in found if len(set(form.named())) < len(form.named())]

    assert led_away == []
    assert alike == []
    assert len([form for _, form in found if len(form.named()) > 1]) > 20
