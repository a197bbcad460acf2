"""Parties and their roles."""

import pytest

from tests.sources.reader.reading import found, meanings

PLAINTIFF, DEFENDANT = "party.name:plaintiff", "party.name:defendant"


@pytest.mark.parametrize(
    "text",
    [
        "Jo Roe sued Acme Corp. in Boston.",
        "Jo Roe, a teacher from Ohio, has sued Acme Corp.",
        "Jo Roe filed a proposed class action against Acme Corp. on Monday.",
        "Jo Roe is suing tech giant Acme Corp. over its app.",
        "A lawsuit against Acme Corp. was filed by Jo Roe.",
        "Acme Corp. was sued by Jo Roe.",
        "Acme Corp. faces a lawsuit filed by Jo Roe.",
        "Acme Corp. has been hit with a class action. Plaintiff Jo Roe wants damages.",
        "Jo Roe took Acme Corp. to court.",
        "The case is Roe v. Acme Corp., and Jo Roe is the plaintiff.",
        "In a suit filed Monday in Boston, Jo Roe accuses Acme Corp. of fraud.",
    ],
)
def test_who_sues_whom(text: str) -> None:
    assert {("Jo Roe", PLAINTIFF), ("Acme Corp.", DEFENDANT)} <= meanings("party", text)


@pytest.mark.parametrize(
    "text",
    [
        "Jo Roe met Acme Corp. in Boston.",
        "Jo Roe warned against Acme Corp. in a blog.",
        "The Court sued nobody.",
        "A suit that complains of bias against Acme Corp. workers is a case in point.",
    ],
)
def test_names_without_a_suit_are_no_parties(text: str) -> None:
    assert found("party", text) == []


def test_the_words_carry_name_and_role() -> None:
    text = "Last week a lawsuit against Acme was dropped."
    [finding] = found("party", text)
    assert text[finding.start : finding.end] == "lawsuit against Acme"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Bigco's Acme", "Acme"),
        ("Bigco parent Acme", "Acme"),
        ("the data enrichment service Acme", "Acme"),
        ("eBay", "eBay"),
        ("23andMe Inc.", "23andMe Inc."),
        ("the City of Gresham", "City of Gresham"),
        ("AT&T", "AT&T"),
        ("the Federal Trade Commission", "Federal Trade Commission"),
    ],
)
def test_a_defendant_is_named_without_its_description(words: str, name: str) -> None:
    assert meanings("party", f"They filed a lawsuit against {words} over fees.") == {
        (name, DEFENDANT)
    }


def test_a_possessive_names_the_owner_of_somebody_else() -> None:
    assert found("party", "They filed a lawsuit against Acme's board over fees.") == []


def test_several_parties_are_read_one_by_one() -> None:
    text = "Ann Poe and Bo Ray filed suit against Acme Corp., Beta LLC and Cy Dunn."
    assert meanings("party", text) == {
        ("Ann Poe", PLAINTIFF),
        ("Bo Ray", PLAINTIFF),
        ("Acme Corp.", DEFENDANT),
        ("Beta LLC", DEFENDANT),
        ("Cy Dunn", DEFENDANT),
    }


def test_a_surname_is_completed_from_the_text() -> None:
    text = "Ann Poe was fired in May. In June, Poe sued Acme."
    plaintiff = next(one for one in found("party", text) if one.about == PLAINTIFF)
    assert plaintiff.value == "Ann Poe"
    assert plaintiff.inferred == "the first name, given elsewhere in the text"


def test_a_caption_is_read_with_its_parties() -> None:
    assert meanings("party", "The case is Tate, et al. v. Acme Home Brands Corp. in Ohio.") == {
        ("Tate, et al. v. Acme Home Brands Corp.", "case.caption"),
        ("Tate", PLAINTIFF),
        ("Acme Home Brands Corp.", DEFENDANT),
    }


def test_a_precedent_is_not_this_case() -> None:
    assert found("party", "As in Poe v. Ray, 585 U.S. 296 (2018), the search was unlawful.") == []
    assert found("party", "As in Poe v. Ray (2018), the search was unlawful.") == []
