"""The memo as Word: real footnotes, and the words of others as words."""

import subprocess
from typing import Any

import pytest
from hypothesis import example, given, settings
from lxml import etree

from sources.handing_over.memo import (
    Address,
    Footnote,
    Memo,
    Paragraph,
    Section,
    See,
    Sentence,
    Table,
    Words,
    plain,
)
from sources.handing_over.refusals import NotMadeError
from sources.handing_over.word import word
from tests.sources.handing_over.hostile import HOSTILE, SNIPPETS
from tests.sources.handing_over.papers import MADE, W, memo_with, paragraphs_of, parts_of

QUOTED = Footnote(1, (Words("The Gazette", italic=True), Words(" (“filed on Tuesday”).")))
OTHER = Footnote(2, (Words("But see The Herald (“on Monday”), "), See(1), Words(".")))
SENTENCE = Sentence((Words("It was filed on Tuesday."), QUOTED, OTHER, Words(" So fn. "), See(2)))


@pytest.fixture
def parts() -> dict[str, bytes]:
    paragraph = Paragraph((SENTENCE,), is_point=True)
    return parts_of(word(Memo("Memo: Roe v. Doe", MADE, (), (), (Section("Where", (paragraph,)),))))


def test_footnotes_are_footnotes_of_word(parts: dict[str, bytes]) -> None:
    notes = etree.fromstring(parts["word/footnotes.xml"])
    by_id = {it.get(f"{W}id"): "".join(it.itertext(f"{W}t")) for it in notes}
    document = etree.fromstring(parts["word/document.xml"])
    marks = [it.get(f"{W}id") for it in document.iter(f"{W}footnoteReference")]
    assert [by_id[mark].strip() for mark in marks] == [
        "The Gazette (“filed on Tuesday”).",
        "But see The Herald (“on Monday”), fn.\xa01.",
    ]


def test_two_marks_side_by_side_are_no_other_number(parts: dict[str, bytes]) -> None:
    assert "It was filed on Tuesday., So fn. fn.\xa02" in paragraphs_of(parts["word/document.xml"])


def test_a_reference_is_a_field_that_takes_its_number_from_the_footnote(
    parts: dict[str, bytes],
) -> None:
    document = etree.fromstring(parts["word/document.xml"])
    marks = {
        start.get(f"{W}name"): next(start.itersiblings()).find(f"{W}footnoteReference")
        for start in document.iter(f"{W}bookmarkStart")
    }
    for part, leads_to in [
        (document, "fn_2"),
        (etree.fromstring(parts["word/footnotes.xml"]), "fn_1"),
    ]:
        [field] = [it.get(f"{W}instr") for it in part.iter(f"{W}fldSimple")]
        assert field == f" NOTEREF {leads_to} \\h "
        assert [it.get(f"{W}anchor") for it in part.iter(f"{W}hyperlink")] == [leads_to]
        assert marks[leads_to] is not None


def test_an_aside_is_no_part_of_a_list_which_would_draw_its_line_beside_the_bullets() -> None:
    point = Paragraph((Sentence((Words("A point"),)),), is_point=True)
    aside = Paragraph((Sentence((Words("An aside"),)),), is_aside=True)
    memo = Memo("Memo", MADE, (), (), (Section("Where", (point, aside, point)),))
    listed = {
        "".join(it.itertext(f"{W}t")): it.find(f".//{W}numPr") is not None
        for it in etree.fromstring(parts_of(word(memo))["word/document.xml"]).iter(f"{W}p")
    }
    assert (listed["A point"], listed["An aside"]) == (True, False)


def test_no_page_breaks_a_row_of_a_table_and_its_head_stands_on_each() -> None:
    row = ((Sentence((Words("a"),)),), (Sentence((Words("b"),)),))
    table = Table(("A", "B"), (1, 1), (row, row))
    document = etree.fromstring(
        parts_of(word(Memo("", MADE, (), (table,), ())))["word/document.xml"]
    )
    rows = [list(it.find(f"{W}trPr")) for it in document.iter(f"{W}tr")]
    kept, head = f"{W}cantSplit", f"{W}tblHeader"
    assert [[it.tag for it in row] for row in rows] == [[kept, head], [kept], [kept]]


def test_each_page_but_the_first_bears_the_title() -> None:
    parts = parts_of(word(Memo("Memo: <b>Roe</b> & Doe", MADE, (), (), ())))
    assert paragraphs_of(parts["word/header1.xml"]) == ["Memo: <b>Roe</b> & Doe"]
    document = parts["word/document.xml"]
    assert document.count(b"headerReference") == 1
    assert b"titlePg" in document


def test_the_pages_are_numbered_and_the_title_stands_in_its_properties(
    parts: dict[str, bytes],
) -> None:
    assert b"<dc:creator>Case Tracker</dc:creator>" in parts["docProps/core.xml"]
    assert b"<dc:language>en-US</dc:language>" in parts["docProps/core.xml"]
    assert b"NUMPAGES" in parts["word/footer2.xml"]  # that of the first page
    assert b"NUMPAGES" in parts["word/footer1.xml"]
    assert b"footerReference" in parts["word/document.xml"]
    assert b"Memo: Roe v. Doe" in parts["docProps/core.xml"]
    assert b"2026-11-22T17:35:00Z" in parts["docProps/core.xml"]


def test_the_address_of_a_source_can_be_followed() -> None:
    one = Sentence((Address("https://gazette.example/suit"),))
    parts = parts_of(word(Memo("", MADE, (), (Paragraph((one,)),), ())))
    assert b'Target="https://gazette.example/suit"' in parts["word/_rels/document.xml.rels"]


def test_the_same_memo_makes_the_same_bytes() -> None:
    memo = memo_with(SNIPPETS[:5])
    assert word(memo) == word(memo)


@settings(max_examples=12)
@given(HOSTILE)
@example(SNIPPETS)
def test_words_of_others_are_words_whatever_they_look_like(texts: list[str]) -> None:
    parts = parts_of(word(memo_with(texts)))
    document, notes = parts["word/document.xml"], parts["word/footnotes.xml"]
    rels = parts["word/_rels/document.xml.rels"] + parts["word/_rels/footnotes.xml.rels"]
    assert b"External" not in rels
    assert not [name for name in parts if "media" in name]
    for part in (document, notes):
        assert not list(etree.fromstring(part).iter(f"{W}instrText", f"{W}drawing"))
    in_document = "\n".join(paragraphs_of(document)).replace(" ", "")
    in_notes = "\n".join(paragraphs_of(notes)).replace(" ", "")
    for text in texts:
        expected = plain(text).replace(" ", "")
        assert in_document.count(expected) >= 10
        assert in_notes.count(f"a{expected}b{expected}") >= 1


def test_a_program_that_fails_is_told_of_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **options: Any) -> Any:
        raise subprocess.CalledProcessError(83, "pandoc", stderr=b"out of memory")

    monkeypatch.setattr(subprocess, "run", fails)
    with pytest.raises(NotMadeError, match="Word document could not be made: pandoc said: out of"):
        word(memo_with(["x"]))


def test_a_program_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(*args: Any, timeout: float, **options: Any) -> Any:
        raise subprocess.TimeoutExpired("pandoc", timeout)

    monkeypatch.setattr(subprocess, "run", waits)
    with pytest.raises(NotMadeError, match="pandoc took more than 60 seconds"):
        word(memo_with(["x"]))
