"""Sections that say which court may hear a case, and never what the case is about."""

from cases.sections import USC
from cases.statutes.reference import StatuteRef

# 28 U.S.C. pt. IV, chs. 81 (Supreme Court), 83 (courts of appeals), 85 (district courts), 89
# (removal), 91 (Court of Federal Claims), 95 (Court of International Trade). Chapter 87 is venue,
# 28 U.S.C. 2201 a remedy and 2241-2255 habeas corpus: they are left out on purpose.
JURISDICTIONAL_SECTIONS = (
    ("1251", "1260"),
    ("1291", "1296"),
    ("1330", "1369"),
    ("1441", "1455"),
    ("1491", "1509"),
    ("1581", "1585"),
)
_RANGES = tuple(StatuteRef(USC, 28, first, last) for first, last in JURISDICTIONAL_SECTIONS)


def is_jurisdictional(ref: StatuteRef) -> bool:
    """Tell whether the reference only founds a court's jurisdiction (28 U.S.C. 1331, 1441...)."""
    return any(span.holds(ref) for span in _RANGES)
