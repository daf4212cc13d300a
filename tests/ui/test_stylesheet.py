"""The stylesheet: light enough, readable in both themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings


def packed(text):
    """A sheet without the white space that only its readers need."""
    return re.sub(r"\s*([{};:,>])\s*", r"\1", " ".join(text.split())).replace(";}", "}")


STYLES = packed(Path(settings.BASE_DIR / "static/css/capassistant.css").read_text())
LIGHT, DARK = 0, 1
INK = "#10282E"
TEXT, BORDER = 4.5, 3

PAIRS = [
    ("encre", "fond", TEXT),
    ("encre", "surface", TEXT),
    ("encre", "surface-2", TEXT),
    ("encre", "lagune", TEXT),
    ("encre", "cire-pale", TEXT),
    ("encre", "bruyere-pale", TEXT),
    ("encre", "algue-pale", TEXT),
    ("encre", "rouge-pale", TEXT),
    ("encre-2", "fond", TEXT),
    ("encre-2", "surface", TEXT),
    ("encre-2", "surface-2", TEXT),
    ("canard", "fond", TEXT),
    ("canard", "surface", TEXT),
    ("canard", "lagune", TEXT),
    ("canard-fort", "lagune", TEXT),
    ("sur-canard", "canard", TEXT),
    (INK, "cire", TEXT),
    ("cire-fort", "cire-pale", TEXT),
    ("bruyere", "fond", TEXT),
    ("bruyere", "bruyere-pale", TEXT),
    ("algue", "surface", TEXT),
    ("algue", "algue-pale", TEXT),
    ("rouge", "surface", TEXT),
    ("rouge", "rouge-pale", TEXT),
    ("#FFFFFF", "abysse", TEXT),
    ("cire", "abysse", TEXT),
    ("#FFFFFF", "#7A2553", TEXT),
    ("#FFFFFF", "#0B5A68", TEXT),
    ("#FFFFFF", "#235B35", TEXT),
    ("#FFFFFF", "#1D3557", TEXT),
    ("trait-fort", "fond", BORDER),
    ("trait-fort", "surface", BORDER),
    ("focus", "fond", BORDER),
    ("focus", "surface", BORDER),
]


def tokens():
    """Name -> (light, dark) of every colour of the design."""
    return {
        name: (light, dark)
        for name, light, dark in re.findall(r"--([\w-]+):light-dark\((#\w{3,6}),(#\w{3,6})\)", STYLES)
    }


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_every_pair_of_colours_can_be_read(front, ground, least, theme):
    colours = tokens()
    front, ground = (name if name.startswith("#") else colours[name][theme] for name in (front, ground))

    assert contrast(front, ground) >= least


def test_the_known_ratios_are_found_again():
    assert round(contrast("#10282E", "#F4F7F6"), 1) == 14.3
    assert round(contrast("#B3261E", "#FCE8E5"), 1) == 5.5


def test_browsers_without_two_palettes_get_the_light_one():
    fallback = STYLES[STYLES.index("@supports not (color:light-dark") :].split("}}")[0]
    expected = {name: light for name, (light, _dark) in tokens().items()}

    assert dict(re.findall(r"--([\w-]+):(#\w{3,6})", fallback)) == expected


def test_the_stylesheet_stays_light():
    assert len(STYLES.encode()) < 40_000


@pytest.mark.parametrize("path", sorted((settings.BASE_DIR / "static/css").glob("*.css")), ids=lambda path: path.name)
def test_styles_call_only_files_of_ours(path):
    text = path.read_text()

    assert not re.search(r"data:|https?://|@import", text)
    for address in re.findall(r"url\(([^)]+)\)", text):
        assert (path.parent / address).resolve().is_file(), address


def test_bug_the_sheets_of_others_ask_for_no_image_that_the_content_policy_refuses():
    sheets = sorted((settings.BASE_DIR / "static/vendor").glob("*.css"))

    assert [path.name for path in sheets if "data:" in path.read_text()] == []
    assert sheets
