"""What has appeared: year by year, month by month, by section, by author."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from journal.archives import authors, by_issue, shelves
from journal.forms.filters import PageForm
from journal.lines import shelved
from journal.models import Article, Issue, Section
from members.models import Member

A_PAGE = 20


def archives(request):
    return archives_page(request, Issue.objects.visible_to(request.user).published())


def archive_year(request, year):
    if not 2018 <= year <= 2100:
        raise Http404
    issues = Issue.objects.visible_to(request.user).published_in_year(year)
    if not issues.exists():
        raise Http404
    return archives_page(request, issues, chosen=str(year))


def archives_page(request, issues, chosen=""):
    """``issues`` year by year, with the other ways into what appeared."""
    years = shelves(issues)
    context = {
        "chosen": chosen,
        "years": years,
        "article_count": sum(issue.article_count for *_, of_year in years for issue in of_year),
        "sections": Section.objects.with_published_articles(),
        "authors": authors(request.user),
    }
    return render(request, "journal/archives.html", context)


def archive_month(request, year, month):
    if not (2018 <= year <= 2100 and 1 <= month <= 12):
        raise Http404
    issues = list(Issue.objects.visible_to(request.user).published_in_month(year, month).newest_first())
    if not issues:
        raise Http404
    articles = Article.objects.visible_to(request.user).filter(issue__in=issues).light()
    articles = list(articles.select_related("issue", "section").order_by("-issue__number", "position"))
    context = {
        "month": issues[0].published_on.replace(day=1),
        "shelf": [shelved(issue) for issue in issues],
        "article_count": len(articles),
        "runs": by_issue(articles),
    }
    return render(request, "journal/archive_month.html", context)


def section_detail(request, slug):
    section = get_object_or_404(Section, slug=slug)
    return article_list(request, "journal/section_detail.html", {"section": section}, section=section)


def author_detail(request, slug):
    author = get_object_or_404(Member.objects.visible_to(request.user), slug=slug)
    return article_list(request, "journal/author_detail.html", {"author": author}, authors=author)


def article_list(request, template, context, **chosen):
    """Published articles along one axis, newest first."""
    articles = Article.objects.visible_to(request.user).published().filter(**chosen).light()
    articles = articles.select_related("issue", "section").signed()
    page = Paginator(articles.order_by("-issue__number", "position"), A_PAGE).get_page(PageForm.number(request))
    return render(request, template, context | {"page_obj": page})
