"""What a log line looks like: one JSON object an event in a deployment, readable text otherwise.

Web, worker, beat and Gunicorn all write through `configuration`, to standard error. Whatever was
bound for the request or the task (its id, above all) is on every line written meanwhile.
"""

import logging.config
import re
from typing import Any

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

FORMATS = ("json", "text")
HIDDEN = "[hidden]"

_SECRET = r"pass(?:word|wd|phrase)|secret|token|cookie|authorization|session(?:id)?|api[_-]?key"  # noqa: S105
_SECRET_NAME = re.compile(_SECRET, re.IGNORECASE)
# `Cookie: sessionid=…`, `'password': '…'`, `token=…`: hidden up to what may begin another value.
_SECRET_IN_WORDS = re.compile(rf"((?:{_SECRET})[\w-]*[\"']?\s*[=:]\s*)[^\n,&)}}]+", re.IGNORECASE)
_CREDENTIALS_IN_URL = re.compile(r"(\w://)[^\s/@]+@")


def hide_secrets(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Structlog processor: what a line says of passwords, tokens and cookies is `[hidden]`.

    Nothing should log such a thing; a library's error message or a traceback still may.
    """
    return {name: _hidden(name, value) for name, value in event.items()}


def _hidden(name: object, value: Any) -> Any:
    if isinstance(name, str) and _SECRET_NAME.search(name):
        return HIDDEN
    if isinstance(value, dict):
        return {name: _hidden(name, inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(None, inner) for inner in value]
    if isinstance(value, str):
        value = _CREDENTIALS_IN_URL.sub(rf"\1{HIDDEN}@", value)
        return _SECRET_IN_WORDS.sub(rf"\1{HIDDEN}", value)
    return value


def as_text(_logger: WrappedLogger, _method: str, event: EventDict) -> str:
    """Structlog processor, the last one: when, how grave, who, what, and the rest as name=value."""
    first = [event.pop("timestamp"), event.pop("level").upper(), event.pop("logger")]
    exception = event.pop("exception", None)
    words = [*first, event.pop("event"), *(f"{name}={value!r}" for name, value in event.items())]
    return " ".join(map(str, words)) + (f"\n{exception}" if exception else "")


# For every line, whether it came through structlog or through the standard library.
_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configuration(*, level: str, form: str) -> dict[str, Any]:
    """Django's LOGGING, and Gunicorn's: `form` is one of FORMATS."""
    readable = form == "text"
    processors: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        # The traceback as text: the structured kind would log the local variables as well.
        structlog.processors.format_exc_info,
        hide_secrets,
        as_text if readable else structlog.processors.JSONRenderer(default=repr),
    ]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "structlog.stdlib.ProcessorFormatter",
                "processors": processors,
                "foreign_pre_chain": _SHARED,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # A terminal shows what went wrong; each page that was opened would only be noise.
            "casetracker.request_log": {
                "level": "WARNING" if readable and level != "DEBUG" else "NOTSET"
            },
            # Nor each task: those of the clock come every half minute.
            "django_structlog.celery.receivers": {
                "level": "WARNING" if readable and level != "DEBUG" else "NOTSET"
            },
            "celery.beat": {"level": "WARNING" if readable and level != "DEBUG" else "NOTSET"},
            # It repeats as a warning what the request's own line says of a 4xx.
            "django.request": {"level": "ERROR"},
            # Its lines at DEBUG show every query with its values: password hashes, session keys.
            "django.db.backends": {"level": "INFO"},
            # django-structlog tells the same of a task, with the id of the request that sent it.
            "celery.app.trace": {"level": "CRITICAL"},
            "celery.worker.strategy": {"level": "WARNING"},
            # Gunicorn gives its loggers handlers of their own, and a line of its own a request.
            "gunicorn.error": {"handlers": [], "propagate": True},
            "gunicorn.access": {"handlers": [], "propagate": True, "level": "WARNING"},
        },
    }


def configure(config: dict[str, Any]) -> None:
    """Django's LOGGING_CONFIG: apply the configuration, and send structlog's lines the same way."""
    logging.config.dictConfig(config)
    logging.captureWarnings(True)  # Python's own, which would go past all this
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_SHARED,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
