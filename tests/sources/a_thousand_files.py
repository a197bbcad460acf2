"""Court files by the thousand, of imaginary lawsuits: what a law firm's mailbox and folders hold.

Cases have several reports, printed on several days, of which later ones say more, and other things;
notices of single entries, also of some that no report has; files that are the very same bytes as
another; and pages that are no court files at all. The same every time.
"""

from collections.abc import Sequence
from random import Random

from tests.sources.imaginary_dockets import Entry, Side, notice, report

SEED = 5
FILES_A_CASE = 10
_REFUSED = (
    b"<html><head><title>CM/ECF</title></head><body>Your session has ended: sign in.</body></html>",
    b"Minutes of a meeting that no court held.",
    b"",
)
_MOVED = ("MOTION to Dismiss", "MOTION to Compel", "MOTION for Extension of Time to File Answer")
_MINUTES = "Minute Entry for proceedings held before Judge Jane Justice: hearing of day {day} held."

File = tuple[str, bytes]


def files(count: int) -> list[File]:
    """Names and bytes of `count` files, mixed."""
    chance = Random(SEED)
    made: list[File] = []
    case = 0
    while len(made) < count:
        case += 1
        made += _of_a_case(case, chance)
    made = made[:count]
    chance.shuffle(made)
    return made


def _of_a_case(case: int, chance: Random) -> list[File]:
    number = f"3:25-cv-{20_000 + case:05}"
    caption = f"Roe {case} v. Acme Corp."
    docket = _docket(chance)
    of_case = {"number": number, "caption": caption}
    reports = [
        report(
            **of_case,
            printed=f"0{month}/20/2025 10:00:00",
            judge="Jane Justice" if month < 4 else "Henry Hale",
            terminated="04/18/2025" if month == 4 and case % 3 == 0 else "",
            sides=_sides(case, month),
            entries=_edited(docket, month),
        )
        for month in (2, 3, 4)
    ]
    numbered = [entry for entry in docket if entry[1] is not None]
    notices = [notice(entry, **of_case) for entry in chance.sample(numbered, 4)]
    made = [(f"cand_{case}_{nth}.html", raw) for nth, raw in enumerate(reports)]
    made += [(f"cand_{case}_{nth}.eml", raw) for nth, raw in enumerate(notices)]
    # One of the reports once more, a notice once more, and something else.
    made.append((f"copy of cand_{case}.html", chance.choice(reports)))
    made.append((f"copy of cand_{case}.eml", chance.choice(notices)))
    refused = _REFUSED[case % len(_REFUSED)]
    made.append((f"page_{case}.html", refused + b" " * (case if refused else 0)))
    return made


def _docket(chance: Random) -> list[Entry]:
    """Twelve numbered entries of three months, and some without a number."""
    docket: list[Entry] = [
        ("01/21/2025", 1, "COMPLAINT against Acme Corp. Filed by Rita Roe. (Entered: 01/22/2025)")
    ]
    for nth in range(2, 12, 2):
        month, day = 1 + nth // 3, 2 + nth
        moved = chance.choice(_MOVED)
        filed, decided = f"{month:02}/{day:02}/2025", f"{month:02}/{day + 6:02}/2025"
        outcome = chance.choice(("granting", "denying", "granting in part and denying in part"))
        words = f"{moved} filed by Acme Corp. (Entered: {filed})"
        docket.append((filed, nth, words))
        docket.append((filed, None, _MINUTES.format(day=nth)))
        words = f"ORDER by Judge Jane Justice {outcome} {nth} {moved}. (Entered: {decided})"
        docket.append((decided, nth + 1, words))
    return docket


def _edited(docket: Sequence[Entry], month: int) -> list[Entry]:
    """What had been entered by a month; the court edits some texts from month to month."""
    return [
        (filed, number, f"{text} (Modified on {month}/1/2025)" if nth % 5 == month else text)
        for nth, (filed, number, text) in enumerate(docket)
        if int(filed[:2]) <= month
    ]


def _sides(case: int, month: int) -> list[Side]:
    return [
        Side("Plaintiff", f"Rita Roe {case}", ["Ann Advocate"]),
        Side("Defendant", "Acme Corp.", ["Bob Barrister", "Ben Barrister"][: month - 1]),
        *([Side("Movant", "Amy Amicus")] if month == 3 else []),
    ]
