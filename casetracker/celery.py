"""The Celery application: `celery -A casetracker worker`."""

import os
from typing import Any

from celery import Celery, signals
from django_structlog.celery.receivers import CeleryReceiver
from kombu.transport import TRANSPORT_ALIASES

from casetracker import file_queue, logs
from casetracker.lifeline import end_with_the_launcher

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")
TRANSPORT_ALIASES["filesystem"] = "casetracker.file_transport:Transport"

app = Celery("casetracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Sends the id of the request along with a task, and tells what becomes of the task. Kept by name,
# because Celery's signals let go of what nobody else holds.
_log_of_tasks = CeleryReceiver()
_log_of_tasks.connect_worker_signals()


@signals.setup_logging.connect
def _log_as_the_web_does(**_: Any) -> None:
    from django.conf import settings

    logs.configure(settings.LOGGING)


@signals.worker_init.connect
def _leave_when_the_launcher_does(**_: Any) -> None:
    end_with_the_launcher()


@signals.worker_ready.connect
def _start_the_heartbeat(sender: Any, **_: Any) -> None:
    from django.conf import settings

    if settings.QUEUE_IN_FILES:
        file_queue.drop_old_messages(settings.QUEUE_DIR)
        file_queue.beat(settings.QUEUE_DIR)
        sender.timer.call_repeatedly(
            file_queue.HEARTBEAT_SECONDS, file_queue.beat, (settings.QUEUE_DIR,)
        )


@signals.worker_ready.connect
def _look_for_what_was_left(**_: Any) -> None:
    from sources.tasks import sweep_jobs

    # As a task, for this process is the one that forks: it stays away from the database.
    sweep_jobs.delay()


@signals.worker_shutdown.connect
def _stop_the_heartbeat(**_: Any) -> None:
    from django.conf import settings

    if settings.QUEUE_IN_FILES:
        file_queue.stop_beating(settings.QUEUE_DIR)
