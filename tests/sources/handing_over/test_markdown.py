"""The memo as Markdown: footnotes that every dialect reads, and words that none takes for marks."""

import pytest
from hypothesis import example, given, settings

from sources.handing_over.markdown import escaped, markdown
from sources.handing_over.memo import Address, Footnote, Paragraph, Section, Sentence, Words, plain
from tests.sources.handing_over.hostile import HOSTILE, SNIPPETS
from tests.sources.handing_over.papers import MADE, Memo, memo_with, nodes_of, read_by_pandoc

DIALECTS = ["gfm", "commonmark_x-smart", "markdown-smart"]
# What a memo is made of. Anything else in it, a text of others would have made.
OURS = {
    *("Para", "Plain", "Header", "BulletList", "BlockQuote", "Table", "Note", "Str", "Space"),
    *("Strong", "Emph", "SoftBreak", "AlignDefault", "ColWidth", "ColWidthDefault"),
}


def words_of(tree: object) -> str:
    """All words of a syntax tree, without spaces."""
    return "".join(it["c"] for it in nodes_of(tree) if it["t"] == "Str")


@settings(max_examples=10)
@given(HOSTILE)
@example(SNIPPETS)
def test_no_dialect_reads_anything_but_words_in_the_words_of_others(texts: list[str]) -> None:
    memo = memo_with(texts)
    text = markdown(memo)
    for dialect in DIALECTS:
        tree = read_by_pandoc(text, dialect)
        assert {node["t"] for node in nodes_of(tree)} <= OURS, dialect
        words = words_of(tree)
        for one in texts:
            expected = plain(one).replace(" ", "")
            # In the heading, the preamble, thrice in a point and after its note, in its aside,
            # four times in the table and twice in the note.
            assert words.count(expected) >= 11, (dialect, one)


def test_footnotes_stand_at_the_end_under_their_numbers() -> None:
    note = Footnote(1, (Words("The Gazette (“on Tuesday”).", italic=True),))
    one = Sentence((Words("It was filed on Tuesday."), note))
    text = markdown(Memo("Memo: Roe v. Doe", MADE, (), (), (Section("A", (Paragraph((one,)),)),)))
    assert "It was filed on Tuesday.[^1]" in text
    assert text.endswith("\n\n[^1]: *The Gazette (“on Tuesday”).*\n")


def test_the_address_of_a_source_can_be_followed() -> None:
    one = Sentence((Words("See "), Address("https://gazette.example/a_b*c?d=e")))
    text = markdown(Memo("", MADE, (), (Paragraph((one,)),), ()))
    for dialect in DIALECTS:
        tree = read_by_pandoc(text, dialect)
        [link] = [node for node in nodes_of(tree) if node["t"] == "Link"]
        assert link["c"][2][0] == "https://gazette.example/a_b*c?d=e"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://gazette.example",
        "https://gazette.example/a b",
        "https://gazette.example/><script>",
        "https://gazette.example/\n[x](y)",
        "",
    ],
)
def test_no_other_address_gets_into_a_paper(url: str) -> None:
    with pytest.raises(ValueError, match="is no http or https address"):
        Address(url)


def test_plain_words_stay_readable() -> None:
    assert escaped("Roe v. Doe (N.D. Cal.), “so it is”, 29 U.S.C. § 207") == (
        "Roe v. Doe (N.D. Cal.), “so it is”, 29 U.S.C. § 207"
    )
