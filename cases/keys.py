"""Short names for rows of a case, made of what they are called. Pure."""

from collections.abc import Collection
from itertools import count

from django.utils.text import slugify

LONGEST = 80  # characters, as the column
_NAMELESS = "row"


def unique_key(name: str, taken: Collection[str]) -> str:
    """Return a key such as `acme-corp` that is not among those taken: `acme-corp-2`, …

    Cut between words where the name is long. A name without a Latin letter or digit gives `row`.
    """
    key = _cut(slugify(name).replace("_", "-").strip("-"), LONGEST) or _NAMELESS
    if key not in taken:
        return key
    numbered = (f"{_cut(key, LONGEST - len(f'-{number}'))}-{number}" for number in count(2))
    return next(candidate for candidate in numbered if candidate not in taken)


def _cut(key: str, length: int) -> str:
    if len(key) <= length:
        return key
    head = key[:length]
    whole_words = head if key[length] == "-" else head.rpartition("-")[0]
    return (whole_words or head).strip("-")
