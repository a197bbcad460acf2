"""What somebody types, taken apart: nothing of it is syntax for the database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.searching import asked
from cases.searching.asked import LONGEST, AskedError, Term


def phrase(text: str) -> Term:
    return Term(text, is_phrase=True)


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("", [], []),
        ("privacy  settlement", [Term("privacy"), Term("settlement")], []),
        ('"motion to dismiss"', [phrase("motion to dismiss")], []),
        ("“motion to dismiss”", [phrase("motion to dismiss")], []),
        ('"never closed', [phrase("never closed")], []),
        ("dismissal -prejudice", [Term("dismissal")], [Term("prejudice")]),
        ("dismissal \u2212prejudice", [Term("dismissal")], [Term("prejudice")]),
        ('stay -"motion to dismiss"', [Term("stay")], [phrase("motion to dismiss")]),
        ("-settled", [], [Term("settled")]),
        ("Wade-Scott", [Term("Wade-Scott")], []),
        ("Roe v. Doe", [Term("Roe"), Term("Doe")], []),
        ("v.", [Term("v.")], []),
        ('"Roe v. Doe"', [phrase("Roe v. Doe")], []),
        ("a & b | !c <-> (d)", [Term("a"), Term("b"), Term("!c"), Term("(d)")], []),
        ('- -- "" "-" \'', [], []),
    ],
)
def test_words_phrases_and_what_must_not_be_there(
    text: str, wanted: list[Term], unwanted: list[Term]
) -> None:
    found = asked.read(text)
    assert (list(found.wanted), list(found.unwanted)) == (wanted, unwanted)


@pytest.mark.parametrize(
    ("text", "number", "is_number"),
    [
        ("5:25-cv-00709", "5:25-cv-709", True),
        ("25-709 EJD", "25-709", True),
        ("LinkedIn 5:25-cv-00709", "5:25-cv-709", False),
        ("LinkedIn 2010-2015", "None", False),
        ("LinkedIn", "None", False),
    ],
)
def test_a_docket_number_is_seen_alone_and_among_words(
    text: str, number: str, is_number: bool
) -> None:
    found = asked.read(text)
    assert (str(found.number), found.is_number) == (number, is_number)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\0b", "a sign in it that no text can have (a NUL byte). Type the words anew."),
        ("x" * (LONGEST + 1), f"That is 401 characters; up to {LONGEST} can be looked for."),
        ("x" * 10_000, "That is 10,000 characters"),
        ("a1 " * 40, "That is 40 words; up to 30 can be looked for."),
    ],
)
def test_what_cannot_be_looked_for_is_said_with_what_to_do(text: str, said: str) -> None:
    with pytest.raises(AskedError) as error:
        asked.read(text)
    assert said in str(error.value)


@given(st.text(max_size=LONGEST))
def test_every_term_has_a_word(text: str) -> None:
    try:
        found = asked.read(text)
    except AskedError:
        return
    assert all(term.words for term in (*found.wanted, *found.unwanted))
    assert all(word.isalnum() for term in found.taken_apart().wanted for word in term.words)
