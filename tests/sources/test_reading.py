"""A source as one reads it: paragraphs, marked passages, and the facts beside them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.models import CheckState, Passage, Snapshot, Taken
from sources.reading import _stretches, article_of
from tests.factories import (
    CaseFactory,
    CitationFactory,
    PassageCheckFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)

TEXT = "A headline\n\nThe suit was filed on Tuesday, they said.\nNothing here.\n"


def cited(snapshot: Snapshot, exact: str, field: str = "caption", stated: str = "x") -> Passage:
    passage = PassageFactory(snapshot=snapshot, exact=exact)
    CitationFactory(about=CaseFactory(), field=field, stated_value=stated, passage=passage)
    return passage


@pytest.mark.django_db
def test_a_text_is_read_in_paragraphs_with_notes_where_passages_begin() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    passage = cited(snapshot, "filed on Tuesday")
    article = article_of(snapshot.source)
    assert article.snapshot == snapshot
    assert [p.number for p in article.paragraphs] == [1, 2, 3]
    assert ["".join(s.text for s in p.stretches) for p in article.paragraphs] == [
        "A headline",
        "The suit was filed on Tuesday, they said.",
        "Nothing here.",
    ]
    _, second, third = article.paragraphs
    assert [(s.text, s.covered_by) for s in second.stretches] == [
        ("The suit was ", ()),
        ("filed on Tuesday", (passage.pk,)),
        (", they said.", ()),
    ]
    [note] = second.notes
    assert (note.passage, note.agrees) == (passage, False)
    assert third.notes == ()


@pytest.mark.django_db
def test_overlapping_passages_share_the_stretch_between_them() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    one, two = cited(snapshot, "suit was filed"), cited(snapshot, "filed on Tuesday")
    stretches = article_of(snapshot.source).paragraphs[1].stretches
    marked = [(s.text, s.covered_by, s.begins) for s in stretches if s.covered_by]
    assert marked == [
        ("suit was ", (one.pk,), (one.pk,)),
        ("filed", (one.pk, two.pk), (two.pk,)),
        (" on Tuesday", (two.pk,), ()),
    ]


@pytest.mark.django_db
def test_a_passage_over_two_paragraphs_is_marked_in_both_and_noted_once() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    passage = cited(snapshot, "they said.\nNothing")
    _, second, third = article_of(snapshot.source).paragraphs
    assert [note.passage for note in second.notes] == [passage]
    assert third.notes == ()
    assert third.stretches[0].covered_by == (passage.pk,)


@pytest.mark.django_db
def test_one_passage_with_several_facts_is_one_note() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    passage = cited(snapshot, "Tuesday")
    CitationFactory(about=CaseFactory(), field="seat", passage=passage)
    [note] = article_of(snapshot.source).paragraphs[1].notes
    assert len(note.stated) == 2


@pytest.mark.django_db
def test_without_the_whole_text_the_clippings_are_read() -> None:
    snapshot = SnapshotFactory(text="filed on Tuesday\n\nthey said", taken=Taken.CLIPPED)
    cited(snapshot, "filed on Tuesday")
    article = article_of(snapshot.source)
    assert article.snapshot is None
    assert [p.stretches[0].text for p in article.paragraphs] == ["filed on Tuesday", "they said"]


@pytest.mark.django_db
def test_clippings_are_read_in_the_newest_text_and_what_is_not_in_it_is_told() -> None:
    source = SourceFactory()
    clipped = SnapshotFactory(source=source, text="on Tuesday\n\ngone", taken=Taken.CLIPPED)
    kept, gone = cited(clipped, "on Tuesday"), cited(clipped, "gone")
    whole = SnapshotFactory(source=source, text=TEXT)
    found = PassageFactory(snapshot=whole, exact="on Tuesday")
    PassageCheckFactory(passage=kept, snapshot=whole, found=found, state=CheckState.SAME)
    article = article_of(source)
    assert [note.passage for note in article.paragraphs[1].notes] == [found]
    assert [note.passage for note in article.elsewhere] == [gone]


@pytest.mark.django_db
def test_a_source_without_any_text_is_read_as_nothing() -> None:
    article = article_of(SourceFactory())
    assert (article.snapshot, article.paragraphs, article.elsewhere) == (None, (), ())


spans = st.tuples(st.integers(0, 30), st.integers(1, 10))


@given(st.text(min_size=40, max_size=40), st.lists(spans, max_size=6))
def test_stretches_are_the_text_again_and_each_is_covered_as_its_passages_say(
    text: str, found: list[tuple[int, int]]
) -> None:
    passages = [Passage(pk=n, start=at, end=at + length) for n, (at, length) in enumerate(found)]
    stretches = list(_stretches(text, 0, len(text), passages))
    assert "".join(stretch.text for stretch in stretches) == text
    for passage in passages:
        marked = "".join(s.text for s in stretches if passage.pk in s.covered_by)
        assert marked == text[passage.start : passage.end]
        assert [passage.pk in s.begins for s in stretches].count(True) == 1
