"""All settings, read from the environment; a bad value stops the start and names the variable.

Without any variable set this is the demo: the embedded database, the file queue, and a secret
key kept in DATA_DIR. A deployment sets DATABASE_URL, CELERY_BROKER_URL, SECRET_KEY and
ALLOWED_HOSTS. README.md lists every variable.
"""

import zoneinfo
from collections.abc import Collection
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from casetracker import embedded, file_queue, secret

env = Env()


def whole_number(variable: str, default: int, *, least: int, most: int) -> int:
    """Read a whole number; the error says what was found and what was expected."""
    found = env.str(variable, "") or str(default)
    if not (found.isascii() and found.isdigit() and least <= int(found) <= most):
        raise ImproperlyConfigured(
            f"{variable} is {found!r}; a whole number from {least} to {most} was expected."
        )
    return int(found)


def one_of(variable: str, default: str, choices: Collection[str], expected: str) -> str:
    """Read a word out of some; `expected` describes them in the error."""
    found = env.str(variable, "") or default
    if found not in choices:
        raise ImproperlyConfigured(f"{variable} is {found!r}; {expected} was expected.")
    return found


BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / "var").resolve()
PORT = whole_number("PORT", 8000, least=1, most=65_535)
ARTICLES = env.str("ARTICLES", "")

DEBUG = env.bool("DEBUG", False)
PRODUCTION = bool(env.str("DATABASE_URL", ""))
SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else secret.kept_in(DATA_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env.bool("HTTPS", PRODUCTION)

INSTALLED_APPS = [
    "casetracker",
    "cases",
    "sources",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "casetracker.urls"
WSGI_APPLICATION = "casetracker.wsgi.application"
AUTH_USER_MODEL = "casetracker.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]


def named_database() -> dict[str, Any]:
    """The PostgreSQL server of DATABASE_URL, through a pool, with short patience."""
    named: dict[str, Any] = dict(env.dj_db_url("DATABASE_URL"))
    if not named["ENGINE"].endswith(".postgresql"):
        raise ImproperlyConfigured(
            'Environment variable "DATABASE_URL" names another kind of database; the tracker needs '
            "PostgreSQL 15 or newer: postgres://user:password@host:5432/name"
        )
    pool = {
        "min_size": 1,
        "max_size": whole_number("DATABASE_POOL_SIZE", 8, least=1, most=100),
        "timeout": 5,
    }
    named["OPTIONS"] = {"connect_timeout": 5, "pool": pool, **named.get("OPTIONS", {})}
    return named


DATABASES = {"default": named_database() if PRODUCTION else embedded.settings_for(DATA_DIR)}

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "") or "filesystem://localhost"
QUEUE_IN_FILES = CELERY_BROKER_URL.startswith("filesystem:")
QUEUE_DIR = DATA_DIR / "queue"
if QUEUE_IN_FILES:
    CELERY_BROKER_TRANSPORT_OPTIONS = file_queue.transport_options(QUEUE_DIR)
# Through files, every question to a worker would leave its answer lying about.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = not QUEUE_IN_FILES
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False

# What has been is not rewritten, by raw SQL either.
PGHISTORY_APPEND_ONLY = True

LANGUAGE_CODE = "en-us"
TIME_ZONE = one_of(
    "TIME_ZONE",
    "America/Los_Angeles",
    zoneinfo.available_timezones(),
    "the name of a time zone such as America/New_York",
)
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "uploads"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_SSL_REDIRECT = HTTPS
# A monitor asks the process itself, not the proxy that speaks HTTPS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = whole_number(
    "HSTS_SECONDS", 31_536_000 if HTTPS else 0, least=0, most=63_072_000
)
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
X_FRAME_OPTIONS = "DENY"

SILENCED_SYSTEM_CHECKS: list[str] = []

LOG_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
LOG_LEVEL = one_of("LOG_LEVEL", "INFO", LOG_LEVELS, f"one of {', '.join(LOG_LEVELS)}")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
}
