"""Settings of the site. What an operator sets is read in `environment.py`; the rest stands here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from homeward.web.site import environment
from homeward.web.site.environment import Mode, value

SITE = Path(__file__).parent
HOMEWARD_MODE = environment.mode()
PRODUCTION = HOMEWARD_MODE is Mode.PRODUCTION

# Everything that the site writes lies in this folder.
HOMEWARD_DATA = Path(value("HOMEWARD_DATA", "var")).resolve()
HOMEWARD_DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
HOMEWARD_DECLARATION = environment.declaration(HOMEWARD_MODE)
# The matcher listens here; a path of more than 107 bytes is no socket.
HOMEWARD_SOCKET = Path(value("HOMEWARD_SOCKET", str(HOMEWARD_DATA / "matcher.sock")))
# A folder that names who stamps the custody log's checkpoint; nobody does if it is empty.
HOMEWARD_STAMPS = environment.folder("HOMEWARD_STAMPS")
# A pair becomes a candidate from this probability on. To be set on measured precision (R35).
HOMEWARD_LEAST_SCORE = float(value("HOMEWARD_LEAST_SCORE", "0.5"))
HOMEWARD_CANDIDATES_PER_RECORD = environment.whole_number("HOMEWARD_CANDIDATES_PER_RECORD", 10)
HOMEWARD_CODE_COST = environment.code_cost(HOMEWARD_MODE)

DEBUG = False  # in every mode: an error page never shows what was typed
SECRET_KEY = environment.secret_key(HOMEWARD_DATA, HOMEWARD_MODE)
DATABASES = {"default": environment.database(value("DATABASE_URL"), HOMEWARD_DATA)}
ALLOWED_HOSTS = (
    [host for host in value("HOMEWARD_HOSTS").split(",") if host]
    if PRODUCTION
    else ["localhost", "127.0.0.1", "[::1]", "testserver"]
)

INSTALLED_APPS = [
    "homeward.web.site",
    "homeward.web.access",
    "homeward.web.registry",
    "homeward.web.evidence",
    "homeward.web.custody",
    "homeward.web.matching",
    "homeward.web.review",
    "homeward.web.inquiries",
    "homeward.web.correspondence",
    "homeward.web.reports",
    "homeward.web.petitions",
    "homeward.web.family",
    "homeward.web.desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "homeward.web.site.headers.SafeHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "homeward.web.site.large_bodies.LargeBodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "homeward.web.site.flood.Floodgate",
    "homeward.web.site.middleware.SpokenErrors",
]
ROOT_URLCONF = "homeward.web.site.urls"
CSRF_FAILURE_VIEW = "homeward.web.site.errors.no_csrf"
WSGI_APPLICATION = "homeward.web.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "homeward.web.site.context.declaration",
                "homeward.web.site.context.alerts",
            ],
        },
    },
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "uk"
LANGUAGES = [("uk", "Українська"), ("ru", "Русский"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"  # of no side; pages show days, and weeks where families are concerned
FORMAT_MODULE_PATH = ["homeward.web.site.formats"]

STATIC_URL = "static/"
STATIC_ROOT = HOMEWARD_DATA / "static"
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 0

# Staff log in with a name, a password and a one-time code; nobody signs up by himself.
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["homeward.web.access.passwords.Argon2Hasher"]
ACCOUNT_ADAPTER = "homeward.web.access.login.StaffAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
# No limit by address: addresses are not kept (R29). `key` is the name that is tried.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/300s/key",
    "signup": None,
    "reset_password": None,
    "reset_password_from_key": None,
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
MFA_ADAPTER = "homeward.web.access.login.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Homeward"
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": None}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:queue"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Cookies die with the browser.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 8 * 3600
CSRF_COOKIE_AGE = None  # families have this one, too: it must not lie on a telephone for a year
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
# An onion service has no TLS of its own: the operator says so, and the proxy tells which is which.
SECURE_SSL_REDIRECT = PRODUCTION and value("HOMEWARD_ONION_ONLY", "no") != "yes"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 3600 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# What is uploaded stays in memory: never a temporary file on a disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# The log holds the kind of an error and where in the code; never a request, a value or an address.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"bare": {"()": "homeward.web.site.logs.BareFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "bare"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.server": {"handlers": [], "propagate": False},
        # gunicorn would write the address and the text of an error.
        "gunicorn.error": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        "homeward": {"level": "INFO"},
    },
}
