"""A member's page and photo, as far as the reader may see them."""

from django.http import FileResponse, Http404, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from members.models import Member, MemberSkill
from members.permissions import left_the_community
from members.visibility import ProfileView

SANDBOX = "default-src 'none'; sandbox"


@require_safe
def member_detail(request, slug):
    if left_the_community(slug):
        return render(request, "members/member_gone.html", status=410)
    members = Member.objects.visible_to(request.user).select_related("site", "department", "backup")
    member = get_object_or_404(members.with_roles_today(), slug=slug)
    return render(request, "members/member_detail.html", page_of(ProfileView(member, request.user)))


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


def page_of(profile):
    """What the page of a member shows of ``profile``."""
    member = profile.member
    member.photo_url_for_viewer = reverse("members:member_photo", args=[member.slug]) if profile.photo else ""
    skills = list(member.skills.select_related("skill"))
    terms = list(member.appointments.all())
    return {
        "profile": profile,
        "offered": [skill for skill in skills if skill.kind == MemberSkill.Kind.OFFERED],
        "wanted": [skill for skill in skills if skill.kind == MemberSkill.Kind.WANTED],
        "current": [term for term in terms if term.is_current],
        "past": [term for term in terms if term.is_over],
    }
