"""The community that the demo makes: its size, its doors, what can be read."""

import datetime

import pytest
from django.db import transaction
from django.db.models import Count, F, Q
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from capassistant.operations.demo.fill import fill
from capassistant.operations.demo.plan import Plan
from events.models import Event, Registration
from groups.models import WorkingGroup
from journal.models import Article, Issue, Transition
from mailing.models import Delivery
from members.models import Appointment, CharterVersion, Member, Role
from tests.cast import signed_in

DOORS = ["membre", "core-team", "redaction", "sponsor", "admin"]


@pytest.fixture(scope="module")
def community(django_db_setup, django_db_blocker):
    """The demo as it is today, made once for the tests below."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield fill(Plan(seed=2018, scale=1, now=timezone.now()))
        transaction.set_rollback(True)


def door(name):
    return signed_in(Member.objects.get(email=f"{name}@demo.example"))


def tomorrow_and_after():
    return Event.objects.published().filter(starts_at__gt=timezone.now()).order_by("starts_at")


@pytest.mark.django_db
def test_a_community_of_the_size_that_was_promised(community):
    assert Member.objects.active().count() == 290
    roles = Appointment.objects.today().values_list("role").annotate(Count("pk")).order_by("role")
    assert dict(roles) == {Role.CORE_TEAM: 8, Role.EDITORIAL: 7, Role.SPONSOR: 2}
    assert Appointment.objects.filter(ends_on__lt=timezone.localdate(), starts_on__year=2018).count() > 5
    assert CharterVersion.objects.published().count() == 2
    assert 180 < Event.objects.count() < 240
    assert Issue.objects.published().count() == 8
    assert Issue.objects.in_preparation().count() == 1
    assert 60 < Member.objects.exclude(photo="").exclude(photo_consented_at=None).count() < 130


@pytest.mark.django_db
def test_two_groups_are_at_work_and_the_sessions_of_one_are_a_series_with_a_date_moved(community):
    assert (WorkingGroup.objects.open().count(), WorkingGroup.objects.closed().count()) == (2, 1)
    dates = Event.objects.exclude(series=None)
    assert dates.filter(starts_at__gt=timezone.now()).count() >= 2
    assert [date.is_exception for date in dates.order_by("starts_at")][-2:] == [False, True]
    assert dates.exclude(group__slug="deplacements").count() == 0
    done = WorkingGroup.objects.closed().get()
    assert done.events.exists()
    assert not done.events.filter(starts_at__date__gt=done.closed_on).exists()


@pytest.mark.django_db
def test_the_seats_are_those_of_the_rows_and_nobody_waits_beside_a_free_one(community):
    seated, waiting = Q(registrations__status__in=("confirmed", "offered")), Q(registrations__status="waiting")
    events = Event.objects.annotate(
        main=Count("registrations", filter=seated & Q(registrations__mode="main")),
        online=Count("registrations", filter=seated & Q(registrations__mode="online")),
        line=Count("registrations", filter=waiting),
    )

    assert [
        event for event in events if (event.taken_count, event.online_taken_count) != (event.main, event.online)
    ] == []
    assert sum(event.main > 0 and event.online > 0 for event in events) > 10
    assert [event for event in events if event.line and event.pool().free != 0] == []
    assert sum(event.line > 0 for event in events) > 10
    assert events.filter(state="cancelled").count() == 1


@pytest.mark.django_db
def test_past_events_know_who_came_and_coming_ones_do_not(community):
    now = timezone.now()
    known = Registration.objects.exclude(attendance="")

    assert known.filter(event__starts_at__lt=now).count() > 2000
    assert not known.filter(event__starts_at__gte=now).exists()
    assert not known.exclude(status="confirmed").exists()
    assert not Registration.objects.filter(queued_at__gt=now).exists()


@pytest.mark.django_db
def test_portraits_are_pictures_that_members_can_see(community):
    shown = [person for person in Member.objects.exclude(photo="") if person.photo_url]

    answer = door("membre").get(shown[0].photo_url)

    assert len(shown) > 50
    assert len({person.photo.read() for person in shown}) > 50
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")


@pytest.mark.django_db
def test_no_mail_is_prepared_and_no_task_waits(community):
    assert not Delivery.objects.exists()
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("name", DOORS)
def test_each_account_signs_in_and_reads_its_pages(community, name):
    visit = Client()

    answer = visit.post("/connexion/", {"login": f"{name}@demo.example", "password": "capassistant"})

    assert (answer.status_code, answer["Location"]) == (302, "/")
    for path in ("/", "/agenda/", "/membres/", "/journal/", "/communaute/", "/moi/", "/charte/"):
        assert visit.get(path).status_code == 200, path


@pytest.mark.django_db
def test_each_account_opens_its_own_doors(community):
    opened = {name: [item.label for item in door(name).get("/").context["nav"].items[5:]] for name in DOORS}

    assert opened == {
        "membre": [],
        "core-team": ["Coulisses"],
        "redaction": ["Rédaction"],
        "sponsor": [],
        "admin": ["Rédaction", "Coulisses"],
    }


@pytest.mark.django_db
def test_the_visitor_has_places_and_a_rank_in_a_line(community):
    member = door("membre")

    home = member.get("/")

    mine = home.context["engagements"]
    assert member.member.short_name == "Camille R."
    assert [row.registration.status for row in mine] == ["confirmed", "waiting", "confirmed"]
    assert mine[1].registration.rank == 2
    offer, place = home.context["awaited"]
    assert [answer.label for answer in offer.answers] == ["Je prends la place", "Je cède mon tour"]
    assert place.tab == "Une place pour vous"
    assert mine[0].event.starts_at - timezone.now() < datetime.timedelta(days=14)


@pytest.mark.django_db
def test_a_place_is_offered_to_the_visitor_with_time_to_answer(community):
    offer = Registration.objects.offered().get()

    assert offer.member == door("membre").member
    assert offer.offer_expires_at > timezone.now()
    assert offer.event.pool().free == 0


@pytest.mark.django_db
def test_the_visitor_can_register_for_an_open_workshop(community):
    member = door("membre")
    now = timezone.now()
    open_to_all = tomorrow_and_after().with_free_seats().filter(kind="workshop", registration_opens_at__lt=now)
    workshop = open_to_all.exclude(registrations__member=member.member).first()

    member.post(f"{workshop.get_absolute_url()}inscription/")

    assert workshop.registrations.get(member=member.member).is_confirmed
    assert workshop in [mine.event for mine in member.get("/").context["engagements"]]


@pytest.mark.django_db
def test_what_is_coming_shows_every_state_of_an_event(community):
    now = timezone.now()
    coming = tomorrow_and_after()

    assert coming.filter(taken_count__gt=0).with_free_seats().exists()
    assert [event for event in coming if event.seats and event.pool().free == 2]
    assert [event for event in coming if event.pool().free == 0 and event.registrations.waiting().exists()]
    assert coming.filter(registration_opens_at__gt=now).exists()
    assert Event.objects.filter(state="cancelled", starts_at__gt=now).exists()
    assert Event.objects.filter(state="draft").exists()


@pytest.mark.django_db
def test_every_issue_and_article_of_the_demo_can_be_read(community):
    member = door("membre")

    for row in [*Issue.objects.published(), *Article.objects.published().select_related("issue")]:
        assert member.get(row.get_absolute_url()).status_code == 200, row


@pytest.mark.django_db
def test_an_issue_bears_the_season_in_which_it_appeared(community):
    wrong = [
        issue
        for issue in Issue.objects.published()
        if (issue.year, issue.quarter) != (issue.published_on.year, (issue.published_on.month + 2) // 3)
    ]

    assert wrong == []


@pytest.mark.django_db
def test_nobody_accepted_a_text_of_her_own_without_saying_why(community):
    accepted = Transition.objects.filter(to_state="accepted", comment="")

    assert not accepted.filter(article__authorships__member=F("by")).exists()


@pytest.mark.django_db
def test_the_issue_in_preparation_gives_the_committee_something_to_do(community):
    states = set(Article.objects.filter(issue__state="draft").values_list("state", flat=True))

    assert {"submitted", "changes_requested", "accepted"} <= states
    assert door("redaction").get("/redaction/").status_code == 200
    assert Transition.objects.filter(to_state="changes_requested").exclude(comment="").exists()
