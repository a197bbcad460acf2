"""What clerks and programs add to an entry's text, which is not what the court says. Pure.

The e-mailed notice of an entry and the docket report give its text each in their own way: the
report adds when it was entered and filed and by whom (“(Entered: 01/22/2025)”, “(jj, COURT
STAFF)”), the notice sets other entries' numbers in brackets (“[22] MOTION”). None of it is an edit
by the court; “(Modified on 1/2/2023)” is one.
"""

import re

# For text in small letters; they mean the same to Python and to PostgreSQL.
MARKS = (
    r"[([](?:entered|filed on|filed|entered on):? ?[0-9/]+(?: [0-9:]+ ?[ap]m)?[])]",
    r"\([a-z]{1,4},? court staff\)",
    r"\([a-z]{1,4}, ?\)",
    r"\([a-z]{2,4}\)(?=[^a-z0-9]*$)",
)
# Signs of ASCII and spaces: where they stand is the program's matter.
SIGNS = r"[ -/:-@[-`{-~]+"

_MARKS = [re.compile(mark) for mark in MARKS]
_SIGNS = re.compile(SIGNS)


def without_marks(words: str) -> str:
    """The letters and digits alone of a text in small letters, without those marks."""
    for mark in _MARKS:
        words = mark.sub("", words)
    return _SIGNS.sub("", words)
