"""Issues, sections, articles, their authors, steps, pictures and corrections."""

from journal.models.article import Article, Authorship
from journal.models.correction import Correction
from journal.models.issue import Issue, Section
from journal.models.picture import Picture
from journal.models.transition import Transition

__all__ = ["Article", "Transition", "Authorship", "Correction", "Issue", "Picture", "Section"]
