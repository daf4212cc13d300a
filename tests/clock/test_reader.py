"""What is said is at the hour of Paris; a reader elsewhere also reads the own one."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from clock import words
from clock.reader import reading_in
from tests.clock import HOUR, PARIS

pytestmark = pytest.mark.usefixtures("clock")

START = datetime(2027, 3, 23, 14, tzinfo=PARIS)
END = START + 1.5 * HOUR
SPACE = "\u00a0"
ELSEWHERE = [
    ("America/Martinique", "9 h – 10 h 30"),
    ("Indian/Reunion", "17 h – 18 h 30"),
    ("Pacific/Noumea", "mercredi 24 mars, 0 h – 1 h 30"),
]


def plain(said):
    return said.replace(SPACE, " ")


@pytest.mark.parametrize(("zone", "own"), ELSEWHERE)
def test_a_reader_elsewhere_reads_the_hours_of_paris_and_the_own_ones(zone, own):
    with reading_in(zone):
        short, full = plain(words.time_range(START, END)), plain(words.full_range(START, END))
        day, hour = words.day_long(START), plain(words.clock(START))

    assert short == full == f"14 h – 15 h 30 (heure de Paris), soit {own} chez vous"
    assert (day, hour) == ("mardi 23 mars", "14 h (heure de Paris)")


@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Madrid"])
def test_who_has_the_hours_of_paris_reads_them_once(zone):
    with reading_in(zone):
        said = [plain(words.time_range(START, END)), plain(words.full_range(START, END)), plain(words.clock(START))]

    assert said == ["14 h – 15 h 30", "14 h – 15 h 30 (heure de Paris)", "14 h"]


def test_the_last_day_is_said_in_each_clock():
    with reading_in("Pacific/Noumea"):
        said = plain(words.time_range(START, END + 24 * HOUR))

    assert said == (
        "14 h – mercredi 24 mars, 15 h 30 (heure de Paris),"
        " soit mercredi 24 mars, 0 h – jeudi 25 mars, 1 h 30 chez vous"
    )


def test_the_same_in_english():
    with override("en"), reading_in("Pacific/Noumea"):
        said, hour = words.time_range(START, END), words.clock(START)

    assert hour == "14:00 (Paris time)"
    assert said == "14:00 – 15:30 (Paris time), which is Wednesday 24 March, 00:00 – 01:30 where you are"


def test_a_zone_is_left_with_its_reader():
    with reading_in("Pacific/Noumea"):
        pass

    assert plain(words.clock(START.astimezone(ZoneInfo("Pacific/Noumea")))) == "14 h"
