"""Rich text: what is kept, what is shown."""

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
]
ALLOWED = {"a", "blockquote", "br", "em", "h2", "h3", "hr", "li", "ol", "p", "strong", "ul"}


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
        assert tag in ALLOWED
        if tag == "a":
            assert set(attributes) <= {"href", "rel"}
            assert attributes["rel"] == "noopener noreferrer nofollow"
            assert attributes.get("href", "https://").startswith(("https://", "mailto:"))
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


def test_each_title_has_an_address_of_its_own():
    html = "<h2>L’été</h2><p>x</p><h2>L’été</h2><h2>?</h2>"

    assert [attributes["id"] for tag, attributes in Reader(display(html)).tags if tag == "h2"] == [
        "s-lete", "s-lete-2", "s-titre",
    ]  # fmt: skip


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
        < media.index("js/editor.js")
        < media.index('src="/static/django_prose_editor/editor.js')
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
