"""Words in one spelling, in Python and in the database."""

import pytest
from django.contrib.postgres.search import SearchQuery
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Case, Party
from cases.searching import queries
from cases.word_indexes import PARTY_NAME
from cases.words import LONGEST, as_in_names, as_in_text, words_of
from tests.factories import CaseFactory, EventFactory, FilingFactory, PartyFactory


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brien", "OBrien"),
        ("O\u2019Brien", "O'Brien"),
        ("J.P. Morgan", "JP Morgan"),
        ("Müller", "Muller"),
        ("Mu\u0308ller", "Muller"),
        ("Łódź", "Lodz"),
        ("U.S.A.", "USA"),
        ("Wade-Scott", "Wade Scott"),
        ("AT&T", "AT T"),
        ("and/or", "and or"),
        ("\ufb01rm", "firm"),
    ],
)
def test_names_written_otherwise_have_the_same_words(one: str, other: str) -> None:
    assert words_of(as_in_names(one)) == words_of(as_in_names(other))


@given(st.text())
def test_running_text_keeps_every_character_in_its_place(text: str) -> None:
    assert len(as_in_text(text)) == len(text)


@pytest.mark.django_db
@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_no_name_and_no_words_break_the_query(words: str) -> None:
    query = queries.named(words)
    if query is not None:
        Party.objects.alias(words=PARTY_NAME).filter(words=query).exists()


@pytest.mark.django_db
def test_a_text_that_is_longer_than_any_index_holds_is_kept() -> None:
    endless = " ".join(f"{first}{second}" for first in "甲乙丙丁戊己庚" for second in map(
        chr, range(0x4E00, 0x9000)))  # fmt: skip
    assert len(endless) > 4 * LONGEST
    filing = FilingFactory(text=endless, description="Exhibit")
    EventFactory(words=endless, reason="x" * 500)
    PartyFactory(description=endless)
    CaseFactory(summary=endless, class_definition=endless)
    filing.refresh_from_db()
    assert filing.text == endless


@pytest.mark.django_db
def test_a_judge_without_a_name_is_no_obstacle() -> None:
    CaseFactory(slug="a", judges=["", "Ann O'Hara"])
    assert [case.slug for case in Case.objects.before_judge("ohara")] == ["a"]


@pytest.mark.django_db
def test_the_index_holds_the_words_of_typographic_text() -> None:
    # Where the locale is C, PostgreSQL by itself takes such signs for letters.
    PartyFactory(name="“Doe”—Roe…")
    for word in ("doe", "roe"):
        query = SearchQuery(word, config="simple", search_type="raw")
        assert Party.objects.alias(words=PARTY_NAME).filter(words=query).exists()
