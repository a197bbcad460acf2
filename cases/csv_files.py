"""Files for spreadsheets (CSV): every cell guarded, so that none of them runs when it is opened.

A spreadsheet takes a cell that begins with =, +, - or @ for a formula, and a formula can send the
sheet elsewhere or start a program. Whoever files a paper or writes an article could so reach the
desk of whoever saves a list. The rules are OWASP's, "CSV Injection": such a cell begins with an
apostrophe, which a spreadsheet takes for "text follows"; all cells stand in quotation marks, so
that a semicolon in one does not begin another where semicolons part cells (most of Europe).
"""

import csv
import re
from collections.abc import Iterable, Iterator

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which a spreadsheet knows UTF-8
CONTENT_TYPE = "text/csv; charset=utf-8"

# What a spreadsheet takes for the beginning of a formula, in its wide form too.
_FORMULA = "=+\\-@＝＋－＠"  # noqa: RUF001 - the wide forms are meant
# What it passes over before one: spaces, control and invisible characters, quotation marks.
_PASSED_OVER = (
    "\\s\\x00-\\x1f\\x7f\\u00ad\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2064\\ufeff\"'"
)
# A cell begins at the beginning, in a new line, and after what parts cells in other countries.
_BEGINS_A_FORMULA = re.compile(
    f"(^|[\\t\\r\\n;|\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029])(?=[{_PASSED_OVER}]*[{_FORMULA}])"
)
_CONTROLS_FIRST = ("\t", "\r", "\n")


class _Echo:
    """Gives back what it is told to write, so that rows can be sent as they are made."""

    def write(self, value: str) -> str:
        return value


def csv_lines(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of a file, made as the rows come: its head first, then the rows, all guarded.

    None is an empty cell. Sent as `StreamingHttpResponse(csv_lines(…), content_type=CONTENT_TYPE)`.
    """
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield BOM + writer.writerow([guarded(cell) for cell in head])
    for row in rows:
        yield writer.writerow(["" if cell is None else guarded(str(cell)) for cell in row])


def guarded(cell: str) -> str:
    """The words of a cell, with an apostrophe wherever a spreadsheet would begin a formula.

    Null characters go, at which some readers stop.
    """
    plain = cell.replace("\0", "")
    if not plain:
        return plain
    safe = _BEGINS_A_FORMULA.sub(r"\1'", plain)
    return f"'{safe}" if safe.startswith(_CONTROLS_FIRST) else safe
