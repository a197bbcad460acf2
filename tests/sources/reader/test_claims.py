"""Causes of action."""

import pytest

from sources.reader.causes_of_action import TITLES
from tests.sources.reader.reading import found, values


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("breach of contract", "Breach of contract"),
        ("breaching its contracts", "Breach of contract"),
        ("breach of the implied covenant of good faith and fair dealing",
         "Breach of the implied covenant of good faith and fair dealing"),
        ("gross negligence", "Gross negligence"),
        ("infringing three patents", "Patent infringement"),
        ("stealing its trade secrets", "Misappropriation of trade secrets"),
        ("retaliating against her", "Retaliation"),
        ("violating his civil rights", "Violation of civil rights"),
        ("products liability", "Product liability"),
    ],
)  # fmt: skip
def test_a_cause_of_action_gets_its_usual_title(words: str, title: str) -> None:
    assert values("claim", f"The lawsuit accuses Acme of {words}.") == [title]


@pytest.mark.parametrize(
    "text",
    [
        "Good drivers avoid negligence.",
        "The battery could catch fire, the suit says.",
        "He was convicted of fraud and sued nobody.",
        "The suit says that conversion rates fell.",
        "Acme complies with the Lanham Act, the suit notwithstanding.",
    ],
)
def test_everyday_words_are_no_claims(text: str) -> None:
    assert values("claim", text) == []


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("the federal Stored Communications Act", "Violation of the Stored Communications Act"),
        ("California's unfair competition law", "Violation of California's unfair competition law"),
        ("Section 1983", "Violation of Section 1983"),
    ],
)
def test_a_statute_said_to_be_violated_is_a_claim(words: str, title: str) -> None:
    assert values("claim", f"The suit alleges violations of {words}.") == [title]


def test_a_law_named_for_other_reasons_is_no_claim() -> None:
    assert values("claim", "Congress passed the Lanham Act.") == []


def test_an_act_and_its_acronym_are_one_claim() -> None:
    text = "It alleges violations of California's unfair competition law (UCL). The UCL is broad."
    assert len(found("claim", text)) == 1


def test_no_title_hides_behind_another() -> None:
    # Each title is itself read as itself, so that none is shadowed by one that stands above it.
    read_back = {
        title: values("claim", f"The lawsuit alleges {title[0].lower()}{title[1:]}.")
        for title in TITLES
    }
    assert {title: found for title, found in read_back.items() if found != [title]} == {}
