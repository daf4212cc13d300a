"""What went wrong elsewhere when one date of a series, or all of them, changed: through the pages."""

import datetime
import re
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from clock.paris import at
from events.models import Event, Registration, Series
from tests.cast import signed_in
from tests.factories import make_event, make_member
from tests.helpers import version_shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

DAY, WEEK = datetime.timedelta(days=1), datetime.timedelta(days=7)
NINE = datetime.time(9)


@pytest.fixture
def host():
    return signed_in(make_member(first_name="Hélène"))


def weekly(host, *, past=0, to_come=3, **fields):
    """So many published Thursdays at nine, run by ``host``, the first ones past."""
    series = Series.objects.create(rhythm=Series.Rhythm.WEEKLY, count=past + to_come)
    first = datetime.date(2027, 3, 18) - past * WEEK
    return [
        make_event(
            "Point", hosts=[host.member], starts_at=at(first + n * WEEK, NINE), series=series,
            series_date=first + n * WEEK, **fields,
        )
        for n in range(past + to_come)
    ]  # fmt: skip


def edit(host, date, **fields):
    """What the form of ``date`` holds, with ``fields`` typed over."""
    now = Event.objects.get(pk=date.pk)
    local = timezone.localtime(now.starts_at)
    typed = {
        "kind": now.kind, "format": now.format, "title": now.title, "promise": "", "description": "", "place": now.place,
        "join_url": now.join_url, "site": "", "seats": now.seats, "day": local.date(), "starts": f"{local:%H:%M}",
        "ends": f"{timezone.localtime(now.ends_at):%H:%M}",
    }  # fmt: skip
    return host.post(f"{now.get_absolute_url()}modifier/", typed | version_shown(now) | fields)


def rows(dates):
    """All that the database holds of each date, its revisions included."""
    return list(Event.objects.filter(pk__in=[date.pk for date in dates]).order_by("pk").values())


def seen(dates):
    """(title, hour, state) of each date."""
    found = [Event.objects.get(pk=date.pk) for date in dates]
    return [(each.title, f"{timezone.localtime(each.starts_at):%H:%M}", each.state) for each in found]


@pytest.mark.parametrize("scope", ["this", "following", "all"])
def test_bug_the_dates_before_the_one_that_is_edited_stay_as_they_were(host, scope):
    """mui/mui-x#19263: editing a later occurrence removed the earlier ones; past ones must never be modified."""
    dates = weekly(host, past=2, to_come=3)
    before = rows(dates[:2])

    page = host.get(f"{dates[3].get_absolute_url()}modifier/")
    edit(host, dates[3], title="Autre", starts="10:00", ends="11:30", scope=scope)

    assert [value for value, _ in page.context["form"].fields["scope"].choices] == ["this", "following", "all"]
    assert rows(dates[:2]) == before
    old, new = ("Point", "09:00", "published"), ("Autre", "10:00", "published")
    changed = {"this": [old, new, old], "following": [old, new, new], "all": [new, new, new]}
    assert seen(dates[2:]) == changed[scope]


def test_bug_every_date_of_a_long_series_is_there_at_once_and_found_again(host):
    """jemproject/JEM-Project#1762: dates more than sixty days ahead were not made, nor the rhythm shown again."""
    (event,) = weekly(host, to_come=1)
    Event.objects.filter(pk=event.pk).update(series=None, series_date=None)
    Series.objects.all().delete()
    rhythm = {"rhythm": "weekly", "interval": 2, "count": 26, "until_on": "", "chosen": ""}
    page = f"{event.get_absolute_url()}serie/?{urlencode(rhythm)}"

    days = [str(row.day) for row, _ in host.get(page).context["form"].rows()]
    host.post(page, {"days": days})

    series = Series.objects.get()
    expected = [datetime.date(2027, 3, 18) + 2 * n * WEEK for n in range(26)]
    assert sorted(series.days()) == expected
    assert (series.rhythm, series.interval, series.count) == ("weekly", 2, 26)
    assert {f"{timezone.localtime(date.starts_at):%H:%M}" for date in series.events.all()} == {"09:00"}


def test_bug_registering_for_the_series_reaches_from_now_on_and_one_date_may_be_left(host):
    """jemproject/JEM-Project#1764: to register for a whole series and give it back, from now on, beside single dates."""
    dates = weekly(host, past=1, to_come=3)
    member = signed_in(make_member())

    def places():
        mine = dict(Registration.objects.filter(member=member.member).values_list("event", "status"))
        return [mine.get(date.pk) for date in dates]

    member.post(f"{dates[2].get_absolute_url()}inscription/serie/")
    assert places() == [None, "confirmed", "confirmed", "confirmed"]

    member.post(f"{dates[2].get_absolute_url()}desinscription/")
    assert places() == [None, "confirmed", "cancelled", "confirmed"]

    member.post(f"{dates[3].get_absolute_url()}desinscription/serie/")
    assert places() == [None, "cancelled", "cancelled", "cancelled"]

    member.post(f"{dates[1].get_absolute_url()}inscription/")
    assert places()[1:] == ["confirmed", "cancelled", "cancelled"]


def test_bug_the_page_of_one_date_edits_that_date(host):
    """llazzaro/django-scheduler#274: the form behind an occurrence was that of the event, and changed them all."""
    dates = weekly(host)
    others = rows([dates[0], dates[2]])

    page = host.get(dates[1].get_absolute_url()).content.decode()
    (address,) = set(re.findall(r'href="([^"]*/modifier/)"', page))
    form = host.get(address).context["form"]
    edit(host, dates[1], title="Séance spéciale")

    assert form.initial["day"] == datetime.date(2027, 3, 25)
    assert seen(dates)[1] == ("Séance spéciale", "09:00", "published")
    assert rows([dates[0], dates[2]]) == others


def test_bug_how_far_a_change_reaches_is_asked_and_the_least_is_ticked(host):
    """XiovV/calich#36: « this », « this and the following » or « all » for each edit and each cancellation.

    Its own examples: one date off leaves the rest; one Thursday at ten disturbs no other; a title for
    all reaches all and leaves that Thursday at ten.
    """
    dates = weekly(host, to_come=4)

    for page in ("modifier/", "annulation/"):
        html = host.get(dates[1].get_absolute_url() + page).content.decode()
        assert re.findall(r'<input[^>]*name="scope"[^>]*value="(\w+)"[^>]*checked', html) == ["this"]
    host.post(f"{dates[1].get_absolute_url()}annulation/", {"reason": "Férié", "scope": "this"})
    edit(host, dates[2], starts="10:00", ends="11:30", scope="this")
    edit(host, dates[0], title="Point du jeudi", scope="all")

    assert seen(dates) == [
        ("Point du jeudi", "09:00", "published"),
        ("Point", "09:00", "cancelled"),
        ("Point du jeudi", "10:00", "published"),
        ("Point du jeudi", "09:00", "published"),
    ]
