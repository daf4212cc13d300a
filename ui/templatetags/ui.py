"""The components pages are made of: ``{% load ui %}``."""

from datetime import datetime

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from clock import paris, words
from ui import richtext as rich
from ui import typography

register = template.Library()

GAUGE_LIMIT = 24

for tell in (words.time_range, words.full_range):
    register.simple_tag(tell)
for say in (words.clock, words.bare_clock, words.day_long, words.dated, words.ordinal, words.in_words):
    register.filter(say)


@register.simple_tag
def icon(name):
    """The drawing ``templates/ui/icons/<name>.svg``: decorative, a word stands beside it. Without a name, none."""
    return render_to_string(f"ui/icons/{name}.svg") if name else ""


@register.inclusion_tag("ui/_avatar.html")
def avatar(member, size=""):
    """Photo or initials of ``member``; ``size`` is "", "s", "l" or "xl"."""
    return {"member": member, "size": size}


@register.inclusion_tag("ui/_compass.html")
def compass(kind):
    """The compass card: ``kind`` is "home", "empty" or "profile"."""
    return {"kind": kind}


@register.inclusion_tag("ui/_cover.html")
def cover(issue):
    """The cover of an issue of the Journal, drawn from its ground, its motif and its lines."""
    return {"issue": issue}


@register.inclusion_tag("ui/_seats_gauge.html")
def seats_gauge(event, mine=0, small=False):
    """One tick a seat, the reader's own in yellow; a bar above 24 seats; nothing when unlimited."""
    taken = event.taken_count
    seats = event.seats or 0
    ticks = ["p"] * (taken - mine) + ["m"] * mine + [""] * (seats - taken)
    return {"ticks": ticks, "small": small, "is_long": seats > GAUGE_LIMIT, "seats": seats, "taken": taken}


@register.inclusion_tag("ui/_date_block.html")
def date_block(moment):
    """The tear-off date of an event, or of one of its days; the colour of its strip comes from the card around it."""
    day = words.local_day(moment)
    weekday = date_format(day, "D") + ("" if get_language() == "en" else ".")
    return {"moment": paris.local(moment) if isinstance(moment, datetime) else moment, "day": day, "weekday": weekday}


@register.filter
def typo(text):
    """A plain text with French typography."""
    return typography.french(str(text))


@register.filter
def richtext(html):
    """Sanitised rich text, ready to be read."""
    return rich.display(html)


@register.inclusion_tag("ui/_crumb.html")
def crumb(label, address="", *args):
    """One step of the breadcrumb; without an address it is the page itself."""
    if address and not address.startswith("/"):
        address = reverse(address, args=args)
    return {"label": label, "address": address}


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


@register.simple_tag
def error_prefix(form):
    """« Erreur : » before the title of a page whose form was refused."""
    return _("Erreur : ") if form is not None and getattr(form, "errors", None) else ""
