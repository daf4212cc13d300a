"""What every request passes through before the views and after them."""

import logging
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponseNotAllowed
from django.middleware.gzip import GZipMiddleware
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from capassistant import errors
from clock.reader import reading_in
from guards import typed
from guards.paths import safe_path
from members.hashers import TooMany
from ui.pictures import MAX_MEGABYTES
from ui.words import visible

logger = logging.getLogger(__name__)

SAFE_METHODS = ("GET", "HEAD")
METHODS = (*SAFE_METHODS, "POST")
WITH_A_PICTURE = ("members:photo_edit", "journal:picture_add")
PICTURE_BODY = (MAX_MEGABYTES + 5) * 1024 * 1024
"""In bytes: one that is a little too heavy reaches its form, which says so. The README tells the proxy the same."""
COMPRESSED = ("text/", "application/json")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class CompressText(GZipMiddleware):
    """Pages, feeds and answers compressed, as files of ours are beforehand; pictures are already, and stay as they are.

    What a page holds cannot be guessed from its length (BREACH): the session's cookie comes with no request of other
    sites (SameSite), tokens of forms are masked anew in each answer, and each length is off by a drawn number of bytes.
    """

    def __init__(self, get_response):
        if not settings.COMPRESS:
            raise MiddlewareNotUsed
        super().__init__(get_response)

    def process_response(self, request, response):
        is_text = response.get("Content-Type", "").startswith(COMPRESSED)
        return super().process_response(request, response) if is_text and not response.streaming else response


class TellOfUnknownProxy:
    """Says once that requests come through a proxy that the settings do not know: all people then share one address,
    and a stranger's wrong passwords would close the door of everybody.
    """

    def __init__(self, get_response):
        if settings.BEHIND_PROXY:
            raise MiddlewareNotUsed
        self.get_response, self.is_told = get_response, False

    def __call__(self, request):
        if not self.is_told and "HTTP_X_FORWARDED_FOR" in request.META:
            self.is_told = True
            logger.warning("A proxy forwards the requests, and CAP_BEHIND_PROXY is off: all people share its address.")
        return self.get_response(request)


class RefuseOtherMethods:
    """405 for the methods that no page uses, before anything is read (RFC 9110, 15.5.6)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return self.get_response(request)


class RefuseLongBodies:
    """413 for a body longer than its page may take, before a byte of it is read (RFC 9110, 15.5.14)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        length = length_of_body(request)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and length > longest_body(request.path_info):
            return errors.page(request, 413)
        return self.get_response(request)


def length_of_body(request):
    """In bytes, as announced; of a body without a length, or with one that is no number, Django reads nothing."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def longest_body(path):
    """In bytes: a picture may come with the forms that ask for one, and be told there that it is too heavy."""
    try:
        is_upload = resolve(path).view_name in WITH_A_PICTURE
    except Resolver404:
        is_upload = False
    return PICTURE_BODY if is_upload else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


class RefuseBadBytes:
    """400 for a query or a form that is not UTF-8, and for null bytes: Django's own answer to the first reads the form
    again and fails, PostgreSQL refuses the second.

    A path that is not UTF-8 reaches no address: Django writes its bytes as ``%FF``.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self.is_bad(request):
            return errors.bad_request(request)
        return self.get_response(request)

    def is_bad(self, request):
        charset = request.content_params.get("charset", "utf-8")
        if request.content_type in FORMS and charset.lower().replace("-", "") != "utf8":
            return True
        query = request.META.get("QUERY_STRING", "").encode("latin-1", "replace")
        return "\x00" in request.path or not readable(unquote_to_bytes(query))


def readable(raw):
    try:
        return "\x00" not in raw.decode()
    except UnicodeDecodeError:
        return False


class ReadWhatIsSeen:
    """The one door for text: signs that nobody sees are taken out of each form, whatever its fields are.

    They would go from a reason or a note into mails, calendars and spreadsheets. No text are passwords and the address
    to go back to.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, args, kwargs):
        if request.method != "POST":
            return
        seen = request.POST.copy()
        for name, values in request.POST.lists():
            if name != "next" and "password" not in name:
                seen.setlist(name, [visible(value) for value in values])
        seen._mutable = False
        request.POST = seen


class AnswerWhenDatabaseIsAway:
    """503 with a sentence when the database is away, waits too long for a lock, or gives up: one slow lock would
    otherwise hold every thread.

    The same when too many people sign in at this very moment.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError, InternalError) as error:
            if errors.is_passing(error):
                return errors.unavailable(request)
            raise

    def process_exception(self, request, exception):
        if isinstance(exception, TooMany) or errors.is_passing(exception):
            return errors.unavailable(request)
        return None


class SignInFirst(LoginRequiredMiddleware):
    """After a form that came without a session, the sign-in leads back to the page where the form was.

    Many addresses of forms only take forms: led there, the person would meet an error. Who had typed in a long form is
    led to what she or he had written.
    """

    def handle_no_permission(self, request, view_func):
        if request.method in SAFE_METHODS:
            return super().handle_no_permission(request, view_func)
        if typed.keep(request):
            return redirect_to_login(typed.PAGE, self.get_login_url(view_func))
        origin = f"{request.scheme}://{request.get_host()}"
        referer = request.headers.get("Referer", "")
        path = safe_path(referer.removeprefix(origin)) if referer.startswith(f"{origin}/") else "/"
        return redirect_to_login(path, self.get_login_url(view_func))


class MemberPreferences:
    """The language and the time zone of the member; pages with a session are kept by nobody else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        user = request.user
        if not user.is_authenticated:
            return self.get_response(request)
        with reading_in(user.time_zone):
            translation.activate(user.language)
            request.LANGUAGE_CODE = user.language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", user.language)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        patch_vary_headers(response, ["Cookie"])
        return response


class OwnErrorPages:
    """In a trial, what members would see in place of the pages of Django for who writes code, which show every address.

    What has failed is told in the console all the same.
    """

    PAGES = {400: errors.bad_request, 404: errors.not_found, 500: errors.failure}

    def __init__(self, get_response):
        if not settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        own = self.PAGES.get(response.status_code)
        return own(request) if own else response
