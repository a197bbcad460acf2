"""The text of a source at one moment is kept for good, and is what its hash says."""

import hashlib

import pytest
from django.db import DatabaseError

from sources.models import Snapshot, Taken
from tests import sql
from tests.factories import PassageFactory, SnapshotFactory, SourceFactory

pytestmark = pytest.mark.django_db


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        "text = 'The suit was filed on Wednesday.'",
        "sha256 = repeat('0', 64)",
        "raw = 'x'::bytea",
        "taken = 'pasted'",
        "taken_at = now()",
        "source_id = source_id + 1",
        "text = text",
    ],
)
def test_an_edit_is_refused(change: str) -> None:
    snapshot = SnapshotFactory()
    with sql.refused("Cannot update"):
        sql.run(f"UPDATE sources_snapshot SET {change} WHERE id = %s", snapshot.pk)


def test_a_deletion_is_refused() -> None:
    """Of clippings as well, which are no source's current text."""
    snapshot, clippings = SnapshotFactory(), SnapshotFactory(taken=Taken.CLIPPED)
    for kept in (snapshot, clippings):
        with sql.refused("Cannot update or delete"):
            sql.run("DELETE FROM sources_snapshot WHERE id = %s", kept.pk)
    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        clippings.delete()


@pytest.mark.parametrize("table", ["sources_snapshot", "sources_source"])
def test_truncation_is_refused_also_through_what_it_belongs_to(table: str) -> None:
    SnapshotFactory()
    with sql.refused("kept for good"):
        sql.run("SET CONSTRAINTS ALL IMMEDIATE")
        sql.run(f"TRUNCATE {table} CASCADE")


def test_a_hash_that_is_not_of_the_text_is_refused() -> None:
    snapshot = SnapshotFactory(text="One text.")
    with sql.refused("snapshot_hash_is_of_its_text"):
        sql.insert_like(snapshot, text="Another.")
    sql.insert_like(snapshot, text="Another.", sha256=sha256("Another."))


@pytest.mark.parametrize("text", ["", "naïve “quotes” 😀", "a\r\nb\tc", "\u00a0\u200b"])
def test_the_hash_is_of_the_text_in_utf_8(text: str) -> None:
    assert SnapshotFactory(text=text, sha256=sha256(text)).pk


def test_the_same_text_stands_once_for_a_source() -> None:
    snapshot = SnapshotFactory(text="One text.")
    sql.insert_like(snapshot, source_id=SourceFactory().pk)
    with sql.refused("snapshot_text_once_a_source"):
        sql.insert_like(snapshot)


def test_whole_texts_are_the_newest_first_and_clippings_are_none() -> None:
    source = SourceFactory()
    SnapshotFactory(source=source, text="a few words", taken=Taken.CLIPPED)
    older = SnapshotFactory(source=source, text="All of it.", taken=Taken.PASTED)
    newer = SnapshotFactory(source=source, text="All of it, corrected.", taken=Taken.FETCHED)
    assert list(source.snapshots.whole_texts()) == [newer, older]
    assert [snapshot.is_whole for snapshot in source.snapshots.all()] == [False, True, True]


def test_a_list_of_snapshots_can_leave_the_texts_where_they_are() -> None:
    SnapshotFactory()
    [snapshot] = Snapshot.objects.without_texts()
    assert snapshot.get_deferred_fields() == {"text", "raw"}


def test_a_source_with_texts_is_not_deleted() -> None:
    source = PassageFactory().snapshot.source
    with sql.refused("foreign key|Cannot update or delete"):
        sql.run("DELETE FROM sources_source WHERE id = %s", source.pk)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//example.org", "data:text/html,x", "ftp://x"]
)
def test_an_address_that_is_not_of_the_web_is_refused(url: str) -> None:
    source = SourceFactory(url="https://example.org/a")
    with sql.refused("source_url_is_http"):
        sql.run("UPDATE sources_source SET url = %s WHERE id = %s", url, source.pk)


def test_a_text_file_belongs_to_one_source() -> None:
    source = SourceFactory(text_file="a.txt")
    SourceFactory(text_file="")
    SourceFactory(text_file="")
    with sql.refused("source_text_file_once"):
        sql.insert_like(source, key="another")
