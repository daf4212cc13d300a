"""Issues, sections, articles, their authors, steps and pictures."""

from journal.models.article import Article, Authorship
from journal.models.issue import Issue, Section
from journal.models.picture import Picture
from journal.models.transition import ArticleStep

__all__ = ["Article", "ArticleStep", "Authorship", "Issue", "Picture", "Section"]
