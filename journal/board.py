"""The board: where each article of the issue in preparation stands, and its next step."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from journal.models import Article

MOST_IDEAS = 30


@dataclass
class Column:
    key: str
    title: str
    icon: str
    articles: list = field(default_factory=list)


def board_of(issue, member):
    """Columns, running order and readings that wait for ``member``, from two queries."""
    columns = {
        "idee": Column("idee", _("Idées"), "lightbulb"),
        "ecrit": Column("ecrit", _("En écriture"), "pencil-simple-line"),
        "relu": Column("relu", _("En relecture"), "eyeglasses"),
        "pret": Column("pret", _("Prêts"), "check-circle"),
    }
    for article in on_the_board(issue, member):
        article.column = column_of(article)
        article.column_icon = columns[article.column].icon
        article.awaits_me = awaits(article, member)
        columns[article.column].articles.append(article)
    placed = [article for column in columns.values() for article in column.articles if article.issue_id]
    to_review = [article for article in placed if article.awaits_me]
    columns["idee"].articles = columns["idee"].articles[:MOST_IDEAS]
    return {
        "columns": list(columns.values()),
        "running_order": sorted(placed, key=lambda article: article.position),
        "to_review": to_review,
        "review_minutes": sum(article.reading_minutes for article in to_review),
    }


def on_the_board(issue, member):
    """The articles of ``issue`` and the ideas handed in; a draft without an issue is its author's own business."""
    ideas = Q(issue=None) & ~Q(state=Article.State.DRAFT)
    mine = Q(issue=issue) if issue else Q(pk__in=[])
    articles = Article.objects.visible_to(member).filter(ideas | mine).light()
    return articles.select_related("section").signed().order_by("position", "-saved_at", "pk")[:200]


def column_of(article):
    if article.issue_id is None:
        return "idee"
    return {Article.State.SUBMITTED: "relu", Article.State.ACCEPTED: "pret"}.get(article.state, "ecrit")


def awaits(article, member):
    """Whether it is for ``member`` to read: the committee reads what it does not sign."""
    waiting = article.issue_id is not None and article.state == Article.State.SUBMITTED
    return waiting and member.has_perm("journal.review_article") and not article.is_written_by(member)
