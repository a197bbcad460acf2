"""The places of the record that a search looks in, those that say most about a case first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, TextChoices

from cases import word_indexes
from cases.models import Case, Claim, Counsel, DocketNote, Document, Event, Filing, Party
from cases.searching import queries
from cases.searching.asked import Asked
from cases.searching.queries import Query
from cases.word_indexes import Vector


class Kind(TextChoices):
    """What the page offers to look in alone."""

    CAPTIONS = "captions", "Captions"
    PARTIES = "parties", "Parties and counsel"
    CLAIMS = "claims", "Claims"
    EVENTS = "events", "Events"
    DOCKET = "docket", "Docket"
    SOURCES = "sources", "Sources"


@dataclass(frozen=True)
class Place:
    """Columns of a model that one index serves.

    `weight`: a hit here counts for more than any hit in a place of less weight. `row`, `rows`: what
    the words are found in, “12 captions”. `fields`: the columns a reader is shown the words in, the
    first one first. `case`: how the case is reached from a row. `for_colleagues`: for those alone
    who may see what colleagues tell each other (`cases.notes.may_see`).
    """

    key: str
    kind: Kind
    row: str
    rows: str
    weight: int
    model: type[models.Model]
    vector: Vector
    query: Callable[..., Query | None]
    fields: tuple[str, ...]
    condition: Q = Q()  # noqa: RUF009 - Q is never changed
    case: str = "case"
    for_colleagues: bool = False

    @property
    def is_case(self) -> bool:
        return self.model is Case

    def holding(self, query: Query) -> models.QuerySet[Any]:
        rows = self.model._default_manager.filter(self.condition)
        return queries.holding(rows, self.vector, query)

    def asked(self, asked: Asked, *, loosely: bool = False) -> Query | None:
        return self.query(asked, loosely=loosely)


PLACES: tuple[Place, ...] = (
    Place(
        *("caption", Kind.CAPTIONS, "caption", "captions", 512, Case),
        *(word_indexes.CAPTION, queries.in_names),
        ("caption", "docket_number", "mdl_status"),
        case="pk",
    ),
    Place(
        *("party", Kind.PARTIES, "party", "parties", 256, Party),
        *(word_indexes.PARTY_NAME, queries.in_names),
        ("name",),
    ),
    Place(
        *("judge", Kind.CAPTIONS, "case by its judge", "cases by their judge", 128, Case),
        *(word_indexes.JUDGES, queries.in_names),
        ("judges",),
        case="pk",
    ),
    Place(
        *("counsel", Kind.PARTIES, "counsel", "counsel", 64, Counsel),
        *(word_indexes.COUNSEL, queries.in_names),
        ("attorney", "firm"),
    ),
    Place(
        *("claim", Kind.CLAIMS, "claim", "claims", 32, Claim),
        *(word_indexes.CLAIM, queries.in_either),
        ("title", "cause", "relief"),
    ),
    Place(
        *("summary", Kind.CAPTIONS, "summary", "summaries", 16, Case),
        *(word_indexes.SUMMARY, queries.in_either),
        ("summary", "class_definition"),
        word_indexes.HAS_SUMMARY,
        case="pk",
    ),
    Place(
        *("party_said", Kind.PARTIES, "party’s description", "parties’ descriptions", 16, Party),
        *(word_indexes.PARTY_SAID, queries.in_either),
        ("description", "parent"),
        word_indexes.HAS_PARTY_SAID,
    ),
    Place(
        *("event", Kind.EVENTS, "event", "events", 8, Event),
        *(word_indexes.EVENT, queries.in_either),
        ("summary", "words", "speaker", "speaker_title", "speaker_organization", "reason",
         "place", "medium"),
    ),
    Place(
        *("filing", Kind.DOCKET, "docket entry", "docket entries", 4, Filing),
        *(word_indexes.DOCKET_TEXT, queries.in_text),
        ("text", "description"),
    ),
    Place(
        *("attachment", Kind.DOCKET, "attachment", "attachments", 4, Document),
        *(word_indexes.ATTACHMENT, queries.in_text),
        ("description",),
        word_indexes.HAS_DESCRIPTION,
        case="filing__case",
    ),
    Place(
        *("note", Kind.DOCKET, "note of a colleague", "notes of colleagues", 4, DocketNote),
        *(word_indexes.NOTE, queries.in_text),
        ("text",),
        case="filing__case",
        for_colleagues=True,
    ),
)  # fmt: skip


def places_for(*, colleague: bool) -> tuple[Place, ...]:
    """All places, for a colleague; for others those that anybody may see."""
    return tuple(place for place in PLACES if colleague or not place.for_colleagues)
