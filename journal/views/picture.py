"""Pictures: added on the desk, served behind the sign-in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guards.refusals import Refused
from journal import permissions
from journal.actions import picture
from journal.actions.picture import add_picture, change_picture, remove_picture
from journal.forms import NewPictureForm, PictureForm
from journal.models import Picture
from journal.views.article import on_my_desk
from members.decorators import charter_accepted
from ui.layout import PageFormHelper
from ui.pictures import MAX_MEGABYTES, Rejected, process


@charter_accepted
def picture_add(request, pk):
    article = on_my_desk(request, pk)
    if not permissions.can_edit(request.user, article):
        raise PermissionDenied
    form = NewPictureForm(request.POST or None, request.FILES or None)
    form.helper = PageFormHelper(_("Ajouter l’image"), article.get_desk_url())
    if request.method == "POST" and form.is_valid():
        words = dict(form.cleaned_data)
        try:
            processed = process(words.pop("file"), picture.LARGEST_SIDE)
            add_picture(article, processed, by=request.user, **words)
            return redirect("journal:article_edit", pk)
        except (Refused, Rejected) as refusal:
            form.add_error("file", refusal.message)
    context = {"article": article, "form": form, "most": MAX_MEGABYTES}
    return render(request, "journal/picture_add.html", context)


@charter_accepted
def picture_edit(request, pk):
    picture = my_picture(request, pk)
    form = PictureForm(request.POST or None, instance=picture)
    form.helper = PageFormHelper(_("Enregistrer"), picture.article.get_desk_url())
    if request.method == "POST" and form.is_valid():
        try:
            change_picture(picture, by=request.user, **form.cleaned_data)
            return redirect("journal:article_edit", picture.article.pk)
        except Refused as refusal:
            form.add_error("alt", refusal.message)
    return render(request, "journal/picture_edit.html", {"picture": picture, "article": picture.article, "form": form})


@require_POST
@charter_accepted
def picture_remove(request, pk):
    picture = my_picture(request, pk)
    try:
        remove_picture(picture, by=request.user)
        messages.success(request, _("L’image est retirée de l’article."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("journal:article_edit", picture.article.pk)


def my_picture(request, pk):
    """A picture of an article that this person may edit; any other does not exist."""
    pictures = Picture.objects.workable_by(request.user).select_related("article__issue")
    picture = get_object_or_404(pictures, pk=pk)
    if not permissions.can_edit(request.user, picture.article):
        raise PermissionDenied
    return picture


def picture_file(request, pk):
    """The bytes we made ourselves, for who may read the article; a browser runs nothing of them."""
    picture = get_object_or_404(Picture.objects.visible_to(request.user), pk=pk)
    try:
        response = FileResponse(picture.file.open("rb"), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
