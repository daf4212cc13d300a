"""Settings: one file, safe when nothing is set; everything that differs comes from the environment.

``.env.example`` lists every variable.
"""

import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from environs import Env
from whitenoise.compress import Compressor

from capassistant.limits import LIMITS as LIMITS
from capassistant.operations.state import STATE_DIR
from capassistant.retention import RETENTION as RETENTION
from capassistant.roles import ROLE_PERMISSIONS as ROLE_PERMISSIONS
from clock import paris

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()

DEBUG = env.bool("CAP_DEBUG", False)
TESTING = "pytest" in sys.modules

# addresses -----------------------------------------------------------------------------------

SITE_URL = env.str("CAP_SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}").rstrip("/")
ALLOWED_HOSTS = env.list("CAP_ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if DEBUG else [])
CSRF_TRUSTED_ORIGINS = env.list("CAP_TRUSTED_ORIGINS", [SITE_URL] if SITE_URL.startswith("https://") else [])
ADMIN_PATH = env.str("CAP_ADMIN_PATH", "admin/")
ROOT_URLCONF = "capassistant.urls"
WSGI_APPLICATION = "capassistant.wsgi.application"


def secret_key():
    """The key of the environment; a trial draws its own once, production refuses to start without."""
    if key := env.str("CAP_SECRET_KEY", ""):
        return key
    if TESTING:
        return "a key for the tests only"
    if not DEBUG:
        raise ImproperlyConfigured("Set CAP_SECRET_KEY: a long random text, the same for all processes.")
    path = STATE_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text()


SECRET_KEY = secret_key()

# apps ----------------------------------------------------------------------------------------

OUR_APPS = [
    "members",
    "groups",
    "contact",
    "events",
    "journal",
    "mailing",
    "ui",
    "capassistant.home",
    "capassistant.operations",
]
"""In the order in which what they add to common pages is shown (``contributions``)."""

INSTALLED_APPS = [
    *reversed(OUR_APPS),  # Upper apps first: their files and figures come before those of the apps below.
    "backoffice.apps.BackofficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",  # Its templates, among which ours come first.
    "allauth",
    "allauth.account",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_prose_editor",
    "pghistory",
    "pgtrigger",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "capassistant.middleware.CompressText",
    "capassistant.middleware.AnswerWhenDatabaseIsAway",
    "capassistant.middleware.TellOfUnknownProxy",
    "capassistant.middleware.RefuseOtherMethods",
    "capassistant.middleware.RefuseLongBodies",
    "capassistant.middleware.RefuseBadBytes",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "capassistant.middleware.ReadWhatIsSeen",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "capassistant.middleware.SignInFirst",
    "capassistant.middleware.MemberPreferences",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "capassistant.middleware.OwnErrorPages",
]

CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.template.context_processors.csp",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
    "capassistant.home.frame.portal",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "django",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": CONTEXT_PROCESSORS},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "text",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"autoescape": False},
    },
]

# database, cache, files ----------------------------------------------------------------------

DATABASES = {
    "default": env.dj_db_url("DATABASE_URL", "postgresql:///capassistant", conn_max_age=600, conn_health_checks=True)
}
DATABASES["default"].setdefault("OPTIONS", {}).update(
    connect_timeout=5,
    keepalives_idle=5,  # Seconds: a line that has died in silence is given up, a thread is not held by it.
    keepalives_interval=2,
    keepalives_count=3,
    tcp_user_timeout=12_000,
    # Plans of compiled statements (``statements``) stay in each connection; not where a pooler shares connections.
    prepare_threshold=0 if env.bool("CAP_PREPARED_STATEMENTS", True) else None,
    options="-c lock_timeout=2000 -c statement_timeout=10000 -c idle_in_transaction_session_timeout=20000",
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},  # Of 300, the default, an office would push out what counts the guesses.
    }
}
if env.str("CACHE_URL", ""):
    CACHES["default"] = env.dj_cache_url("CACHE_URL")

MEDIA_ROOT = env.path("CAP_MEDIA_ROOT", STATE_DIR / "media")
STATIC_URL = "static/"
STATIC_ROOT = env.path("CAP_STATIC_ROOT", STATE_DIR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "ui.storage.WholeFiles",
        "OPTIONS": {"file_permissions_mode": 0o640, "directory_permissions_mode": 0o750},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Only who looks into a library asks for these, which weigh more than all the rest.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# mail and background tasks -------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.str("CAP_EMAIL_FROM", '"C@p’Assistant·e·s" <capassistant@localhost>')
CONTACTS = {"core_team": env.str("CAP_CORE_TEAM_CONTACT", "") or "core-team@localhost"}
CONTACTS["editorial"] = env.str("CAP_EDITORIAL_CONTACT", "") or CONTACTS["core_team"]
"""The mailboxes that take the answers to mails which name no person."""
MAIL_TIMEOUT = 5
"""Seconds after which a mail server that says nothing is given up."""


def mailer(url):
    """The mail server of an address such as smtp://user:password@host:587, or files in the state directory."""
    if not url:
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": STATE_DIR / "mails"},
        }
    server = urlsplit(url)
    options = {
        "host": server.hostname,
        "port": server.port or (465 if server.scheme == "smtps" else 25),
        "username": unquote(server.username or ""),
        "password": unquote(server.password or ""),
        "use_ssl": server.scheme == "smtps",
        "use_tls": server.port == 587 and server.scheme != "smtps",
        "timeout": MAIL_TIMEOUT,
    }
    return {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}


MAILERS = {"default": mailer(env.str("CAP_EMAIL_URL", ""))}

# people --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["members.backends.RoleBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "members.hashers.PatientArgon2Hasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if TESTING:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

ALLOWED_EMAIL_DOMAINS: list[str] = env.list("CAP_ALLOWED_EMAIL_DOMAINS", [])
ACCOUNT_ADAPTER = "members.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "members.forms.account.LoginForm",
    "request_login_code": "members.forms.account.CodeForm",
    "reset_password": "members.forms.account.ResetForm",
    "signup": "members.forms.account.SignupForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_RATE_LIMITS = {
    # A whole office comes from one address: there only what fails, or sends a mail, is counted.
    "login": None,
    "login_failed": "5/5m/key",  # Of one account from one address; the two below stand beside it.
    "login_failed_of_account": "100/h/key",
    "login_failed_from_address": "60/m/ip",
    "request_login_code": "100/m/ip,3/m/key",
    "reset_password": "100/m/ip,5/m/key",
    "reset_password_from_key": "100/m/ip",
    "manage_email": "10/h/user",  # Each demand writes to an address that may be a stranger's.
}
ACCOUNT_SESSION_REMEMBER = True
SESSION_ENGINE = "capassistant.sessions"
SESSION_COOKIE_AGE = 12 * 3600

# language and time ---------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = paris.NAME
USE_TZ = True

QUIET_WEEKS: list[str] = env.list("CAP_QUIET_WEEKS", [])
HTTP_LINK_HOSTS: list[str] = env.list("CAP_HTTP_LINK_HOSTS", [])

# safety --------------------------------------------------------------------------------------

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
CSRF_FAILURE_VIEW = "capassistant.errors.form_refused"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not DEBUG and not TESTING
if SESSION_COOKIE_SECURE:
    # No neighbour under the same domain can set them (RFC 6265bis, 4.1.3.2).
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
BEHIND_PROXY = env.bool("CAP_BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
COMPRESS = env.bool("CAP_COMPRESS", True)
SECURE_HSTS_SECONDS = 0 if DEBUG else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEBUG

# looks and records ---------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "ui.forms.Renderer"
PGHISTORY_APPEND_ONLY = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"without_secrets": {"()": "capassistant.logs.WithoutSecrets"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_secrets"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}
