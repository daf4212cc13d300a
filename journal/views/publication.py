"""The Journal as its readers see it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify

from journal import contents
from journal.forms import LargeTextForm, PageForm
from journal.models import Article, Issue, Section
from members.models import Member

SHELF = 12
PREVIOUS = 3
A_PAGE = 20


def journal(request):
    issues = Issue.objects.visible_to(request.user).published().newest_first()
    latest = issues.select_related("editorial_author").first()
    others = issues.exclude(pk=latest.pk) if latest else issues.none()
    return render(
        request,
        "journal/journal.html",
        {
            "issue": latest,
            "articles": contents.articles_of(latest, request.user) if latest else [],
            "page_obj": Paginator(others, SHELF).get_page(PageForm.number(request)),
        },
    )


def issue_detail(request, number):
    issues = Issue.objects.visible_to(request.user).select_related("editorial_author")
    return issue_page(request, get_object_or_404(issues, number=number))


def issue_page(request, issue):
    """The reading page of an issue; before publication it is its preview."""
    articles = contents.articles_of(issue, request.user)
    previous = Issue.objects.visible_to(request.user).published().filter(number__lt=issue.number).newest_first()
    context = {
        "issue": issue,
        "groups": contents.contents(articles),
        "article_count": len(articles),
        "first_article": articles[0] if articles else None,
        "minutes": sum(article.reading_minutes for article in articles),
        "previous_issues": previous[:PREVIOUS],
    }
    return render(request, "journal/issue_detail.html", context)


def article_detail(request, number, slug):
    articles = contents.for_reading(Article.objects.visible_to(request.user))
    article = articles.filter(issue__number=number, slug=slug).first()
    if article is None:
        return redirect(renamed_article(request.user, number, slug), permanent=True)
    return article_page(request, article)


def article_page(request, article):
    """The reading page of an article; before publication it is its preview."""
    before, after = contents.neighbours(article, request.user)
    is_large = LargeTextForm.asked(request)
    context = {
        "is_large": is_large,
        "same_size": LargeTextForm.QUERY if is_large else "",
        "article": article,
        "issue": article.issue,
        "parts": contents.parts(article, article.pictures.all()),
        "before": before,
        "after": after,
        "also": contents.also_read(article, request.user),
    }
    return render(request, "journal/article_detail.html", context)


def renamed_article(member, number, slug):
    """The article that once had this address, or has it spelt otherwise."""
    articles = Article.objects.visible_to(member).filter(issue__number=number).select_related("issue")
    article = articles.filter(slug=slugify(slug)).first()
    article = article or articles.filter(events__slug=slug, events__issue__number=number).order_by("pk").first()
    if article is None:
        raise Http404
    return article


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
    context = {
        "chosen": chosen,
        "years": contents.shelves(issues),
        "sections": Section.objects.with_published_articles(),
        "authors": contents.authors(request.user),
    }
    return render(request, "journal/archives.html", context)


def archive_month(request, year, month):
    if not (2018 <= year <= 2100 and 1 <= month <= 12):
        raise Http404
    issues = list(Issue.objects.visible_to(request.user).published_in_month(year, month).newest_first())
    if not issues:
        raise Http404
    articles = Article.objects.visible_to(request.user).filter(issue__in=issues).light()
    articles = articles.select_related("issue", "section").prefetch_related(contents.signed())
    context = {
        "month": issues[0].published_on.replace(day=1),
        "issues": issues,
        "runs": contents.by_issue(articles.order_by("-issue__number", "position")),
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
    articles = articles.select_related("issue", "section").prefetch_related(contents.signed())
    page = Paginator(articles.order_by("-issue__number", "position"), A_PAGE).get_page(PageForm.number(request))
    return render(request, template, context | {"page_obj": page})
