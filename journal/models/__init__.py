"""Issues, sections, articles, their authors, steps and pictures."""

from journal.models.articles import Article, Authorship, IllegalTransition
from journal.models.issues import Issue, Section
from journal.models.pieces import ArticleStep, Picture

__all__ = ["Article", "ArticleStep", "Authorship", "IllegalTransition", "Issue", "Picture", "Section"]
