"""Reading, comparing and writing references to statutes.

Reads what people and courts write (18 U.S.C. 2701 et seq., PACER's "42:1983pr Civil Rights",
the codes of the states, popular names of acts) and writes one standard form after the Bluebook's
rules 12 and 14 and table T1.
"""

from cases.statutes.acts import Act, acts, popular_name, read_acts
from cases.statutes.jurisdiction import is_jurisdictional
from cases.statutes.parsing import LONGEST_TEXT, parse, parse_one
from cases.statutes.reference import StatuteError, StatuteRef

__all__ = [
    "LONGEST_TEXT",
    "Act",
    "StatuteError",
    "StatuteRef",
    "acts",
    "is_jurisdictional",
    "parse",
    "parse_one",
    "popular_name",
    "read_acts",
]
