"""Any request that the description allows, and any that it does not, is answered as it says.

Schemathesis makes them from the description itself, and sends them to the application.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.conf import settings as tracker
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from casetracker.wsgi import application
from tests.api.asking import Program
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    CourtFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

# Few: each is one request, and there are 60 pairs of operation and kind of person.
EXAMPLES = 8
PLAIN = {"Accept-Encoding": "identity"}  # what sends it does not unpack


@pytest.fixture(autouse=True)
def one_connection(db: None) -> Iterator[None]:
    """The end of a request would close the connection, and end the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def known(db: None) -> dict[str, Any]:
    """A small world, and what leads to its rows in an address, by the operation's first part."""
    case = CaseFactory(slug="roe-v-doe", caption="Roe v. Doe", court=CourtFactory(id="cand"))
    party = PartyFactory(case=case, name="Acme")
    CounselFactory(case=case, represents=party)
    claim = ClaimFactory(case=case)
    statute = ClaimStatuteFactory(claim=claim).statute
    entry = FilingFactory(case=case, number=1, kind="motion")
    snapshot = SnapshotFactory(text="Acme was sued on Tuesday.")
    passage = PassageFactory(snapshot=snapshot, exact="Acme was sued")
    citation = CitationFactory(about=party, field="name", stated_value="Acme", passage=passage)
    return {
        "slug": case.slug,
        "key": entry.key,
        "parties": party.pk,
        "claims": claim.pk,
        "statutes": statute.pk,
        "sources": snapshot.source_id,
        "snapshots": snapshot.pk,
        "citations": citation.pk,
        "fact": "roe-v-doe/party:acme/name",
    }


@cache
def description() -> Any:
    """As `/api/v1/schema/` answers it; without asking, for tests are collected with no database."""
    config = SchemathesisConfig.from_path(tracker.BASE_DIR / "schemathesis.toml")
    made = SchemaGenerator().get_schema(public=True)
    found = schemathesis.openapi.from_dict(made, config=config)
    found.app = application
    return found


def operations(*, that_take_something: bool = False) -> list[Any]:
    found = [it.ok() for it in description().get_all_operations()]
    assert len(found) > 20
    return [
        pytest.param(it, id=it.label)
        for it in found
        # Of a slug and nothing else, there is no wrong kind.
        if not that_take_something or list(it.query) or list(it.body) or "{id}" in it.path
    ]


def tried(operation: Any, mode: GenerationMode, ask: Callable[[schemathesis.Case], None]) -> None:
    """Some requests of this operation, the same ones in every run."""

    @settings(
        max_examples=EXAMPLES,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def several(case: schemathesis.Case) -> None:
        ask(case)

    several()


@pytest.mark.parametrize("who", ["anybody", "reader", "attorney"])
@pytest.mark.parametrize("operation", operations())
def test_what_the_description_allows(operation: Any, known: dict[str, Any], who: str) -> None:
    headers = Program(who).headers | PLAIN
    resource = operation.path.removeprefix("/api/v1/").partition("/")[0]

    def ask(case: schemathesis.Case) -> None:
        for name in case.path_parameters or {}:
            case.path_parameters[name] = known[resource if name == "id" else name]
        case.call_and_validate(headers=headers)

    tried(operation, GenerationMode.POSITIVE, ask)


@pytest.mark.parametrize("who", ["anybody", "attorney"])
@pytest.mark.parametrize("operation", operations(that_take_something=True))
def test_what_the_description_does_not_allow(
    operation: Any, known: dict[str, Any], who: str
) -> None:
    headers = Program(who).headers | PLAIN
    tried(
        operation,
        GenerationMode.NEGATIVE,
        lambda case: case.call_and_validate(headers=headers) and None,
    )
