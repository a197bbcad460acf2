"""Steps of procedure, and what only looks like one."""

import pytest

from tests.sources.reader.reading import found, meanings, values

KIND, DISPOSITION = "filing.kind", "filing.disposition"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Roe filed a complaint on Monday.", ("complaint", KIND)),
        ("Roe sued Acme.", ("complaint", KIND)),
        ("A class action was filed on Monday.", ("complaint", KIND)),
        ("Acme answered the complaint.", ("answer", KIND)),
        ("Acme moved to dismiss the case.", ("motion", KIND)),
        ("Roe appealed the ruling.", ("notice", KIND)),
        ("The judge denied Acme's motion to compel.", ("order", KIND)),
        ("The Ninth Circuit affirmed.", ("order", KIND)),
        ("A judge dismissed the lawsuit.", ("dismissal", DISPOSITION)),
        ("A judge tossed the class action.", ("dismissal", DISPOSITION)),
        ("Roe voluntarily dismissed the suit.", ("voluntary_dismissal", DISPOSITION)),
        ("Roe dropped the lawsuit.", ("voluntary_dismissal", DISPOSITION)),
        ("The lawsuit has been withdrawn.", ("voluntary_dismissal", DISPOSITION)),
        ("Roe filed a notice of dismissal.", ("notice_of_dismissal", KIND)),
        ("A stipulation of dismissal was filed.", ("stipulation", KIND)),
        ("Acme agreed to pay $5.5 million to settle the case.", ("settlement", DISPOSITION)),
        ("The court entered judgment for Roe.", ("judgment", DISPOSITION)),
        ("The judge remanded the case.", ("remand", DISPOSITION)),
        ("The case was transferred to Ohio.", ("transfer", DISPOSITION)),
        ("Acme is facing a lawsuit.", ("pending", DISPOSITION)),
        ("The judge certified a class.", ("certified", "case.class_status")),
        ("It is a proposed class action.", ("proposed", "case.class_status")),
        ("The judge refused to certify the class.", ("denied", "case.class_status")),
        ("The suit was dismissed without prejudice.", ("without", "filing.prejudice")),
    ],
)
def test_a_step_of_procedure_is_read(text: str, meaning: tuple[str, str]) -> None:
    assert meaning in meanings("procedure", text)


@pytest.mark.parametrize(
    "text",
    [
        "The case could be dismissed.",
        "The suit has not been dismissed.",
        "Acme refused to settle the case.",
        "Acme may settle the lawsuit.",
        "The judge declined to dismiss the case.",
        "If the case is dismissed with prejudice, it is over.",
        "Acme wants the judge to dismiss the case.",
        "The class has yet to be certified.",
        "Will the suit be dropped?",
        "Acme dismissed the criticism as unfair.",
        "The fans settled into their seats.",
    ],
)
def test_what_has_not_happened_is_no_step(text: str) -> None:
    assert values("procedure", text) == []


def test_a_step_is_one_finding_at_its_most_explicit_words() -> None:
    text = "Roe sued Acme in May. She filed a complaint in Boston."
    [finding] = found("procedure", text)
    assert text[finding.start : finding.end] == "filed a complaint"
    assert finding.inferred == ""


def test_the_name_of_the_pleading_is_inferred_from_a_suit() -> None:
    [finding] = found("procedure", "Roe sued Acme.")
    assert "pleading" in finding.inferred


def test_a_dismissal_without_an_author_is_doubted() -> None:
    [finding] = found("procedure", "The case was dismissed on Monday.")
    assert (finding.value, bool(finding.doubt)) == ("dismissal", True)


def test_a_dismissal_is_voluntary_where_the_text_says_so_elsewhere() -> None:
    text = "The case was dismissed on Monday. Roe had acted voluntarily."
    [finding] = found("procedure", text)
    assert finding.value == "voluntary_dismissal"
    assert finding.inferred == "that it was voluntary: said elsewhere in the text"


def test_a_motion_granted_in_part_dismisses_no_case() -> None:
    text = "The judge granted in part and denied in part a motion to dismiss."
    assert ("dismissal", DISPOSITION) not in meanings("procedure", text)
    whole = "The judge granted the motion to dismiss."
    assert ("dismissal", DISPOSITION) in meanings("procedure", whole)


def test_a_verdict_is_not_yet_a_judgment() -> None:
    finding = found("procedure", "The jury awarded Roe $5 million.")[0]
    assert finding.value == "judgment"
    assert "verdict" in finding.doubt
