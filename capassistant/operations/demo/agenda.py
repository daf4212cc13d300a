"""Three years of events: a meeting a month, a workshop a week, working groups, talks, a few good times."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle
from uuid import UUID

from capassistant.operations.demo.plan import add, at, is_working_day, working_day
from events.models import Event, Host, Series
from groups.models import WorkingGroup
from members.models import Site
from ui.richtext import sanitise

YEARS_BACK = timedelta(days=930)
AHEAD = timedelta(days=125)
OPENS = timedelta(days=42)
AUGUST = 8
LEADS = 60
REMOTE_SEATS = 40
ANSWER_HOURS = 8
HOURS = {"meeting": (12, 30), "workshop": (10, 0), "working_group": (9, 0), "talk": (14, 0), "social": (17, 30)}

TALES = {
    "joined": (1, "workshop"),
    "last_seats": (2, "workshop"),
    "open": (3, "workshop"),
    "waiting": (4, "workshop"),
    "promoted": (5, "workshop"),
    "called_off": (6, "talk"),
    "joined_meeting": (7, "meeting"),
    "open_later": (8, "workshop"),
    "full": (9, "workshop"),
    "offered": (10, "workshop"),
    "draft": (12, "working_group"),
}
"""What a visit finds in the coming working days: tale -> (working days from today, kind)."""
SERIES = "deplacements"
"""The group whose sessions of this half-year are one series, on the first Monday of each month."""
SERIES_BACK = timedelta(days=150)
SERIES_OPENS = timedelta(days=200)
CLOSED_TALES = ("draft", "open_later")
"""Those for which nobody can register yet."""


@dataclass(frozen=True)
class Slot:
    """A place in the programme."""

    day: date
    kind: str
    tale: str = ""
    is_series: bool = False


@dataclass(frozen=True)
class Date:
    """An event of the programme and who runs it."""

    slot: Slot
    event: Event
    hosts: list = field(default_factory=list)


def fill(plan, words, people):
    """The programme, the oldest date first."""
    slots = sorted(programme(plan), key=lambda slot: (slot.day, slot.kind))
    moved = max(slot.day for slot in slots if slot.is_series)
    drawer = Drawer(plan, words, people, moved=moved)
    copies = [Slot(slot.day, slot.kind) for slot in slots for _ in range(plan.scale - 1)]
    slots = [*slots, *copies]
    events = add(Event, (drawer.event(slot) for slot in slots))
    dates = [Date(slot, event, drawer.hosts(slot)) for slot, event in zip(slots, events, strict=True)]
    add(Host, (host for date in dates for host in host_rows(date)))
    return dates


def programme(plan):
    """Past and coming slots; in the next days the tales take the place of chance."""
    tales = [Slot(working_day(plan.today, after=days), kind, tale) for tale, (days, kind) in TALES.items()]
    yield from tales
    for slot in regular(plan.today - YEARS_BACK, plan.today + AHEAD, plan.rng("programme")):
        if is_working_day(slot.day) and slot.day.month != AUGUST and not plan.today <= slot.day <= tales[-1].day:
            yield slot


def regular(first, last, rng):
    """Workshops on Tuesdays and Thursdays, the meeting on the third Thursday, the groups on a Monday."""
    monday = first - timedelta(days=first.weekday())
    while monday < last:
        week = (monday.day - 1) // 7 + 1
        yield from (
            Slot(monday + timedelta(days=day), "workshop")
            for day, chance in ((1, 0.72), (3, 0.22))
            if rng.random() < chance
        )
        if week == 3:
            yield Slot(monday + timedelta(days=3), "meeting")
        if week == 1:
            yield Slot(monday, "working_group", is_series=monday > last - AHEAD - SERIES_BACK)
        if week == 2 and monday.month % 3 == 0:
            yield Slot(monday + timedelta(days=2), "talk")
        if week == 4 and monday.month in (1, 6):
            yield Slot(monday + timedelta(days=3), "social")
        monday += timedelta(days=7)


def host_rows(date):
    for position, member in enumerate(date.hosts):
        yield Host(event=date.event, member=member, position=position, is_lead=position == 0)


class Deck:
    """Cards in a shuffled order, each used once before any comes back."""

    def __init__(self, cards, rng):
        self.cards, self.rng, self.left = cards, rng, []

    def next(self):
        if not self.left:
            self.left = self.rng.sample(self.cards, len(self.cards))
        return self.left.pop()


class Drawer:
    """Draws events from the templates, the least used first, and the people who run them."""

    def __init__(self, plan, words, people, *, moved):
        self.plan, self.moved = plan, moved
        self.rng = plan.rng("agenda")
        self.rooms = words["rooms"]
        self.sites = {site.name: site for site in Site.objects.all()}
        self.series = Series.objects.create(rhythm=Series.Rhythm.MONTHLY_WEEKDAY)
        self.series_card = next(card for card in words["templates"] if card.get("group") == SERIES)
        self.decks = {
            kind: Deck([card for card in words["templates"] if card["kind"] == kind], self.rng) for kind in HOURS
        }
        self.leads = [member for member in people.regulars[:LEADS] if member not in people.doors]
        self.core_team = people.named["core_team"]
        self.groups = {group.slug: group for group in add(WorkingGroup, self.group_rows(words["groups"]))}

    def group_rows(self, rows):
        for row, lead in zip(rows, cycle(self.leads), strict=False):
            opened, closed = (timedelta(days=row[name]) if name in row else None for name in ("opened", "closed"))
            yield WorkingGroup(
                slug=row["slug"], name=row["name"], purpose=row["purpose"], opened_on=self.plan.today - opened,
                closed_on=closed and self.plan.today - closed, lead=lead,
            )  # fmt: skip

    def card(self, slot):
        """The next card of the kind, but for those of a group that is not at work on that day."""
        if slot.is_series:
            return self.series_card
        card = self.decks[slot.kind].next()
        group = self.groups.get(card.get("group"))
        return card if group is None or self.is_at_work(group, slot.day) else self.card(slot)

    def is_at_work(self, group, day):
        return group.slug != SERIES and group.opened_on <= day and not group.is_closed(day)

    def event(self, slot):
        card = self.card(slot)
        return Event(group=self.groups.get(card.get("group")), **self.of_series(slot), **self.of_card(card, slot))

    def of_series(self, slot):
        if not slot.is_series:
            return {}
        return {"series": self.series, "series_date": slot.day}

    def day(self, slot):
        """The day of the slot, but for the last date of the series, moved to the day after."""
        is_moved = slot.is_series and slot.day == self.moved
        return slot.day + timedelta(days=1) if is_moved else slot.day

    def of_card(self, card, slot):
        hour, minute = HOURS[slot.kind]
        starts_at = at(self.day(slot), hour + (self.rng.choice((0, 0, 1, 4)) if slot.kind == "workshop" else 0), minute)
        return {
            "kind": card["kind"],
            "format": card["format"],
            "state": Event.State.DRAFT if slot.tale == "draft" else Event.State.PUBLISHED,
            "title": card["title"],
            "slug": Event.slug_for(card["title"]),
            "promise": card["promise"],
            "description": description(card),
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(minutes=card["minutes"]),
            "seats": card.get("seats"),
            "online_seats": REMOTE_SEATS if card["format"] == Event.Format.HYBRID else None,
            "answer_hours": ANSWER_HOURS if slot.tale == "offered" else None,
            "registration_opens_at": self.opens_at(slot, starts_at),
            "uid": UUID(int=self.rng.getrandbits(128), version=4),
            "changed_at": starts_at - OPENS - timedelta(days=self.rng.randrange(2, 20)),
            "changed_by": self.core_team,
        } | self.where(card)

    def opens_at(self, slot, starts_at):
        if slot.tale == "open_later":
            return at(working_day(self.plan.today, after=2), 9)
        return starts_at - (SERIES_OPENS if slot.is_series else OPENS)

    def where(self, card):
        """A room of a site, an invented address for the screen, or both."""
        where = {}
        if card["format"] != Event.Format.ONSITE:
            where["join_url"] = f"https://visio.example/{self.rng.getrandbits(40):010x}"
        if card["format"] != Event.Format.ONLINE:
            room = self.rng.choice(self.rooms)
            where |= {"place": f"{room['site']}, {room['name']}", "site": self.sites[room["site"]]}
        return where

    def hosts(self, slot):
        """One or two people, the same ones for all dates of the series; the draft is the core-team's own."""
        if slot.tale == "draft":
            return [self.core_team]
        if slot.is_series:
            return self.leads[:2]
        return self.rng.sample(self.leads, 2 if self.rng.random() < 0.35 else 1)


def description(card):
    """The text of a card, and who comes to speak."""
    speaker = f"\n\nAvec {card['speaker']}." if card.get("speaker") else ""
    return sanitise(card["description"] + speaker)
