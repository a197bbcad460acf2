"""A passage is the exact words at their place, and the database holds it to that."""

import pytest

from sources.models import CheckState, Snapshot
from tests import sql
from tests.factories import PassageCheckFactory, PassageFactory, SnapshotFactory, SourceFactory

pytestmark = pytest.mark.django_db

TEXT = "😀 The suit, filed “Tuesday” night 🦉, says 😀."
WORDS = "filed “Tuesday” night 🦉"
START = TEXT.index(WORDS)
END = START + len(WORDS)


@pytest.fixture
def snapshot() -> Snapshot:
    return SnapshotFactory(text=TEXT)


def insert(snapshot: Snapshot, start: int, end: int, exact: str, **around: str) -> int:
    values = {"prefix": "", "suffix": ""} | around
    return sql.insert(
        "sources_passage", snapshot_id=snapshot.pk, start=start, end=end, exact=exact, **values
    )


def test_words_at_their_place_are_accepted(snapshot: Snapshot) -> None:
    assert insert(snapshot, START, END, WORDS)


def test_offsets_count_code_points_not_bytes_or_utf_16(snapshot: Snapshot) -> None:
    in_utf_16 = len(TEXT[:START].encode("utf-16-le")) // 2
    in_bytes = len(TEXT[:START].encode())
    assert START < in_utf_16 < in_bytes
    for start in (in_utf_16, in_bytes):
        with sql.refused("are not at"):
            insert(snapshot, start, start + len(WORDS), WORDS)


def test_the_whole_text_and_a_character_outside_the_bmp_are_passages(snapshot: Snapshot) -> None:
    assert insert(snapshot, 0, len(TEXT), TEXT)
    assert insert(snapshot, 0, 1, "😀")


@pytest.mark.parametrize(
    ("start", "end", "exact"),
    [
        (START + 1, END + 1, WORDS),
        (START - 1, END - 1, WORDS),
        (START, END + 1, WORDS),
        (START, END - 1, WORDS),
        (START, END, WORDS.replace("Tuesday", "tuesday")),
        (START, END, WORDS.replace("“", '"')),
        (START, END, WORDS + " "),
        (START, END, ""),
        (len(TEXT), len(TEXT) + len(WORDS), WORDS),
        (len(TEXT) - 1, len(TEXT) + 9, "."),
        (len(TEXT) + 10, len(TEXT) + 20, ""),
        (START, START, ""),
        (END, START, WORDS),
        (-1, 3, TEXT[:3]),
    ],
)
def test_words_that_are_not_at_their_place_are_refused(
    snapshot: Snapshot, start: int, end: int, exact: str
) -> None:
    with sql.refused("are not at|passage_has_words|negative|check constraint"):
        insert(snapshot, start, end, exact)


def test_words_in_no_snapshot_are_refused() -> None:
    with sql.refused("are not at"):
        sql.insert(
            "sources_passage", snapshot_id=0, start=0, end=1, exact="a", prefix="", suffix=""
        )


def test_the_text_around_the_words_is_the_snapshots(snapshot: Snapshot) -> None:
    assert insert(snapshot, START, END, WORDS, prefix=TEXT[:START], suffix=TEXT[END:])


@pytest.mark.parametrize(
    "around",
    [
        {"prefix": "The writ, "},
        {"prefix": "x" + TEXT[:START]},
        {"prefix": TEXT[START - 5 : START - 1]},
        {"suffix": ", denies"},
        {"suffix": TEXT[END:] + "x"},
        {"suffix": TEXT[END + 1 : END + 5]},
    ],
)
def test_another_text_around_the_words_is_refused(
    snapshot: Snapshot, around: dict[str, str]
) -> None:
    with sql.refused("the text around"):
        insert(snapshot, START, END, WORDS, **around)


@pytest.mark.parametrize(
    "change",
    ["exact = 'other'", "start = start + 1", "prefix = ''", "snapshot_id = snapshot_id + 1"],
)
def test_an_edit_is_refused(change: str) -> None:
    passage = PassageFactory()
    with sql.refused("Cannot update"):
        sql.run(f"UPDATE sources_passage SET {change} WHERE id = %s", passage.pk)


def test_a_passage_stands_once(snapshot: Snapshot) -> None:
    insert(snapshot, START, END, WORDS)
    with sql.refused("passage_once"):
        insert(snapshot, START, END, WORDS)


# --- looked for again in a newer text


def test_a_passage_is_found_in_another_text_of_its_source() -> None:
    passage = PassageFactory()
    newer = SnapshotFactory(source=passage.snapshot.source, text="It was filed on Tuesday night.")
    found = PassageFactory(snapshot=newer)
    check = PassageCheckFactory(passage=passage, snapshot=newer, found=found, state=CheckState.SAME)
    with sql.refused("passage_checked_once"):
        sql.insert_like(check)


def test_found_in_another_snapshot_than_it_says_is_refused() -> None:
    passage = PassageFactory()
    check = PassageCheckFactory(passage=passage)
    with sql.refused("passage_found_in_that_snapshot"):
        sql.run(
            "UPDATE sources_passagecheck SET state = 'same', found_id = %s WHERE id = %s",
            passage.pk,
            check.pk,
        )


def test_looked_for_in_another_source_is_refused() -> None:
    check = PassageCheckFactory()
    elsewhere = SnapshotFactory(source=SourceFactory(), text="Another article.")
    with sql.refused("is not of the source"):
        sql.insert_like(check, snapshot_id=elsewhere.pk)
    with sql.refused("is not of the source"):
        sql.run(
            "UPDATE sources_passagecheck SET snapshot_id = %s WHERE id = %s",
            elsewhere.pk,
            check.pk,
        )


def test_the_same_but_nowhere_is_refused_and_missing_but_found_too() -> None:
    check = PassageCheckFactory()
    with sql.refused("passage_check_found_where_the_words_are"):
        sql.run("UPDATE sources_passagecheck SET state = 'same' WHERE id = %s", check.pk)
    found = PassageFactory(snapshot=check.snapshot, exact="Corrected")
    with sql.refused("passage_check_found_where_the_words_are"):
        sql.run("UPDATE sources_passagecheck SET found_id = %s WHERE id = %s", found.pk, check.pk)
