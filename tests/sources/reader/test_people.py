"""Counsel and speakers: who speaks, for whom, with what title."""

import pytest

from sources.reader.finding import CounselDetails, SpeakerDetails
from tests.sources.reader.reading import found, meanings, values

SPEAKER, TITLE, ORGANIZATION = (
    "event.speaker",
    "event.speaker_title",
    "event.speaker_organization",
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Acme vice president of legal Jo Roe wrote in a post.", "vice president of legal"),
        ("Jo Roe, commercial manager for data privacy at Acme, told a paper.",
         "commercial manager for data privacy"),
        ("“No,” said Jo Roe, chief executive of Acme.", "chief executive"),
        ("“No,” said Jo Roe, Acme's deputy general counsel.", "deputy general counsel"),
        ("Acme's chief privacy officer, Jo Roe, wrote in a post.", "chief privacy officer"),
        ("Acme Acting Director Jo Roe said.", "Acting Director"),
        ("In a statement, Jo Roe, legal VP, litigation and enforcement at Acme called it a day.",
         "legal VP, litigation and enforcement"),
        ("Acme Vice President and General Counsel Jo Roe said no.",
         "Vice President and General Counsel"),
    ],
)  # fmt: skip
def test_a_speaker_has_a_title_and_an_organization(text: str, title: str) -> None:
    assert meanings("speaker", text) == {
        ("Jo Roe", SPEAKER), (title, TITLE), ("Acme", ORGANIZATION)
    }  # fmt: skip


def test_a_speaker_carries_them_as_details_too() -> None:
    speaker = next(
        one
        for one in found("speaker", "Jo Roe, a researcher at the Open Maps Foundation, said no.")
        if one.about == SPEAKER
    )
    assert speaker.details == SpeakerDetails("researcher", "Open Maps Foundation")


@pytest.mark.parametrize(
    "text",
    [
        "Jo Roe walked to the office.",
        "Reuters said so.",
        "The complaint said so.",
        "Judge Jo Roe said that the suit may go on.",
        "The suit, brought by Jo Roe on behalf of the class, states that it rained.",
    ],
)
def test_who_makes_no_statement_is_no_speaker(text: str) -> None:
    assert found("speaker", text) == []


def test_an_unnamed_voice_is_known_by_its_organization() -> None:
    for text in ("An Acme spokesperson said no.", "A spokesperson for Acme said no."):
        assert meanings("speaker", text) == {
            ("Acme spokesperson", SPEAKER),
            ("Acme", ORGANIZATION),
        }


@pytest.mark.parametrize("verb", ["denied the claims", "declined to comment", "did not respond"])
def test_a_company_speaks_for_itself(verb: str) -> None:
    assert meanings("speaker", f"Acme {verb} on Monday.") == {("Acme", ORGANIZATION)}


def test_a_surname_is_completed_by_the_full_name_of_the_text() -> None:
    text = "Ann Poe leads the firm. “We will appeal,” stated Poe."
    [speaker] = found("speaker", text)
    assert (speaker.value, speaker.inferred) == (
        "Ann Poe",
        "the first name, given elsewhere in the text",
    )


@pytest.mark.parametrize(
    "text",
    [
        "The plaintiff is represented by Jo Roe of Roe & Poe LLP.",
        "Jo Roe, a partner at Roe & Poe LLP, represents the plaintiff.",
        "For the plaintiff: Jo Roe of Roe & Poe LLP",
        "“No,” said attorney Jo Roe of Roe & Poe LLP.",
    ],
)
def test_an_attorney_is_read_with_the_firm(text: str) -> None:
    assert {
        ("Jo Roe", "counsel.attorney"),
        ("Roe & Poe LLP", "counsel.firm"),
    } <= meanings("counsel", text)


def test_position_and_client_are_read() -> None:
    text = "Jo Roe, the managing partner at Poe PC, the firm representing Ray, was glad."
    attorney = next(one for one in found("counsel", text) if one.about == "counsel.attorney")
    assert attorney.details == CounselDetails("Poe PC", "managing partner", "Ray")
    assert ("managing partner", "counsel.position") in meanings("counsel", text)


def test_the_client_of_an_attorney_is_not_the_firm() -> None:
    text = "Jo Roe, an attorney for Acme, said no."
    assert meanings("counsel", text) == {
        ("Jo Roe", "counsel.attorney"),
        ("attorney", "counsel.position"),
    }


def test_general_counsel_speaks_and_does_not_appear() -> None:
    assert found("counsel", "Jo Roe, general counsel of Acme, said no.") == []


def test_several_attorneys_share_a_firm() -> None:
    text = "The plaintiffs are represented by Jo Roe and Al Poe of Roe Poe PC."
    assert values("counsel", text) == ["Jo Roe", "Al Poe", "Roe Poe PC"]
