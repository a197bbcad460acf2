"""Sections that say which court may hear a case, and never what the case is about."""

from cases.sections import USC
from cases.statutes import reach
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
# Any case may be brought under this one, whatever it is about, and half of all dockets name it.
_ANY_CASE = StatuteRef(USC, 28, "1332")
_RANGES = tuple(StatuteRef(USC, 28, first, last) for first, last in JURISDICTIONAL_SECTIONS)


def is_jurisdictional(ref: StatuteRef) -> bool:
    """Tell whether the reference only founds a court's jurisdiction (28 U.S.C. 1331, 1441...)."""
    return any(span.holds(ref) for span in _RANGES)


def asks_for_its_part_alone(lower_key: str) -> bool:
    """Tell whether who asks for what begins at this key has not asked for the section around it.

    A subsection is found by its section, and its section by it; but diversity's section says
    nothing of a case, and who looks for its (d), the Class Action Fairness Act, means no more.
    """
    return lower_key > _ANY_CASE.upper_key and lower_key < _ANY_CASE.upper_key + reach.DEEPER
