"""What is left of a text without the signs that nobody sees."""

import pytest

from ui.words import one_line, visible


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Grève\r\nà Lyon\tdemain\n", "Grève\r\nà Lyon\tdemain\n"),
        ("un\u2028deux\u2029trois\x85quatre\x0bcinq", "un\ndeux\ntrois\nquatre\ncinq"),
        ("a\x07b\x1b[31mc\x9bd", "a b [31mc d"),
        ("photo\u202egpj.exe\u2066", "photogpj.exe"),
        ("👩🏽\u200d💼 مريم\u200f n°\u202f3", "👩🏽\u200d💼 مريم\u200f n°\u202f3"),
        ("a\x00b", "a\x00b"),
    ],
)
def test_only_what_nobody_sees_is_taken_away(typed, kept):
    assert visible(typed) == kept
    assert visible(kept) == kept


def test_on_one_line_every_end_of_line_is_a_space():
    assert one_line(" un\r\ndeux\u2028 trois\x07 ") == "un deux trois"
