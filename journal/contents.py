"""The table of contents of an issue: its articles in order, the runs of a feature, what stands before and after."""

import itertools
from dataclasses import dataclass

from journal.models import Article


def articles_of(issue, member):
    """The table of contents of ``issue``, of what ``member`` may see, ready to be linked and signed."""
    articles = Article.objects.visible_to(member).filter(issue=issue).light().select_related("section")
    articles = list(articles.signed().in_order())
    for article in articles:
        article.issue = issue
    return articles


def neighbours(article, member):
    """The pieces before and after in the table of contents, of those that ``member`` may see."""
    if article.issue is None:
        return None, None
    row = Article.objects.visible_to(member).filter(issue=article.issue).in_order()
    row = list(row.only("pk", "title", "slug", "position"))
    for piece in row:
        piece.issue = article.issue
    place = next(index for index, piece in enumerate(row) if piece.pk == article.pk)
    before = row[place - 1] if place else None
    return before, next(iter(row[place + 1 : place + 2]), None)


@dataclass
class Group:
    """A run of the table of contents: the articles of one feature, or those of the other sections."""

    feature: object
    entries: list


def groups_of(articles):
    """The table of contents in its order, cut where a feature begins or ends."""
    ranked = list(enumerate(articles, 1))

    def feature(entry):
        section = entry[1].section
        return section if section is not None and section.is_feature else None

    return [Group(key, list(entries)) for key, entries in itertools.groupby(ranked, feature)]
