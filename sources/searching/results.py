"""What a search found, as the page shows and says it."""

from dataclasses import dataclass, field
from datetime import date

from django.core.paginator import Page
from django.utils.http import urlencode

from cases.filters import LONGEST as LONGEST_FILTER
from cases.models import Case
from cases.searching.asked import Asked, read
from cases.searching.finding import COUNTED, NEWEST, Found, Hit
from cases.searching.marking import Extract
from cases.searching.places import Kind, Place, places_for
from cases.wording import capitalised, figured, joined
from sources.searching.extracts import Shown

IN_THE_LIST = ("caption", "party", "summary")  # the places that `CaseQuerySet.mentioning` looks in


@dataclass(frozen=True)
class Group:
    """A case, or no case, with its hits, the best first."""

    case: int | None
    score: float
    hits: tuple[Hit, ...]
    filed_on: date | None = None
    by_number: bool = False


@dataclass(frozen=True)
class Line:
    """A group as the page shows it."""

    case: Case | None
    caption: Extract
    by_number: bool
    shown: tuple[Shown, ...]
    more: int  # hits that are not shown
    more_exactly: bool


@dataclass(frozen=True)
class Offer:
    """The cases under a statute that was typed."""

    statute: str
    number: int


@dataclass
class Results:
    """What a search found. `error`: why it looked for nothing, and what to do."""

    text: str = ""
    kind: Kind | None = None
    case: Case | None = None  # that alone was looked in
    colleague: bool = False  # whoever looks may see what colleagues tell each other
    error: str = ""
    asked: Asked = field(default_factory=Asked)
    looked: bool = False
    left_out: tuple[str, ...] = ()  # words that nearly every text has
    nearest: bool = False  # nothing had what was asked for; this is what comes near
    meant: str = ""  # with names of the record in place of words that are spelled nearly so
    found: tuple[Found, ...] = ()
    groups: tuple[Group, ...] = ()
    uncited: Group | None = None
    offer: Offer | None = None
    page: Page[Group] | None = None
    lines: tuple[Line, ...] = ()
    uncited_line: Line | None = None

    @property
    def places(self) -> tuple[Place, ...]:
        """Those of the record to look in."""
        every = places_for(colleague=self.colleague)
        return tuple(place for place in every if self.kind in (None, place.kind))

    @property
    def is_whole(self) -> bool:
        """Whether every row that holds the words is among the groups."""
        return all(found.is_whole for found in self.found)

    @property
    def common(self) -> list[Found]:
        """The places where more rows hold the words than are listed."""
        return [found for found in self.found if not found.is_whole]

    @property
    def counted(self) -> list[str]:
        """“12 captions”, “more than 20,000 docket entries”."""
        return [_counted(found) for found in self.found if found.number or not found.exact]

    @property
    def common_in_words(self) -> str:
        """Which of the places have more than is listed, and what of them is."""
        said = []
        for found in self.common:
            if found.in_newest:
                said.append(
                    f"The words of the phrase are in more than {COUNTED:,} {found.place.rows}; "
                    f"whether they stand together was looked at in the {NEWEST:,} newest cases."
                )
            elif found.place.kind == Kind.SOURCES:
                said.append(f"{capitalised(_counted(found))} hold these words; {found.taken} of "
                            f"them are listed.")  # fmt: skip
            else:
                said.append(
                    f"{capitalised(_counted(found))} hold these words; those of the newest cases "
                    "are listed."
                )
        return " ".join(said)

    @property
    def looked_in(self) -> str:
        """“captions, parties and docket entries”."""
        return joined([found.place.rows for found in self.found])

    @property
    def had_minus(self) -> bool:
        return bool(read(self.text).unwanted)

    @property
    def list_query(self) -> str:
        """Of the list of cases that has these words; "" for terms that it does not take."""
        asked = self.asked
        other = asked.unwanted or any(it.is_phrase for it in asked.wanted)
        there = any(it.number for it in self.found if it.place.key in IN_THE_LIST)
        if self.kind or self.case or self.nearest or other or not there:
            return ""
        return urlencode({"q": self.text.strip()}) if len(self.text) <= LONGEST_FILTER else ""

    @property
    def statute_query(self) -> str:
        return urlencode({"statute": self.text.strip()})

    @property
    def finds_nothing(self) -> bool:
        return not (self.groups or self.uncited)


def _counted(found: Found) -> str:
    counted = figured(found.number, found.place.row, found.place.rows)
    if found.in_newest:
        return f"{counted} of the {NEWEST:,} newest cases"
    return counted if found.exact else f"more than {counted}"
