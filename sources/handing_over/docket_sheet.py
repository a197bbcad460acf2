"""A docket as a clerk's office prints it: the case, the parties with counsel, then every entry."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from cases.docket_log.telling import RULED, name_of_entry
from cases.docket_page import DocketPage, with_all_it_shows
from cases.kinds import Outcome
from cases.models import Case, Counsel, Filing, Party
from cases.party_groups import Appearance, Group, groups_of
from cases.wording import capitalised, figured, full_stop_after, joined, plain_day
from sources.handing_over.memo import plain
from sources.handing_over.texts import QuotedText, moment, texts_of_docket
from sources.handing_over.typesetting import breakable, typeset

_FIELDS = (
    *("filed_on", "terminated_on", "judges", "seat", "nature_of_suit", "jurisdiction"),
    *("jury_demand", "demand", "mdl_status", "appeal_from", "class_status", "converted_on"),
    "discharged_on",
)


@dataclass(frozen=True)
class Entry:
    """A line of the sheet; `kind` and `notes` are ours, `text` is the court's."""

    number: str
    filed: str
    kind: str
    text: str
    notes: str


@dataclass(frozen=True)
class Side:
    """The parties of one role, and who appears for them, firm by firm."""

    title: str
    parties: tuple[str, ...]
    counsel: tuple[tuple[str, ...], ...]  # the lines of each firm or attorney


@dataclass(frozen=True)
class Sheet:
    """A docket sheet as data; the texts that it was read from stand at its end."""

    caption: str
    court: str
    number: str
    about: tuple[tuple[str, str], ...]
    sides: tuple[Side, ...]
    counted: str
    entries: tuple[Entry, ...]
    made_when: str
    texts: tuple[tuple[str, str], ...]
    made: datetime


def sheet_of(page: DocketPage, *, made: datetime) -> Sheet:
    """The sheet of what the filters of a docket's page leave, the oldest first.

    The case comes with its court. A constant number of queries; notes and tags never come in.
    """
    case = page.case
    parties, counsel = _people(case)
    filings = with_all_it_shows(page.filings.oldest_first())
    shown = f"{page.counted}; {page.in_words}" if page.in_words else page.counted
    return Sheet(
        caption=case.caption,
        court=case.court.name if case.court else "Court not known",
        number=f"No. {case.docket_number}" if case.docket_number else "Docket number not known",
        about=tuple(_about(case)),
        sides=tuple(_side(group) for group in groups_of(parties, counsel)),
        counted=shown,
        entries=tuple(map(_entry, filings)),
        made_when=f"Made by Case Tracker on {moment(made)}",
        texts=tuple(map(_text, texts_of_docket(case))),
        made=made,
    )


def pdf_of(sheet: Sheet) -> bytes:
    """The bytes of a PDF. The same sheet makes the same bytes. Raises NotMadeError."""
    data = asdict(sheet) | {"made": ""}
    shown = {name: _set_in(value) for name, value in data.items()}
    return typeset("docket_sheet.typ", shown, made=sheet.made, paper="docket sheet")


def _set_in(value: object) -> object:
    """Every text as a document may hold it, on one line that can be broken."""
    if isinstance(value, str):
        return breakable(plain(value))
    if isinstance(value, dict):
        return {key: _set_in(inner) for key, inner in value.items()}
    return [_set_in(inner) for inner in value] if isinstance(value, tuple | list) else value


def _people(case: Case) -> tuple[Sequence[Party], Sequence[Counsel]]:
    parties = list(case.parties.all())
    known = {party.pk: party for party in parties}
    counsel = list(case.counsel.all())
    for lawyer in counsel:
        lawyer.represents = known[lawyer.represents_id]
    return parties, counsel


def _about(case: Case) -> Iterator[tuple[str, str]]:
    for name in _FIELDS:
        value = getattr(case, name)
        if name == "class_status":
            value = case.get_class_status_display() if case.class_status else ""
        if name == "judges":
            value = joined(case.judges)
        said = plain_day(value) if isinstance(value, date) else str(value or "")
        if said or name in {"filed_on", "judges"}:
            yield capitalised(case.citable_field(name).label), said or "not known"
    causes = [
        f"{claim.title}{_under(joined([str(it) for it in claim.statutes.all()]))}"
        for claim in case.claims.prefetch_related("statutes")
    ]
    if causes:
        yield "Causes of action" if len(causes) > 1 else "Cause of action", "; ".join(causes)


def _under(law: str) -> str:
    return f" ({law})" if law else ""


def _side(group: Group) -> Side:
    plural = "" if group.size == 1 or group.role.value == "amicus" else "s"
    names = [*(_party(it) for it in group.present), *(_party(it) for it in group.ended)]
    is_one = group.size == 1
    firms: list[tuple[str, ...]] = []
    for firm in group.firms:
        lines = [firm.name] if firm.name else []
        for one in firm.appearances:
            lines += _appearance(one, with_parties=not is_one and firm.together is None)
        if firm.together is not None and not is_one:
            lines.append(_for(firm.together))
        firms.append(tuple(lines))
    firms += (tuple(_appearance(one, with_parties=not is_one)) for one in group.withdrawn)
    without = group.without_counsel
    if not firms:
        firms.append(("No source names counsel",))
    elif without:
        firms.append((f"No counsel is named for {_names(without)}",))
    return Side(f"{capitalised(str(group.role.label))}{plural}", tuple(names), tuple(firms))


def _party(party: Party) -> str:
    own = party.court_role
    role = f" ({own})" if own and own.casefold() != party.get_role_display().casefold() else ""
    ended = f", terminated {plain_day(party.terminated_on)}" if party.terminated_on else ""
    return f"{party.name}{role}{ended}"


def _appearance(one: Appearance, *, with_parties: bool) -> list[str]:
    lawyer = one.first
    said = [lawyer.attorney or lawyer.firm, lawyer.position, lawyer.roles]
    if lawyer.withdrew_on:
        said += [
            lawyer.firm if lawyer.attorney else "",
            f"withdrew {plain_day(lawyer.withdrew_on)}",
        ]
    is_firm_alone = not lawyer.attorney and not lawyer.withdrew_on  # named above already
    lines = [] if is_firm_alone else [", ".join(filter(None, said))]
    lines += filter(None, [lawyer.contact])
    return [*lines, *([_for(one)] if with_parties else [])]


def _for(one: Appearance) -> str:
    return f"for {_names(one.parties)}"


def _names(parties: Iterable[Party]) -> str:
    names = [party.name for party in parties]
    most = 10
    return joined(names) if len(names) <= most else f"{names[0]} and {len(names) - 1} others"


def _entry(filing: Filing) -> Entry:
    kind = " ".join(
        filter(
            None,
            [
                capitalised(filing.get_kind_display()) if filing.kind else "",
                filing.get_motion_type_display() if filing.motion_type else "",
            ],
        )
    )
    if filing.outcome:
        kind += f"{', ' if kind else ''}{filing.get_outcome_display()}"
    said = [filing.description, filing.text or ""]
    return Entry(
        number="" if filing.number is None else str(filing.number),
        filed=plain_day(filing.filed_on) if filing.filed_on else "not stated",
        kind=kind,
        text=" ".join(f"{it}{full_stop_after(it)}" for it in said if it),
        notes=" ".join(f"{capitalised(it)}{full_stop_after(it)}" for it in _notes(filing)),
    )


def _notes(filing: Filing) -> Iterator[str]:
    if filing.sealed:
        yield "sealed"
    if filing.entered_on and filing.entered_on != filing.filed_on:
        yield f"entered {plain_day(filing.entered_on)}"
    if filing.filed_by:
        yield f"filed by {filing.filed_by.name}"
    if filing.answers:
        yield f"answers {name_of_entry(filing.answers)}"
    decides = [ruling for ruling in filing.rulings.all() if ruling.outcome]
    if decides:
        told = [f"{name_of_entry(it.motion)} ({RULED[Outcome(it.outcome)]})" for it in decides]
        yield f"decides {joined(told)}"
    for ruling in filing.ruled_by.all():
        if ruling.outcome:
            yield f"{RULED[Outcome(ruling.outcome)]} by {name_of_entry(ruling.order)}"
    if filing.disposition:
        prejudice = f" {filing.get_prejudice_display()}" if filing.prejudice else ""
        rule = f", {filing.rule}" if filing.rule else ""
        yield f"{filing.get_disposition_display()}{prejudice}{rule}"
    if papers := len(filing.documents.all()):
        yield figured(papers, "document")
    if filing.logged_by_hand:  # type: ignore[attr-defined]
        yield "logged by hand"


def _text(quoted: QuotedText) -> tuple[str, str]:
    title = f", {quoted.source.title}" if quoted.source.title else ""
    return f"{quoted.source.name}{title}", quoted.in_words
