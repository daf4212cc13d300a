"""The board: where each article of an issue in preparation stands, its next step, and what is in stock."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from journal import reading
from journal.lines import task_of
from journal.models import Article


@dataclass
class Column:
    key: str
    title: str
    icon: str
    articles: list = field(default_factory=list)
    total: int = 0


def board_of(issue, member):
    """Columns, running order and readings that wait for ``member``."""
    columns = {
        "idee": Column("idee", _("Idées"), "lightbulb"),
        "ecrit": Column("ecrit", _("En écriture"), "pencil-simple-line"),
        "relu": Column("relu", _("En relecture"), "eyeglasses"),
        "pret": Column("pret", _("Prêts"), "check-circle"),
    }
    placed, stock = reading.contents(member, issue) if issue else [], reading.stock(member)
    people = reading.people([*placed, *stock])
    for article in [*placed, *stock]:
        article.column = column_of(article)
        article.column_icon = columns[article.column].icon
        article.awaits_me = awaits(article, people[article.pk], member)
        article.task = task_of(article, people[article.pk], member, has_issue=issue is not None)
        columns[article.column].articles.append(article)
    for column in columns.values():
        column.total = len(column.articles)
    columns["idee"].total = stock[0].total if stock else 0
    to_review = [article for article in placed if article.awaits_me]
    return {
        "columns": list(columns.values()),
        "running_order": placed,
        "to_review": to_review,
        "review_minutes": sum(article.reading_minutes for article in to_review),
    }


def column_of(article):
    if article.issue_id is None:
        return "idee"
    return {Article.State.SUBMITTED: "relu", Article.State.ACCEPTED: "pret"}.get(article.state, "ecrit")


def awaits(article, people, member):
    """Whether it is for ``member`` to read: the committee reads what it does not sign."""
    waiting = article.issue_id is not None and article.state == Article.State.SUBMITTED
    return waiting and member.has_perm("journal.review_article") and member not in people
