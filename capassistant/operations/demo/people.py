"""Members of the demo community, and a few people at its door."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from capassistant.operations.demo.plan import BIRTH, add, at
from members.models import Department, Member, Site, Visibility
from members.models.member import SLUG_LENGTH
from ui.slugs import slug_of

COMMUNITY = 290
PASSWORD = "capassistant"
DOORS = ("membre", "core_team", "redaction", "sponsor", "admin")
"""The accounts of a visit, by the key of their person."""
SUPERUSER = "admin"

SHOWN = {
    "email": (70, 30, 0),
    "phone": (35, 30, 35),
    "photo": (94, 4, 2),
    "site": (95, 3, 2),
    "availability": (90, 7, 3),
    "backup": (90, 7, 3),
}
"""How often, out of a hundred, a field is shown to the members, to the core-team, to its owner."""

AT_THE_DOOR = {
    Member.State.INVITED: 2,
    Member.State.AWAITING: 3,
    Member.State.PAUSED: 3,
    Member.State.FORMER: 6,
}
FOUNDERS = 0.1
ONE_NEW_IN = 47


@dataclass(frozen=True)
class People:
    """Everyone of the demo; ``named`` are those whom its words call by a key."""

    members: list
    named: dict

    @property
    def doors(self):
        """The accounts of a visit."""
        return [self.named[key] for key in DOORS]

    @property
    def regulars(self):
        """A community of the usual size, whatever the scale: those who hold the roles and run the events."""
        return self.members[:COMMUNITY]


def fill(plan, words):
    """Two waves: the members of the second have a colleague of the first to stand in for them."""
    drawer = Drawer(plan, words)
    total = COMMUNITY * plan.scale
    elders = add(Member, [drawer.member() for _ in range(total * 2 // 5)])
    named = {key: drawer.member(facts) for key, facts in words["named"].items()}
    others = [drawer.member() for _ in range(total - len(elders) - len(named))]
    seconds = add(Member, drawer.with_backups([*named.values(), *others], elders))
    open_doors(named)
    members = [*seconds, *elders]
    add(EmailAddress, addresses(members))
    add(EmailAddress, addresses(add(Member, drawer.everyone_at_the_door())))
    return People(members, named)


def addresses(members):
    for member in members:
        yield EmailAddress(user=member, email=member.email, verified=True, primary=True)


def open_doors(named):
    """Give the accounts of a visit their address and password: one hash for all of them."""
    password = make_password(PASSWORD)
    for key in DOORS:
        member = named[key]
        member.email = f"{key.replace('_', '-')}@demo.example"
        member.password, member.is_superuser = password, key == SUPERUSER
    Member.objects.bulk_update([named[key] for key in DOORS], ["email", "password", "is_superuser"])


class Drawer:
    """Draws people from the words, each with an address of its own."""

    def __init__(self, plan, words):
        self.plan = plan
        self.words = words
        self.rng = plan.rng("people")
        self.sites = self.by_size(add(Site, [Site(name=name) for name in words["sites"]]))
        self.departments = self.by_size(add(Department, [Department(name=name) for name in words["departments"]]))
        self.taken = {}
        self.drawn = 0

    def by_size(self, rows):
        """In an order of chance: the first ones are the largest."""
        return self.rng.sample(rows, len(rows))

    def member(self, facts=None):
        """An active member; ``facts`` of the words take the place of chance."""
        facts = facts or {}
        person = self.person(facts)
        person.state = Member.State.ACTIVE
        person.joined_on = self.joined_on(facts)
        person.welcomed_at = at(person.joined_on + timedelta(days=1), 9, self.rng.randrange(60))
        person.requested_at = at(person.joined_on - timedelta(days=2), 14, self.rng.randrange(60))
        if person.joined_on > self.plan.today - timedelta(days=10):
            person.welcomed_at = None
        return person

    def person(self, facts):
        """Someone with a name and a work; ``gender`` is remembered for the words of later, not stored."""
        rng, words = self.rng, self.words
        gender = facts.get("gender") or ("f" if rng.random() < 0.88 else "m")
        first_names = words["female_first_names" if gender == "f" else "male_first_names"]
        first_name = facts.get("first_name") or rng.choice(first_names)
        last_name = facts.get("last_name") or rng.choice(words["last_names"])
        slug = self.free_slug(first_name, last_name)
        person = Member(
            email=f"{slug}@demo.example",
            password=make_password(None),
            first_name=first_name,
            last_name=last_name,
            slug=slug,
            job_title=facts.get("job_title") or rng.choice(words["job_titles"][gender]),
            site=self.one_of(self.sites, facts.get("site")),
            department=self.one_of(self.departments, facts.get("department")),
            about=facts.get("about") or (rng.choice(words["abouts"]) if rng.random() < 0.45 else ""),
            availability=facts.get("availability")
            or (rng.choice(words["availabilities"]) if rng.random() < 0.7 else ""),
            phone=f"01 99 00 {rng.randrange(100):02} {rng.randrange(100):02}",
            **self.visibilities(),
        )
        person.gender = gender
        return person

    def free_slug(self, first_name, last_name):
        """« prenom-nom », « prenom-nom-2 »…: as members get theirs, without asking the database."""
        base = slug_of(f"{first_name} {last_name}", most=SLUG_LENGTH, missing="membre")
        self.taken[base] = number = self.taken.get(base, 0) + 1
        return base if number == 1 else f"{base}-{number}"

    def one_of(self, rows, name):
        """The row of that name, or one by chance, more often a large one."""
        named = [row for row in rows if row.name == name]
        weights = [1 / (rank + 2) for rank in range(len(rows))]
        return named[0] if named else self.rng.choices(rows, weights)[0]

    def visibilities(self):
        levels = [Visibility.MEMBERS, Visibility.CORE_TEAM, Visibility.SELF]
        return {f"{name}_visibility": self.rng.choices(levels, weights)[0] for name, weights in SHOWN.items()}

    def joined_on(self, facts):
        """Founders, then more in the first years than later; a few are new, those with a key are not."""
        self.drawn += 1
        if facts:
            return self.plan.today - timedelta(days=facts.get("days", 1100 + self.rng.randrange(1500)))
        if self.drawn % ONE_NEW_IN == 0:
            return self.plan.today - timedelta(days=self.rng.randrange(2, 45))
        if self.rng.random() < FOUNDERS:
            return BIRTH
        life = (self.plan.today - BIRTH).days - 60
        return BIRTH + timedelta(days=int(life * self.rng.random() ** 1.4))

    def with_backups(self, members, elders):
        """Most of ``members`` have a colleague of the same site who answers in their absence."""
        of_site = {}
        for elder in elders:
            of_site.setdefault(elder.site_id, []).append(elder)
        for member in members:
            colleagues = of_site.get(member.site_id)
            if colleagues and self.rng.random() < 0.8:
                member.backup = self.rng.choice(colleagues)
            yield member

    def everyone_at_the_door(self):
        """Invitations, requests with a proven address, long leaves and departures."""
        return [self.at_the_door(state) for state, count in AT_THE_DOOR.items() for _ in range(count)]

    def at_the_door(self, state):
        """Someone who is not, or no more, an active member."""
        person = self.person({})
        person.state = state
        person.requested_at = self.plan.now - timedelta(days=1 + self.rng.randrange(12), hours=self.rng.randrange(9))
        if state in (Member.State.PAUSED, Member.State.FORMER):
            person.joined_on = self.plan.today - timedelta(days=900 + self.rng.randrange(1200))
            person.state_reason = self.words["reasons"][state]
        if state == Member.State.FORMER:
            person.left_on = self.plan.today - timedelta(days=30 + self.rng.randrange(600))
        return person
