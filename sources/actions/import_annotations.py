"""Web Annotations made into citations again, onto the texts that are here."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.db import transaction
from django.db.models import Q

from cases.models import Case, CitedModel
from sources import anchoring
from sources.actions.compare import compare_with_current
from sources.actions.locking import one_load_at_a_time
from sources.actions.pointing import as_lookup, pointer_to
from sources.actions.quoting import passage_at
from sources.actions.stating import plain_form
from sources.annotation_file import AnnotationError, ReadAnnotation, items_of, read
from sources.choosing import row_and_field
from sources.models import Citation, Passage, Snapshot, Source


class AnnotationsRefusedError(ValueError):
    """Nothing was imported; `problems` has a line for each annotation that is at fault."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass
class ImportedAnnotations:
    """How many citations were made, and how many were here already."""

    new: int = 0
    unchanged: int = 0
    sources: set[Source] = field(default_factory=set)  # those of the new ones
    problems: list[str] = field(default_factory=list)


@transaction.atomic
def import_annotations(text: str) -> ImportedAnnotations:
    """Make a citation of each annotation of a JSON-LD document; all of them, or none.

    The same file again makes nothing. Raises AnnotationsRefusedError when a source, fact or quote
    is not here; words are looked for at their position first, then by the words around them.
    """
    one_load_at_a_time()
    done = ImportedAnnotations()
    try:
        items = items_of(text)
    except AnnotationError as error:
        raise AnnotationsRefusedError([f"This file cannot be read: {error}."]) from error
    for number, item in enumerate(items, start=1):
        try:
            _import(read(item), done)
        except (AnnotationError, ValueError) as error:
            done.problems.append(f"Annotation {number}: {error}.")
    if done.problems:
        raise AnnotationsRefusedError(done.problems)
    for source in sorted(done.sources, key=lambda it: it.pk):  # so that two never deadlock
        # Words may have been quoted from an older text than the one that is here now.
        compare_with_current(source)
    return done


def _import(annotation: ReadAnnotation, done: ImportedAnnotations) -> None:
    row, name = _fact(annotation.fact)
    passage = _passage(annotation)
    try:
        citable = row.citable_field(name)
    except KeyError:
        raise AnnotationError(f"a {row._meta.verbose_name} has no field “{name}”") from None
    stated = annotation.stated_value and plain_form(row, citable, annotation.stated_value)
    pointer = cast("dict[str, Any]", pointer_to(row, name))
    lookup = cast("dict[str, Any]", as_lookup(pointer))
    said = {
        "stated_value": stated,
        "inferred": annotation.inferred,
        "attributed_to": annotation.attributed_to,
    }
    here = Citation.objects.filter(**lookup, passage=passage).first()
    if here is None:
        Citation.objects.create(**pointer, passage=passage, **said)
        done.new += 1
        done.sources.add(passage.snapshot.source)
    elif any(getattr(here, part) != value for part, value in said.items()):
        raise AnnotationError(
            f"“{passage.exact}” is cited for {annotation.fact} already, as stating "
            f"“{here.stated_value}”; remove that citation first, or leave this one out"
        )
    else:
        done.unchanged += 1


def _fact(fact: str) -> tuple[CitedModel, str]:
    row, name = row_and_field(fact)
    if row is None:
        slug, _, rest = fact.partition("/")
        if not Case.objects.filter(slug=slug).exists():
            raise AnnotationError(f"there is no case “{slug}” here; load its record first")
        address = rest.partition("/")[0]
        raise AnnotationError(f"“{slug}” has no row “{address}”; load its record first")
    return row, name


def _passage(annotation: ReadAnnotation) -> Passage:
    found = Source.objects.filter(Q(key=annotation.source) | Q(url=annotation.source) & ~Q(url=""))
    source = found.order_by("pk").first()
    if source is None:
        raise AnnotationError(f"there is no source “{annotation.source}” here; add it first")
    whole = list(source.snapshots.whole_texts().defer("raw"))
    texts = [it for it in whole if it.sha256 == annotation.text_sha256] or whole
    for snapshot in texts:
        if span := _place(annotation, snapshot):
            return passage_at(snapshot, span)
    clipped = Passage.objects.filter(snapshot__source=source, exact=annotation.exact)
    if not whole and (passage := clipped.first()):
        return passage
    raise AnnotationError(
        f"“{annotation.exact}” does not stand, at one place that can be told, in a text of "
        f"{source}; capture the text that it was quoted from"
    )


def _place(annotation: ReadAnnotation, snapshot: Snapshot) -> anchoring.Span | None:
    """The position where it holds these words; else the one place with these words around it."""
    start, end = annotation.start, annotation.end
    if start is not None and end is not None and snapshot.text[start:end] == annotation.exact:
        return anchoring.Span(start, end)
    spans = anchoring.find(annotation.exact, snapshot.text)
    if len(spans) > 1:
        spans = [span for span in spans if _stands_between(annotation, snapshot.text, span)]
    return spans[0] if len(spans) == 1 else None


def _stands_between(annotation: ReadAnnotation, text: str, span: anchoring.Span) -> bool:
    before = anchoring.normalise(annotation.prefix).text
    after = anchoring.normalise(annotation.suffix).text
    # Twice as much as was given, for white space that normal form drops.
    head = text[max(0, span.start - 2 * len(annotation.prefix) - 2) : span.start]
    tail = text[span.end : span.end + 2 * len(annotation.suffix) + 2]
    return anchoring.normalise(head).text.endswith(before) and anchoring.normalise(
        tail
    ).text.startswith(after)
