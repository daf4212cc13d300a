"""A member's page and photo, as far as the reader may see them."""

from django.http import FileResponse, Http404, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from members.models import Member
from members.permissions import left_the_community
from members.profile import cards_of, read_by
from members.visibility import ProfileView

SANDBOX = "default-src 'none'; sandbox"


@require_safe
def member_detail(request, slug):
    member = read_by(request.user, slug)
    if member is None and left_the_community(slug):
        return render(request, "members/member_gone.html", status=410)
    if member is None:
        raise Http404
    return render(request, "members/member_detail.html", page_of(ProfileView(member, request.user), request.user))


@require_safe
def member_photo(request, slug):
    """The picture itself: behind the sign-in, never shared by a cache, never run as a page."""
    member = get_object_or_404(Member.objects.visible_to(request.user), slug=slug)
    photo = ProfileView(member, request.user).photo
    if not photo or not photo.storage.exists(photo.name):
        raise Http404
    if request.headers.get("If-None-Match") == f'"{photo.name}"':
        response = HttpResponseNotModified()
    else:
        response = FileResponse(photo.open(), content_type="image/webp")
    response["ETag"] = f'"{photo.name}"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


def page_of(profile, viewer):
    """What the page of a member shows of ``profile``."""
    return {"profile": profile} | cards_of(profile, viewer)
