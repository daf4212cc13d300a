"""What a member does in the apps above the directory, for her or his page: composed here, where all is seen."""

from django import template

from events.models import Event
from journal.models import Article

register = template.Library()

SOON = 3
WRITTEN = 5


@register.inclusion_tag("capassistant/_activity.html", takes_context=True)
def activity(context, member):
    """The next events ``member`` hosts and the latest articles he or she signed, as the reader may see them."""
    viewer = context["request"].user
    hosted = Event.objects.visible_to(viewer).published().filter(hosts__member=member).upcoming()
    written = Article.objects.visible_to(viewer).published().written_by(member)
    return {
        "hosted": list(hosted.select_related("site")[:SOON]),
        "written": list(written.light().select_related("issue").order_by("-issue__number", "position")[:WRITTEN]),
    }
