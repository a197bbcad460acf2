"""The secret key of an installation that was given none: made once, kept beside its data."""

import os
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from casetracker.server_place import make_data_dir

# As many as Django's own check for deployment asks for.
LEAST_CHARACTERS = 50


def kept_in(data_dir: Path) -> str:
    """The key in DATA_DIR/secret-key, made (readable by its owner only) if there is none.

    Raises ImproperlyConfigured if the file cannot be read or made, or holds too short a key.
    """
    path = data_dir / "secret-key"
    try:
        make_data_dir(data_dir)
        if not path.exists():
            _make(path)
        key = path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key in {path} cannot be read or made ({error.strerror}). Run as the user "
            "DATA_DIR belongs to, or name another folder in DATA_DIR."
        ) from error
    if len(key) < LEAST_CHARACTERS:
        raise ImproperlyConfigured(
            f"The secret key in {path} has {len(key)} characters; at least {LEAST_CHARACTERS} are "
            "needed. Delete the file to have a new one made (everybody will have to sign in again)."
        )
    return key


def _make(path: Path) -> None:
    """Write the key beside its place and link it there: it is whole, and the first one wins."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix="secret-key-")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(get_random_secret_key() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(temporary, path)
        except FileExistsError:
            return
    finally:
        os.unlink(temporary)  # noqa: PTH108
