"""Courts, their seats, docket numbers and judges."""

import pytest

from tests.sources.reader.reading import found, meanings, values


@pytest.mark.parametrize(
    ("words", "court"),
    [
        ("the U.S. District Court for the Northern District of California", "cand"),
        ("the Northern District of California", "cand"),
        ("U.S. District Court, District of Minnesota", "mnd"),
        ("U.S. District Court for Southern New York", "nysd"),
        ("SOUTHERN DISTRICT OF NEW YORK", "nysd"),
        ("a paper (W.D. Tex.)", "txwd"),
        ("the S.D.N.Y.", "nysd"),
        ("E.D. Texas", "txed"),
        ("the SDNY", "nysd"),
        ("the District of New Jersey", "njd"),
        ("the 9th Circuit", "ca9"),
        ("the Ninth U.S. Circuit Court of Appeals", "ca9"),
        ("the U.S. Court of Appeals for the Federal Circuit", "cafc"),
        ("the U.S. Supreme Court", "scotus"),
        ("the Delaware Court of Chancery", "delch"),
        ("Delaware Chancery Court", "delch"),
        ("the California Supreme Court", "cal"),
        ("the Superior Court of Delaware", "delsuperct"),
    ],
)
def test_a_court_is_known_by_name_or_citation(words: str, court: str) -> None:
    assert (court, "case.court") in meanings("court", f"It was heard in {words}, again.")


@pytest.mark.parametrize(
    "text",
    [
        "The ball left the court.",
        "A circuit of the Western hills.",
        "The school district of Boston appealed.",
        "The Southern District of Atlantis ruled.",
    ],
)
def test_what_is_no_court_is_left_alone(text: str) -> None:
    assert found("court", text) == []


@pytest.mark.parametrize(
    ("words", "court"),
    [
        ("federal court in San Jose, California", "cand"),
        ("federal court in Philadelphia", "paed"),
        ("Manhattan federal court", "nysd"),
        ("federal court in Portland, Maine", "med"),
        ("federal court in Portland, Ore.", "ord"),
        ("Massachusetts federal court", "mad"),
        ("U.S. District Court in Tampa", "flmd"),
    ],
)
def test_a_place_points_to_the_federal_court_that_sits_there(words: str, court: str) -> None:
    text = f"The suit was filed in {words} on Monday."
    [finding] = [one for one in found("court", text) if one.about == "case.court"]
    assert (finding.value, finding.inferred) == (court, "which court there")


def test_a_place_alone_is_doubted_as_a_court() -> None:
    finding = next(
        one
        for one in found("court", "The suit was filed in San Jose, California.")
        if one.about == "case.court"
    )
    assert (finding.value, finding.doubt) == (
        "cand",
        "the words name only the place; a state court sits there too",
    )


def test_the_seat_is_a_finding_of_its_own() -> None:
    text = "The suit was filed in San Jose, Calif., in July."
    assert ("San Jose, California", "case.seat") in meanings("court", text)
    assert ("California", "case.seat") in meanings("court", "It is before a Californian court.")


def test_a_state_of_several_districts_does_not_tell_the_court() -> None:
    assert meanings("court", "A California federal judge ruled.") == {("California", "case.seat")}


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("5:25-cv-00709", "5:25-cv-00709"),
        ("No. 25-cv-709", "25-cv-709"),
        ("case number 2:25-cv-00911-ABC-DE", "2:25-cv-00911"),
        ("No. 23-11876", "23-11876"),
        ("C.A. No. 2024-0001-KSJM", "2024-0001-KSJM"),
        ("Case No. CGC-24-123456", "CGC-24-123456"),
    ],
)
def test_a_docket_number_is_read_without_the_judges_initials(words: str, number: str) -> None:
    assert values("docket_number", f"The case is {words}, in Boston.") == [number]


@pytest.mark.parametrize("text", ["Call 555-0100 now.", "He won 21-17.", "No. 1 on the list."])
def test_what_is_no_docket_number_is_left_alone(text: str) -> None:
    assert values("docket_number", text) == []


def test_a_judge_is_known_by_the_title() -> None:
    text = "U.S. District Judge Marguerite J. Castellano ruled. Judge Castellano was brief."
    assert values("judge", text) == ["Marguerite J. Castellano"]
    assert values("judge", "The Hon. Theodora Vance presided.") == ["Theodora Vance"]
    assert values("judge", "A U.S. District Judge ruled; the Justice Department was silent.") == []
