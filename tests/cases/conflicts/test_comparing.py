"""When two names are the same, when they are near, and why; and when they are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.conflicts.comparing import EXACT, NEAR, Named, compare

GIVEN = ["Ann", "John", "Juan", "Robert", "José", "Mei", "J.", "R.", "Q"]
SURNAMES = ["Smith", "Jones", "García", "O'Brien", "Sa", "Torre"]
MORE = ["Inc.", "LLC", "L.L.P.", "GmbH", "Jr.", "et al.", "The", "&", "and", ",", "d/b/a", "N.A."]


def likeness(one: str, other: str) -> tuple[str, str] | None:
    found = compare(Named(one), Named(other))
    return (found.kind, found.words) if found else None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme, Inc.", "ACME INC"),
        ("JP Morgan", "J.P. Morgan"),
        ("O'Brien", "OBRIEN"),
        ("Linked In", "LinkedIn"),
        ("Co", "co."),
        ("3M", "3m"),
        ("Müller", "MÜLLER"),
        ("Smith, John", "Smith John"),
    ],
)
def test_capitals_punctuation_and_blanks_make_no_difference(one: str, other: str) -> None:
    assert likeness(one, other) == (EXACT, "the same")


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Acme, Inc.", "Acme", "the same but for Inc."),
        ("Acme, Inc.", "Acme LLC", "the same but for Inc. and LLC"),
        ("Acme Corp., Inc.", "Acme", "the same but for Corp. Inc."),
        ("Samsung Widgets Co., Ltd.", "Samsung Widgets", "the same but for Co. Ltd."),
        ("Acme GmbH & Co. KG", "Acme", "the same but for GmbH Co. KG"),
        ("Acme Limited Liability Company", "Acme", "the same but for Limited Liability Company"),
        ("Bank of Somewhere, N.A.", "Bank of Somewhere", "the same but for N.A."),
        ("Smith P.C.", "Smith", "the same but for P.C."),
        ("Advocate & Friend LLP", "Advocate & Friend", "the same but for LLP"),
    ],
)
def test_what_a_company_is_in_law_makes_it_near(one: str, other: str, why: str) -> None:
    assert likeness(one, other) == (NEAR, why)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("J. R. Smith", "John Robert Smith", "initials"),
        ("J.R. Smith", "John Robert Smith", "initials"),
        ("Smith, J.", "John Smith", "initials"),
        ("de la Torre, Juan", "J. De La Torre", "initials"),
        ("John Robert Smith", "John Smith", "a middle name or initial more"),
        ("J. Smith", "John Robert Smith", "a middle name or initial more and initials"),
        ("Smith, John", "John Smith", "surname first"),
        ("Smith, John, Jr.", "John Smith Jr.", "surname first"),
        ("John Paul Jones", "Jones John Paul", "words in another order"),
        ("John Smith Jr.", "John Smith", "the same but for Jr."),
        ("John Smith, Jr.", "John Smith, Sr.", "the same but for Jr. and Sr."),
        ("Dr. Ann Lee", "Ann Lee", "the same but for Dr."),
    ],
)
def test_a_person_s_name_is_written_in_many_ways(one: str, other: str, why: str) -> None:
    assert likeness(one, other) == (NEAR, why)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("The Acme Group", "Acme Group", "the same but for “the”"),
        ("Advocate & Friend", "Advocate and Friend", "“&” for “and”"),
        ("Müller", "Muller", "accents"),
        ("Łódź Widgets", "Lodz Widgets", "accents"),
        ("Int'l Widgets", "International Widgets", "a word written short"),
        ("U.S. Steel", "United States Steel", "a word written short"),
        ("Acme et al.", "Acme", "the same but for “et al.”"),
        ("Acme, a Delaware corporation", "Acme", "the same but for “a Delaware corporation”"),
        (
            "Jane Doe, individually and on behalf of all others",
            "Jane Doe",
            "the same but for “individually and on behalf of all others”",
        ),
    ],
)
def test_other_ways_to_write_the_same_name(one: str, other: str, why: str) -> None:
    assert likeness(one, other) == (NEAR, why)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Acme, Inc. d/b/a Beta Foods", "Beta Foods", "named as “d/b/a Beta Foods”"),
        ("Acme Inc., f/k/a Gamma", "Gamma", "named as “f/k/a Gamma”"),
        ("Acme doing business as Beta", "Beta", "named as “doing business as Beta”"),
        ("Ann Lee aka Annie Lee", "Annie Lee", "named as “a/k/a Annie Lee”"),
        ("Acme (formerly known as Gamma)", "Gamma", "named as “formerly known as Gamma”"),
    ],
)
def test_each_name_that_somebody_goes_by_is_compared(one: str, other: str, why: str) -> None:
    assert likeness(one, other) == (NEAR, why)
    assert likeness(one, one.split(maxsplit=1)[0]) is not None or "Lee" in one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mary Jones", "Mary Smith"),
        ("John S.", "John Smith"),
        ("J. Smith", "Mary Smith"),
        ("J. R. Smith", "John Thomas Smith"),
        ("Acme Foods", "Acme Holdings"),
        ("Maria Sa", "Mario"),
        ("Smith Corp.", "John Smith"),
        ("Jones & Smith", "Jones Crane LLP of Nowhere"),
        ("NBA", "A"),
        ("", ""),
        ("...", "!!!"),
        ("Inc.", "LLC"),
    ],
)
def test_names_of_others_are_not_alike(one: str, other: str) -> None:
    assert likeness(one, other) is None


names_made = st.lists(st.sampled_from(GIVEN + SURNAMES + MORE), max_size=7).map(" ".join)


@given(names_made, names_made)
def test_it_is_the_same_from_either_side(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_text_makes_it_stumble_and_every_name_is_like_itself(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    if any(char.isalnum() for char in one) and Named(one).exact:
        assert likeness(one, one) == (EXACT, "the same")


@given(
    st.lists(st.sampled_from(["Ann", "John", "Robert", "Mei"]), min_size=1, max_size=3),
    st.sampled_from(["Smith", "Jones", "García"]),
    st.randoms(),
)
def test_the_words_of_a_person_s_name_in_any_order_are_near(
    given_names: list[str], surname: str, random: object
) -> None:
    words = [*given_names, surname]
    shuffled = list(words)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = likeness(" ".join(words), " ".join(shuffled))
    assert found
    assert found[0] == (EXACT if words == shuffled else NEAR)
    assert likeness(f"{surname}, {' '.join(given_names)}", " ".join(words)) is not None


@given(names_made)
def test_a_legal_form_more_is_near(name: str) -> None:
    company = f"Acme {name.replace(',', '').replace('d/b/a', '').replace('et al.', '')}".strip()
    assert compare(Named(company), Named(f"{company}, Inc.")) is not None
