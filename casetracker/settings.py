"""All settings, read from the environment; a bad value stops the start and names the variable.

Without any variable set this is the demo: the embedded database, the file queue, and a secret
key kept in DATA_DIR. A deployment sets DATABASE_URL, CELERY_BROKER_URL, SECRET_KEY and
ALLOWED_HOSTS. README.md lists every variable.
"""

import re
import zoneinfo
from collections.abc import Collection
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ImproperlyConfigured
from environs import Env
from whitenoise.compress import Compressor

from casetracker import embedded, file_queue, logs, secret

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


def absolute_folder(variable: str) -> str:
    """Read a folder, which may not be there yet; nothing when none is named."""
    found = env.str(variable, "")
    if found and not Path(found).is_absolute():
        raise ImproperlyConfigured(
            f"{variable} is {found!r}; a folder with its whole path was expected, such as "
            "/var/mail/courts."
        )
    return found


def hosts_and_ports(variable: str, value: str) -> frozenset[tuple[str, int]]:
    """Read `host:port` pairs parted by commas; an IPv6 address stands in brackets there only."""
    pairs = set()
    for found in filter(None, map(str.strip, value.split(","))):
        host, _, port = found.lower().rpartition(":")
        bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
        try:
            bare = str(ip_address(bare))
            plain = (host != bare) == (":" in bare)
        except ValueError:
            plain = bool(re.fullmatch(r"(?:[a-z0-9_-]+\.)*[a-z][a-z0-9_-]*", host))
        if not (plain and re.fullmatch(r"[0-9]{1,5}", port) and int(port) in range(1, 65_536)):
            raise ImproperlyConfigured(
                f"{variable} has {found!r} in it; hosts with their ports, parted by commas, were "
                "expected, such as documents.example.com:8443, [fd00::1]:443."
            )
        pairs.add((bare, int(port)))
    return frozenset(pairs)


BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / "var").resolve()
PORT = whole_number("PORT", 8000, least=1, most=65_535)
WEB_CONCURRENCY = whole_number("WEB_CONCURRENCY", 2, least=1, most=100)
ARTICLES = env.str("ARTICLES", "")

DEBUG = env.bool("DEBUG", False)
PRODUCTION = bool(env.str("DATABASE_URL", ""))
SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else secret.kept_in(DATA_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", [] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
HTTPS = env.bool("HTTPS", PRODUCTION)
PUBLIC_READING = env.bool("PUBLIC_READING", not PRODUCTION)
TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", 0, least=0, most=9)

INSTALLED_APPS = [
    "casetracker",
    "cases",
    "sources",
    "django_filters",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "casetracker.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "casetracker.request_log.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A case page is half a megabyte of markers and passages, a tenth of it compressed.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "casetracker.public_reading.ReadingMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
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
                "casetracker.context.person",
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
    # A connection that died with the database is no page's error: it is tried before it is used.
    named["CONN_HEALTH_CHECKS"] = True
    named["OPTIONS"] = {"connect_timeout": 5, "pool": pool, **named.get("OPTIONS", {})}
    return named


DATABASES = {"default": named_database() if PRODUCTION else embedded.settings_for(DATA_DIR)}

# All processes of the web count wrong codes together, and know which code was used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "casetracker_cache",
    }
}

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "cases:list"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "casetracker.backends.RightsBackend",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "casetracker.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
MFA_ADAPTER = "casetracker.accounts.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Case Tracker"
MFA_ALLOW_UNVERIFIED_EMAIL = True
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
# Fifteen minutes are fifteen minutes, also for somebody who keeps trying.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "casetracker.client_address.client_address"
AXES_USERNAME_CALLABLE = "casetracker.throttling.username_of"
AXES_LOCKOUT_CALLABLE = "casetracker.throttling.locked_out"
# What was typed as a name may be a password.
AXES_SENSITIVE_PARAMETERS = ["username", "login", "ip_address", "csrfmiddlewaretoken"]
AXES_VERBOSE = False

# What the API is asked by one person, or from one address, in a minute.
API_RATE = whole_number("API_RATE", 600, least=1, most=1_000_000)
KNOX_TOKEN_MODEL = "casetracker.ApiToken"  # noqa: S105 - the name of a model
# Or the table of its own token would be made, which nothing uses.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {
    "TOKEN_MODEL": KNOX_TOKEN_MODEL,
    "TOKEN_PREFIX": "ct_",  # by which a leaked one is known for what it is
    "AUTH_HEADER_PREFIX": "Bearer",
}
API_PERMISSIONS = ["casetracker.api_access.NotTooOften", "casetracker.api_access.MayDoIt"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "casetracker.api_access.TokenAuthentication",
        "casetracker.api_access.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": API_PERMISSIONS,
    "DEFAULT_METADATA_CLASS": "casetracker.api_options.Options",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["cases.api.bodies.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "cases.api.paging.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "casetracker.api_schema.Schema",
    "EXCEPTION_HANDLER": "cases.api.problems.problem",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Case Tracker",
    "VERSION": "1",
    "DESCRIPTION": "Cases with their evidence: each fact, and the passages that state it.",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": API_PERMISSIONS,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "Disposition": "cases.kinds.Disposition",
        "Prejudice": "cases.kinds.Prejudice",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "casetracker.api_schema.with_problems",
    ],
}

# What may be fetched although it is inside: a firm's own document server.
FETCH_ALLOWED = hosts_and_ports("FETCH_ALLOWED", env.str("FETCH_ALLOWED", ""))

# A Maildir that the notices of courts are delivered to.
MAILBOX = absolute_folder("MAILBOX")

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", "") or "filesystem://localhost"
QUEUE_IN_FILES = CELERY_BROKER_URL.startswith("filesystem:")
QUEUE_DIR = DATA_DIR / "queue"
if QUEUE_IN_FILES:
    CELERY_BROKER_TRANSPORT_OPTIONS = file_queue.transport_options(QUEUE_DIR)
# Through files, every question to a worker would leave its answer lying about.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = not QUEUE_IN_FILES
CELERY_TASK_ACKS_LATE = True
# Or a worker that is at a slow page keeps the next ones from a worker that is free.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A request does not wait for a queue that is down: the job's row is there, and the sweep sends it.
CELERY_TASK_PUBLISH_RETRY = False
# A text that no program can get through ends as failed, in words, and frees its worker.
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_TIME_LIMIT = 120
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(DATA_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "sweep-jobs": {
        "task": "sources.tasks.sweep_jobs",
        "schedule": 30,
        # While no worker takes them, they do not pile up.
        "options": {"expires": 30},
    },
    "recheck-sources": {
        "task": "sources.tasks.recheck_sources",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 600},
    },
    "clear-sessions": {
        "task": "casetracker.tasks.clear_sessions",
        "schedule": timedelta(days=1),
    },
    "fold-card-turns": {
        "task": "cases.tasks.fold_card_turns",
        "schedule": timedelta(hours=1),
        "options": {"expires": 3600},
    },
}
if MAILBOX:
    CELERY_BEAT_SCHEDULE["read-mailbox"] = {
        "task": "sources.tasks.read_mailbox",
        "schedule": timedelta(minutes=1),
        "options": {"expires": 60},
    }

# What has been is not rewritten, by raw SQL either.
PGHISTORY_APPEND_ONLY = True
# History is asked for by row, case or claim (cases/history.py makes those indexes). One for each
# other pointer, as foreign keys have by themselves, cost imports a sixth of their time.
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_index=False)
PGHISTORY_CONTEXT_FIELD = pghistory.ContextForeignKey(db_index=False)
# Who did it goes with what is written; asking who reads would cost each page two queries.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LANGUAGE_CODE = "en-us"
TIME_ZONE = one_of(
    "TIME_ZONE",
    "America/Los_Angeles",
    zoneinfo.available_timezones(),
    "the name of a time zone such as America/New_York",
)
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", "") or DATA_DIR / "static").resolve()
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Read by who debugs the scripts of others; to compress them took half a minute.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
MEDIA_ROOT = DATA_DIR / "uploads"
LARGEST_UPLOAD = 20_000_000  # bytes of one file; sources/decoding.py reads no more
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000  # bytes of a form without its files: a pasted text
FILE_UPLOAD_HANDLERS = [
    "casetracker.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "casetracker.uploads.BackToBackUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 2_000  # court files come by the hundred
MOST_UPLOADED_TOGETHER = 300_000_000  # bytes; in the container they lie in memory

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
LOG_FORMAT = one_of("LOG_FORMAT", "json" if PRODUCTION else "text", logs.FORMATS, "json or text")
LOGGING_CONFIG = "casetracker.logs.configure"
LOGGING = logs.configuration(level=LOG_LEVEL, form=LOG_FORMAT)
