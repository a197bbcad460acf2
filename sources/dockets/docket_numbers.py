"""Docket numbers in one form, so that a report, a notice and a feed of a case meet.

Taken away: judges' initials and defendants' numbers at the end, blanks, and capitals; the serial
number of a district or bankruptcy case has five digits. The office before the colon stays, for
some courts number each office's cases from 1.
"""

import re

_TRIAL = re.compile(r"(?:(\d{1,2}):)?(\d{2})-([a-z]{1,5})-(\d{1,10})(?!\d)", re.IGNORECASE)
_BANKRUPTCY = re.compile(r"(?<![\d-])(?:(\d)-)?(\d{2})-(\d{1,6})(?!\d)")
_MULTIDISTRICT = re.compile(r"MDL(?: No\.?|-)? ?(\d+)", re.IGNORECASE)
_APPEAL = re.compile(r"(?<![\d-])(?:20)?(\d{2})-(\d{1,6})(?!\d)")


def normal_form(docket_number: str, *, bankruptcy: bool = False) -> str:
    """Return the form that all files of a case share; "" if the words hold no docket number.

    "1:08-CV-177-ABC" gives "1:08-cv-00177", "22-507-swe7" in a bankruptcy court "22-00507",
    "2020-1140" in a court of appeals "20-1140", "MDL-875" "MDL No. 875".
    """
    if match := _TRIAL.search(docket_number):
        office, year, kind, serial = match.groups()
        number = f"{year}-{kind.lower()}-{int(serial):05}"
        return f"{int(office)}:{number}" if office else number
    if match := _MULTIDISTRICT.search(docket_number):
        return f"MDL No. {match[1]}"
    if bankruptcy and (match := _BANKRUPTCY.search(docket_number)):
        office, year, serial = match.groups()
        number = f"{year}-{int(serial):05}"
        return f"{office}-{number}" if office else number
    match = _APPEAL.search(docket_number)
    return f"{match[1]}-{match[2]}" if match else ""
