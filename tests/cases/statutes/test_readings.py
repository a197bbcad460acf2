"""What people, courts and PACER write, kind by kind, and what must not be read as a statute."""

from pathlib import Path

import pytest

from cases.statutes import StatuteError, parse


def by_kind(name: str) -> dict[str, list[str]]:
    """The lines of a data file under each of its headings."""
    kinds: dict[str, list[str]] = {}
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if line.startswith("# "):
            kinds[line[2:]] = []
        elif line and kinds:
            kinds[list(kinds)[-1]].append(line)
    return kinds


READINGS, REFUSALS = by_kind("readings.txt"), by_kind("refusals.txt")


def read(text: str) -> str:
    try:
        return "; ".join(map(str, parse(text)))
    except StatuteError as error:
        return f"refused: {error.why}"


def test_there_are_hundreds_of_readings_and_none_twice() -> None:
    written = [line.partition(" => ")[0] for lines in READINGS.values() for line in lines]
    assert len(written) == len(set(written)) > 1500


@pytest.mark.parametrize("kind", READINGS)
def test_what_is_written_is_read_in_its_standard_form(kind: str) -> None:
    pairs = [line.partition(" => ")[::2] for line in READINGS[kind]]
    wrong = [f"{text} => {read(text)}" for text, standard in pairs if read(text) != standard]
    assert wrong == []


@pytest.mark.parametrize("kind", READINGS)
def test_a_standard_form_is_its_own(kind: str) -> None:
    standards = [line.partition(" => ")[2] for line in READINGS[kind]]
    assert [text for text in standards if read(text) != text] == []


@pytest.mark.parametrize("kind", REFUSALS)
def test_what_is_no_statute_is_refused(kind: str) -> None:
    assert [text for text in REFUSALS[kind] if not read(text).startswith("refused: ")] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Penal Code § 502", "several states may have a code of that name; if it is Cal. Penal"),
        ("18 U.S.C. § 2701 is violated", "' is violated' is left over after 18 U.S.C. § 2701"),
        ("A.R.S. § 44.1522", "a section of Ariz. Rev. Stat. Ann. is expected, and '44.1522' is f"),
        ("Fla. Stat. §§ 501.213–501.201", "runs backwards, from 501.213 to 501.201"),
        ("Copyright Infringement", "it begins with no code and no act that is known here"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_would_be_read(text: str, reason: str) -> None:
    with pytest.raises(StatuteError) as caught:
        parse(text)
    assert reason in str(caught.value)
    assert "Write it for example as" in str(caught.value)
