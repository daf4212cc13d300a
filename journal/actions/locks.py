"""Rows taken for writing, always in the same order: issue, then article."""

from django.utils.translation import gettext as _

from guards.refusals import Refused
from journal.models import Article, Issue


def lock_issue(pk: int) -> Issue:
    issue = Issue.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
    if issue is None:
        raise Refused(_("Ce numéro a été supprimé entre-temps."))
    return issue


def lock_article(article: Article) -> Article:
    """The article as it stands now, its issue locked before it."""
    issue_id = Article.objects.filter(pk=article.pk).values_list("issue", flat=True).first()
    issue = lock_issue(issue_id) if issue_id else None
    locked = Article.objects.select_for_update(of=("self",), no_key=True).filter(pk=article.pk).first()
    if locked is None:
        raise Refused(_("Ce texte a été abandonné entre-temps."))
    if locked.issue_id != issue_id:
        raise Refused(_("Cet article vient de changer de numéro. Rechargez la page."))
    locked.issue = issue
    return locked


def check_in_preparation(issue: Issue | None) -> None:
    if issue is not None and issue.is_published:
        raise Refused(_("Ce numéro est paru : son sommaire ne change plus."))
