"""Rows of a case by what people type of them: a party by a few letters, an entry by its number."""

import re
from collections.abc import Sequence

from cases.models import Case, Filing, Party
from cases.wording import joined, shortened

_LONGEST_NUMBER = 18  # digits, which the column holds
_MOST_NAMED = 4


class TypedNameError(ValueError):
    """What was typed leads to no row of the case, or to several; the message says which."""


def party_called(typed: str, case: Case) -> Party:
    """The party whose name, or role, begins with these words. Raises TypedNameError."""
    parties = list(case.parties.all())
    wanted = _words(typed)
    exact = [party for party in parties if _words(party.name) == wanted]
    # Each of several words may be its role: “acme defendant”.
    found = exact or [party for party in parties if wanted and _begins(wanted, _words_of(party))]
    if len(found) == 1:
        return found[0]
    if found:
        raise TypedNameError(
            f"“{shortened(typed, 40)}” may be {_listed(found)}: type more of the name, or its role."
        )
    known = f"Its parties are {_listed(parties)}." if parties else "It has no parties yet."
    raise TypedNameError(f"No party of this case is called “{shortened(typed, 40)}”. {known}")


def entry_called(typed: str, case: Case) -> Filing:
    """The entry of this number, or with these words in it. Raises TypedNameError."""
    # The list offers “12 motion to dismiss”.
    number = re.match(r"\s*#?\s*([0-9]+)\b", typed)
    if number:
        return _entry_of_number(number[1], case)
    words = _words(typed)
    entries = case.filings.newest_first()
    found = [entry for entry in entries if words and _begins(words, _words_of_entry(entry))]
    if len(found) == 1:
        return found[0]
    if found:
        names = [
            f"{entry.number} ({shortened(entry.headline, 40)})"
            for entry in found[:_MOST_NAMED]
            if entry.number is not None
        ]
        raise TypedNameError(
            f"{len(found)} entries have these words: {joined(names, last='or')}. Type the number."
        )
    raise TypedNameError(
        f"No entry of this case has the words “{shortened(typed, 40)}”. Type its number."
    )


def _entry_of_number(digits: str, case: Case) -> Filing:
    found = None
    if len(digits) <= _LONGEST_NUMBER:
        found = case.filings.filter(number=int(digits)).first()
    if found is None:
        raise TypedNameError(
            f"The docket here has no entry {digits[:_LONGEST_NUMBER]}. Log that one first, or "
            "leave this empty."
        )
    return found


def _listed(parties: Sequence[Party]) -> str:
    names = [f"{party.name} ({party.get_role_display()})" for party in parties[:_MOST_NAMED]]
    more = len(parties) - len(names)
    return joined([*names, f"{more} more"] if more else names)


def _words_of(party: Party) -> list[str]:
    return _words(f"{party.name} {party.get_role_display()} {party.court_role}")


def _words_of_entry(entry: Filing) -> list[str]:
    kind, motion = entry.get_kind_display(), entry.get_motion_type_display()
    labels = f"{kind if entry.kind else ''} {motion if entry.motion_type else ''}"
    return _words(f"{labels} {entry.description} {entry.text or ''}")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("’", "").replace("'", ""))


def _begins(typed: list[str], words: list[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in typed)
