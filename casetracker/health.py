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
PING_SECONDS = 1


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 if all three are well, 503 if one is not; the body tells which."""
    queue = _queue()
    found = {
        "database": _database(),
        "queue": queue,
        "worker": _worker() if queue == OK else "not asked: the queue does not answer",
    }
    return JsonResponse(found, status=200 if set(found.values()) == {OK} else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, PoolTimeout):
        logger.exception("The database does not answer")
        return NO_ANSWER
    return OK


def _queue() -> str:
    if settings.QUEUE_IN_FILES:
        return OK if file_queue.takes_messages(settings.QUEUE_DIR) else NO_ANSWER
    try:
        with celery_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=PING_SECONDS)
    except (QueueError, OSError):
        logger.exception("The queue does not answer")
        return NO_ANSWER
    return OK


def _worker() -> str:
    if settings.QUEUE_IN_FILES:
        return OK if file_queue.worker_is_alive(settings.QUEUE_DIR) else NO_ANSWER
    try:
        answers = celery_app.control.ping(timeout=PING_SECONDS, limit=1)
    except (QueueError, OSError):
        logger.exception("The worker could not be asked")
        return NO_ANSWER
    return OK if answers else NO_ANSWER
