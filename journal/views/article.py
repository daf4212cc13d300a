"""One article: read, then on the desk its text, what became of it, what it was before."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from guards.refusals import Refused, refusals_on, refusals_told, tell
from guards.versions import Conflict, version_of_row
from journal import permissions, readiness, reading
from journal.actions.article import create_article, save_article
from journal.article_page import page_of
from journal.forms.article import TEXT_FORM, ArticleForm, CommentForm, CommitteeArticleForm, NewArticleForm
from journal.forms.correction import CorrectionForm
from journal.forms.filters import LargeTextForm
from journal.models import Article, Issue
from members.decorators import charter_accepted
from ui.layout import PageFormHelper

VERSIONS = 50
NEXT_PAGES = {"apercu": "journal:article_preview", "image": "journal:picture_add"}
"""Where the buttons of the text lead once it is kept."""


def article_detail(request, number, slug):
    article = reading.article_at(request.user, number, slug)
    if article is None:
        return redirect(renamed_article(request.user, number, slug), permanent=True)
    return article_page(request, article)


def article_page(request, article):
    """The reading page of an article; before publication it is its preview."""
    size = LargeTextForm.QUERY if LargeTextForm.asked(request) else ""
    page = page_of(article, request.user, size=size, usual=request.path if size else "")
    return render(request, "journal/article_detail.html", {"article": article, "issue": article.issue, "page": page})


def renamed_article(member, number, slug):
    """The article that once had this address, or has it spelt otherwise."""
    articles = Article.objects.visible_to(member).filter(issue__number=number).select_related("issue")
    article = articles.filter(slug=slugify(slug)).first()
    article = article or articles.filter(events__slug=slug, events__issue__number=number).order_by("pk").first()
    if article is None:
        raise Http404
    return article


def article_preview(request, pk):
    articles = Article.objects.workable_by(request.user).select_related("issue", "section")
    return article_page(request, get_object_or_404(articles, pk=pk))


def on_my_desk(request, pk):
    """The article with its issue and authors, when this person may open it; otherwise it does not exist."""
    articles = Article.objects.workable_by(request.user).select_related("issue", "section", "saved_by")
    return get_object_or_404(articles.signed(), pk=pk)


@charter_accepted
def article_edit(request, pk):
    article = on_my_desk(request, pk)
    if request.method != "POST":
        return desk(request, article)
    typed = keep(request, article)
    if not typed.is_kept:
        return desk(request, on_my_desk(request, pk), typed)
    following = request.POST.get("ensuite")
    if following not in NEXT_PAGES:
        messages.success(request, _("Le texte est enregistré."))
    return redirect(NEXT_PAGES.get(following, "journal:article_edit"), pk)


@dataclass
class Typed:
    """What was typed on the desk, and what became of it."""

    form: ArticleForm
    is_kept: bool = False
    conflict: Article | None = None
    came_too_late: bool = False


def keep(request, article):
    """Write what was typed, if it changes anything; what is refused stays on the page."""
    form = form_for(request.user, article, request.POST)
    if not permissions.can_edit(request.user, article):
        return Typed(form, came_too_late=True)
    if not form.is_valid():
        return Typed(form)
    try:
        if form.has_changed():
            save_article(article, by=request.user, **form.typed())
    except Conflict as refusal:
        form.read_again(version_of_row(refusal.current))
        return Typed(form, conflict=refusal.current)
    except Refused as refusal:
        tell(form, refusal)
        return Typed(form)
    return Typed(form, is_kept=True)


def form_for(member, article, typed=None):
    committee = member.has_perm("journal.change_article")
    form = (CommitteeArticleForm if committee else ArticleForm)(typed, instance=article)
    and_then = ("ensuite", "apercu", _("Enregistrer et voir l’aperçu"))
    form.helper = PageFormHelper(_("Enregistrer"), and_then=and_then, keeps_typed=True)
    form.helper.form_id = TEXT_FORM
    form.helper.form_action = article.get_desk_url()
    return form


def desk(request, article, typed=None, comment_form=None):
    may = allowed(request.user, article)
    comment_form = comment_form or CommentForm()
    context = {
        "article": article,
        "typed": typed,
        "form": typed.form if typed else form_for(request.user, article),
        "text_form": TEXT_FORM if may["edit"] else "",
        "comment_form": comment_form.sent_with_the_text() if may["edit"] else comment_form,
        "may": may,
        "wanted": readiness.wanted(article),
        "transitions": article.transitions.select_related("by"),
        "pictures": article.pictures.all(),
    }
    if may["arrange"] and article.issue is None:
        context["open_issues"] = Issue.objects.visible_to(request.user).in_preparation()
    return render(request, "journal/article_edit.html", context)


def allowed(member, article):
    """What the desk offers to this person, by name."""
    names = ("edit", "submit", "take_back", "review", "reopen", "arrange", "discard")
    return {name: getattr(permissions, f"can_{name}")(member, article) for name in names}


@permission_required("journal.add_article", raise_exception=True)
@charter_accepted
def article_new(request, number):
    issue = get_object_or_404(Issue.objects.visible_to(request.user), number=number)
    form = NewArticleForm(request.POST or None)
    form.helper = PageFormHelper(_("Ajouter au sommaire"))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            article = create_article(by=request.user, issue=issue, **form.cleaned_data)
            return redirect("journal:article_edit", article.pk)
    return render(request, "journal/article_new.html", {"issue": issue, "form": form})


def article_versions(request, pk):
    article = on_my_desk(request, pk)
    versions = article.events.distinct("version").order_by("-version", "-pgh_id").select_related("saved_by")
    return render(request, "journal/article_versions.html", {"article": article, "versions": versions[:VERSIONS]})


@charter_accepted
def article_version(request, pk, version):
    """An older text, read beside the present one; posting brings it back as a new version."""
    article = on_my_desk(request, pk)
    old = article.events.filter(version=version).select_related("saved_by").order_by("-pgh_id").first()
    if old is None:
        raise Http404
    may_restore = permissions.can_edit(request.user, article) and version != article.version
    form = None
    if may_restore and article.state == Article.State.ACCEPTED:
        typed = request.POST if request.method == "POST" else None
        form = CorrectionForm(typed, is_published=article.is_published)
    if request.method == "POST" and may_restore and (form is None or form.is_valid()):
        return restore(request, article, old, form.cleaned_data["correction"] if form else "")
    context = {"article": article, "old": old, "may_restore": may_restore, "form": form}
    return render(request, "journal/article_version.html", context)


def restore(request, article, old, correction):
    kept = {"title": old.title, "standfirst": old.standfirst, "body": old.body, "correction": correction}
    with refusals_told(request):
        save_article(article, by=request.user, version=article.version, **kept)
        messages.success(request, _("Le texte de cette version est rétabli, dans une version nouvelle."))
    return redirect("journal:article_edit", article.pk)
