"""How allauth behaves here: who may ask to join, where links lead, how its mails leave."""

import time
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import apply_rate, get_cache_key, get_ip, get_rates
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.actions.account_mail import send_account_mail
from members.actions.invitation import confirm_request
from members.models import Member

APP, FAILURES = "allauth.account", ("login_failed_of_account", "login_failed_from_address")
KNOWN_TO_TEMPLATES = ("code", "user")


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is a request: an allowed address, confirmed, then the core-team's agreement."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "domain_not_allowed": _("Cette adresse n’est pas celle d’une entreprise de la communauté."),
    }

    def is_open_for_signup(self, request):
        return bool(settings.ALLOWED_EMAIL_DOMAINS)

    def clean_email(self, email):
        """Only the request to join is held to the allowed domains; members may write from anywhere."""
        email = super().clean_email(email)
        if self.request.resolver_match.url_name == "account_signup":
            domain = email.rpartition("@")[2].lower()
            if domain not in settings.ALLOWED_EMAIL_DOMAINS:
                raise self.validation_error("domain_not_allowed")
        return email

    def save_user(self, request, user, form, commit=True):
        """A request; the same one sent twice at once is one request, answered in the same words."""
        user.state = Member.State.AWAITING
        try:
            return super().save_user(request, user, form, commit)
        except IntegrityError as error:
            raise ImmediateHttpResponse(self.respond_email_verification_sent(request, None)) from error

    def pre_authenticate(self, request, **credentials):
        """Refuse who has guessed too often. Of those who come at once from one address only failures are counted."""
        if has_failed_too_often(request, credentials):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authentication_failed(self, request, **credentials):
        for action in FAILURES:
            ratelimit.consume(request, action=action, key=account_of(credentials))

    def _get_login_attempts_cache_key(self, request, **credentials):
        """The few guesses at an account are those from one address: a stranger's do not close the door of its owner."""
        return f"{account_of(credentials)} {get_ip(request)}"

    def pre_login(self, request, user, *, signup, **kwargs):
        """A request that has just been made goes on to the confirmation of its address, like any other."""
        if signup and user.state == Member.State.AWAITING:
            return None
        if user.is_active:
            self.trust_address_of(user)
        return super().pre_login(request, user, signup=signup, **kwargs)

    def trust_address_of(self, member):
        """An open account has a proven address, however it was opened: invitation, request or command line."""
        own = EmailAddress.objects.filter(user=member, email=member.email.lower())
        if not own.filter(verified=True).exists():
            EmailAddress.objects.update_or_create(
                user=member, email=member.email.lower(), defaults={"verified": True, "primary": True}
            )

    def confirm_email(self, request, email_address):
        confirmed = super().confirm_email(request, email_address)
        if confirmed:
            confirm_request(email_address.user)
        return confirmed

    def get_email_verification_redirect_url(self, email_address):
        return reverse("members:request_confirmed")

    def get_password_change_redirect_url(self, request):
        return reverse("members:my_space")

    def is_safe_url(self, url):
        """Only a printable path of this site: no host at all, not even ours."""
        return (
            bool(url)
            and url.startswith("/")
            and url.isprintable()
            and url_has_allowed_host_and_scheme(url, allowed_hosts=None)
        )

    def send_mail(self, template_prefix, email, context):
        """Into the outbox, with links to the address of the site whatever ``Host`` said."""
        words = {name: context[name] for name in KNOWN_TO_TEMPLATES if name in context}
        links = {name: on_our_site(value) for name, value in context.items() if name.endswith("_url")}
        words["account"] = Member.objects.filter(email__iexact=email).first()
        send_account_mail(template_prefix, email, words | links, language=get_language() or "fr")

    def send_account_already_exists_mail(self, email):
        """Whoever asks again before having confirmed gets the link again, and who left the one to come back."""
        asking = EmailAddress.objects.filter(email=email, verified=False, user__state=Member.State.AWAITING)
        address = asking.first() or self.address_to_come_back(email)
        if address:
            address.send_confirmation(self.request, signup=True)
        else:
            super().send_account_already_exists_mail(email)

    def address_to_come_back(self, email):
        """The address, to be proven anew, of who left; only its owner learns that there was an account."""
        member = Member.objects.filter(email=email.lower()).first()
        if member is None or not member.may_ask_back:
            return None
        proof = {"verified": False, "primary": True}
        return EmailAddress.objects.update_or_create(user=member, email=member.email, defaults=proof)[0]

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Tell the owner that the password changed, at the address of the account."""
        self.send_mail(template_prefix, user.email, {"user": user})

    def respond_user_inactive(self, request, user):
        return HttpResponseRedirect(reverse("account_inactive"))


def account_of(credentials):
    return credentials.get("email", "").lower()


def has_failed_too_often(request, credentials):
    """Whether one more failure would be one too many. Nothing is locked to look, which all would wait for."""
    for action in FAILURES:
        for rate in get_rates(app=APP, action=action):
            key = get_cache_key(request, app=APP, action=action, rate=rate, key=account_of(credentials))
            if not apply_rate(cache.get(key, []), time.time(), rate, dry_run=True)[0]:
                return True
    return False


def on_our_site(url):
    """The same page, at the fixed address of the site."""
    parts = urlsplit(url)
    return f"{settings.SITE_URL}{parts.path}" + (f"?{parts.query}" if parts.query else "")
