"""One article on the desk: its text, what became of it, what it was before."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from journal import actions, permissions, reading
from journal.forms import ArticleForm, CommentForm, CommitteeArticleForm, NewArticleForm
from journal.models import Article, Issue
from journal.views.reading import article_page
from members.decorators import charter_accepted
from ui.layout import PageFormHelper

VERSIONS = 50


def on_my_desk(request, pk):
    """The article with its issue and authors, when this person may open it; otherwise it does not exist."""
    articles = Article.objects.workable_by(request.user).select_related("issue", "section", "saved_by")
    return get_object_or_404(articles.prefetch_related(reading.signed()), pk=pk)


@charter_accepted
def article_edit(request, pk):
    article = on_my_desk(request, pk)
    if request.method == "POST" and not permissions.can_edit(request.user, article):
        messages.error(request, _("Ce texte n’est plus entre vos mains : il est en relecture ou validé."))
        return redirect("journal:article_edit", pk)
    form = form_for(request.user, article, request.POST if request.method == "POST" else None)
    conflict = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_article(article, by=request.user, **form.written())
            messages.success(request, _("Le texte est enregistré."))
            return redirect("journal:article_edit", pk)
        except actions.Conflict as refusal:
            conflict, form = refusal.current, form.over(refusal.current)
        except actions.Refused as refusal:
            form.add_error(None, refusal.message)
    return desk(request, on_my_desk(request, pk) if form.is_bound else article, form, conflict)


def form_for(member, article, typed=None):
    committee = member.has_perm("journal.change_article")
    form = (CommitteeArticleForm if committee else ArticleForm)(typed, instance=article)
    form.helper = PageFormHelper(_("Enregistrer"))
    return form


def desk(request, article, form, conflict=None, comment_form=None):
    context = {
        "article": article,
        "form": form,
        "conflict": conflict,
        "comment_form": comment_form or CommentForm(),
        "may": allowed(request.user, article),
        "steps": article.steps.select_related("by"),
        "pictures": article.pictures.all(),
    }
    if context["may"]["arrange"] and article.issue is None:
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
        try:
            article = actions.create_article(by=request.user, issue=issue, **form.cleaned_data)
            return redirect("journal:article_edit", article.pk)
        except actions.Refused as refusal:
            form.add_error(None, refusal.message)
    return render(request, "journal/article_new.html", {"issue": issue, "form": form})


def article_preview(request, pk):
    articles = reading.for_reading(Article.objects.workable_by(request.user))
    return article_page(request, get_object_or_404(articles, pk=pk))


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
    if request.method == "POST" and may_restore:
        return restore(request, article, old)
    context = {"article": article, "old": old, "may_restore": may_restore}
    return render(request, "journal/article_version.html", context)


def restore(request, article, old):
    kept = {"title": old.title, "standfirst": old.standfirst, "body": old.body}
    try:
        actions.save_article(article, by=request.user, version=article.version, **kept)
        messages.success(request, _("Le texte de cette version est rétabli, dans une version nouvelle."))
    except actions.Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("journal:article_edit", article.pk)
