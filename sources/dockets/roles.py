"""The courts' words for what a party is, as a role of the tracker's own list.

The values are those of cases.models.party.Role; a test holds the two together.
"""

import re

# The first that fits decides, so what an appeal or an intervention makes of a party goes first.
_ROLES = (
    (r"appell(?:ant|or)|cross[- ]appellant", "appellant"),
    (r"appellee", "appellee"),
    (r"amicus|amici", "amicus"),
    (r"interven[oe]r", "intervenor"),
    (r"trustee|receiver\b", "trustee"),
    (r"creditor|claimant", "creditor"),
    (r"debtor", "debtor"),
    (r"petitioner|movant|relator", "petitioner"),
    (r"respondent", "respondent"),
    (r"plaintiff|complainant", "plaintiff"),
    (r"defendant", "defendant"),
    (r"interested|notice party|in re\b|objector|garnishee|surety|material witness", "interested"),
)
_FITS = [(re.compile(words, re.IGNORECASE), role) for words, role in _ROLES]


def role_of(court_role: str) -> str:
    """Return the nearest role: "Defendant - Appellee" gives "appellee", unknown words "other"."""
    words = " ".join(court_role.split())
    return next((role for fits, role in _FITS if fits.search(words)), "other")
