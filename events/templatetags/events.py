"""What lists of events show: ``{% load events %}``."""

from django import template

from clock.words import day_long
from events.panel.badge import badge_of, is_full

register = template.Library()
register.filter("badge", badge_of)
register.filter(is_full)


@register.filter
def in_brief(event, registration):
    """The day and where one stands, for the ear: « jeudi 15 octobre, complet »."""
    badge = badge_of(event, registration)
    return ", ".join([day_long(event.starts_at), *([badge.label.lower()] if badge else [])])
