"""Rich text as plain words, for who writes without scripts: nothing is lost on the way there and back."""

import re
from html import escape
from itertools import permutations

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ui.fields import RichTextField, RichTextWidget
from ui.plain import as_html, as_text, pieces
from ui.richtext import sanitise

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
REL = 'rel="noopener noreferrer nofollow"'
NOTATION = [
    ("Un\n\nDeux\nTrois", "<p>Un</p><p>Deux<br>Trois</p>"),
    ("Au menu :\n- un\n• deux\n\n* trois\n\nFin", "<p>Au menu :</p><ul><li><p>un</p></li><li><p>deux</p></li><li><p>trois</p></li></ul><p>Fin</p>"),
    ("1. un\n2) deux", "<ol><li><p>un</p></li><li><p>deux</p></li></ol>"),
    ("12. rue du Port\n2027. Une année", "<p>12. rue du Port<br>2027. Une année</p>"),
    ("- un\n  - dedans\n\n  suite\n- deux", "<ul><li><p>un</p><ul><li><p>dedans</p></li></ul><p>suite</p></li><li><p>deux</p></li></ul>"),
    ("# Titre\n## Intertitre\nTexte", "<h2>Titre</h2><h3>Intertitre</h3><p>Texte</p>"),
    ("> cité\n>\n> encore\n\n---", "<blockquote><p>cité</p><p>encore</p></blockquote><hr>"),
    ("**gras**, __italique__", "<p><strong>gras</strong>, <em>italique</em></p>"),
    ("[le **plan**](https://x.fr/a_(b))", f'<p><a href="https://x.fr/a_(b)" {REL}>le <strong>plan</strong></a></p>'),
    ("[le **plan**](https://x.fr/a_(b", "<p>[le <strong>plan</strong>](https://x.fr/a_(b</p>"),
    (r"[le **plan**](https://x.fr/a_\(b\)?c&d)", f'<p><a href="https://x.fr/a_(b)?c&amp;d" {REL}>le <strong>plan</strong></a></p>'),
    ("[moi](mailto:a_b@x.fr) [non](http://x.fr)", f'<p><a href="mailto:a_b@x.fr" {REL}>moi</a> [non](http://x.fr)</p>'),
    ("Nom : ________ *sous réserve, a_b_c, 2 ** 3", "<p>Nom : ________ *sous réserve, a_b_c, 2 ** 3</p>"),
    (r"\- non, \**non\**, C:\dossier", r"<p>- non, **non**, C:\dossier</p>"),
    ("<p>5 < 6 & 7</p>\r\n\r\n<script>", "<p>&lt;p&gt;5 &lt; 6 &amp; 7&lt;/p&gt;</p><p>&lt;script&gt;</p>"),
    ("|+ Horaires |\n|= Jour |= Heure |\n| Lundi | 9 h ¶ à ¶ ¶ - midi |", "<table><caption>Horaires</caption><tbody><tr><th><p>Jour</p></th><th><p>Heure</p></th></tr><tr><td><p>Lundi</p></td><td><p>9 h<br>à</p><ul><li><p>midi</p></li></ul></td></tr></tbody></table>"),
    ("Avant\n| a | b |\nAprès", "<p>Avant</p><table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table><p>Après</p>"),
    ("| une barre seule\n\n|\n\n\\| a | b |", "<p>| une barre seule</p><p>|</p><p>| a | b |</p>"),
    ("[l’agenda](/agenda/) [non](//x.fr/)", f'<p><a href="/agenda/" {REL}>l’agenda</a> [non](//x.fr/)</p>'),
    (" \n\n ", ""),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), NOTATION)
def test_the_notation(typed, kept):
    assert sanitise(as_html(typed)) == kept


def span(text, marks, path):
    """Words within some marks, as the editor writes them."""
    text = escape(text.strip() or "x", quote=False).replace("\u00a0", "&nbsp;")
    for mark in marks:
        text = f'<a href="https://x.fr/{path}" {REL}>{text}</a>' if mark == "a" else f"<{mark}>{text}</{mark}>"
    return text


ORDERS = [order for size in range(4) for order in permutations(("a", "strong", "em"), size)]
SIGNS = "ab c\\*_[]()#>-.1•–é&<\u00a0|¶=+"
SPAN = st.builds(span, st.text(SIGNS, max_size=9), st.sampled_from(ORDERS), st.text("a_*()\\[]é|¶", max_size=6))
LINE = st.lists(SPAN, min_size=1, max_size=3).map("".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).map(lambda lines: f"<p>{'<br>'.join(lines)}</p>")
LEAF = st.one_of(PARAGRAPH, LINE.map("<h2>{}</h2>".format), LINE.map("<h3>{}</h3>".format), st.just("<hr>"))


def containers(inner):
    """Quotations and lists of what ``inner`` makes; two lists in a row would be one, so a paragraph parts them."""
    apart = st.lists(st.builds(lambda block, end: block + end, inner, PARAGRAPH), min_size=1, max_size=2).map("".join)
    items = st.lists(
        st.builds(lambda first, rest: f"<li>{first}{rest}</li>", PARAGRAPH, st.one_of(st.just(""), apart)),
        min_size=1,
        max_size=3,
    ).map("".join)
    cells = st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["th", "td"]), st.one_of(st.just(""), PARAGRAPH, apart))
    rows = st.lists(st.lists(cells, min_size=1, max_size=3).map("".join), min_size=1, max_size=3)
    caption = st.one_of(st.just(""), SPAN.map("<caption>{}</caption>".format))
    body = rows.map(lambda rows: "".join(f"<tr>{row}</tr>" for row in rows))
    return st.one_of(
        st.builds("<table>{}<tbody>{}</tbody></table>".format, caption, body),
        items.map("<ul>{}</ul>".format),
        items.map("<ol>{}</ol>".format),
        apart.map("<blockquote>{}</blockquote>".format),
    )


def holds_no_table_in_a_table(html):
    """A cell has no words for a table: it is told as lines."""
    depth = most = 0
    for tag in re.findall("</?table>", html):
        depth += 1 if tag == "<table>" else -1
        most = max(most, depth)
    return most < 2


BLOCK = st.recursive(LEAF, lambda inner: st.one_of(inner, containers(inner)), max_leaves=6).filter(
    holds_no_table_in_a_table
)
DOCUMENT = st.lists(st.builds(lambda block, end: block + end, BLOCK, PARAGRAPH), min_size=1, max_size=4).map("".join)


@unhurried
@given(DOCUMENT)
def test_all_that_the_editor_writes_can_be_said_in_plain_words(document):
    html = sanitise(document)

    assert sanitise(as_html(as_text(html))) == html


NAMES = ("p", "h2", "li", "ul", "ol", "blockquote", "strong", "em", "b", "table", "caption", "tr", "th", "td", "tfoot")
TAGS = [f"<{end}{name}>" for name in NAMES for end in ("", "/")]
SOUP = st.lists(
    st.one_of(st.sampled_from([*TAGS, "<br>", "<ol start=2>", "<td colspan=2>", "<hr>", '<a href="https://x.fr/>">', "</a>", "\n", "\n\n", "&nbsp;", "&#13;"]), st.text("a -*_#>1.\\[](|¶=", max_size=4)),
    max_size=25,
).map("".join)  # fmt: skip


def sent_back(text, before):
    """What the widget finds when a browser without scripts sends the field."""
    crlf = QueryDict(mutable=True)
    crlf["body"], crlf["body-html"] = (value.replace("\n", "\r\n") for value in (text, before))
    return RichTextField(required=False).clean(RichTextWidget().value_from_datadict(crlf, {}, "body"))


@example("<p>un<br><br>deux</p>\n<p></p><ul><li>a</li></ul><ul><li>b</li></ul>")
@unhurried
@given(SOUP)
def test_a_text_that_comes_back_untouched_is_kept_byte_for_byte(soup):
    stored = sanitise(sanitise(soup).replace("\r", ""))

    assert sent_back(as_text(stored), stored) == stored


@unhurried
@given(
    st.lists(
        st.one_of(
            BLOCK,
            st.just('<ol start="2" type="A"><li>b</li></ol>'),
            st.just("<p>un<br><br>deux</p>"),
            st.just("<ul><li>a</li></ul>\n"),
            st.just("<h2>a<br>b</h2>"),
        ),
        min_size=1,
        max_size=5,
    ),
    st.data(),
)
def test_a_block_that_was_not_touched_keeps_its_html(blocks, data):
    stored = sanitise("".join(blocks))
    told = pieces(stored)
    place = data.draw(st.integers(0, len(told)))
    texts = ["\n\n".join(piece.chunks) for piece in told]

    kept = sent_back("\n\n".join([*texts[:place], "Ajouté.", *texts[place:]]), stored)

    html = [piece.html for piece in told]
    assert kept == sanitise("".join([*html[:place], "<p>Ajouté.</p>", *html[place:]]))


@unhurried
@given(SOUP, st.text("a -*_#>1.\\[](\n|¶=+", max_size=60))
def test_words_are_never_markup(stored, typed):
    kept = sent_back(typed, stored)

    assert sanitise(kept) == kept


def test_what_comes_from_the_editor_is_html():
    sent = QueryDict(mutable=True)
    sent["body"] = "<p>Un</p>"

    assert RichTextWidget().value_from_datadict(sent, {}, "body") == "<p>Un</p>"


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "**__" * 15_000, "> " * 30_000, "a\n\n" * 20_000, "- " * 30_000, "](https://" * 6_000]
)
def test_a_strange_text_does_not_keep_the_server_busy(text):
    before = as_html("b\n\n" + text)

    assert sanitise(as_html(text, before))
    assert as_text("<blockquote>" * 2000 + "x" + "</blockquote>" * 2000)


def test_the_field_says_how_to_write_and_carries_the_html():
    page = RichTextWidget().render(
        "body", "<p>Un</p><ul><li>deux</li></ul>", {"id": "id_body", "aria-describedby": "id_body_helptext"}
    )

    assert "Un\n\n- deux</textarea>" in page
    assert 'aria-describedby="id_body_helptext id_body_plain"' in page
    assert 'id="id_body_plain"' in page
    assert 'name="body-html" value="&lt;p&gt;Un&lt;/p&gt;&lt;ul&gt;&lt;li&gt;deux&lt;/li&gt;&lt;/ul&gt;"' in " ".join(
        page.split()
    )


@pytest.mark.parametrize("before", [None, "<p>x</p>", "<ul>" * 100_000])
@pytest.mark.parametrize("typed", ["a" + " " * 200_000 + "b", "a@" * 100_000])
def test_bug_a_text_too_long_is_cut_before_it_is_read_and_refused(typed, before):
    sent = QueryDict(mutable=True)
    sent["body"] = typed
    if before is not None:
        sent["body-html"] = before
    field = RichTextField(max_length=2_000)

    value = field.widget.value_from_datadict(sent, {}, "body")

    assert len(value) < 5_000
    with pytest.raises(ValidationError, match="trop long"):
        field.clean(value)


def test_spaces_at_the_ends_of_lines_are_no_words():
    assert as_html("a \t \r\n \t\nb  c\t") == "<p>a</p><p>b  c</p>"


def test_a_paragraph_among_many_alike_keeps_its_html():
    before = sanitise("<p>a<br><br>a<br><br>b</p>")

    assert as_html("a\n\na\n\na\n\nb", before) == f"<p>a</p>{before}"
