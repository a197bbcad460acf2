"""Docket numbers however they are written: what of them is compared, in Python and in the database.

A federal number is office:year-type-serial (5:25-cv-00709), of which people leave out the office
or the type, drop the zeros, and add the judge's initials (25-709 EJD). Courts of appeals and
bankruptcy courts give a year and a serial only. The cases of a multidistrict litigation bear its
number as their serial (3:18-md-02843 is of MDL No. 2843). The number of a state court that has no
year and serial in it is no docket number here; it is found by its words.
"""

import re
from dataclasses import dataclass

from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Coalesce, Lower
from django.db.models.lookups import In

LONGEST = 60  # characters, as the column

# What both Python and PostgreSQL read alike. What begins a number follows no digit, letter or
# dash, for CGC-21-594577 is a number of another kind.
_BEGINS = "(?:^|[^0-9a-z-])(?:[0-9]{1,2}[:-])?"
_YEAR = "(?:19|20)?[0-9]{2}"
_TYPE = "(?!usc|cfr)[a-z]{1,5}"
_PARTED = f"(?:-|[- ]?{_TYPE}[-. ]{{0,2}})"
_ENDS = "(?![0-9])"
YEAR = f"(?i){_BEGINS}(?:19|20)?([0-9]{{2}}){_PARTED}[0-9]{{1,10}}{_ENDS}"
SERIAL = f"(?i){_BEGINS}{_YEAR}{_PARTED}([0-9]{{1,10}}){_ENDS}"
TYPE = f"(?i){_BEGINS}{_YEAR}[- ]?({_TYPE})[-. ]{{0,2}}[0-9]{{1,10}}{_ENDS}"
OFFICE = f"(?i)(?:^|[^0-9a-z-])([0-9]{{1,2}}):{_YEAR}{_PARTED}[0-9]{{1,10}}{_ENDS}"
MULTIDISTRICT = (
    f"(?i)(?:^|[^a-z])(?:{_YEAR}[- ]?md[-. ]{{0,2}}|mdl[-. ]{{0,2}}(?:no[. ]{{0,2}})?)"
    f"([0-9]{{1,10}}){_ENDS}"
)

_SAME_TYPE = {"civ": "cv", "crim": "cr", "adv": "ap", "misc": "mc", "bankr": "bk"}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))  # noqa: RUF001
_BEFORE = re.compile(
    r"(?:(?:civil|criminal|bankruptcy)\s+)?(?:action|case|cause|docket)?\s*(?:(?:nos?|number)\b)?[.:#\s]*",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"(?:mdl[-. ]{{0,2}}(?:no[. ]{{0,2}})?[0-9]{{1,10}}"
    rf"|(?:[0-9]{{1,2}}[:-])?{_YEAR}{_PARTED}[0-9]{{1,10}}){_ENDS}",
    re.IGNORECASE,
)
# Initials of judges, and the number of a defendant: -EJD, EJD (SVK), -ABC-1.
_INITIALS = r"\(?(?:[A-Z]{2,5}|[a-z]{2,3})\)?"
_AFTER = re.compile(rf"(?:\s*-\s*[A-Za-z0-9]{{1,5}}|[,\s]+{_INITIALS}(?![A-Za-z]))*\s*\.?")


@dataclass(frozen=True, slots=True)
class DocketNumber:
    """What of a docket number is compared. `office` and `type` are "" where they are not given.

    A number of a multidistrict litigation has no year.
    """

    serial: int
    year: str = ""
    office: str = ""
    type: str = ""

    @property
    def keys(self) -> list[str]:
        """What `docket_key` gives for the numbers that may be meant."""
        serial = str(self.serial).lstrip("0")
        multidistrict, other = f"mdl-{serial}", f"{self.year}-{serial}"
        if self.type == "md" or not self.year:
            return [multidistrict]
        return [other] if self.type else [other, multidistrict]

    def __str__(self) -> str:
        if not self.year:
            return f"MDL No. {self.serial}"
        office = f"{self.office}:" if self.office else ""
        kind = f"{self.type}-" if self.type else ""
        return f"{office}{self.year}-{kind}{self.serial}"


def read(text: str) -> DocketNumber | None:
    """The docket number that the text is, however written; None where it is none or says more."""
    plain = text.translate(_DASHES).strip()
    if len(plain) > LONGEST:
        return None
    match = _NUMBER.match(plain, _BEFORE.match(plain).end())  # type: ignore[union-attr]
    if match is None or not _AFTER.fullmatch(plain, match.end()):
        return None
    return _taken_apart(match[0])


def _taken_apart(number: str) -> DocketNumber:
    year = re.search(YEAR, number)
    if year is None:
        return DocketNumber(int(re.search(MULTIDISTRICT, number)[1]))  # type: ignore[index]
    office, kind = re.search(OFFICE, number), re.search(TYPE, number)
    type_ = kind[1].lower() if kind else ""
    return DocketNumber(
        serial=int(re.search(SERIAL, number)[1]),  # type: ignore[index]
        year=year[1],
        office=office[1].lstrip("0") if office else "",
        type=_SAME_TYPE.get(type_, type_),
    )


def docket_key(field: str) -> Coalesce:
    """25-709 for 5:25-cv-00709, mdl-2843 for MDL No. 2843; null for what is neither."""
    return Coalesce(
        _joined(_as_text("mdl-"), _without_zeros(_part(field, MULTIDISTRICT))),
        _joined(_part(field, YEAR), _as_text("-"), _without_zeros(_part(field, SERIAL))),
    )


def is_numbered(number: DocketNumber, field: str = "docket_number") -> Q:
    """Whether a column has this number; what either leaves out is not compared."""
    # By the expression of the index, which is why the rest is asked of few rows.
    condition = Q(In(docket_key(field), number.keys))
    types = [number.type, *(it for it, type_ in _SAME_TYPE.items() if type_ == number.type)]
    for pattern, given in ((OFFICE, [number.office]), (TYPE, types), (YEAR, [number.year])):
        if given[0]:
            written = Coalesce(_part(field, pattern), _as_text(given[0]))
            condition &= Q(In(Lower(written), given))
    return condition


def _part(field: str, pattern: str) -> Func:
    """What stands in the brackets of a pattern; null where it does not fit."""
    return Func(F(field), Value(pattern), function="substring", output_field=TextField())


def _as_text(words: str) -> Value:
    return Value(words, output_field=TextField())


def _without_zeros(number: Func) -> Func:
    return Func(number, Value("0"), function="ltrim", output_field=TextField())


def _joined(*parts: Func | Value) -> Func:
    """Null where one of the parts is, unlike Concat."""
    # In the order of the alphabet, as migrations write them, or they would seem to differ.
    return Func(*parts, arg_joiner=" || ", output_field=TextField(), template="(%(expressions)s)")
