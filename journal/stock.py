"""All texts of the committee that the board of an issue does not hold, one selection after the other."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from journal.models import Article


@dataclass
class Selection:
    """A way through the texts: its word in the address, its name, what it holds."""

    key: str
    title: str
    articles: object

    @property
    def total(self):
        return self.articles.count()


def selections(member):
    """The stock, what waits to be read by ``member``, what was given up."""
    visible = Article.objects.visible_to(member)
    texts = visible.light().select_related("section", "issue").signed()
    latest_first = texts.order_by("-saved_at", "-pk")
    return [
        Selection("reserve", _("Sans numéro"), visible.in_stock().select_related("section", "issue").signed()),
        Selection("a-relire", _("À relire"), latest_first.to_be_read_by(member.pk)),
        Selection("abandonnes", _("Abandonnés"), latest_first.filter(state=Article.State.DISCARDED)),
    ]
