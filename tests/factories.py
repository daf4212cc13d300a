"""Rows for tests: plain functions with the least that makes sense, all else by name."""

import datetime
import itertools

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from contact.models import Letter, Thread
from events.models import Event, Host, Registration
from groups.models import WorkingGroup
from journal.models import Article, Authorship, Issue, Picture, Section
from mailing.models import Delivery
from members.models import (
    Appointment,
    CharterAcceptance,
    CharterVersion,
    Department,
    Member,
    MemberSkill,
    Role,
    Site,
    Skill,
)

_numbers = itertools.count(1)
_issues = itertools.count(1_000)
"""Apart from all else, and above those that tests choose: the Journal numbers its issues up to ``LAST_NUMBER``."""

# members -------------------------------------------------------------------------------------


def make_member(email="", *, roles=(), **fields):
    """An active member who joined three years ago; ``roles`` are held since then."""
    number = next(_numbers)
    fields = {
        "first_name": "Camille",
        "last_name": f"Roux{number}",
        "state": Member.State.ACTIVE,
        "joined_on": timezone.localdate() - datetime.timedelta(days=3 * 365),
        "slug": "" if {"first_name", "last_name"} & set(fields) else f"camille-roux{number}",
    } | fields
    member = Member.objects.create_user(email or f"membre{number}@example.org", "un mot de passe long", **fields)
    for role in roles:
        make_appointment(member, role)
    return member


def make_core_team_member(**fields):
    return make_member(roles=[Role.CORE_TEAM], **fields)


def make_editor(**fields):
    return make_member(roles=[Role.EDITORIAL], **fields)


def make_sponsor(**fields):
    return make_member(roles=[Role.SPONSOR], **fields)


def make_superuser(**fields):
    return make_member(is_superuser=True, **fields)


def make_appointment(member, role, *, starts_on=None, ends_on=None, **fields):
    starts_on = starts_on or timezone.localdate() - datetime.timedelta(days=100)
    return Appointment.objects.create(member=member, role=role, starts_on=starts_on, ends_on=ends_on, **fields)


def make_site(name=""):
    return Site.objects.get_or_create(name=name or f"Site {next(_numbers)}")[0]


def make_department(name=""):
    return Department.objects.get_or_create(name=name or f"Direction {next(_numbers)}")[0]


def make_skill(member=None, name="", *, kind=MemberSkill.Kind.OFFERED):
    """A skill, held by ``member`` when given."""
    skill = Skill.objects.get_or_create(name=name or f"Compétence {next(_numbers)}")[0]
    if member is not None:
        MemberSkill.objects.create(member=member, skill=skill, kind=kind)
    return skill


def make_charter(number=1, *, published_at=None, **fields):
    """A version in force since ``published_at``; the one in force before is replaced."""
    CharterVersion.objects.filter(state=CharterVersion.State.PUBLISHED).update(state=CharterVersion.State.REPLACED)
    fields = {"body": f"<h2>Article 1</h2><p>Version {number}.</p>"} | fields
    return CharterVersion.objects.create(
        number=number,
        state=CharterVersion.State.PUBLISHED,
        published_at=published_at or timezone.now() - datetime.timedelta(days=60),
        **fields,
    )


def accept_charter(member, version):
    return CharterAcceptance.objects.create(
        member=member, version=version, accepted_at=timezone.now(), fingerprint=version.fingerprint
    )


# events --------------------------------------------------------------------------------------


def make_event(title="", *, hosts=(), in_days=7, **fields):
    """A published online workshop in a week, an hour and a half long, with 12 seats."""
    now = timezone.now().replace(second=0, microsecond=0)
    starts_at = fields.pop("starts_at", now + datetime.timedelta(days=in_days)).replace(second=0, microsecond=0)
    title = title or f"Atelier {next(_numbers)}"
    fields = {
        "slug": Event.slug_for(title),
        "state": Event.State.PUBLISHED,
        "ends_at": starts_at + datetime.timedelta(minutes=90),
        "seats": 12,
        "join_url": "https://visio.example/salle",
    } | fields
    event = Event.objects.create(title=title, starts_at=starts_at, **fields)
    for position, member in enumerate(hosts):
        Host.objects.create(event=event, member=member, position=position, is_lead=position == 0)
    return event


def make_registration(event, member=None, status=Registration.Status.CONFIRMED, **fields):
    """A row as it is, without the rules of ``actions.register``; the database's own rules still hold."""
    if status == Registration.Status.CANCELLED:
        fields.setdefault("left_at", timezone.now())
        fields.setdefault("ended_as", Registration.Ending.LEFT)
    if status == Registration.Status.OFFERED:
        fields.setdefault("offer_expires_at", timezone.now() + datetime.timedelta(hours=3))
    return Registration.objects.create(event=event, member=member or make_member(), status=status, **fields)


def fill_event(event, *, confirmed=0, waiting=0):
    """``event`` with so many more people; returns it as the database now counts it."""
    for _ in range(confirmed):
        make_registration(event)
    for _ in range(waiting):
        make_registration(event, status=Registration.Status.WAITING)
    event.refresh_from_db()
    return event


# messages ------------------------------------------------------------------------------------


def make_delivery(member=None, **fields):
    """A message about the journal, prepared and due now, for the member or for a stranger."""
    number = next(_numbers)
    fields = {
        "key": f"cause-{number}",
        "topic": "journal",
        "cause": "journal.issue_published",
        "address": member.email if member else f"adresse{number}@example.org",
        "subject": "Le Journal est paru",
        "text": "Bonjour,\n\nLe Journal est paru.\n",
        "html": "<p>Le Journal est paru.</p>",
    } | fields
    return Delivery.objects.create(member=member, **fields)


# journal -------------------------------------------------------------------------------------


def make_group(name="", **fields):
    name = name or f"Groupe {next(_numbers)}"
    return WorkingGroup.objects.create(**({"name": name, "slug": slugify(name), "purpose": "Un problème."} | fields))


def make_section(name="", **fields):
    number = next(_numbers)
    name = name or f"Rubrique {number}"
    return Section.objects.create(name=name, slug=slugify(name), position=number, **fields)


def make_issue(number=None, *, published_at=None, **fields):
    """An issue in preparation with its cover and editorial; published when it has a date."""
    number = number or next(_issues)
    fields = {
        "number": number,
        "year": 2018 + number // 4,
        "quarter": number % 4 + 1,
        "headline": f"Une du numéro {number}",
        "editorial": "<p>Ce numéro parle de nous.</p>",
        "state": Issue.State.PUBLISHED if published_at else Issue.State.DRAFT,
    } | fields
    return Issue.objects.create(published_at=published_at, **fields)


def make_published_issue(number=None, *, articles=0, **fields):
    """An issue that has appeared, with this many articles."""
    issue = make_issue(number, published_at=fields.pop("published_at", timezone.now()), **fields)
    for _ in range(articles):
        make_article(issue=issue)
    return issue


def make_article(*, issue=None, authors=(), **fields):
    """An article with all it needs to appear; accepted in an issue, a draft outside."""
    number = next(_numbers)
    fields = {
        "title": f"Article {number}",
        "slug": f"article-{number}",
        "standfirst": "Deux phrases pour donner envie. La suite plus bas.",
        "body": "<p>Un texte de quelques mots.</p><h2>Une partie</h2><p>Et la suite.</p>",
        "state": Article.State.ACCEPTED if issue else Article.State.DRAFT,
        "position": number if issue else None,
    } | fields
    if "section" not in fields:
        fields["section"] = make_section()
    article = Article.objects.create(issue=issue, **fields)
    for position, author in enumerate(authors or [make_member()]):
        Authorship.objects.create(article=article, member=author, position=position)
    return article


def make_picture(article, **fields):
    fields = {"alt": "Une salle de réunion", "width": 4, "height": 3} | fields
    content = ContentFile(b"RIFF\x00\x00\x00\x00WEBP", name="image.webp")
    return Picture.objects.create(article=article, file=content, **fields)


def make_thread(member=None, *, text="Bonjour, une question.", **fields):
    """What ``member`` wrote to the core-team, or to the box given; without a member, a stranger did."""
    who = {"member": member} if member else {"name": "Une visiteuse", "address": "visiteuse@ailleurs.example"}
    thread = Thread.objects.create(**({"box": "core_team", "subject": "Une question"} | who | fields))
    Letter.objects.create(thread=thread, kind=Letter.Kind.RECEIVED, author=member, text=text)
    return thread
