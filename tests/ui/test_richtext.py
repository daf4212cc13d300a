"""Rich text: what is kept, what is shown."""

import re
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import example, given
from hypothesis import strategies as st

from ui.fields import RichTextField
from ui.richtext import display, plain_text, sanitise

HOSTILE = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="http://example.org/">x</a>',
    '<a href="//example.org/">x</a>',
    '<a href="/membres/">x</a>',
    '<a href="#x" style="position:fixed">x</a>',
    '<a href="https://x.example" target="_blank" onmouseover="a()" rel="opener">x</a>',
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<iframe src=https://example.org></iframe>",
    '<form action="https://x.example"><input name=password></form>',
    '<meta http-equiv="refresh" content="0;url=https://x.example">',
    '<base href="https://x.example">',
    "<style>body{display:none}</style>",
    '<p style="position:fixed;inset:0">x</p>',
    '<p class="alert alert-danger" id="contenu">x</p>',
    "<!--><script>alert(1)</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><script>alert(1)</script></template>",
    "<textarea></textarea><script>alert(1)</script>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    '<h2><a href="https://x.example/?a=1&amp;b=%22onclick">"><img src=x></a></h2>',
    '<h2>"><script>alert(1)</script></h2>',
    "<<script>script>alert(1)<</script>/script>",
    "<p>\x00<scr\x00ipt>alert(1)</script></p>",
    "<object data=x></object><embed src=x>",
    "<details open ontoggle=alert(1)>x</details>",
    '<table onclick=alert(1)><caption>"><img src=x onerror=alert(1)></caption><tr><td background=javascript:alert(1)>x',
    "<table><tr><td style='position:fixed' class=alert id=contenu colspan='\"><script>'>x</table>",
    '<a href="/\\\\example.org/">x</a>',
    '<a href="/\t/example.org/">x</a>',
    "<div class=defile role=alert tabindex=1>x</div>",
]
ALLOWED = {
    *("a", "blockquote", "br", "em", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}
COUNTS = {"ol": {"start", "type"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
FRAME = {"class": "defile", "role": "group", "tabindex": "0"}


class Reader(HTMLParser):
    """Every tag and attribute of a text, as a browser would find them."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def assert_harmless(html):
    for tag, attributes in Reader(html).tags:
        if tag == "div":
            assert attributes.pop("aria-label")
            assert attributes == FRAME
            continue
        assert tag in ALLOWED
        if tag == "a":
            assert set(attributes) <= {"href", "rel"}
            assert attributes["rel"] == "noopener noreferrer nofollow"
            assert re.match(r"https://|mailto:|/[^/\\]", attributes.get("href", "https://"))
        elif tag in COUNTS:
            assert set(attributes) <= COUNTS[tag]
            assert all(re.fullmatch(r"\d{1,4}|[aAiI]|col|row", value) for value in attributes.values())
        elif tag == "table":
            assert attributes in ({}, {"class": "table"})
        elif tag == "h2":
            assert set(attributes) <= {"id"}
        else:
            assert attributes == {}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_is_kept_nor_shown(text):
    assert_harmless(sanitise(text))
    assert_harmless(display(text))
    assert_harmless(display(sanitise(text)))


@example("2<p>")
@given(st.text(alphabet="<>/=\"'&;#aphscript onx:2\x00\n ", max_size=60))
def test_no_mix_of_signs_gets_through(text):
    kept = sanitise(text)

    assert_harmless(kept)
    assert_harmless(display(kept))
    assert sanitise(kept) == kept


def test_what_the_editor_writes_is_kept_as_it_is():
    text = (
        "<h2>Avant</h2><p>Un <strong>mot</strong>, un <em>autre</em>.<br>Puis</p><ul><li><p>un</p></li></ul>"
        "<ol><li>deux</li></ol><blockquote><p>cité</p></blockquote><hr><h3>Après</h3>"
        '<p><a href="https://exemple.fr/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">lien</a></p>'
    )

    assert sanitise(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Bonjour", "<p>Bonjour</p>"),
        ("Un\n\nDeux\nTrois", "<p>Un</p><p>Deux<br>Trois</p>"),
        ("Un\r\n\r\nDeux", "<p>Un</p><p>Deux</p>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("<p></p>", ""),
        ("<p>&nbsp;</p><ul><li><p><br></p></li></ul>", ""),
        ("  \n ", ""),
        ("", ""),
    ],
)
def test_a_text_typed_without_the_editor_becomes_paragraphs(typed, kept):
    assert sanitise(typed) == kept


def test_the_display_sets_words_but_never_addresses():
    html = "<p>Voir <a href=\"https://exemple.fr/?l'an\">l'an</a> ?</p>"

    assert display(html) == (
        '<p>Voir <a href="https://exemple.fr/?l&#x27;an" rel="noopener noreferrer nofollow">l’an</a>\u202f?</p>'
    )


def test_an_english_reader_gets_no_french_typography():
    with override("en"):
        assert display("<p>Ready ?</p>") == "<p>Ready ?</p>"


def test_bug_no_title_bears_an_address_which_another_text_of_the_page_may_bear_too():
    assert display("<h2>L’été</h2><p>x</p><h2>L’été</h2>") == "<h2>L’été</h2><p>x</p><h2>L’été</h2>"


def test_the_filter_shows_what_is_allowed_and_nothing_else():
    shown = Template("{% load ui %}{{ text|richtext }}").render(Context({"text": "<p>Un</p><script>x</script>"}))

    assert shown == "<p>Un</p>"


def test_plain_text_is_a_line_a_block():
    html = "<h2>Deux mots</h2><p>Puis &amp; <strong>trois</strong></p>"

    assert plain_text(html) == "Deux mots\nPuis & trois"


def test_the_field_keeps_clean_text_and_asks_for_words():
    field = RichTextField(max_length=200)

    assert field.clean("<p>Un<script>x</script></p>") == "<p>Un</p>"
    for empty in ("", "<p></p>", "<p><br></p>", "<hr>"):
        with pytest.raises(Exception, match="Écrivez quelques mots"):
            field.clean(empty)


def test_the_editor_is_a_text_area_whose_scripts_take_a_nonce():
    field = RichTextField()

    assert "<textarea" in field.widget.render("body", "<p>x</p>", {"id": "id_body"})
    media = field.widget.media.render(attrs={"nonce": "abc"})
    assert media.count("<script") == media.count('nonce="abc"') - media.count("<link")
    assert (
        media.index("importmap")
        < media.index('src="/static/django_prose_editor/editor.js')
        < media.index("js/editor.js")
    )


def test_bug_blocks_that_show_nothing_go_with_all_those_around_them():
    assert sanitise("<p>a</p>" + "<ul><li>" * 30_000) == "<p>a</p>"
    assert sanitise("<ul><li><p><br></p></li><li>a<ul><li> </li></ul></li></ul>") == "<ul><li>a</li></ul>"


def test_what_stands_too_deep_keeps_its_words_alone():
    text = "<blockquote>" * 60 + "dit" + "</blockquote>" * 60 + "<ul><li><em>a</em></li></ul>"

    kept = sanitise(text)

    assert kept == "<blockquote>" * 20 + "dit" + "</blockquote>" * 20 + "<ul><li><em>a</em></li></ul>"
    assert sanitise(kept) == kept


def test_many_paragraphs_are_not_deep_even_when_none_is_closed():
    assert sanitise("<p>a" * 50) == "<p>a</p>" * 50
    assert sanitise("<ul>" + "<li>a" * 50) == "<ul>" + "<li>a</li>" * 50 + "</ul>"


@pytest.mark.parametrize("sign", ["\u2028", "&#x2028;", "\u202e", "&#8238;", "\x07", "&#7;"])
def test_signs_that_nobody_sees_are_neither_kept_nor_shown(sign):
    for html in (sanitise(f"<p>a{sign}b</p>"), display(f"<p>a{sign}b</p>")):
        assert html in ("<p>a\nb</p>", "<p>ab</p>", "<p>a b</p>")


def test_a_sign_within_an_address_does_not_end_its_tag():
    assert plain_text('<p><a href="https://x.fr/?a>b">lien</a></p>') == "lien"


@pytest.mark.parametrize("text", ["&" * 150, "<a href='https:x'>a</a>" * 8])
def test_bug_a_text_that_grows_as_it_is_cleaned_is_not_longer_than_the_field(text):
    with pytest.raises(ValidationError, match="trop long"):
        RichTextField(max_length=200).clean(text)


TABLE = (
    "<table><caption>Horaires de l'été</caption><tbody><tr><th>Jour</th><th><p>Heure</p></th></tr>"
    '<tr><th>Lundi</th><td><p>de <strong>9 h</strong></p><p>à <a href="https://x.fr" rel="noopener noreferrer nofollow">'
    "midi</a></p></td></tr></tbody></table>"
)


def test_a_table_is_kept_with_its_caption_its_headings_and_what_its_cells_hold():
    assert sanitise(TABLE) == TABLE
    assert sanitise('<table><tr><td colspan="2">a<td rowspan=1 colspan=99999>b<tr><td>c</table>') == (
        '<table><tbody><tr><td colspan="2">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>'
    )


def test_a_table_is_read_inside_a_frame_of_its_name_and_its_headings_say_what_they_head():
    shown = display(TABLE)

    assert shown.startswith('<div class="defile" role="group" tabindex="0" aria-label="Horaires de l’été"><table')
    assert [(tag, attributes.get("scope")) for tag, attributes in Reader(shown).tags if tag in ("th", "td")] == [
        ("th", "col"), ("th", "col"), ("th", "row"), ("td", None),
    ]  # fmt: skip
    assert shown.endswith("</table></div>")
    assert 'aria-label="Tableau"' in display("<table><tr><td>a</td></tr></table>")


def test_the_words_of_two_cells_stand_apart():
    assert plain_text("<table><tr><td>Lundi</td><td>9 h</td></tr><tr><td>Mardi</td></tr></table>").split() == [
        "Lundi", "9", "h", "Mardi",
    ]  # fmt: skip


def test_a_table_goes_when_none_of_its_cells_shows_anything():
    assert sanitise("<table><caption> </caption><tr><td><p></p></td><td>&nbsp;</td></tr></table>") == ""
    assert sanitise("<table><tr><td>a</td><td><p></p></td></tr></table>") == (
        "<table><tbody><tr><td>a</td><td></td></tr></tbody></table>"
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<ol type="A" start="3">', '<ol type="A" start="3">'),
        ('<ol start="2" type="i" data-type="lower-roman">', '<ol start="2" type="i">'),
        ('<ol start="1" type="1">', "<ol>"),
        ('<ol start="-1" type="disc">', "<ol>"),
        ('<ol start="²" reversed>', "<ol>"),
    ],
)
def test_a_list_keeps_how_it_counts_and_where_it_starts(written, kept):
    assert sanitise(f"{written}<li>a</li></ol>") == f"{kept}<li>a</li></ol>"
    assert display(f"{written}<li>a</li></ol>") == f"{kept}<li>a</li></ol>"


@pytest.mark.parametrize(
    ("address", "stays"),
    [
        ("https://x.fr/", True),
        ("mailto:a@x.fr", True),
        ("/membres/", True),
        ("http://intranet.example/a?b#c", True),
        ("http://a.wiki.example:8080/", True),
        ("http://portail.example/agenda/", True),
        ("http://evil-intranet.example/", False),
        ("http://x.fr\\@intranet.example/", False),
        ("http://[", False),
        ("//x.fr/", False),
        ("#ancre", False),
        ("page.html", False),
        ("file:///C:/plan.docx", False),
        ("ftp://intranet.example/", False),
    ],
)
def test_links_of_the_portal_and_of_known_hosts_stay_and_no_others(settings, address, stays):
    settings.SITE_URL, settings.HTTP_LINK_HOSTS = "http://portail.example", ["intranet.example", ".wiki.example"]

    assert (f'href="{address}"' in sanitise(f'<p><a href="{address}">a</a></p>')) == stays
