"""Amounts: how they are written, what they are counted by, what they are for."""

import pytest

from sources.reader.finding import AmountDetails
from tests.sources.reader.reading import found, values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("$95 million", "95000000"),
        ("$95.5 million", "95500000"),
        ("US$1,000", "1000"),
        ("$9.99", "9.99"),
        ("$418,758.55", "418758.55"),
        ("$1.8bn", "1800000000"),
        ("$40k", "40000"),
        ("1.5 billion dollars", "1500000000"),
        ("five thousand dollars", "5000"),
        ("one million dollars", "1000000"),
    ],
)
def test_an_amount_is_written_out(words: str, value: str) -> None:
    assert values("amount", f"It cost {words} in all.") == [value]


@pytest.mark.parametrize("words", ["95 million users", "93%", "A$AP Rocky", "$", "two dollops"])
def test_what_is_no_money_is_left_alone(words: str) -> None:
    assert values("amount", f"They had {words} then.") == []


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        ("$1,000 per person", "per person"),
        ("$450 each", "each"),
        ("$50 for each day", "for each day"),
        ("$9.99/month", "per month"),
        ("$20 per hour", "per hour"),
        ("$5,000 in all", ""),
    ],
)
def test_an_amount_says_what_it_is_counted_by(words: str, basis: str) -> None:
    [finding] = found("amount", f"They want {words}.")
    assert finding.details == AmountDetails("USD", basis)


def test_the_words_of_the_basis_belong_to_the_finding() -> None:
    text = "It seeks $1,000 per person in damages."
    [finding] = found("amount", text)
    assert text[finding.start : finding.end] == "$1,000 per person"


def test_another_currency_is_doubted() -> None:
    [finding] = found("amount", "She claims £180,000.")
    assert finding.details == AmountDetails("GBP")
    assert finding.doubt == "the amount is in GBP, not in US dollars"


def test_the_first_amount_of_a_range_takes_the_million_of_the_second() -> None:
    first, second = found("amount", "It may cost $5 to $10 million.")
    assert (first.value, second.value) == ("5000000", "10000000")
    assert first.inferred


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("The suit seeks $5 million.", "claim.amount"),
        ("The law provides damages of $2,500 per violation.", "claim.amount"),
        ("Acme agreed to pay $95 million to settle.", "event.summary"),
        ("The jury awarded her $3 million.", "event.summary"),
        ("Acme bought it in a deal worth $2 billion.", ""),
        ("Counsel may seek $2 million in fees.", ""),
    ],
)
def test_the_words_around_say_what_an_amount_is_for(text: str, about: str) -> None:
    assert [finding.about for finding in found("amount", text)] == [about]
