"""What we read of a file of Web Annotations: our own export, or another program's about our facts.

The standard lets most things be one or a list of them; both are read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sources.annotations import SOURCE, fact_of_iri

LONGEST_INFERRED, LONGEST_ATTRIBUTED = 300, 200  # characters, as the columns
# JSON can write half of a pair (\ud800), which UTF-8 cannot.
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class AnnotationError(ValueError):
    """Why an annotation cannot be read, in words."""


@dataclass(frozen=True, slots=True)
class ReadAnnotation:
    """One annotation: which words, of which text, state which value of which fact."""

    fact: str  # slug/party:acme/name
    source: str  # the source's address or key
    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    text_sha256: str = ""
    stated_value: str = ""
    inferred: str = ""
    attributed_to: str = ""


def items_of(text: str) -> list[Any]:
    """The annotations of a file, unread. Raises AnnotationError on a file that holds none."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise AnnotationError(f"it is not JSON ({error})") from error
    found = list(_items(document))
    if not found:
        raise AnnotationError("it holds no Annotation, AnnotationPage or AnnotationCollection")
    return found


def _items(document: Any) -> Iterator[Any]:
    match document:
        case list():
            yield from document
        case {"type": "AnnotationCollection", "first": dict(first)}:
            yield from _items(first)
        case {"type": "AnnotationPage", "items": list(items)}:
            yield from items
        case {"type": "Annotation"} | {"type": ["Annotation", *_]}:
            yield document


def read(item: Any) -> ReadAnnotation:
    """Read one annotation. Raises AnnotationError, which says what is missing."""
    if not isinstance(item, dict):
        raise AnnotationError("it is no object")
    bodies = [body for body in _many(item.get("body")) if isinstance(body, dict)]
    iris = [str(body.get("source", "")) for body in bodies]
    fact = next(filter(None, map(fact_of_iri, iris)), None)
    if fact is None:
        raise AnnotationError("no body of it names a fact (a source “urn:casetracker:fact:…”)")
    _refuse_no_text("source", fact)
    target = next((it for it in _many(item.get("target")) if isinstance(it, dict)), None)
    if target is None:
        raise AnnotationError("its target has no selector, so it quotes no words")
    stated = next((body for body in bodies if body.get("type") == "TextualBody"), {})
    selectors = [it for it in _many(target.get("selector")) if isinstance(it, dict)]
    quote = _of_type(selectors, "TextQuoteSelector")
    exact = _text(quote, "exact")
    if not exact.strip():
        raise AnnotationError("its target has no TextQuoteSelector, so it quotes no words")
    position = _of_type(selectors, "TextPositionSelector")
    source = _text(target, "sourceKey") or _text(target, "source").removeprefix(SOURCE)
    return ReadAnnotation(
        fact=fact,
        source=source,
        exact=exact,
        prefix=_text(quote, "prefix"),
        suffix=_text(quote, "suffix"),
        start=_number(position, "start"),
        end=_number(position, "end"),
        text_sha256=_text(target, "textSha256"),
        stated_value=_text(stated, "value"),
        inferred=_short(stated, "inferred", LONGEST_INFERRED),
        attributed_to=_short(stated, "attributedTo", LONGEST_ATTRIBUTED),
    )


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _of_type(selectors: list[Any], name: str) -> dict[str, Any]:
    return next((it for it in selectors if it.get("type") == name), {})


def _text(of: dict[str, Any], name: str) -> str:
    value = of.get(name, "")
    if not isinstance(value, str):
        raise AnnotationError(f"“{name}” is {value!r}, and text was expected")
    _refuse_no_text(name, value)
    return value


def _refuse_no_text(name: str, value: str) -> None:
    if "\0" in value:
        raise AnnotationError(f"“{name}” holds a NUL character, which no text has")
    if _SURROGATE.search(value):
        raise AnnotationError(
            f"“{name}” holds half a character (\\ud800 to \\udfff), which no text has"
        )


def _short(of: dict[str, Any], name: str, most: int) -> str:
    value = _text(of, name)
    if len(value) > most:
        raise AnnotationError(f"“{name}” has {len(value):,} characters; {most} is the most")
    return value


def _number(of: dict[str, Any], name: str) -> int | None:
    value = of.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise AnnotationError(f"“{name}” is {value!r}, and a number from 0 on was expected")
    return value
