"""People before a screen: what they open, press and type, and what each page they meet must be."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

NAVIGATION = re.compile("^Navigation (principale|rapide)$")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
AXE = Axe().axe_script
FINDINGS = "options => axe.run(options).then(({violations}) => violations)"
LONGEST_WALK = 120
GLIDE, GLIDES = 50, 40
"""How often a page is looked at, every so many milliseconds, while it glides to what has the focus."""
FOCUS = """target => {
  const focused = document.activeElement;
  const shows = ["", "::after"].some((part) => {
    const style = getComputedStyle(focused, part);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  });
  const box = focused.getBoundingClientRect();
  const isInSight = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => focused.contains(
    document.elementFromPoint(box.left + box.width * x, box.top + box.height * y)));
  const isNone = focused === document.body;
  return [focused === target, isNone || shows, isNone || isInSight, focused.outerHTML.slice(0, 300)];
}"""
"""Whether the focus is on what is looked for, is shown, is in sight; and what has it."""
SPACED_OUT = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
SPACE_OUT = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""
OVERFLOW = "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"


class Reader:
    """With a mouse or a finger."""

    def __init__(self, witness, *, has_scripts=True):
        self.witness = witness
        self.page = witness.page
        self.has_scripts = has_scripts

    def leave(self):
        """Once the last page stands, and has what it asked for."""
        self.page.wait_for_load_state()
        for _ in range(GLIDES):
            if not self.witness.asked:
                break
            self.page.wait_for_timeout(GLIDE)
        self.page.context.close()

    def open(self, address):
        return self.page.goto(address).status

    def is_refused(self, address):
        """The door is shut, and says so."""
        self.witness.expected.add(self.witness.origin + address)
        assert self.open(address) == 403

    def press(self, role, name, *, within=None):
        self.touch((within or self.page).get_by_role(role, name=name, exact=True))

    def touch(self, target):
        target.click()

    def field(self, label):
        """By its label, whose colon or hidden mark of an obligatory field does not matter."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(label)}[\s:*]*$"))

    def fill(self, label, text):
        self.field(label).fill(text)

    def choose(self, label, option):
        self.field(label).select_option(label=option)

    def pick(self, label, text, *, option):
        """From a list that is searched while typing."""
        self.page.get_by_role("combobox", name=label).click()
        self.page.get_by_role("searchbox").fill(text)
        expect(self.page.get_by_role("option", name=option)).to_be_visible()
        self.inspect()
        self.page.get_by_role("option", name=option).click()

    def write(self, label, text):
        """In the editor of rich text, found by its name as a screen reader says it."""
        self.page.get_by_role("textbox", name=label).press_sequentially(text)

    def go_to(self, name):
        """Through the navigation that this screen shows."""
        self.press("link", name, within=self.page.get_by_role("navigation", name=NAVIGATION))

    def unfold(self, name):
        """A menu that opens in place."""
        self.touch(self.page.locator("summary").filter(has_text=name))

    def arrives_at(self, heading):
        """The page that has this title, fit for everybody."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        self.inspect()

    def reads(self, sentence):
        expect(self.page.get_by_text(sentence).first).to_be_visible()

    def keeps_to_its_width(self):
        assert self.page.evaluate(OVERFLOW) <= 0, f"{self.page.url} scrolls sideways"

    def space_out(self):
        """Lines, words and letters stand apart, as who reads with difficulty may ask (WCAG 1.4.12)."""
        self.page.evaluate(SPACE_OUT, SPACED_OUT)

    def inspect(self):
        self.page.wait_for_load_state()
        self.keeps_to_its_width()
        if self.has_scripts:
            found = violations(self.page)
            assert not found, "\n".join(found)

    def is_legible_in_the_dark(self):
        """The page that was inspected by day: its colours are all that changes."""
        self.page.emulate_media(color_scheme="dark")
        found = violations(self.page, rules=COLOURS)
        self.page.emulate_media(color_scheme="light")
        assert not found, "\n".join(found)


class Keyboard(Reader):
    """With the keyboard alone; the focus is seen at each step."""

    def touch(self, target):
        self.walk_to(target)
        self.page.keyboard.press("Enter")

    def fill(self, label, text):
        self.walk_to(self.field(label))
        self.page.keyboard.type(text)

    def walk_to(self, target):
        expect(target).to_be_visible()
        element = target.element_handle()
        is_there, *_ = self.page.evaluate(FOCUS, element)
        for _ in range(LONGEST_WALK):
            if is_there:
                return
            is_there = self.step(element)
        raise AssertionError(f"{target} is not reached with the key Tab on {self.page.url}")

    def step(self, target=None):
        """One more; whether ``target`` has the focus then. A page may glide to it for a while."""
        self.page.keyboard.press("Tab")
        for _ in range(GLIDES):
            is_there, is_shown, is_in_sight, html = self.page.evaluate(FOCUS, target)
            assert is_shown, f"no visible focus on {html}"
            if is_in_sight:
                return is_there
            self.page.wait_for_timeout(GLIDE)
        raise AssertionError(f"the focus is hidden on {html}")


def violations(page, rules=TAGS):
    """What axe finds on ``page``, one line each."""
    page.evaluate(AXE)
    found = page.evaluate(FINDINGS, {"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{page.url} {violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]
