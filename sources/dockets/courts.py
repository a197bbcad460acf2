"""Which court a file is of: ids as in courts-db, and as the courts' own addresses have them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import courts_db

from sources.dockets.records import RefusedFileError

# A court's address names it, where courts-db has another id.
_IN_COURTS_DB = {
    "azb": "arb",
    "cofc": "uscfc",
    "neb": "nebraskab",
    "nysb-mega": "nysb",
}
_BY_ADDRESS = {there: here for here, there in _IN_COURTS_DB.items() if here != "nysb-mega"}
_HOST = re.compile(r"\b(?:ecf|www|dcecf)[.-]([a-z][a-z0-9-]{1,12})$", re.IGNORECASE)
_LONGEST_HOST = 24
_MOST_ADDRESSES = 400
_SENDER = re.compile(r"[\w.+-]+@(?:ecf\.)?([a-z][a-z0-9-]{1,12})\.uscourts\.gov\b", re.I)
_SHOWDOC = re.compile(r"//(ca\d{1,2})-showdoc\.azurewebsites\.us")
_PANEL = re.compile(
    r"Bankruptcy Appellate Panel\s+(?:for|of) the"
    r"\s+(First|Second|Sixth|Eighth|Ninth|Tenth)\s+Circuit",
    re.IGNORECASE,
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905
_NO_COURTS = frozenset({"pacer", "login", "ecf", "www", "psc", "pcl", "dcecf"})
_APPEALS = re.compile(r"ca\d{1,2}|cadc|cafc|cavc|bap\d{1,2}")


@cache
def _known() -> frozenset[str]:
    return frozenset(court["id"] for court in courts_db.courts)


@cache
def name_of(court_id: str) -> str:
    """Return how a court is cited, "N.D. Cal."; its id if it is not known."""
    found = (c["citation_string"] for c in courts_db.courts if c["id"] == court_id)
    return next(found, "") or court_id


def is_appellate(court_id: str) -> bool:
    return bool(_APPEALS.fullmatch(court_id))


def is_bankruptcy(court_id: str) -> bool:
    return _in_address(court_id).endswith("b")


def address_id(court_id: str) -> str:
    """Return the id by which a court's own address, and juriscraper, know it."""
    return _in_address(court_id)


def _in_address(court_id: str) -> str:
    return _BY_ADDRESS.get(court_id, court_id)


def court_id_of(name: str) -> str:
    """Return the id in courts-db of a court that an address or a file name names; "" if none."""
    name = name.lower()
    court_id = _IN_COURTS_DB.get(name, name)
    return court_id if court_id in _known() and name not in _NO_COURTS else ""


def court_of(markup: str, filename: str, *, sender: str = "") -> str:
    """Return the court of a file: the one that its addresses name, else the file's name.

    `sender` is the address a message comes from. Raises RefusedFileError when none names one.
    """
    if sent := _SENDER.search(sender):
        court_id = court_id_of(sent[1])
        if court_id:
            return court_id
    named = Counter(
        court_id
        for name in (*_addresses(markup), *_SHOWDOC.findall(markup))
        if (court_id := court_id_of(name))
    )
    in_name = _by_filename(filename)
    if "Appellate Panel" in markup and (panel := _PANEL.search(markup)):
        return f"bap{_ORDINALS.index(panel[1].lower()) + 1}"
    if in_name and in_name in named:
        return in_name
    if named:
        (first, times), *others = named.most_common(2)
        if not others or times > others[0][1]:
            return first
    if in_name:
        return in_name
    if named:
        return named.most_common(1)[0][0]
    raise RefusedFileError(
        "This file does not say which court it comes from. Begin its name with the court's id, "
        "as in cand_docket.html for the Northern District of California, and import it again."
    )


def _addresses(markup: str) -> list[str]:
    """The names in the first hundreds of addresses of courts."""
    before = markup.split(".uscourts.gov", _MOST_ADDRESSES)[:-1]
    hosts = (_HOST.search(words[-_LONGEST_HOST:]) for words in before)
    return [host[1] for host in hosts if host]


def _by_filename(filename: str) -> str:
    name = filename.replace("\\", "/").rpartition("/")[2].lower()
    match = re.match(r"(?:gov\.uscourts\.)?([a-z][a-z0-9]*(?:-mega)?)", name)
    return court_id_of(match[1]) if match else ""
