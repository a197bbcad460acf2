"""What comes out of a zip, and what does not: nobody who packs one is believed."""

import io
import struct
import tracemalloc
import zipfile
from typing import Any

import pytest

from sources.delivering import Piece, is_passed_over, pieces_of, shown_name, unpacking
from sources.delivering.names import LONGEST_NAME

DOCKET = b"<html>A docket of an imaginary court.</html>"


def packed(*members: tuple[Any, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these names and bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made.getvalue()


def pieces(raw: bytes, name: str = "files.zip") -> list[Piece]:
    return list(pieces_of(name, io.BytesIO(raw), len(raw)))


def only(raw: bytes, name: str = "files.zip") -> Piece:
    [piece] = pieces(raw, name)
    return piece


def refused(raw: bytes, name: str = "files.zip") -> str:
    piece = only(raw, name)
    assert piece.raw is None
    return piece.refusal


# --- One file -------------------------------------------------------------------------------------


def test_a_file_that_is_no_zip_is_taken_as_it_is() -> None:
    assert only(DOCKET, "docket.html") == Piece("docket.html", len(DOCKET), DOCKET)


def test_a_file_without_a_suffix_is_left_to_the_reader() -> None:
    assert only(DOCKET, "DktRpt.pl").raw == DOCKET
    assert only(DOCKET, "docket").raw == DOCKET


def test_an_empty_file_is_refused() -> None:
    assert refused(b"", "docket.html") == unpacking.EMPTY
    assert refused(b"", "files.zip") == unpacking.EMPTY


def test_a_file_past_the_bound_is_refused_without_being_read() -> None:
    class Unread(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            assert size == 4
            return b"<htm"

    [piece] = pieces_of("docket.html", Unread(), 50_000_000)
    assert (piece.raw, piece.size) == (None, 50_000_000)
    assert "50.0 MB; 20 MB is the most" in piece.refusal


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("docket.json", "A .json file is data, and no court file."),
        ("Brief.PDF", "A .pdf file is a PDF"),
        ("docket.docx", "document of an office program"),
        ("dockets.tar.gz", "packed in a way that is not read"),
    ],
)
def test_what_is_no_court_file_by_its_name_is_told_so(name: str, words: str) -> None:
    assert words in refused(b"PK\x03\x04 or anything", name)


# --- A zip ----------------------------------------------------------------------------------------


def test_the_files_of_a_zip_come_by_the_last_part_of_their_paths() -> None:
    raw = packed(("2025/cand/one.html", DOCKET), ("..\\..\\etc\\two.html", DOCKET + b"2"))
    assert [(it.name, it.raw) for it in pieces(raw)] == [
        ("one.html", DOCKET),
        ("two.html", DOCKET + b"2"),
    ]


def test_a_zip_is_known_by_its_bytes_whatever_it_is_called() -> None:
    assert only(packed(("one.html", DOCKET)), "download").name == "one.html"


def test_folders_and_what_a_computer_leaves_behind_are_skipped() -> None:
    raw = packed(
        ("dockets/", b""),
        ("__MACOSX/dockets/._one.html", b"x"),
        ("dockets/.DS_Store", b"x"),
        (".git/config", b"x"),
        ("dockets/one.html", DOCKET),
    )
    assert [it.name for it in pieces(raw)] == ["one.html"]


def test_data_beside_the_dockets_is_told_to_be_none_and_the_dockets_are_taken() -> None:
    one, two = pieces(packed(("one.json", b"{}"), ("one.html", DOCKET)))
    assert "no court file" in one.refusal
    assert two.raw == DOCKET


@pytest.mark.parametrize("name", ["inner.zip", "inner.html"])
def test_a_zip_inside_a_zip_is_refused_and_the_others_go_on(name: str) -> None:
    raw = packed((name, packed(("one.html", DOCKET))), ("two.html", DOCKET))
    one, two = pieces(raw)
    assert (one.raw, one.refusal) == (None, unpacking.ZIP_IN_ZIP)
    assert two.raw == DOCKET


def encrypted(raw: bytes) -> bytes:
    """The zip with the mark of a password on its first member."""
    at = raw.index(b"PK\x01\x02")
    return raw[:6] + b"\x01" + raw[7 : at + 8] + b"\x01" + raw[at + 9 :]


def test_a_file_under_a_password_is_refused_and_the_others_go_on() -> None:
    one, two = pieces(encrypted(packed(("one.html", DOCKET), ("two.html", DOCKET))))
    assert (one.raw, one.refusal) == (None, unpacking.ENCRYPTED)
    assert two.raw == DOCKET


@pytest.mark.parametrize("how", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_way_of_packing_that_may_ask_for_any_memory_is_not_read(how: int) -> None:
    assert refused(packed(("one.html", DOCKET), how=how)) == unpacking.STRANGE


def test_a_file_that_unpacks_to_a_hundred_times_its_size_is_refused() -> None:
    one, two = pieces(packed(("bomb.html", b"\0" * 19_000_000), ("two.html", DOCKET)))
    assert (one.raw, one.refusal) == (None, unpacking.BOMB)
    assert two.raw == DOCKET


def lying(raw: bytes, size: int) -> bytes:
    """The zip, whose list says that its only member has so many bytes."""
    at = raw.index(b"PK\x01\x02")
    told = struct.pack("<L", size)
    return raw[:22] + told + raw[26 : at + 24] + told + raw[at + 28 :]


def test_a_size_that_is_a_lie_is_not_believed() -> None:
    bomb = lying(packed(("bomb.html", b"\0" * 300_000_000)), 10)
    tracemalloc.start()
    try:
        assert refused(bomb)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_all_files_of_a_zip_together_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST_UNPACKED", 1_000)
    found = pieces(packed(*[(f"{n}.html", b"x" * 400) for n in range(9)]))
    assert [it.raw is None for it in found] == [False, False, True]
    assert "unpacks to more than" in found[-1].refusal


def test_a_zip_of_more_files_than_the_bound_is_refused_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacking, "MOST_MEMBERS", 3)
    raw = packed(*[(f"{n}.html", DOCKET) for n in range(4)])
    assert "holds 4 files; 3 is the most" in refused(raw)


def test_a_list_of_files_that_is_too_long_is_not_even_loaded() -> None:
    raw = packed(*[(f"{n:0>90}.html", b"") for n in range(15_000)])
    assert "lists more files" in refused(raw)


def test_the_longer_list_of_a_large_zip_counts() -> None:
    raw = packed(("one.html", DOCKET))
    end = raw.index(b"PK\x05\x06")
    record = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 1, 1, 3_000_000, 0)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, end, 1)
    assert "lists more files" in refused(raw[:end] + record + locator + raw[end:])


@pytest.mark.parametrize("cut", [5, 40, -10])
def test_a_zip_that_is_cut_off_is_refused_in_words(cut: int) -> None:
    assert refused(packed(("one.html", DOCKET))[:cut]) == unpacking.NOT_WHOLE


def test_a_file_that_is_damaged_inside_is_refused_and_the_others_go_on() -> None:
    raw = bytearray(packed(("one.html", DOCKET), ("two.html", DOCKET), how=zipfile.ZIP_STORED))
    raw[raw.index(DOCKET)] ^= 0xFF
    one, two = pieces(bytes(raw))
    assert (one.raw, one.refusal) == (None, unpacking.NOT_WHOLE)
    assert two.raw == DOCKET


def test_what_only_says_that_it_is_a_zip_is_refused() -> None:
    assert refused(b"<html>not found</html>") == unpacking.NOT_WHOLE


@pytest.mark.parametrize("raw", [packed(), packed(("dockets/", b""), (".DS_Store", b"x"))])
def test_a_zip_without_a_file_says_so(raw: bytes) -> None:
    assert "no file in the zip" in refused(raw)


# --- Names ----------------------------------------------------------------------------------------


def test_what_cannot_be_seen_in_a_name_is_shown_to_be_there() -> None:
    assert (
        shown_name("a\u202elmth.exe\x00\n\udc80.html") == "a\ufffdlmth.exe\ufffd\ufffd\ufffd.html"
    )


def test_a_name_is_bounded_and_keeps_its_end() -> None:
    shown = shown_name("x" * 9_000 + ".html")
    assert len(shown) == LONGEST_NAME
    assert shown.endswith("xx.html")


@pytest.mark.parametrize("name", ["", "/", "\\", "  "])
def test_a_file_without_a_name_has_words_for_it(name: str) -> None:
    assert shown_name(name) == "without a name"


def test_the_command_passes_over_what_the_name_gives_away() -> None:
    assert is_passed_over("cand_1.json")
    assert is_passed_over(".DS_Store")
    assert not is_passed_over("cand_1.html")
