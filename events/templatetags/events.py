"""What lists of events show: ``{% load events %}``."""

from django import template
from django.template.loader import render_to_string

from events.panel.badge import badge_of, in_brief, is_full
from ui.cards import kept

register = template.Library()
register.filter("badge", badge_of)
register.filter(in_brief)
register.filter(is_full)


@register.simple_tag
def fixed(name):
    """A part of a page that says the same to everybody, drawn once."""
    return part(str.__str__(name))


@kept
def part(name):
    return render_to_string(name)
