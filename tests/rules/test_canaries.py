"""A secret planted in every private field is read by those entitled to it, and by nobody else, anywhere."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone

from events.models import Event
from members.models import Member, Visibility
from tests import factories
from tests.rules.access_world import ACTORS, World, fingerprint, outcome
from tests.rules.source import LEVELS
from tests.rules.test_access import rows

STAFF = {"core_team", "superuser"}
EDITORS = {"editor", "superuser"}
RUNNERS = {"host", "core_team", "superuser"}

CANARIES = {
    "canaridresse-self@example.org": ("the address of a member who hides all that may be", STAFF),
    "canaridresse-team@example.org": ("an address shown to the core-team", STAFF),
    "06 CANARI SELF": ("a hidden telephone number", set()),
    "06 CANARI TEAM": ("a telephone number shown to the core-team", STAFF),
    "canaridispo-self": ("hidden hours", set()),
    "canaridispo-team": ("hours shown to the core-team", STAFF),
    "Canaribinome": ("a hidden backup, who is away", STAFF),
    "canaridresse-attente@example.org": ("the address of who asks to join", STAFF),
    "Canaridemande": ("the name of who asks to join", STAFF),
    "canaridresse-partie@example.org": ("the address of who has left", STAFF),
    "canariraison": ("the reason of a suspension", STAFF),
    "canarimandat": ("the reason of a term", STAFF),
    "canaricharte": ("a charter in preparation", STAFF),
    "Canaribrouillon": ("the title of an event in preparation", RUNNERS),
    "canaripromesse": ("the promise of an event in preparation", RUNNERS),
    "canariplan": ("the description of an event in preparation", RUNNERS),
    "canarisalle": ("the place of an event in preparation", RUNNERS),
    "https://visio.example/canarilien": ("the link of a published event", RUNNERS),
    "Canarititre": ("the title of a text in preparation", EDITORS),
    "Canarichapeau": ("the standfirst of a text in preparation", EDITORS),
    "canaricorps": ("a text in preparation", EDITORS),
    "canaricommentaire": ("what the committee writes to an author", EDITORS),
    "canarilegende": ("the caption of a picture in preparation", EDITORS),
    "Canariune": ("the headline of an issue in preparation", EDITORS),
    "canariedito": ("the editorial of an issue in preparation", EDITORS),
    "canarigeste": ("why a host acted by hand", RUNNERS),
    "canaripreparatif": ("what is to prepare before an event", RUNNERS),
    "canarireponse": ("what a member answered to a question", RUNNERS),
    "Canariobjet": ("the subject of a message", STAFF),
    "canarimessage": ("what a message says before it leaves", STAFF),
    "canarimiseenforme": ("the same, with its markup", STAFF),
    "Canaridemarche": ("what a member writes to the core-team about", STAFF),
    "canarilettre": ("what a member writes to the core-team", STAFF),
    "canarinote": ("a note among who answers", STAFF),
    "Canaricomite": ("what a member writes to the editorial committee", EDITORS),
    "Canarivisite": ("the name of a stranger who writes", STAFF),
    "canarivisite@example.org": ("the address of a stranger who writes", STAFF),
    "canarirelecture": ("what a message says about a text in preparation", {"superuser"}),
    "canaricode": ("the code that a message holds", set()),
}

PUBLIC_FIELDS = {
    "members.CharterVersion.title", "members.CharterVersion.summary", "members.CharterAcceptance.fingerprint",
    "members.Site.name", "members.Department.name", "members.Member.first_name", "members.Member.last_name",
    "members.Member.slug", "members.Member.job_title", "members.Member.about",
    "members.Skill.name", "groups.WorkingGroup.name", "groups.WorkingGroup.slug",
    "groups.WorkingGroup.purpose", "members.MemberSkill.note",
    "members.Appointment.title", "events.Event.slug", "events.Event.cancellation_reason",
    "journal.Section.name", "journal.Section.slug", "journal.Article.slug", "journal.Correction.text", "events.Question.text",
}  # fmt: skip
"""What every member may read, once its object is published."""
PLANTED_FIELDS = {
    "members.Member.email", "members.Member.phone", "members.Member.availability", "members.Member.state_reason",
    "members.Appointment.reason", "members.CharterVersion.body", "events.Event.title", "events.Event.promise",
    "events.Event.description", "events.Event.place", "events.Event.join_url", "journal.Issue.headline",
    "journal.Issue.editorial",
    "journal.Article.title", "journal.Article.standfirst", "journal.Article.body", "journal.Transition.comment",
    "journal.Picture.caption", "events.ParticipantLog.reason", "events.Answer.text", "events.ChecklistItem.label", "mailing.Delivery.text", "mailing.Delivery.html", "mailing.Delivery.subject",
    "contact.Thread.subject", "contact.Thread.name", "contact.Thread.address", "contact.Letter.text",
}  # fmt: skip
"""What holds a canary below."""
NEVER_SHOWN_FIELDS = {
    "members.Member.password", "members.Member.time_zone", "members.Member.photo", "members.CharterVersion.reason",
    "events.CalendarFeed.token_hash", "journal.Issue.standfirst", "journal.Picture.file", "journal.Picture.alt",
    "journal.Picture.credit", "mailing.Delivery.key", "mailing.Delivery.address", "mailing.Delivery.attachments",
    "mailing.Delivery.last_error", "mailing.Delivery.cause", "mailing.Delivery.link", "mailing.Delivery.reply_to",
    "mailing.Delivery.about", "mailing.Delivery.depends_on", "mailing.Delivery.follows", "contact.Thread.origin",
    "members.AddressChange.email", "mailing.FailingAddress.address", "mailing.FailingAddress.last_error",
}  # fmt: skip
"""What is a secret of the machine, or is shown with an object that holds a canary already."""


TEXTS = models.CharField | models.TextField | models.FileField | models.JSONField


def fields():
    """Every text of ours that a person or the machine fills, the copies of the history aside."""
    for app in LEVELS:
        config = apps.app_configs.get(app)
        for model in config.get_models() if config else ():
            if not hasattr(model, "pgh_tracked_model") and not model.__name__.startswith("Act"):
                for field in model._meta.concrete_fields:
                    if isinstance(field, TEXTS) and not field.choices:
                        yield f"{app}.{model.__name__}.{field.name}"


def test_every_text_of_the_portal_is_known_as_public_or_private():
    known = [*PUBLIC_FIELDS, *PLANTED_FIELDS, *NEVER_SHOWN_FIELDS]

    assert sorted(known) == sorted(fields())


@pytest.fixture
def world(db):
    world = World()
    hidden = {f"{name}_visibility": Visibility.SELF for name in Member.HIDEABLE}
    hidden["email_visibility"] = Visibility.CORE_TEAM
    shown = {f"{name}_visibility": Visibility.CORE_TEAM for name in Member.HIDEABLE}
    backup = factories.make_member(first_name="Canaribinome", last_name="Discret", state=Member.State.PAUSED)
    change(
        world.other, email="canaridresse-self@example.org", phone="06 CANARI SELF", availability="canaridispo-self",
        site=factories.make_site("Canarisite"), backup=backup, **hidden,
    )  # fmt: skip
    world.second = factories.make_member(
        "canaridresse-team@example.org", phone="06 CANARI TEAM", availability="canaridispo-team", **shown
    )
    change(world.people["pending"], email="canaridresse-attente@example.org", last_name="Canaridemande")
    change(world.people["former"], email="canaridresse-partie@example.org")
    world.suspended = factories.make_member(state=Member.State.SUSPENDED, state_reason="canariraison")
    world.appointment.reason = "canarimandat"
    world.appointment.save()
    change(world.draft_charter, body="<p>canaricharte</p>")
    change(
        world.draft_event, title="Canaribrouillon", promise="canaripromesse", description="<p>canariplan</p>",
        place="canarisalle", format=Event.Format.HYBRID,
    )  # fmt: skip
    starts_at = timezone.now() + timezone.timedelta(minutes=5)
    change(
        world.event, join_url="https://visio.example/canarilien", starts_at=starts_at,
        ends_at=starts_at + timezone.timedelta(hours=1),
    )  # fmt: skip
    world.event.log_entries.create(kind="added", reason="canarigeste", done_by=world.people["host"])
    question = world.event.questions.create(position=1, text="Une allergie ?")
    world.event.checklist.create(label="canaripreparatif", days_before=1)
    world.registration.answers.create(question=question, text="canarireponse")
    change(world.draft, title="Canarititre", standfirst="Canarichapeau.", body="<p>canaricorps</p>")
    world.draft.transitions.create(
        from_state="submitted", to_state="changes_requested", by=world.people["editor"], comment="canaricommentaire"
    )
    change(world.picture, caption="canarilegende")
    change(world.draft_issue, headline="Canariune", editorial="<p>canariedito</p>")
    change(world.delivery, subject="Canariobjet", text="canarimessage", html="<p>canarimiseenforme</p>")
    world.threads = [
        factories.make_thread(world.other, subject="Canaridemarche", text="canarilettre"),
        factories.make_thread(factories.make_member(), subject="Canaricomite", box="editorial"),
        factories.make_thread(name="Canarivisite", address="canarivisite@example.org"),
    ]
    world.threads[0].letters.create(kind="note", text="canarinote")
    world.private_messages = [
        factories.make_delivery(
            topic="text", cause="journal.submitted", subject="canarirelecture", text="canarirelecture",
            html="canarirelecture",
        ),
        factories.make_delivery(
            topic="account", cause="account.login_code", text="canaricode", html="canaricode"
        ),
    ]  # fmt: skip
    return world


def change(row, **values):
    type(row).objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()


def pages(world):
    """The searches and filters that could tell, and pages that the table does not name."""
    yield world.second.get_absolute_url()
    yield world.suspended.get_absolute_url()
    yield f"/admin/members/member/{world.suspended.pk}/change/"
    for thread in world.threads:
        yield thread.get_absolute_url()
        yield thread.get_box_url()
    for message in world.private_messages:
        for page in ("change", "apercu", "apercu/html"):
            yield f"/admin/mailing/delivery/{message.pk}/{page}/"
    for filters in ("role=sponsor", "role=core_team", f"site={world.other.site_id}", "aide=Excel", "page=2"):
        yield f"/membres/?{filters}"
    for query in ("moi=1", "libre=1", "passes=1", "type=atelier", "format=hybride"):
        yield f"/agenda/?{query}"
    for model in ("events/event", "events/registration", "members/member", "members/appointment", "members/act"):
        yield f"/admin/{model}/?q=a"


def read(client, path):
    """The text that an actor gets, with the attributes, in one case."""
    return text_of(client.get(path))


def text_of(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace")


@pytest.mark.usefixtures("guarded_memory")
@pytest.mark.parametrize("actor", ACTORS)
def test_each_actor_reads_what_the_table_says_and_a_canary_is_seen_by_those_entitled_alone(actor, world, caplog):
    caplog.set_level("CRITICAL")
    client, column, seen, wrong = world.client(actor), ACTORS.index(actor), {}, []
    cookies, before = client.cookies.copy(), fingerprint()

    def look_for_canaries(path, response):
        text = text_of(response)
        for canary in CANARIES:
            if canary in text:
                seen.setdefault(canary, path)

    for method, route, outcomes in rows():
        if method == "GET":
            path, client.cookies = world.address(route), cookies.copy()
            response = client.get(path)
            look_for_canaries(path, response)
            if outcome(response, changed=False) != outcomes[column]:
                wrong.append(f"{route}: {outcome(response, changed=False)}, not {outcomes[column]}")
    for path in pages(world):
        look_for_canaries(path, client.get(path))

    assert wrong == []
    assert fingerprint() == before
    entitled = {canary for canary, (_, actors) in CANARIES.items() if actor in actors}
    assert {canary: path for canary, path in seen.items() if canary not in entitled} == {}
    assert entitled - set(seen) == set(), "a canary that those entitled cannot see proves nothing"


@pytest.mark.parametrize("actor", ["visitor", "member", "sponsor", "former"])
def test_a_search_for_a_secret_finds_what_nonsense_finds(actor, world):
    client, secrets = world.client(actor), [canary for canary, (_, who) in CANARIES.items() if actor not in who]
    words = {part for secret in secrets for part in (secret, secret[:9])}

    def answer(address, query):
        page = read(client, address.format(query.replace(" ", "+").replace("@", "%40")))
        page = re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', "", page)
        return page.replace(query, "").replace(query.replace(" ", "+"), "").replace(query.replace("@", "%40"), "")

    for address in ("/recherche/?q={}", "/membres/?q={}", "/agenda/?q={}"):
        nonsense = answer(address, "zzqxwv")
        assert [word for word in sorted(words) if answer(address, word) != nonsense] == []


@pytest.mark.parametrize("actor", ["member", "sponsor", "editor"])
def test_a_hidden_site_counts_nobody_and_finds_nobody(actor, world):
    client, site = world.client(actor), factories.make_site("Canarisite")

    assert "Canarisite" not in read(client, "/membres/")
    assert world.other.full_name not in read(client, f"/membres/?site={site.pk}")
