"""A small case whose every text is hostile: markup, marks that turn the direction of writing,
emoji, a spreadsheet's formula, a template's tags, and 10,000 characters without a space."""

from typing import Any

from django.db import models

from cases.models import Case, EventKind
from sources.models import TARGET_MODELS
from tests import factories

MARKUP = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
HOSTILE = f"=1+1 {MARKUP} \"'</title></textarea>--> {{{{ 7 }}}}{{% now %}} \u202eevil\u200f 🧨 "
LONG = HOSTILE + "x" * 10_000


def texts(model: type[models.Model], **given: Any) -> dict[str, Any]:
    """A hostile value for every text of a model that says nothing else of what it may hold."""
    found = {
        field.name: LONG[: field.max_length]
        for field in model._meta.concrete_fields
        if type(field) in {models.CharField, models.TextField} and not field.choices
    }
    return {**found, **given}


def hostile_case() -> Case:
    """Loaded with a row of each kind, and each fact cited twice: in agreement, and otherwise."""
    from cases import models as record
    from sources import models as evidence

    case: Case = factories.CaseFactory(
        **texts(Case, slug="hostile", court=factories.CourtFactory(**texts(record.Court, id="h"))),
        judges=[HOSTILE],
    )
    party = factories.PartyFactory(case=case, **texts(record.Party))
    counsel = factories.CounselFactory(case=case, represents=party, **texts(record.Counsel))
    filing = factories.FilingFactory(case=case, filed_by=party, **texts(record.Filing))
    factories.DocumentFactory(filing=filing, **texts(record.Document, sha256="", filename=""))
    claim = factories.ClaimFactory(case=case, disposed_by=filing, **texts(record.Claim))
    event = factories.EventFactory(
        case=case, **texts(record.Event, precision="", kind=EventKind.STATEMENT)
    )
    related = factories.RelatedCaseFactory(case=case, **texts(record.RelatedCase))
    source = factories.SourceFactory(
        **texts(evidence.Source, text_file="", url=f"https://example.org/{MARKUP}"),
    )
    rows = [case, party, counsel, claim, filing, event, related]
    assert {type(row) for row in rows} == set(TARGET_MODELS.values())
    for row in rows:
        for citable in row.citable:
            for stated in {LONG, row.value_of(citable.field)}:
                _cite(row, citable.field, stated, source)
            factories.DecisionFactory(about=row, field=citable.field, reason=LONG, value=LONG)
    return case


def _cite(row: Any, field: str, stated: str, source: Any) -> None:
    from sources.models import Citation

    text = f"{HOSTILE}{Citation.objects.count()} {LONG}"
    passage = factories.PassageFactory(
        snapshot=factories.SnapshotFactory(source=source, text=text),
        exact=text[len(HOSTILE) : -10],
        start=len(HOSTILE),
        end=len(text) - 10,
        prefix=HOSTILE[-30:],
        suffix="x" * 10,
    )
    factories.CitationFactory(
        about=row,
        field=field,
        stated_value=stated,
        passage=passage,
        inferred=HOSTILE[:300],
        attributed_to=HOSTILE[:200],
    )
