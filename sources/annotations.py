"""Citations as W3C Web Annotations (JSON-LD), so that other programs can follow them.

Each is an Annotation whose target is a SpecificResource: the source, a TextQuoteSelector, a
TextPositionSelector where we hold the whole text, and the time at which the text was so
(https://www.w3.org/TR/annotation-model/, 4.2.4, 4.2.5 and 4.3.1). Positions count code points, as
that standard has it. What it has no word for (the fact, the value stated, whose word it is) stands
under names of our own, declared in the context.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote as percent_encode
from urllib.parse import unquote

from sources.bluebook import footnote
from sources.facts import Fact, Reading

FACT = "urn:casetracker:fact:"
SOURCE = "urn:casetracker:source:"
MEDIA_TYPE = 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"'
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "casetracker": "urn:casetracker:term:",
        "sourceKey": "casetracker:sourceKey",
        "textSha256": "casetracker:textSha256",
        "inferred": "casetracker:inferred",
        "attributedTo": "casetracker:attributedTo",
        "footnote": "casetracker:footnote",
    },
]


def collection(label: str, facts: Iterable[Fact]) -> dict[str, Any]:
    """Every citation of these facts as an AnnotationCollection with one page; JSON-ready."""
    items = [annotation for fact in facts for annotation in annotations_of(fact)]
    return {
        "@context": _CONTEXT,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def annotations_of(fact: Fact) -> Iterator[dict[str, Any]]:
    """One annotation for each passage that states something of the fact."""
    for reading in fact.readings:
        yield {
            "id": f"urn:casetracker:citation:{reading.citation.pk}",
            "type": "Annotation",
            "motivation": "identifying",
            "body": _body(fact, reading),
            "target": _target(reading),
            "footnote": str(footnote(reading.citation, case=fact.case)),
        }


def fact_of_iri(iri: str) -> str | None:
    """The fact's id (`slug/party:acme/name`) behind an IRI of ours; None of another's."""
    return unquote(iri.removeprefix(FACT)) if iri.startswith(FACT) else None


def _body(fact: Fact, reading: Reading) -> list[dict[str, Any]]:
    citation = reading.citation
    stated = {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "value": citation.stated_value,
        "inferred": citation.inferred,
        "attributedTo": citation.attributed_to,
    }
    return [
        {
            "type": "SpecificResource",
            "purpose": "identifying",
            "source": f"{FACT}{percent_encode(fact.id, safe='/:')}",
        },
        # An empty value is a value: the passage shows that the thing is there.
        {name: value for name, value in stated.items() if value or name == "value"},
    ]


def _target(reading: Reading) -> dict[str, Any]:
    passage = reading.citation.passage
    snapshot = passage.snapshot
    source = snapshot.source
    quote = {"type": "TextQuoteSelector", "exact": passage.exact}
    around = {"prefix": passage.prefix, "suffix": passage.suffix}
    selectors: list[dict[str, Any]] = [
        quote | {name: words for name, words in around.items() if words}
    ]
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": source.url or f"{SOURCE}{source.key}",
        "sourceKey": source.key,
        "selector": selectors,
    }
    if snapshot.is_whole:  # a place among clippings would mean nothing to anybody else
        selectors.append(
            {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}
        )
        target["textSha256"] = snapshot.sha256
        target["state"] = {"type": "TimeState", "sourceDate": snapshot.taken_at.isoformat()}
    return target
