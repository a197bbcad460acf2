"""What has to be in place before the web and the worker start; done again, it changes nothing."""

import fcntl
import hashlib
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from sources.management.commands.import_articles import QuotesMissingError

logger = logging.getLogger(__name__)


def prepare() -> None:
    """Bring the database, the record and the static files up to date, one launcher at a time."""
    with _one_launcher_at_a_time(settings.DATA_DIR):
        call_command("migrate", interactive=False, verbosity=0)
        records = sorted((settings.BASE_DIR / "sources" / "records").glob("*.yaml"))
        # What people have changed since in a case that is already here is not set back.
        call_command("load_record", "--new-only", *map(str, records))
        if settings.ARTICLES:
            _import_articles(settings.ARTICLES)
        if not settings.PRODUCTION:
            call_command("demo_accounts")
        collect_static_files()


def _import_articles(folder: str) -> None:
    try:
        call_command("import_articles", folder)
    except QuotesMissingError as error:
        # The texts are in; that one of them was edited since is no reason not to start.
        logger.warning("%s", error)


def collect_static_files() -> bool:
    """Collect and compress the static files unless nothing changed since; True if it had to."""
    stamp = settings.DATA_DIR / "static.stamp"
    state = _state_of_static_files()
    if stamp.exists() and settings.STATIC_ROOT.is_dir() and stamp.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)
    return True


def _state_of_static_files() -> str:
    seen = hashlib.sha256(str([version("django"), version("whitenoise")]).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            found = Path(storage.path(path)).stat()
            seen.update(f"{path}\0{found.st_mtime_ns}\0{found.st_size}\n".encode())
    return seen.hexdigest()


@contextmanager
def _one_launcher_at_a_time(data_dir: Path) -> Iterator[None]:
    lock = os.open(data_dir / "prepare.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
