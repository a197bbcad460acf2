"""Sentences, paragraphs, and names in them."""

import pytest

from sources.reader.names import Names
from sources.reader.prose import Prose, is_headline


def sentences(text: str) -> list[str]:
    prose = Prose.of(text)
    return [prose.plain[s.start : s.end].strip() for s in prose.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rained. Roe left.", 2),
        ("On Jan. 21, Roe sued Acme Corp. over fees.", 1),
        ("Roe v. Acme is in the U.S. District Court.", 1),
        ("Roe sued Acme Inc. She wants damages.", 2),
        ("J. P. Roe left.", 1),
        ("“It rained.” Roe left!", 2),
        ("A headline\nA sentence.", 2),
        ("Is it so? It is.", 2),
    ],
)
def test_where_sentences_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_sentences_cover_the_text() -> None:
    prose = Prose.of("It rained. Roe left.\n\nAcme stayed.")
    assert "".join(prose.plain[s.start : s.end] for s in prose.sentences) == prose.plain


def test_a_place_knows_whether_it_is_quoted() -> None:
    prose = Prose.of('She said "no" and left.\nHe stayed.')
    assert prose.is_quoted(prose.plain.index("no"))
    assert not prose.is_quoted(prose.plain.index("left"))
    assert not prose.is_quoted(prose.plain.index("stayed"))


def test_capitals_of_a_headline_name_nobody() -> None:
    assert is_headline("Judge Tosses Class Action Against Acme Over Breach")
    assert not is_headline("Judge Castellano tossed the class action on Monday.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The judge met Alessandro De La Torre there.", ["Alessandro De La Torre"]),
        ("She met Maria van der Berg there.", ["Maria van der Berg"]),
        ("Meanwhile Acme rose on Tuesday in January.", ["Acme"]),
        ("It is Coastline Eye Clinic, Inc. of Ohio.", ["Coastline Eye Clinic, Inc.", "Ohio"]),
        ("It is the Bank of America, so they said.", ["Bank of America"]),
        ("Customers sued. The customers lost.", []),
        ("We met CEO Jo Roe and President Al Poe.", ["Jo Roe", "Al Poe"]),
        ("Eli Wade-Scott's view", ["Eli Wade-Scott"]),
    ],
)
def test_names_are_runs_of_capitals_without_titles(text: str, names: list[str]) -> None:
    assert [name.words for name in Names(Prose.of(text)).all] == names


def test_a_person_is_shortened_to_the_last_word_and_a_company_to_the_first() -> None:
    names = Names(Prose.of("There is Cedar Hollow. So is Ann Poe. Poe and Cedar agree."))
    by_words = {name.words: name for name in names.all}
    assert names.is_person(by_words["Ann Poe"])
    assert not names.is_person(by_words["Cedar Hollow"])
    assert names.full_name("Poe") == "Ann Poe"
    assert names.full_name("Ray") is None
