"""The receipt at the end of a report: when it was made, and for whose account."""

from __future__ import annotations

import re

_MADE = re.compile(
    r"Transaction Receipt\s+(?:[^\n]{0,120}?-\s*)?(\d{2})/(\d{2})/(\d{4})\s+(\d{2}:\d{2}:\d{2})"
)
_COMPLETE = re.compile(r"Billable\s+Pages:\s*\d+\s+Cost:\s*[\d.]+")
# Who bought a report, and for which client, is nothing that readers of a case should learn.
_ACCOUNT = re.compile(r"(PACER Login:)[^\n]*?(?=\s+Client Code:|\n|$)")
_CLIENT = re.compile(r"(Client Code:)[^\n]*?(?=\s+Description:|\n|$)")


def as_of(text: str, start: int = 0) -> str:
    """Return when a report was made, as its receipt says it: "2017-06-13T15:25:21", else ""."""
    match = _MADE.search(text, start)
    if not match:
        return ""
    month, day, year, time = match.groups()
    return f"{year}-{month}-{day}T{time}"


def is_complete(text: str, start: int = 0) -> bool:
    """Tell whether a receipt stands at the end, down to what the report cost."""
    return bool(_COMPLETE.search(text, start))


def without_account(text: str, start: int) -> str:
    """Return the text without the buyer's login and client code, from `start` on."""
    receipt = text.find("Transaction Receipt", start)
    if receipt < 0:
        return text
    mended = _CLIENT.sub(r"\1", _ACCOUNT.sub(r"\1", text[receipt:]))
    return text[:receipt] + mended
