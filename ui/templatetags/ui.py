"""The components pages are made of: ``{% load ui %}``."""

import re
from functools import cache

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeData
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clock import words
from guards import typed
from ui import aloud as voices
from ui import richtext as rich
from ui import typography
from ui.cards import LONG, drawn_from, kept
from ui.covers import Cover
from ui.forms import attributes, input_attributes

register = template.Library()

GAUGE_LIMIT = 24
BRIEF = 600
"""Signs of a text that is kept as one of many; longer than a standfirst, it is one of few."""
SIZES = {size: size for size in ("", "s", "l", "xl")}
"""Of a portrait."""
SPRITE = "img/icons.svg"
DRAWINGS = frozenset(re.findall('<symbol id="([^"]+)"', (settings.BASE_DIR / "static" / SPRITE).read_text()))
"""The names of the drawings of all icons, which a browser keeps in one file."""

for tell in (words.time_range, words.full_range, attributes, input_attributes):
    register.simple_tag(tell)
for say in (
    words.clock, words.bare_clock, words.day_long, words.day_and_year, words.day_in_year, words.day_in_month,
    words.dated, words.ordinal, words.in_words,
):  # fmt: skip
    register.filter(say)


@register.simple_tag
@kept
def heard_range(start, end):
    """The hours of an event on a page, with their words for the ear; mails have ``time_range``."""
    return voices.aloud(words.time_range(start, end))


@register.simple_tag
@kept
def heard_full_range(start, end):
    """The same, labelled for all."""
    return voices.aloud(words.full_range(start, end))


@register.simple_tag
def include_kept(template, **values):
    """``{% include … only %}`` of what depends on these plain values alone, drawn once for them."""
    return of_template(str.__str__(template), tuple(values.items()))


@kept
def of_template(name, values):
    return drawn_from(name, dict(values))


@register.simple_tag
@cache
def icon(name):
    """The drawing ``name`` of the sprite: decorative, a word stands beside it. Without a name, none."""
    if not name:
        return ""
    if name not in DRAWINGS:
        raise template.TemplateSyntaxError(f"No drawing of static/{SPRITE} is named {name!r}.")
    return format_html('<svg class="ic" aria-hidden="true"><use href="{}#{}"/></svg>', static(SPRITE), name)


@register.simple_tag
def avatar(member, size=""):
    """Photo or initials of ``member``, in one of ``SIZES``."""
    return portrait(member.photo_url, member.tint, member.initials, SIZES[size])


@kept
def portrait(photo_url, tint, initials, size):
    drawing = {"photo_url": photo_url, "tint": tint, "initials": initials, "size": size}
    return render_to_string("ui/_avatar.html", drawing)


@register.inclusion_tag("ui/_compass.html")
def compass(kind):
    """The compass card: ``kind`` is "home", "empty" or "profile"."""
    return {"kind": kind}


@register.simple_tag
def cover(issue):
    """The cover of an issue of the Journal."""
    return str(Cover.of(issue))


@register.inclusion_tag("ui/_seats_gauge.html")
def seats_gauge(event, mine=0, small=False):
    """One tick a seat, the reader's own in yellow; a bar above 24 seats; nothing when unlimited."""
    taken = event.taken_count
    seats = event.seats or 0
    ticks = "b" * (taken - mine) + "u" * mine + "i" * (seats - taken)
    return {"ticks": ticks, "small": small, "is_long": seats > GAUGE_LIMIT, "seats": seats, "taken": taken}


@register.simple_tag
@kept
def date_block(moment):
    """The tear-off date of an event, or of one of its days, with the year when it is another one.

    For the eye: the link beside it says the whole day. The colour of its strip comes from the card around it.
    """
    day = words.local_day(moment)
    weekday = date_format(day, "D") + ("" if get_language() == "en" else ".")
    year = "" if day.year == timezone.localdate().year else day.year
    context = {"day": day, "weekday": weekday, "year": year}
    return render_to_string("ui/_date_block.html", context)


def of_text(draw):
    """A function of a text, drawn by ``draw`` from its signs and whether they are HTML; of long ones few are kept."""
    brief, long = kept(draw), kept(draw, most=LONG)

    def drawn(text):
        written = str(text)
        signs = str.__str__(written)
        return (brief if len(signs) <= BRIEF else long)(signs, isinstance(written, SafeData))

    return drawn


@register.filter
def typo(text):
    """A plain text in the language of the page, with its typography and words for the ear where figures are short."""
    return in_language_of_page(text)


@of_text
def in_language_of_page(text, is_safe):
    return voices.aloud(text if get_language() == "en" else typography.french(text), is_safe=is_safe)


@register.filter
def written(text):
    """A text that people wrote, as ``typo``: in French, which a page in another language says."""
    return in_french(text)


@of_text
def in_french(text, is_safe):
    said = voices.aloud(typography.french(text), is_safe=is_safe)
    return format_html('<span lang="fr">{}</span>', said) if get_language() == "en" else said


@register.simple_tag
def lang_of_members():
    """The attribute of what holds a rich text that people wrote, where the page is in another language."""
    return format_html('lang="{}"', "fr") if get_language() == "en" else ""


@register.filter
def aloud(text):
    """The same of a text that is set already: an hour, « n° 31 »."""
    return as_it_is(text)


@of_text
def as_it_is(text, is_safe):
    return voices.aloud(text, is_safe=is_safe)


@register.filter(is_safe=True)
def in_full(text):
    """A text of a page in words only: what no tag can tell apart for the eye and for the ear."""
    return voices.in_full(text)


@register.filter
def richtext(html):
    """Sanitised rich text, ready to be read and to be heard."""
    return sanitised_and_heard(html or "")


@of_text
def sanitised_and_heard(html, _is_safe):
    return voices.aloud(rich.display(html))


@register.filter
def with_large_letter(html):
    """The same, its first letter large: before an article."""
    return voices.with_large_letter(html)


@register.inclusion_tag("ui/_crumb.html")
def crumb(label, address="", *args):
    """One step of the breadcrumb; without an address it is the page itself."""
    if address and not address.startswith("/"):
        address = reverse(address, args=args)
    return {"label": voices.aloud(label), "address": address}


@register.inclusion_tag("ui/_crumb.html")
def written_crumb(label, address=""):
    """The same, with the title of something that people wrote."""
    return {"label": written(label), "address": address}


@register.simple_tag(takes_context=True)
def pieces(context, found):
    """What other apps add here (``contributions.Piece``), one below the other."""
    return format_html_join("\n", "{}", ((rendered(context, piece),) for piece in found))


def rendered(context, piece):
    """A piece in the page around it, which it leaves as it was."""
    with context.push(**piece.context):
        return context.template.engine.get_template(piece.template).render(context)


@register.inclusion_tag("ui/_pagination.html", takes_context=True)
def pagination(context, page):
    """Links to the pages around ``page``; the other parameters of the address are kept."""
    return {"page": page, "pages": page.paginator.get_elided_page_range(page.number), "request": context["request"]}


@register.inclusion_tag("ui/_form_errors.html")
def form_errors(form):
    """The summary of a form's errors, each a link to its field."""
    return {"form": form}


@register.simple_tag(takes_context=True)
def said_first(context):
    """What the title of a page begins with: that its form was refused, or the words of what has just been done."""
    if getattr(context.get("form"), "errors", None):
        return _("Erreur : ")
    done = [message.message for message in context.get("messages", ()) if message.level_tag == "success"]
    return format_html("{} – ", voices.without_tags(done[0])) if done else ""


@register.simple_tag(takes_context=True)
def said_last(context):
    """What the title of a list ends with: which page of it this is, from the second one on."""
    page = context.get("page_obj") or context.get("page")
    is_further = isinstance(page, Page) and page.number > 1
    return _(", page %(n)s") % {"n": page.number} if is_further else ""


@register.simple_tag
def sealed(user):
    """The hidden field that says whose page this is, so that what is typed in it is not lost (``guards.typed``)."""
    return format_html('<input type="hidden" name="{}" value="{}">', typed.FIELD, typed.seal(user.pk))
