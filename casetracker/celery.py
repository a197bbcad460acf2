"""The Celery application: `celery -A casetracker worker`."""

import os
from typing import Any

from celery import Celery, signals

from casetracker import file_queue
from casetracker.lifeline import end_with_the_launcher

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")

app = Celery("casetracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


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


@signals.worker_shutdown.connect
def _stop_the_heartbeat(**_: Any) -> None:
    from django.conf import settings

    if settings.QUEUE_IN_FILES:
        file_queue.stop_beating(settings.QUEUE_DIR)
