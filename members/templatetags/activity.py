"""What a member does in the apps above the directory, for her or his page."""

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from contributions import contributed
from members.models import Member
from ui.templatetags.ui import pieces

register = template.Library()


@register.simple_tag(takes_context=True)
def activity(context: RequestContext, member: Member) -> SafeString:
    """What each app has to say of ``member``, as the reader may see it."""
    found = [module.pieces(context["request"], member) for module in contributed("activity")]
    return pieces(context, [piece for part in found for piece in part])
