"""By what a row of a docket is known again in another file: its key, made of what it is. Pure.

Files come in any order, so a key is made of the row alone and never of what was there before it.
"""

import hashlib
import re

from django.utils.text import slugify

_LONGEST = 80  # characters, as the column
_HASH = 10
_NOT_A_WORD = re.compile(r"[\W_]+")


def case_slug(court_id: str, docket_number: str) -> str:
    """cand-3-08-cv-00177: what the case is called in the address of its page."""
    return _key(f"{court_id} {docket_number.replace(':', '-')}", longest=120)


def party_key(name: str, court_role: str) -> str:
    """A party is known by its name and its role in the court's own words."""
    return _key(f"{name} {court_role}")


def counsel_key(attorney: str, party: str) -> str:
    """An attorney is known by name and by the key of the party represented."""
    return _key(f"{attorney} for {party}")


def numbered_key(number: int) -> str:
    return f"entry-{number}"


def unnumbered_key(filed_on: str, text: str) -> str:
    """An entry without a number is known by its day and its words."""
    digest = hashlib.sha256(words_of(text).encode()).hexdigest()[:_HASH]
    return f"entry-{filed_on or 'undated'}-{digest}"


def again(key: str, nth: int) -> str:
    """The key of the second, third… row of a file that would bear the same."""
    return key if nth == 1 else f"{key[: _LONGEST - 4]}-{nth}"


def is_again(key: str, given: str) -> bool:
    """Whether a key is the given one, or that of a second, third… row of it."""
    nth = key.removeprefix(f"{given[: _LONGEST - 4]}-")
    return key == given or (nth != key and nth.isdecimal())


def words_of(text: str) -> str:
    """The words of a text alone: courts change case, marks and spacing from file to file."""
    return _NOT_A_WORD.sub(" ", text.casefold()).strip()


def _key(name: str, longest: int = _LONGEST) -> str:
    slug = slugify(name).replace("_", "-").strip("-")
    # Letters that are lost, or cut off, tell two names apart all the same.
    if slug and len(slug) <= longest and name.isascii():
        return slug
    digest = hashlib.sha256(words_of(name).encode()).hexdigest()[:_HASH]
    return f"{slug[: longest - _HASH - 1].strip('-')}-{digest}".strip("-")
