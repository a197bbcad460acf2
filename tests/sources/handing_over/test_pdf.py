"""The memo as PDF: its words, its footnotes, and nothing of the machine that made it."""

import subprocess
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings

from sources.handing_over import typesetting
from sources.handing_over.glyphs import SURELY_DRAWN, said_in_words
from sources.handing_over.memo import Footnote, Memo, Paragraph, Section, Sentence, Words, plain
from sources.handing_over.pdf import pdf
from sources.handing_over.refusals import NotMadeError
from sources.handing_over.typesetting import breakable, not_in_fonts, typeset
from tests.sources.handing_over.hostile import HOSTILE, SNIPPETS
from tests.sources.handing_over.papers import MADE, memo_with, pages_of


def set_in_lines(text: str) -> str:
    """A PDF ends a line within a word, or hyphenates what it reads: compared without either."""
    return "".join(text.replace("\ufffe", "").replace("\u200b", "").split())


def test_it_has_the_words_the_footnotes_and_the_numbers_of_pages() -> None:
    note = Footnote(1, (Words("The Gazette (“filed on Tuesday”)."),))
    one = Sentence((Words("It was filed on Tuesday."), note))
    sections = (Section("Where it stands", (Paragraph((one,)),)),)
    [page] = pages_of(pdf(Memo("Memo: Roe v. Doe", MADE, (("No.", one),), (), sections)))
    for words in ("Memo: Roe v. Doe", "1. Where it stands", "filed on Tuesday.", "Page 1 of 1"):
        assert words in page
    assert "The Gazette (“filed on Tuesday”)." in page


def test_the_same_memo_makes_the_same_bytes_and_the_moment_another() -> None:
    memo = memo_with(SNIPPETS[:5])
    later = Memo(memo.title, MADE + timedelta(hours=1), memo.heading, memo.preamble, memo.sections)
    assert pdf(memo) == pdf(memo) != pdf(later)


# Of letters that the fonts have not, of right-to-left writing and of ligatures a PDF gives back
# others; that they do no harm is what matters, and is tried with all.
SET = "".join(map(chr, range(0x20, 0x7F))) + "“”‘’§–…éüßΩЖ"


@settings(max_examples=10)
@given(HOSTILE)
@example(SNIPPETS)
def test_words_of_others_are_words_whatever_they_look_like(texts: list[str]) -> None:
    pages = set_in_lines("".join(pages_of(pdf(memo_with(texts)))))
    for text in texts:
        if set(text) <= set(SET):
            # Thrice in the point, for one.
            assert pages.count(set_in_lines(plain(text))) >= 3, text


def test_what_the_fonts_lack_is_said_in_words_where_it_stands_and_at_the_head() -> None:
    memo = memo_with(["Doe, 法務部長 👩\u200d⚖️, Ωмега"])
    [page] = pages_of(pdf(memo))
    assert "Doe, [4 characters not shown] [1 character not shown]" in page
    assert "Ωмега" in page
    assert "The fonts of this PDF lack " in page
    assert "memos as Word and Markdown." in page
    assert "not shown" not in pages_of(pdf(memo_with(["Doe, “é” – Ωмега"])))[0]


def test_the_letters_that_are_not_asked_about_are_all_in_the_fonts() -> None:
    assert not_in_fonts(sorted(SURELY_DRAWN), paper="test") == []
    assert not_in_fonts(["法", "Ω", "👩"], paper="test") == ["法", "👩"]


def test_an_address_leads_where_it_led_whatever_its_letters() -> None:
    data = {"kind": "address", "url": "https://a.example/法", "text": "https://a.example/法"}
    shown = said_in_words({"inlines": [data]}, ["法"])["inlines"][0]
    assert shown["url"] == data["url"]
    assert shown["text"] == "https://a.example/[1 character not shown]"


def test_it_can_be_heard_as_well_as_read() -> None:
    """Tagged, with its language and title: PDF/UA-1, as far as typst can check that."""
    content = pdf(memo_with(["Roe v. Doe"]))
    for mark in (b"pdfuaid:part", b"/Lang(en-US)", b"/MarkInfo", b"/DisplayDocTitle true"):
        assert mark in content, mark


def test_a_paper_that_fails_a_standard_is_made_all_the_same(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "paper.typ").write_text("")
    (tmp_path / "bare.typ").write_text("No title, no language")
    monkeypatch.setattr(typesetting, "_HERE", tmp_path)
    content = typeset("bare.typ", {}, made=MADE, paper="memo")
    assert content.startswith(b"%PDF-")
    assert b"pdfuaid" not in content


def test_a_template_reads_no_file(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor could ours, were somebody to make it evaluate words."""
    (tmp_path / "paper.typ").write_text("")
    (tmp_path / "secret.typ").write_text(f'#read("{tmp_path}/paper.typ")')
    (tmp_path / "package.typ").write_text('#import "@preview/cetz:0.3.0": *')
    monkeypatch.setattr(typesetting, "_HERE", tmp_path)
    for template in ("secret.typ", "package.typ"):
        with pytest.raises(NotMadeError, match="The memo could not be made: typst said: "):
            typeset(template, {}, made=MADE, paper="memo")


def test_a_program_without_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def waits(*args: Any, timeout: float, **options: Any) -> Any:
        raise subprocess.TimeoutExpired("typst", timeout)

    monkeypatch.setattr(subprocess, "run", waits)
    with pytest.raises(NotMadeError, match="PDF memo could not be made: typst took more than 60"):
        pdf(memo_with(["x"]))


def test_a_word_longer_than_a_line_can_be_broken_and_others_stay() -> None:
    assert breakable("short words stay") == "short words stay"
    broken = breakable(f"see {'x' * 100} there")
    assert broken.replace("\u200b", "") == f"see {'x' * 100} there"
    assert max(len(piece) for piece in broken.replace(" ", "\u200b").split("\u200b")) == 40
