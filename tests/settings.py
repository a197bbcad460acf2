"""The settings under test: the tracker's own, on data that is thrown away afterwards.

DATA_DIR is never the one that `make run` uses. The first process (under pytest-xdist: the one
that starts the others) makes the folder and names it in the environment, which the others inherit.
DATABASE_URL, if set, is the server that the test databases are made on.
"""

import os

from tests import throwaway

DATA_DIR_VARIABLE = "CASETRACKER_TESTS_DATA_DIR"

if DATA_DIR_VARIABLE not in os.environ:
    throwaway.remove_what_was_left()
    # The embedded server's own account must be able to pass through where the tests run as root.
    made = throwaway.new_folder()
    made.chmod(0o711)
    os.environ[DATA_DIR_VARIABLE] = str(made)
os.environ["DATA_DIR"] = os.environ[DATA_DIR_VARIABLE]
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "0123456789" * 5)
os.environ.update(ALLOWED_HOSTS="localhost,127.0.0.1", HTTPS="false", LOG_LEVEL="WARNING")
for variable in ("CELERY_BROKER_URL", "DEBUG", "FETCH_ALLOWED", "MAILBOX", "PORT", "TIME_ZONE"):
    os.environ.pop(variable, None)

from casetracker.settings import *  # noqa: E402, F403
from casetracker.settings import STATIC_ROOT, STORAGES  # noqa: E402

# Files as they lie in the source, so that no test needs `collectstatic` to have run.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT.mkdir(exist_ok=True)
# The slow hash is Django's business, and tests sign in often.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Pages are read by anybody, also where the tests run on a server of DATABASE_URL.
PUBLIC_READING = True
TRUSTED_PROXIES = 0
# Tests ask more than programs do; those of the limit set their own.
API_RATE = 1_000_000
