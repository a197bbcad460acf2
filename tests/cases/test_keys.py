"""Short names for rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.keys import LONGEST, unique_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Acme Corp.", "acme-corp"),
        ("Müller & Söhne", "muller-sohne"),
        ("Notice of Dismissal (Rule 41)", "notice-of-dismissal-rule-41"),
        ("株式会社", "row"),
        ("<script>alert(1)</script>", "scriptalert1script"),
        ("", "row"),
    ],
)
def test_a_key_is_made_of_the_name(name: str, key: str) -> None:
    assert unique_key(name, set()) == key


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert unique_key("Acme", {"acme"}) == "acme-2"
    assert unique_key("Acme", {"acme", "acme-2", "acme-3"}) == "acme-4"


def test_a_long_name_is_cut_between_words() -> None:
    assert unique_key("word " * 40, set()) == "-".join(["word"] * 16)
    assert unique_key("x" * 200, set()) == "x" * LONGEST


@given(st.text(max_size=300), st.sets(st.sampled_from(["row", "row-2", "a", "a-2"])))
def test_a_key_fits_the_column_and_is_new(name: str, taken: set[str]) -> None:
    key = unique_key(name, taken)
    assert 0 < len(key) <= LONGEST
    assert key not in taken
    assert key.strip("-") == key


@given(st.text(alphabet="ab ", min_size=81, max_size=120))
def test_a_numbered_key_fits_the_column_too(name: str) -> None:
    first = unique_key(name, set())
    assert len(unique_key(name, {first})) <= LONGEST
    assert unique_key(name, {first}) != first
