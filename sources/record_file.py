"""The record file: one lawsuit with its evidence, as a person writes it or an export prints it.

docs/record-file.md describes the format; this is its schema.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from cases.dates import PartialDate
from cases.models import (
    ClassStatus,
    Disposition,
    EventKind,
    FilingKind,
    MotionType,
    Outcome,
    PartyKind,
    Prejudice,
    Role,
    Scope,
    Stance,
)
from sources import yaml_lines
from sources.models import Basis, SourceKind
from sources.yaml_lines import Lines, YamlError

# The words come from outside and end in PostgreSQL, which holds no NUL.
Text = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\x00]*$")]
Required = Annotated[Text, StringConstraints(min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[-a-z0-9_]+$", max_length=80)]


def _iso_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    when = PartialDate.parse(value)
    if when.precision != "day":
        raise ValueError(f"{value}: a full date is needed here, such as 2025-01-21")
    return when.first_day


def _one_or_many(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return [item.strip() for item in value.split(";") if item.strip()]


def _joined(value: Any) -> Any:
    is_texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "; ".join(value) if is_texts else value


Day = Annotated[date, BeforeValidator(_iso_day)]
Texts = Annotated[list[Text], BeforeValidator(_one_or_many)]
Stated = Annotated[Text, BeforeValidator(_joined)]
# A name within the folder that import_articles is given, not a path that leads out of it.
FileName = Annotated[Text, StringConstraints(pattern=r"^[^/\\]*$")]


class Entry(BaseModel):
    """A mapping of the file: a field left out is left alone, one named and empty is emptied."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _mapping(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError("a mapping is expected here, lines of “name: value”")
        emptied = {name for name, value in data.items() if value is None}
        return {
            name: _empty_of(cls, name) if name in emptied else value for name, value in data.items()
        }


def _empty_of(model: type[BaseModel], name: str) -> Any:
    """What a field holds when the file names it and says nothing."""
    info = model.model_fields.get(name)
    return (
        None if info is None or info.is_required() else info.get_default(call_default_factory=True)
    )


class RowEntry(Entry):
    key: Key


class PartyEntry(RowEntry):
    name: Required
    role: Role
    court_role: Text = ""
    kind: PartyKind = PartyKind.UNKNOWN
    description: Text = ""
    parent: Text = ""
    terminated_on: Day | None = None


class CounselEntry(RowEntry):
    attorney: Text = ""
    firm: Text = ""
    position: Text = ""
    represents: Key
    roles: Text = ""
    contact: Text = ""
    appeared_on: Day | None = None
    withdrew_on: Day | None = None


class FilingEntry(RowEntry):
    number: int | None = Field(None, ge=0)
    filed_on: Day | None = None
    entered_on: Day | None = None
    kind: FilingKind = FilingKind.NOT_STATED
    motion_type: MotionType = MotionType.NOT_STATED
    outcome: Outcome = Outcome.NOT_STATED
    text: Text | None = None
    description: Text = ""
    filed_by: Key | None = None
    answers: Key | None = None
    disposition: Disposition = Disposition.NONE
    disposes: Scope = Scope.NONE
    prejudice: Prejudice = Prejudice.NOT_STATED
    rule: Text = ""
    sealed: bool = False

    @model_validator(mode="before")
    @classmethod
    def _whole_case_unless_said(cls, data: Any) -> Any:
        if isinstance(data, dict) and data.get("disposition") and not data.get("disposes"):
            return data | {"disposes": Scope.CASE.value}
        return data


class ClaimEntry(RowEntry):
    number: int | None = Field(None, ge=0)
    title: Required
    statutes: Texts = []
    against: Texts = []
    cause: Text = ""
    relief: Text = ""
    amount: Decimal | None = Field(None, ge=0, max_digits=16, decimal_places=2)
    amount_basis: Text = ""
    disposed_by: Key | None = None


class EventEntry(RowEntry):
    kind: EventKind
    date: Text = ""
    summary: Required
    stance: Stance = Stance.NONE
    place: Text = ""
    reason: Text = ""
    speaker: Text = ""
    speaker_title: Text = ""
    speaker_organization: Text = ""
    words: Text = ""
    medium: Text = ""

    @model_validator(mode="after")
    def _real_date(self) -> "EventEntry":
        if self.date:
            PartialDate.parse(self.date)
        return self


class RelatedCaseEntry(RowEntry):
    case: Key
    relation: Required
    description: Text = ""


class CaseEntry(Entry):
    slug: Key
    caption: Required
    court: Key | None = None
    docket_number: Text = ""
    seat: Text = ""
    filed_on: Day | None = None
    terminated_on: Day | None = None
    judges: Texts = []
    nature_of_suit: Text = ""
    jurisdiction: Text = ""
    jury_demand: Text = ""
    demand: Text = ""
    mdl_status: Text = ""
    appeal_from: Text = ""
    converted_on: Day | None = None
    discharged_on: Day | None = None
    class_status: ClassStatus = ClassStatus.NONE
    class_definition: Text = ""
    class_size: Text = ""
    summary: Text = ""
    parties: list[PartyEntry] = []
    counsel: list[CounselEntry] = []
    claims: list[ClaimEntry] = []
    filings: list[FilingEntry] = []
    events: list[EventEntry] = []
    related_cases: list[RelatedCaseEntry] = []


class SourceEntry(Entry):
    key: Key
    kind: SourceKind
    publisher: Text = ""
    title: Text = ""
    author: Text = ""
    url: Annotated[Text, StringConstraints(pattern=r"^(https?://\S+)?$")] = ""
    published: Day | None = None
    origin: Text = ""
    text_file: FileName = ""


class CitationEntry(Entry):
    source: Key
    quote: Required
    stated_value: Stated | None = None
    inferred: Text = ""
    attributed_to: Text = ""
    agrees: bool | None = None  # derived: printed by the export, passed over on the way in


class DecisionEntry(Entry):
    basis: Basis
    reason: Required
    value: Text | None = None  # what was adopted; the value shown, unless the record changed since


class FactEntry(Entry):
    target: Annotated[
        str, StringConstraints(pattern=r"^([-a-z0-9_]+/)?(case|[a-z_]+:[-a-z0-9_]+)$")
    ]
    field: Text = ""
    decision: DecisionEntry | None = None
    citations: list[CitationEntry] = []
    id: Text = ""  # derived, as are the four below
    label: Text = ""
    value: Text | None = None
    disputed: bool | None = None
    shown: Text = ""


class Record(Entry):
    case: CaseEntry
    related: list[CaseEntry] = []
    sources: list[SourceEntry] = []
    facts: list[FactEntry] = []

    @property
    def cases(self) -> list[CaseEntry]:
        return [self.case, *self.related]


@dataclass(frozen=True)
class Problem:
    """What is wrong with a record file, and where."""

    line: int
    message: str


class RecordFileError(ValueError):
    """A record file that cannot be loaded; nothing of it was."""

    def __init__(self, name: str, problems: list[Problem]) -> None:
        self.name = name
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__(
            "\n".join(f"{name}:{problem.line}: {problem.message}" for problem in self.problems)
        )


@dataclass(frozen=True)
class RecordFile:
    """A record as read, with the lines that its parts stand on."""

    name: str
    record: Record
    lines: Lines


def read(path: Path) -> RecordFile:
    """Read a record file (YAML, or the JSON of an export). Raises RecordFileError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise RecordFileError(
            str(path), [Problem(line, "not UTF-8 text; save the file as UTF-8")]
        ) from error
    except OSError as error:
        raise RecordFileError(
            str(path), [Problem(1, f"cannot be read: {error.strerror}")]
        ) from error
    return parse(text, name=str(path))


def parse(text: str, *, name: str) -> RecordFile:
    """Read a record from its text; `name` stands in messages. Raises RecordFileError."""
    try:
        data, lines = yaml_lines.read(text)
    except YamlError as error:
        raise RecordFileError(name, [Problem(error.line, error.message)]) from error
    try:
        return RecordFile(name, Record.model_validate(data), lines)
    except ValidationError as error:
        raise RecordFileError(
            name, [_problem(detail, lines) for detail in error.errors()]
        ) from error


def _problem(detail: Any, lines: Lines) -> Problem:
    where = detail["loc"]
    message = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        message = "no such field here; see docs/record-file.md for those there are"
    elif detail["type"] == "missing":
        message = "is missing"
    elif detail["type"] not in {"value_error", "missing"} and isinstance(detail["input"], str):
        message = f"{message}, not “{detail['input'][:80]}”"
    place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in where)
    return Problem(lines.of(tuple(where)), f"{place}: {message}" if place else message)
