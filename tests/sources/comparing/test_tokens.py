"""A text taken apart: sentences, words, and where a passage may be cut."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.comparing.tokens import is_edge, parse, tokens, words

awkward = st.text(st.sampled_from("aB1 .,!?\"'”“’-—\n\r\t\u200b\u00ad½…ﬁ他。\u0301"))
texts = st.one_of(st.text(), awkward)


def sentences(text: str) -> list[str]:
    parsed = parse(text)
    return [parsed.text[a:b] for a, b in zip(parsed.starts, parsed.ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It sued. It won.", ["It sued.", "It won."]),
        ("It sued! Did it win? Yes.", ["It sued!", "Did it win?", "Yes."]),
        ("“It sued.” She won.", ['"It sued."', "She won."]),
        ("It sued... They won.", ["It sued...", "They won."]),
        ("It was heard in 2025. The court ruled.", ["It was heard in 2025.", "The court ruled."]),
        ("He sued Acme Inc. The judge ruled.", ["He sued Acme Inc.", "The judge ruled."]),
        ("It was forwarded. iPhone owners sued.", ["It was forwarded.", "iPhone owners sued."]),
        ("他起诉。她赢了！好", ["他起诉。", "她赢了!", "好"]),
        ("", []),
        (" \n\u200b", []),
    ],
)
def test_a_sentence_ends_at_its_full_stop(text: str, found: list[str]) -> None:
    assert sentences(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "It was filed on Jan. 21 in San Jose.",
        "Roe v. Acme was heard.",
        "Mr. Roe sued.",
        "J. K. Roe sued.",
        "The U.S. District Court ruled.",
        "See Fed. R. Civ. P. 12.",
        "It did not sue Acme Corp. Tuesday.",
        "“Why?” she asked.",
        "It paid $5.50 a head.",
        "It said … nothing.",
    ],
)
def test_a_sentence_does_not_end_at_a_short_form(text: str) -> None:
    assert len(sentences(text)) == 1


def test_a_line_ends_a_headline_and_a_paragraph() -> None:
    assert sentences("Acme sued\nBy J. Roe\n\nIt was") == ["Acme sued", "By J. Roe", "It was"]


def test_a_line_broken_to_a_width_ends_nothing_but_a_blank_one_does() -> None:
    text = "Roe did not\nsue the\nAcme company\nat all\n\nNor did she"
    assert sentences(text) == ["Roe did not sue the Acme company at all", "Nor did she"]


@given(texts)
def test_sentences_lie_in_order_and_leave_out_only_spaces(text: str) -> None:
    parsed = parse(text)
    ends = [0, *parsed.ends]
    starts = [*parsed.starts, len(parsed.text)]
    gaps = [parsed.text[end:start] for end, start in zip(ends, starts, strict=True)]
    assert set(gaps) <= {"", " "}
    assert all(a < b for a, b in zip(parsed.starts, parsed.ends, strict=True))


@given(texts)
def test_tokens_leave_out_only_spaces(text: str) -> None:
    normal = parse(text).text
    covered = "".join(normal[a:b] for a, b in tokens(normal))
    assert covered == "".join(normal.split())


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("paid $1,000.50, then", ["paid", "$", "1,000.50", ",", "then"]),
        ("at 10:30.", ["at", "10:30", "."]),
        ("Roe's opt-out", ["Roe", "'", "s", "opt", "-", "out"]),
        ("2025-01-21", ["2025", "-", "01", "-", "21"]),
        ("他有iPhone 15", ["他", "有", "iPhone", "15"]),
    ],
)
def test_a_number_is_one_token_and_so_is_a_character_without_spaces(
    text: str, cut: list[str]
) -> None:
    assert [text[a:b] for a, b in tokens(text)] == cut


def test_words_are_tokens_without_the_signs() -> None:
    assert words('"$1,000," he said.') == ["1,000", "he", "said"]


@pytest.mark.parametrize(
    "text", ["art|icle", "1|,000", "1,|000", "non|-profit", "can|'t", "21|/25", "2.|5"]
)
def test_a_passage_cut_within_a_word_or_number_is_no_word(text: str) -> None:
    assert not is_edge(text.replace("|", ""), text.index("|"))


@pytest.mark.parametrize("text", ["|art", "art|", "art| icle", "he said|, it", "$|5", "他|有"])
def test_a_passage_cut_beside_a_word_is_one(text: str) -> None:
    assert is_edge(text.replace("|", ""), text.index("|"))


def test_a_passage_is_found_in_normal_form_without_outer_spaces() -> None:
    parsed = parse("The “ﬁrst”  day…")
    assert parsed.text[slice(*parsed.range_of(4, 14))] == '"first" da'
    assert parsed.text[slice(*parsed.range_of(3, 12))] == '"first"'
    first, last = parse("a \u200b b").range_of(1, 4)
    assert first == last


@pytest.mark.parametrize("text", [" " * 100_000, ". " * 50_000, "\n" * 100_000, '."' * 50_000])
def test_a_text_of_one_thing_takes_no_longer_than_another(text: str) -> None:
    begun = time.perf_counter()
    parse(text)
    assert time.perf_counter() - begun < 2
