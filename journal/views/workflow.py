"""The buttons of the desk and of the board: each one calls its action and says what happened."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guards.refusals import refusals_on, refusals_told
from journal import permissions
from journal.actions.article import assign_to_issue, move_down, move_up, remove
from journal.actions.workflow import accept, discard, reopen, request_changes, submit, take_back
from journal.forms.article import AssignForm, CommentForm, DiscardForm
from journal.views.article import desk, keep, on_my_desk
from journal.views.board import board_url
from members.decorators import charter_accepted
from ui.layout import PageFormHelper


def passage(request, pk, allowed, action, done):
    """Keep the text that came along, then take one step with the comment; what is refused stays on the page."""
    article = on_my_desk(request, pk)
    form = CommentForm(request.POST)
    typed = keep(request, article) if "body" in request.POST else None
    if typed and not typed.is_kept:
        return desk(request, on_my_desk(request, pk), typed, form)
    article = on_my_desk(request, pk)
    if not allowed(request.user, article):
        return too_late(request, article)
    if form.is_valid():
        with refusals_on(form, beside="comment"):
            action(article, by=request.user, comment=form.cleaned_data["comment"])
            messages.success(request, done)
            return redirect(came_from(request, article))
    return desk(request, article, comment_form=form)


def too_late(request, article):
    """The step does not follow from where the article stands now."""
    messages.error(request, _("Cette étape n’est plus possible : l’article a peut-être avancé entre-temps."))
    return redirect("journal:article_edit", article.pk)


def came_from(request, article):
    """Back to the board for those who work there, else to the desk."""
    if request.POST.get("retour") == "tableau" and request.user.has_perm("journal.view_draft"):
        form = AssignForm(request.POST)
        return board_url(form.cleaned_data["issue"] if form.is_valid() else None)
    return reverse("journal:article_edit", args=[article.pk])


@require_POST
@charter_accepted
def article_submit(request, pk):
    done = _("Le texte est en relecture : le comité est prévenu.")
    return passage(request, pk, permissions.can_submit, submit, done)


@require_POST
@charter_accepted
def article_take_back(request, pk):
    done = _("Le texte est de nouveau entre vos mains.")
    return passage(request, pk, permissions.can_take_back, take_back, done)


@require_POST
@charter_accepted
def article_request_changes(request, pk):
    done = _("Votre demande est partie, avec votre commentaire.")
    return passage(request, pk, permissions.can_review, request_changes, done)


@require_POST
@charter_accepted
def article_accept(request, pk):
    done = _("L’article est validé. Les personnes concernées sont prévenues.")
    return passage(request, pk, permissions.can_review, accept, done)


@require_POST
@charter_accepted
def article_reopen(request, pk):
    done = _("L’article est rouvert : il est à reprendre.")
    return passage(request, pk, permissions.can_reopen, reopen, done)


def arrangement(request, pk, action, to):
    """Move something in the table of contents, then go back to it."""
    article = on_my_desk(request, pk)
    if not permissions.can_arrange(request.user, article):
        raise PermissionDenied
    with refusals_told(request):
        action(article, by=request.user)
    return redirect(to(article))


def contents_of(article):
    """Where the article was moved: its line in the table of contents."""
    if article.issue is None:
        return reverse("journal:stock")
    return f"{reverse('journal:issue_edit', args=[article.issue.number])}#article-{article.pk}"


@require_POST
@charter_accepted
def article_move_up(request, pk):
    return arrangement(request, pk, move_up, contents_of)


@require_POST
@charter_accepted
def article_move_down(request, pk):
    return arrangement(request, pk, move_down, contents_of)


@require_POST
@charter_accepted
def article_remove(request, pk):
    return arrangement(request, pk, remove, contents_of)


@require_POST
@charter_accepted
def article_assign(request, pk):
    """Give an idea its place in an issue in preparation."""
    article = on_my_desk(request, pk)
    form = AssignForm(request.POST)
    if not permissions.can_arrange(request.user, article):
        raise PermissionDenied
    if form.is_valid():
        with refusals_told(request):
            assign_to_issue(article, form.cleaned_data["issue"], by=request.user)
            messages.success(request, _("L’article est au sommaire, à la dernière place."))
    else:
        messages.error(request, _("Choisissez un numéro en préparation."))
    return redirect(came_from(request, article))


@charter_accepted
def article_discard(request, pk):
    """The question, then the end of a text that has no issue."""
    article = on_my_desk(request, pk)
    if not permissions.can_discard(request.user, article):
        return too_late(request, article)
    typed = request.POST if request.method == "POST" else None
    form = DiscardForm(typed, is_hers_alone=article.signatures == [request.user])
    form.helper = PageFormHelper(
        _("Oui, abandonner ce texte"), article.get_desk_url(), cancel_label=_("Non, le garder")
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, beside="comment"):
            discard(article, by=request.user, comment=form.cleaned_data["comment"])
            messages.success(request, _("Le texte est abandonné. Les personnes concernées sont prévenues."))
            return redirect(article.get_desk_url())
    return render(request, "journal/article_discard.html", {"article": article, "form": form})
