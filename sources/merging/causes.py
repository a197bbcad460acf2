"""The cause that a docket gives: the claim made under it, and on which law."""

from collections.abc import Mapping

from cases.models import Case, Claim, ClaimStatute, Statute
from cases.statutes import StatuteError, StatuteRef, parse
from sources.dockets.records import CaseRecord, Stated
from sources.merging import strategies
from sources.merging.settling import Settling

_KEY = "cause"


def refs_of(cause: Stated | None) -> tuple[StatuteRef, ...]:
    """The sections that a cause names: none for “No cause code entered”."""
    if cause is None:
        return ()
    try:
        return parse(cause.value)
    except StatuteError:
        return ()


def title_of(cause: str) -> str:
    """What the court calls it: “Civil Rights Act” of “42:1983 Civil Rights Act”."""
    code, _, label = cause.partition(" ")
    return label.strip() or code


def merge_cause(
    settling: Settling,
    case: Case,
    record: CaseRecord,
    statutes: Mapping[StatuteRef, Statute],
    *,
    is_new: bool,
) -> None:
    """The docket's one cause as one claim; jurisdiction sections are marked in `Statute`."""
    cause = record.cause
    if cause is None:
        return
    place = (cause.start, cause.end)
    claim = None if is_new else case.claims.filter(key=_KEY).first()
    claim = claim or Claim(case=case, key=_KEY)
    settling.state(claim, "cause", cause.value, place, strategies.CLAIM["cause"])
    settling.state(claim, "title", title_of(cause.value), place, strategies.CLAIM["title"])
    _merge_statutes(settling, claim, [statutes[ref] for ref in refs_of(cause)], place)


def _merge_statutes(
    settling: Settling, claim: Claim, stated: list[Statute], place: tuple[int, int]
) -> None:
    words = "; ".join(str(statute) for statute in stated)
    if claim._state.adding:
        settling.pen.add(claim)
        for statute in stated:
            settling.pen.add(ClaimStatute(claim=claim, statute=statute))
    elif stated:
        shown = settling.state_list(claim, "statutes", words, place, strategies.CLAIM["statutes"])
        if shown is not None:
            claim.statutes.set(Statute.objects.filter(citation__in=shown))
        return
    settling.pen.cite(claim, "statutes", place, words)
