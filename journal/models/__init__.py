"""Issues, sections, articles, their authors, steps and pictures."""

from journal.models.article import Article, Authorship
from journal.models.issue import Issue, Section
from journal.models.picture import Picture
from journal.models.transition import Transition

__all__ = ["Article", "Transition", "Authorship", "Issue", "Picture", "Section"]
