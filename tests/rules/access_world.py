"""The people and the objects of the access table, and the address and the payload of each pattern."""

import datetime
import re

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from events.actions.feeds import renew_feed
from events.models import Event, Series
from mailing.links import preferences_url, unsubscribe_url
from mailing.models import FailingAddress
from members.models import Member, Role, Visibility
from tests import factories

ACTORS = ("visitor", "pending", "member", "host", "editor", "core_team", "sponsor", "superuser", "former")
SIGN_IN = "/connexion/"
SESSION_TABLES = ("django_session", "django_migrations", "cache", "account_emailaddress")
AS_SHOWN = {"version": "as the page shows it"}


def patterns(resolver=None, prefix=""):
    """The route of every address of the portal, as written in the URL configurations."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from patterns(pattern, route)


class World:
    """One portal with one of everything; ``client(actor)`` is that person's browser."""

    def __init__(self):
        self.people = self.cast()
        self.site, self.department = factories.make_site("Nantes"), factories.make_department("Achats")
        self.skill = factories.make_skill(self.people["member"], "Excel")
        self.charter = factories.make_charter(1)
        for person in self.people.values():
            self.acceptance = factories.accept_charter(person, self.charter)
        self.draft_charter = factories.CharterVersion.objects.create(number=2, body="<p>Projet.</p>")
        self.other = factories.make_member(first_name="Odile", last_name="Perrin")
        host = self.people["host"]
        self.event = factories.make_event("Publipostage", hosts=[host], seats=5)
        self.draft_event = factories.make_event("Secret", hosts=[host], state=Event.State.DRAFT)
        meeting = Series.objects.create()
        self.dates = [factories.make_event("Café", hosts=[host], series=meeting, in_days=rank) for rank in (14, 28)]
        factories.make_registration(self.dates[0], self.people["member"])
        self.registration = factories.make_registration(self.event, self.other)
        self.group = factories.make_group("Accueil")
        self.section = factories.make_section("Dossier")
        self.issue = factories.make_published_issue(31, published_at=timezone.now() - datetime.timedelta(days=3))
        self.draft_issue = factories.make_issue(32)
        self.article = factories.make_article(issue=self.issue, section=self.section, authors=[self.other])
        self.draft = factories.make_article(section=self.section, authors=[self.other], state="submitted")
        self.own = factories.make_article(section=self.section, authors=[self.people["member"]])
        self.picture = factories.make_picture(self.draft)
        self.appointment = self.other.appointments.create(
            role=Role.SPONSOR, starts_on=timezone.localdate(), appointed_by=self.people["core_team"]
        )
        self.secret = renew_feed(self.other)
        for person in self.people.values():
            renew_feed(person)
        self.delivery = factories.make_delivery(self.other, state="abandoned")
        self.thread = factories.make_thread(self.people["member"])
        self.failing_address = FailingAddress.objects.create(address=self.other.email, failures=3)

    def cast(self):
        people = {actor: None for actor in ACTORS if actor != "visitor"}
        makers = {
            "editor": factories.make_editor, "core_team": factories.make_core_team_member,
            "sponsor": factories.make_sponsor, "superuser": factories.make_superuser,
        }  # fmt: skip
        facts = {
            "pending": {"state": Member.State.AWAITING, "joined_on": None},
            "former": {"state": Member.State.FORMER},
        }
        for actor in people:
            make = makers.get(actor, factories.make_member)
            people[actor] = make(first_name=actor.title(), last_name="Access", **facts.get(actor, {}))
        return people

    def client(self, actor):
        """A browser with the session that ``actor`` has; who waits or has left still holds a cookie."""
        client = Client(raise_request_exception=False)
        if actor != "visitor":
            client.force_login(self.people[actor])
        return client

    def address(self, route):
        """The address of a row: a route, and after « @ » which object it is about."""
        route, _, about = route.partition("@")
        for find, value in self.parts(about):
            route = route.replace(find, str(value), 1)
        route = re.sub(r"\^connexion/mot-de-passe/.*", "connexion/mot-de-passe/abc-def-ghi/", route)
        route = re.sub(r"\^inscription/adresse/.*", "inscription/adresse/abc/", route)
        route = route.replace("^(?P<app_label>mailing|journal|events|groups|members)/$", "members/").replace(
            "(?P<url>.*)$", "nowhere/"
        )
        return "/" + route

    def parts(self, about):
        """What stands for each variable part, the most particular first."""
        event = {"draft": self.draft_event, "series": self.dates[0]}.get(about, self.event)
        issue = self.draft_issue if about == "draft" else self.issue
        article = self.own if about == "own" else self.article if about == "published" else self.draft
        member = {"pending": self.people["pending"], "former": self.people["former"]}.get(about, self.other)
        today = timezone.localdate()
        yield "agenda/<int:pk>-<slug:slug>", f"agenda/{event.pk}-{event.slug}"
        yield "abonnement/<slug:secret>", f"abonnement/{self.secret}"
        yield "participants/<int:number>", f"participants/{self.registration.pk}"
        yield "<int:year>/<int:month>/<int:day>", f"{today.year}/{today.month}/{today.day}"
        yield "<int:year>/<int:month>", f"{today.year}/{today.month}"
        yield "archives/<int:year>", f"archives/{today.year}"
        yield "membres/<slug:slug>", f"membres/{member.slug}"
        yield "signatures/<slug:slug>", f"signatures/{self.other.slug}"
        yield "groupes/<slug:slug>", f"groupes/{self.group.slug}"
        yield "rubriques/<slug:slug>", f"rubriques/{self.section.slug}"
        yield "versions/<int:number>", "versions/1"
        yield "boite/<int:number>", f"boite/{self.thread.pk}"
        yield "contact/<int:number>", f"contact/{self.thread.pk}"
        yield "messages/preferences/<str:signed>", f"messages/preferences/{self.signed('preferences')}"
        yield "messages/desabonnement/<str:signed>", f"messages/desabonnement/{self.signed('unsubscribe')}"
        yield "bienvenue/invitation/<str:token>", "bienvenue/invitation/abc"
        yield "adresse/<str:token>", "adresse/abc"
        yield "journal/<int:number>/<slug:slug>", f"journal/{self.issue.number}/{self.wrong_or_right(about)}"
        yield "journal/<int:number>", f"journal/{issue.number}"
        yield "redaction/<int:number>", f"redaction/{self.draft_issue.number}"
        yield "articles/<int:pk>", f"articles/{article.pk}"
        yield "<int:version>", 1
        yield "images/<int:pk>", f"images/{self.picture.pk}"
        yield "appointment/<int:pk>", f"appointment/{self.appointment.pk}"
        yield "charterversion/<int:pk>", f"charterversion/{self.draft_charter.pk}"
        yield "<path:content_type_id>", ContentType.objects.get_for_model(Member).pk
        yield "<slug:act>", "suspendre"
        yield "<path:object_id>", self.object_of(about)

    def signed(self, page):
        """The signed part of an address that the mails of ``other`` hold."""
        url = preferences_url(self.other.pk) if page == "preferences" else unsubscribe_url(self.other.pk, "agenda")
        return url.rstrip("/").rpartition("/")[2]

    def wrong_or_right(self, about):
        return self.draft.slug if about == "draft" else self.article.slug

    def object_of(self, about):
        """The object of a back office page: that of its model; « super » is the superuser."""
        objects = {
            "event": self.event, "registration": self.registration, "section": self.section, "issue": self.draft_issue,
            "article": self.draft, "appointment": self.appointment, "charterversion": self.draft_charter,
            "charteracceptance": self.acceptance,
            "site": self.site, "department": self.department, "skill": self.skill, "workinggroup": self.group, "super": self.people["superuser"],
            "delivery": self.delivery, "failingaddress": self.failing_address,
        }  # fmt: skip
        return objects.get(about, self.other).pk

    def payload(self, route):
        """What a person would send; empty where nothing is asked."""
        route = route.partition("@")[0]
        day = timezone.localtime(self.event.starts_at).date()
        event = {
            "kind": "workshop", "title": "Autre titre", "format": "online", "day": day, "starts": "10:00",
            "ends": "11:00", "seats": "9",
        }  # fmt: skip
        text = {
            "title": "Autre titre",
            "slug": "autre",
            "standfirst": "Une phrase.",
            "body": "<p>Dix lignes.</p>",
            "version": "1",
        }
        payloads = {
            "langue/": {"language": "en", "next": "/"},
            "moi/profil/": {"first_name": "Autre", "last_name": "Nom", **AS_SHOWN} | self.visibilities(),
            "moi/messages/": self.message_choices(),
            "messages/preferences/<str:signed>/": self.message_choices(),
            "moi/preferences/": {"language": "en", "theme": "dark"},
            "charte/acceptation/": {"version": "1", "accepted": "on"},
            "agenda/nouveau/": event,
            "moi/agenda/lien/": {"replace": "1"},
            "agenda/<int:pk>-<slug:slug>/modifier/": event | AS_SHOWN,
            "agenda/<int:pk>-<slug:slug>/visio/": {"join_url": "https://visio.example/secours"},
            "agenda/<int:pk>-<slug:slug>/annulation/": {"reason": "Grève"},
            "agenda/<int:pk>-<slug:slug>/questions/": {"text_1": "Une allergie ?", **AS_SHOWN},
            "agenda/<int:pk>-<slug:slug>/preparatifs/liste/": {"lines": "J-7 réserver la salle", **AS_SHOWN},
            "agenda/<int:pk>-<slug:slug>/copie/": {"day": day + datetime.timedelta(days=7)},
            "agenda/<int:pk>-<slug:slug>/deuxieme-seance/": {
                "day": day + datetime.timedelta(days=7), "starts": "10:00", "ends": "11:00"
            },
            "agenda/<int:pk>-<slug:slug>/participants/ajout/": {"person": self.people["member"].full_name},
            "agenda/<int:pk>-<slug:slug>/participants/message/": {"to": "all", "text": "Bonjour."},
            "agenda/<int:pk>-<slug:slug>/participants/<int:number>/retrait/": {"reason": "Erreur."},
            "agenda/<int:pk>-<slug:slug>/participants/<int:number>/tete/": {"reason": "Erreur."},
            "contact/": {"box": "core_team", "name": "Nom", "address": "a@b.example", "subject": "Objet", "text": "Mot."},
            "contact/<int:number>/": {"text": "Un mot de plus."},
            "contact/boite/<int:number>/": {"text": "Une réponse.", **AS_SHOWN},
            "journal/proposer/": text,
            "redaction/nouveau/": {"number": "33", "year": "2027", "quarter": "1"},
            "redaction/<int:number>/": {"headline": "Une", "editorial": "<p>Mot.</p>", "version": "1"},
            "redaction/<int:number>/articles/": text,
            "redaction/articles/<int:pk>/": text,
            "redaction/articles/<int:pk>/corrections/": {"comment": "À reprendre."},
            "redaction/articles/<int:pk>/abandon/": {"comment": "Déjà paru."},
            "redaction/articles/<int:pk>/sommaire/": {"issue": "32"},
            "redaction/images/<int:pk>/": {"alt": "Autre texte", **AS_SHOWN},
            "admin/members/appointment/add/": {
                "member": self.people["member"].slug, "role": "core_team", "starts_on": timezone.localdate()
            },
            "admin/members/member/<path:object_id>/acte/<slug:act>/": {"reason": "Faute", "confirm": "on"},
            "admin/members/site/add/": {"name": "Lille"},
            "admin/groups/workinggroup/add/": {
                "name": "Sobriété", "slug": "sobriete", "purpose": "Moins de trajets.", "opened_on": "2026-01-05"
            },
        }  # fmt: skip
        return payloads.get(route, {})

    def message_choices(self):
        return {"agenda": "never", "journal": "never", "reminder": "never", "quiet_hours": "no", "invitations": "no"}

    def visibilities(self):
        fields = ("phone", "photo", "site", "availability", "backup")
        return {f"{field}_visibility": Visibility.SELF for field in fields} | {"email_visibility": Visibility.CORE_TEAM}


def as_shown(client, address, payload):
    """The ``payload`` with the version that the page carries for who reads it (``guards.versions``)."""
    if payload.get("version") != AS_SHOWN["version"]:
        return payload
    shown = re.search(r'name="version" value="([^"]*)"', client.get(address).content.decode())
    return payload | {"version": shown[1] if shown else ""}


def about(route):
    """The tag that a back office route needs: its model."""
    found = re.match(r"admin/(?:events|groups|journal|mailing|members)/(\w+)/<path:object_id>", route)
    return f"@{found[1]}" if found and found[1] not in ("member", "act") else ""


def outcome(response, *, changed):
    """A status, « in » for the way to the sign-in page, « > » for another redirect; « + » when data changed."""
    code = str(response.status_code)
    if response.status_code in (301, 302):
        code = "in" if response["Location"].startswith((SIGN_IN, "/admin/login/")) else ">"
    return code + "+" * changed


def fingerprint():
    """What the tables of the portal hold, sessions aside; planned once a connection: it is asked for thousands of times."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_prepared_statements WHERE name = 'fingerprint'")
        if not cursor.fetchone():
            tables = [name for name in connection.introspection.table_names(cursor) if name not in SESSION_TABLES]
            sums = [
                f"(SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) FROM \"{name}\" t)"
                for name in tables
            ]
            cursor.execute("PREPARE fingerprint AS SELECT " + ", ".join(sums))
        cursor.execute("EXECUTE fingerprint")
        return cursor.fetchone()
