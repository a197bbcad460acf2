"""The words of the texts, part by part: always of the text as it was last seen."""

import pytest
from django.db import connection

from sources.models import Snapshot, Source, Taken, TextPart
from sources.sql.text_parts import PART, SHARED, WRITE_ALL_PARTS
from tests.factories import SnapshotFactory, SourceFactory

pytestmark = pytest.mark.django_db


def parts(source: Source) -> list[tuple[int, int]]:
    return list(TextPart.objects.filter(source=source).values_list("snapshot", "start"))


def starts_of(length: int) -> list[int]:
    return [start for _, start in parts(SnapshotFactory(text="word " * (length // 5)).source)]


def holds(word: str) -> bool:
    return TextPart.objects.filter(words=word).exists()


def test_a_text_is_one_part_and_its_source_has_no_older_one() -> None:
    first = SnapshotFactory(text="The mill was sold.")
    assert parts(first.source) == [(first.pk, 0)]
    second = SnapshotFactory(source=first.source, text="The mill was closed.")
    assert parts(first.source) == [(second.pk, 0)]
    assert (holds("sold"), holds("closed")) == (False, True)


def test_a_source_that_goes_back_to_an_older_text_has_the_words_of_that() -> None:
    first = SnapshotFactory(text="The mill was sold.")
    SnapshotFactory(source=first.source, text="The mill was closed.")
    Source.objects.filter(pk=first.source_id).update(current=first)
    assert parts(first.source) == [(first.pk, 0)]
    assert holds("sold")


def test_clippings_count_until_there_is_a_whole_text() -> None:
    source = SourceFactory()
    one = SnapshotFactory(source=source, text="was sold", taken=Taken.CLIPPED)
    two = SnapshotFactory(source=source, text="was bought", taken=Taken.CLIPPED)
    assert parts(source) == [(one.pk, 0), (two.pk, 0)]
    whole = SnapshotFactory(source=source, text="It was sold, they say.")
    SnapshotFactory(source=source, text="they say", taken=Taken.CLIPPED)
    assert parts(source) == [(whole.pk, 0)]


def test_a_long_text_has_several_parts_that_overlap() -> None:
    assert starts_of(PART) == [0]
    assert starts_of(PART + 10) == [0, PART - SHARED]
    assert starts_of(3 * PART) == [0, PART - SHARED, 2 * (PART - SHARED), 3 * (PART - SHARED)]


def test_a_phrase_over_the_end_of_a_part_is_in_the_next() -> None:
    text = "x" * (PART - 10) + " red water mill " + "y" * 100
    SnapshotFactory(text=text)
    assert TextPart.objects.filter(words="mill").count() == 1


def test_an_empty_text_has_no_part() -> None:
    assert parts(SnapshotFactory(text="").source) == []


def test_a_text_of_nothing_but_different_words_is_kept() -> None:
    text = " ".join(map(chr, range(0x4E00, 0x9000))) * 40
    assert len(text.encode()) > 2_000_000  # more than any vector holds
    snapshot = SnapshotFactory(text=text)
    assert len(parts(snapshot.source)) > 10


def test_all_parts_can_be_written_at_once() -> None:
    whole = SnapshotFactory(text="word " * (PART // 2))
    SnapshotFactory(source=whole.source, text="clipped", taken=Taken.CLIPPED)
    SnapshotFactory(text="Only clipped.", taken=Taken.CLIPPED)
    written = list(TextPart.objects.values_list("source", "snapshot", "start", "words"))
    TextPart.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(WRITE_ALL_PARTS)
    again = TextPart.objects.values_list("source", "snapshot", "start", "words")
    assert sorted(again) == sorted(written)
    assert Snapshot.objects.count() == 3
