"""What lists of events show: ``{% load events %}``."""

from django import template

from events.panel.badge import badge_of, in_brief, is_full

register = template.Library()
register.filter("badge", badge_of)
register.filter(in_brief)
register.filter(is_full)
