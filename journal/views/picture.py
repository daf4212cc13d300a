"""Pictures: added on the desk, served behind the sign-in."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guards.refusals import refusals_on, refusals_told
from guards.versions import written
from journal import permissions
from journal.actions.picture import add_picture, change_picture, remove_picture
from journal.forms.picture import NewPictureForm, PictureForm
from journal.models import Picture
from journal.views.article import on_my_desk
from members.decorators import charter_accepted
from ui.layout import PageFormHelper
from ui.pictures import MAX_MEGABYTES


@charter_accepted
def picture_add(request, pk):
    article = on_my_desk(request, pk)
    if not permissions.can_edit(request.user, article):
        raise PermissionDenied
    form = NewPictureForm(request.POST or None, request.FILES or None)
    form.helper = PageFormHelper(_("Ajouter l’image"), article.get_desk_url())
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, beside="file"):
            add_picture(article, form.cleaned_data["file"], by=request.user, **form.typed())
            return redirect("journal:article_edit", pk)
    context = {"article": article, "form": form, "most": MAX_MEGABYTES}
    return render(request, "journal/picture_add.html", context)


@charter_accepted
def picture_edit(request, pk):
    form, picture = written(
        lambda: picture_form(request, my_picture(request, pk)),
        lambda form: change_picture(form.instance, by=request.user, version=form.version, **form.typed()),
    )
    article = form.instance.article
    if picture:
        return redirect("journal:article_edit", article.pk)
    return render(request, "journal/picture_edit.html", {"picture": form.instance, "article": article, "form": form})


def picture_form(request, picture):
    form = PictureForm(request.POST or None, instance=picture)
    form.helper = PageFormHelper(_("Enregistrer"), picture.article.get_desk_url())
    return form


@require_POST
@charter_accepted
def picture_remove(request, pk):
    picture = my_picture(request, pk)
    with refusals_told(request):
        remove_picture(picture, by=request.user)
        messages.success(request, _("L’image est retirée de l’article."))
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
