"""Whether the database, the queue and the worker answer: for `manage.py run` and for monitors."""

import logging

from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError as QueueError
from psycopg_pool import PoolTimeout

from casetracker import celery_app, file_queue

logger = logging.getLogger(__name__)

OK = "ok"
NO_ANSWER = "no answer"
NOT_ASKED = "not asked: the queue does not answer"
PATIENCE_SECONDS = 1


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 if all three are well, 503 if one is not; the body tells which."""
    found = {"database": _database(), **(_file_queue() if settings.QUEUE_IN_FILES else _broker())}
    return JsonResponse(found, status=200 if set(found.values()) == {OK} else 503)


def worker_is_well() -> bool:
    """Whether a worker answers. Takes a second or two when none does, on a broker."""
    found = _file_queue() if settings.QUEUE_IN_FILES else _broker()
    return found["worker"] == OK


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, PoolTimeout):
        logger.exception("The database does not answer")
        return NO_ANSWER
    return OK


def _file_queue() -> dict[str, str]:
    if not file_queue.takes_messages(settings.QUEUE_DIR):
        return {"queue": NO_ANSWER, "worker": NOT_ASKED}
    alive = file_queue.worker_is_alive(settings.QUEUE_DIR)
    return {"queue": OK, "worker": OK if alive else NO_ANSWER}


def _broker() -> dict[str, str]:
    impatient = {"socket_connect_timeout": PATIENCE_SECONDS, "socket_timeout": PATIENCE_SECONDS}
    found = {"queue": NO_ANSWER, "worker": NOT_ASKED}
    try:
        with celery_app.connection_for_write(
            connect_timeout=PATIENCE_SECONDS, transport_options=impatient
        ) as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PATIENCE_SECONDS)
            found = {"queue": OK, "worker": NO_ANSWER}
            if celery_app.control.ping(timeout=PATIENCE_SECONDS, limit=1, connection=broker):
                found["worker"] = OK
    except (QueueError, OSError):
        logger.exception("The queue or its worker does not answer")
    return found
