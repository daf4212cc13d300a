"""Articles among the answers of the search."""

from contributions.search import Group
from journal.models import Article
from members.fulltext import headline, in_words, marked, near
from members.models import Member

LATEST = "-issue__number"


def found(text: str, viewer: Member) -> Group:
    """Published articles and one's own drafts, with an extract in which the words are marked."""
    seen = Article.objects.visible_to(viewer).filter(issue__isnull=False).select_related("issue", "section")
    seen = seen.defer("body", "search_vector")
    rows, total = in_words(seen.annotate(headline=headline("body", text)), text, LATEST) or near(seen, text, LATEST)
    for article in rows:
        article.extract = marked(getattr(article, "headline", ""))
    return Group("articles", "journal/_found.html", rows, total)
