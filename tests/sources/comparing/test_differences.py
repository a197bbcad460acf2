"""What differs between two texts, word by word and paragraph beside paragraph."""

from hypothesis import given
from hypothesis import strategies as st

from sources.anchoring import normalise
from sources.comparing import Pair, Piece, side_by_side, word_diff

awkward = st.text(st.sampled_from("ab aB1 .,\"'“”’-—\n\r\t\u200b\u00ad½…ﬁ他。\u0301"), max_size=40)
line = st.lists(st.sampled_from(["Roe", "sued", "“Acme”", "½", "on.", "\n"]), max_size=8)
texts = st.one_of(st.text(max_size=40), awkward, line.map(" ".join))


def shown(older: str, newer: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in word_diff(older, newer)]


def columns(older: str, newer: str) -> list[tuple[str | None, str | None, bool]]:
    return [(pair.older, pair.newer, pair.is_unchanged) for pair in side_by_side(older, newer)]


def test_a_word_that_changed_is_shown_gone_and_new() -> None:
    assert shown("on May 1, 2025", "on May 5, 2025") == [
        ("same", "on May "),
        ("gone", "1"),
        ("new", "5"),
        ("same", ", 2025"),
    ]


def test_words_added_or_taken_out_are_shown_with_one_space() -> None:
    assert shown("He sued.", "He never sued.") == [
        ("same", "He "),
        ("new", "never "),
        ("same", "sued."),
    ]
    assert shown("It won. It lost.", "It won.") == [("same", "It won."), ("gone", " It lost.")]


def test_typography_is_shown_as_the_newer_text_has_it() -> None:
    assert word_diff("the “suit”\n", 'the\n"suit"') == (
        Piece("same", "the “suit”\n", 'the\n"suit"'),
    )


def test_a_space_between_words_counts_and_one_around_the_text_does_not() -> None:
    assert shown("opt out", "optout") == [("gone", "opt out"), ("new", "optout")]
    assert [kind for kind, _ in shown("$5", "$ 5")] == ["same", "new", "same"]
    assert [kind for kind, _ in shown(" $5", "$5\n")] == ["same"]


def test_what_is_one_character_is_not_taken_apart() -> None:
    assert shown("about ½ of it", "about 1 of it") == [
        ("same", "about "),
        ("gone", "½"),
        ("new", "1"),
        ("same", " of it"),
    ]


def test_two_empty_texts_have_no_pieces() -> None:
    assert word_diff("", "") == ()
    assert side_by_side("", " \n") == ()


@given(texts, texts)
def test_both_texts_can_be_read_off_the_pieces(older: str, newer: str) -> None:
    pieces = word_diff(older, newer)
    assert "".join(piece.older for piece in pieces) == older
    assert "".join(piece.newer for piece in pieces) == newer
    assert all(bool(piece.older) or bool(piece.newer) for piece in pieces)
    assert all(piece.newer == "" for piece in pieces if piece.kind == "gone")
    assert all(piece.older == "" for piece in pieces if piece.kind == "new")


@given(texts, texts)
def test_no_piece_differs_only_where_no_word_does(older: str, newer: str) -> None:
    is_same = all(piece.kind == "same" for piece in word_diff(older, newer))
    assert is_same == (normalise(older).text == normalise(newer).text)


def test_a_paragraph_stands_beside_what_became_of_it() -> None:
    assert columns("One is so.\n\nTwo it was.", "One is so.\nTwo it is.") == [
        ("One is so.", "One is so.", True),
        ("Two it was.", "Two it is.", False),
    ]


def test_only_the_words_that_changed_are_marked_in_each_column() -> None:
    [pair] = side_by_side("It was filed on May 1.", "It was filed on May 5.")
    assert pair.pieces_older == (
        Piece("same", "It was filed on May ", ""),
        Piece("gone", "1", ""),
        Piece("same", ".", ""),
    )
    assert [(piece.kind, piece.text) for piece in pair.pieces_newer] == [
        ("same", "It was filed on May "),
        ("new", "5"),
        ("same", "."),
    ]


def test_a_paragraph_without_counterpart_stands_alone_in_its_place() -> None:
    assert columns("One is so.\nGone for good.\nTwo.", "One is so.\nTwo.\nAdded later on.") == [
        ("One is so.", "One is so.", True),
        ("Gone for good.", None, False),
        ("Two.", "Two.", True),
        (None, "Added later on.", False),
    ]


def test_a_paragraph_that_was_split_is_marked_nowhere() -> None:
    pairs = side_by_side("One is so long. Two.", "One is so long.\nTwo.")
    assert [(pair.older, pair.newer) for pair in pairs] == [
        ("One is so long. Two.", "One is so long."),
        (None, "Two."),
    ]
    assert {piece.kind for pair in pairs for piece in (*pair.pieces_older, *pair.pieces_newer)} == {
        "same"
    }


def test_paragraphs_that_share_but_a_word_are_no_pair() -> None:
    assert columns("The judge ruled late.", "The weather in Marlow stays fair.") == [
        ("The judge ruled late.", None, False),
        (None, "The weather in Marlow stays fair.", False),
    ]


@given(texts, texts)
def test_the_columns_hold_all_paragraphs_in_order(older: str, newer: str) -> None:
    pairs = side_by_side(older, newer)
    assert read_off(pairs, "older") == normalise(older).text
    assert read_off(pairs, "newer") == normalise(newer).text
    for pair in pairs:
        assert (pair.older or "") == "".join(piece.text for piece in pair.pieces_older)
        assert (pair.newer or "") == "".join(piece.text for piece in pair.pieces_newer)
        assert {piece.kind for piece in pair.pieces_older} <= {"same", "gone"}
        assert {piece.kind for piece in pair.pieces_newer} <= {"same", "new"}
        assert pair.older is not None or pair.newer is not None


def read_off(pairs: tuple[Pair, ...], column: str) -> str:
    lines = (getattr(pair, column) for pair in pairs)
    return normalise("\n".join(line for line in lines if line is not None)).text


@given(texts)
def test_a_text_beside_itself_is_unchanged_throughout(text: str) -> None:
    assert all(pair.is_unchanged for pair in side_by_side(text, text))
