"""The tracker's own settings for a worker in a test that cannot wait for its limits."""

import os

from casetracker.settings import *  # noqa: F403

# The command line does not do: what the settings say wins over it.
CELERY_TASK_SOFT_TIME_LIMIT = int(os.environ["SOFT"])
CELERY_TASK_TIME_LIMIT = int(os.environ["HARD"])
