"""The board: where each article of an issue in preparation stands, its next step, and what is in stock."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from journal.models import Article

IDEAS_SHOWN = 12
"""Latest texts of the stock that the board shows; the page of the stock has them all."""


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
    placed, stock = placed_in(issue, member), stock_for(member)
    for article in [*placed, *stock[:IDEAS_SHOWN]]:
        article.column = column_of(article)
        article.column_icon = columns[article.column].icon
        article.awaits_me = awaits(article, member)
        columns[article.column].articles.append(article)
    for column in columns.values():
        column.total = len(column.articles)
    columns["idee"].total = stock.count()
    to_review = [article for article in placed if article.awaits_me]
    return {
        "columns": list(columns.values()),
        "running_order": placed,
        "to_review": to_review,
        "review_minutes": sum(article.reading_minutes for article in to_review),
    }


def placed_in(issue, member):
    """The articles of ``issue`` in their order."""
    if issue is None:
        return []
    articles = Article.objects.visible_to(member).filter(issue=issue).light()
    return list(articles.select_related("section").signed().in_order())


def stock_for(member):
    """The ideas, and the texts that wait for an issue: the latest first."""
    articles = Article.objects.visible_to(member).without_issue().light()
    return articles.select_related("section").signed().order_by("-saved_at", "-pk")


def column_of(article):
    if article.issue_id is None:
        return "idee"
    return {Article.State.SUBMITTED: "relu", Article.State.ACCEPTED: "pret"}.get(article.state, "ecrit")


def awaits(article, member):
    """Whether it is for ``member`` to read: the committee reads what it does not sign."""
    waiting = article.issue_id is not None and article.state == Article.State.SUBMITTED
    return waiting and member.has_perm("journal.review_article") and not article.is_written_by(member)
