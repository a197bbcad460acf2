"""What the tests of the reader share: findings as short tuples."""

from datetime import date

from sources.reader.finding import Finding, FindingKind
from sources.reader.read import read

PUBLISHED = date(2024, 3, 20)  # a Wednesday


def found(kind: str, text: str, *, published: date | None = PUBLISHED) -> list[Finding]:
    """The findings of one kind."""
    return [one for one in read(text, published=published) if one.kind is FindingKind(kind)]


def values(kind: str, text: str, *, published: date | None = PUBLISHED) -> list[str]:
    """The values of one kind, in text order."""
    return [one.value for one in found(kind, text, published=published)]


def meanings(kind: str, text: str, *, published: date | None = PUBLISHED) -> set[tuple[str, str]]:
    """What was found and what of: {("complaint", "filing.kind")}."""
    return {(one.value, one.about.value) for one in found(kind, text, published=published)}
