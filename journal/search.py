"""Articles among the answers of the search."""

from contributions.search import Answers
from journal.models import Article
from members.fulltext import headline, in_words, marked, near
from members.models import Member

LATEST = "-issue__number"


def found(text: str, viewer: Member) -> Answers:
    """Published articles and one's own drafts, with an extract in which the words are marked."""
    seen = Article.objects.visible_to(viewer).filter(issue__isnull=False).select_related("issue", "section")
    seen = seen.defer("body", "search_vector")
    quoted = in_words(seen.annotate(headline=headline("body", text)), text, LATEST)
    return Answers("articles", "journal/_found.html", (quoted, near(seen, text, LATEST)), told=_with_extracts)


def _with_extracts(articles: list[Article]) -> list[Article]:
    for article in articles:
        article.extract = marked(getattr(article, "headline", ""))
    return articles
