"""The board: where each article of an issue in preparation stands, its next step, and what is in stock."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from journal import reading
from journal.lines import Task, task_of
from journal.models import Article
from ui.cards import LongCard

ICONS = {"idee": "lightbulb", "ecrit": "pencil-simple-line", "relu": "eyeglasses", "pret": "check-circle"}


@dataclass(frozen=True)
class Column(LongCard):
    """The texts that stand at one step, of which there may be more in the stock."""

    template: ClassVar[str] = "journal/_column.html"
    name: ClassVar[str] = "column"

    key: str
    title: str
    icon: str
    tasks: tuple[Task, ...]
    total: int


@dataclass(frozen=True)
class RunningOrder(LongCard):
    """The texts of an issue in their order, each with the icon of its column."""

    template: ClassVar[str] = "journal/_running_order.html"
    name: ClassVar[str] = "order"

    issue: int
    tasks: tuple[tuple[str, Task], ...]


def board_of(issue, member):
    """Columns, running order and readings that wait for ``member``."""
    placed, stock = reading.contents(member, issue) if issue else [], reading.stock(member)
    people = reading.people([*placed, *stock])
    for article in [*placed, *stock]:
        article.column = column_of(article)
        article.awaits_me = awaits(article, people[article.pk], member)
        article.task = task_of(article, people[article.pk], member, has_issue=issue is not None)
    to_review = [article for article in placed if article.awaits_me]
    order = tuple((ICONS[article.column], article.task) for article in placed)
    return {
        "columns": columns_of([article.task for article in [*placed, *stock]], stock[0].total if stock else 0),
        "running_order": RunningOrder(issue.number, order) if order else None,
        "to_review": to_review,
        "review_minutes": sum(article.reading_minutes for article in to_review),
    }


def columns_of(tasks, in_stock):
    titles = {"idee": _("Idées"), "ecrit": _("En écriture"), "relu": _("En relecture"), "pret": _("Prêts")}
    standing = {key: tuple(task for task in tasks if task.column == key) for key in titles}
    totals = {key: len(standing[key]) for key in titles} | {"idee": in_stock}
    return [Column(key, title, ICONS[key], standing[key], totals[key]) for key, title in titles.items()]


def column_of(article):
    if article.issue_id is None:
        return "idee"
    return {Article.State.SUBMITTED: "relu", Article.State.ACCEPTED: "pret"}.get(article.state, "ecrit")


def awaits(article, people, member):
    """Whether it is for ``member`` to read: the committee reads what it does not sign."""
    waiting = article.issue_id is not None and article.state == Article.State.SUBMITTED
    return waiting and member.has_perm("journal.review_article") and member not in people
