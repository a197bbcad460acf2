"""Gunicorn's settings: `gunicorn -c python:casetracker.gunicorn casetracker.wsgi`."""

import gc
import os
from pathlib import Path
from typing import Any

from django.conf import settings

from casetracker.lifeline import end_with_the_launcher

# Always named: left alone, Gunicorn would listen on every address when PORT is set.
bind = f"{os.environ.get('LISTEN_ON') or '127.0.0.1'}:{settings.PORT}"
worker_class = "gthread"
workers = settings.WEB_CONCURRENCY
threads = 4
timeout = 60
graceful_timeout = 5
limit_request_line = 8190  # of bytes, the most there can be: a list by many filters is long
# A worker's sign of life is a file; on a disk, writing it can wait for the disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True
logconfig_dict = settings.LOGGING
loglevel = "info" if settings.LOG_FORMAT == "json" else "warning"


def on_starting(_server: Any) -> None:
    """End with the launcher, if `manage.py run` is what started us."""
    end_with_the_launcher()


def post_worker_init(_worker: Any) -> None:
    """Leave alone what was loaded for good: to go through it again and again took 5 of 36 ms."""
    gc.collect()
    gc.freeze()
