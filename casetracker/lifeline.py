"""What `manage.py run` starts ends with it, however it ends.

The launcher holds the other end of a child's standard input. When the launcher is gone, even by
kill -9, the system closes it, and the child asks itself to stop.
"""

import os
import signal
import sys
import threading

VARIABLE = "CASETRACKER_LIFELINE"


def end_with_the_launcher() -> None:
    """Watch the lifeline, if this process was started with one."""
    if os.environ.pop(VARIABLE, "") == "stdin":
        threading.Thread(target=_watch, name="lifeline", daemon=True).start()


def _watch() -> None:
    while os.read(sys.__stdin__.fileno() if sys.__stdin__ else 0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
