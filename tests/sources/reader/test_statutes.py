"""Statutes: cited by section, named by act."""

import pytest

from tests.sources.reader.reading import found, meanings, values


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("18 U.S.C. § 2701 et seq.", "18 U.S.C. § 2701 et seq."),
        ("42 USC 1983", "42 U.S.C. § 1983"),
        ("29 C.F.R. § 541.100", "29 C.F.R. § 541.100"),
        ("Cal. Bus. & Prof. Code § 17200", "Cal. Bus. & Prof. Code § 17200"),
        ("section 2701 of title 18", "18 U.S.C. § 2701"),
        ("the Stored Communications Act", "18 U.S.C. § 2701 et seq."),
        ("the federal Wiretap Act", "18 U.S.C. § 2510 et seq."),
        ("the Computer Fraud and Abuse Act", "18 U.S.C. § 1030"),
        ("California's unfair competition law", "Cal. Bus. & Prof. Code § 17200 et seq."),
        ("RICO", "18 U.S.C. § 1961 et seq."),
        ("740 ILCS 14/15(b)", "740 Ill. Comp. Stat. 14/15(b)"),
        ("N.Y. Gen. Bus. Law § 349", "N.Y. Gen. Bus. Law § 349"),
        ("section 349 of the New York General Business Law", "N.Y. Gen. Bus. Law § 349"),
        ("M.G.L. c. 93A, § 9", "Mass. Gen. Laws ch. 93A, § 9"),
        ("RCW 19.86.020", "Wash. Rev. Code § 19.86.020"),
        ("N.J.S.A. 56:8-2", "N.J. Stat. Ann. § 56:8-2"),
        ("Florida Statutes section 501.204", "Fla. Stat. § 501.204"),
        ("Tex. Bus. & Com. Code § 17.41 et seq.", "Tex. Bus. & Com. Code Ann. § 17.41 et seq."),
        ("the Maryland Wiretap Act", "Md. Code Ann., Cts. & Jud. Proc. § 10-401 et seq."),
        ("Illinois's Biometric Information Privacy Act", "740 Ill. Comp. Stat. 14/1 et seq."),
        ("the Washington Consumer Protection Act", "Wash. Rev. Code ch. 19.86"),
    ],
)
def test_a_statute_is_written_in_its_standard_form(words: str, value: str) -> None:
    assert values("statute", f"They say that it violated {words} again.") == [value]


@pytest.mark.parametrize(
    "text",
    [
        "The act was cruel, and there ought to be a law.",
        "He studied at Harvard Law and works at Kestrel Law.",
        "An unfair competition law is under debate.",
        "The ADA of the district took the stand.",
        "Acting under a code of silence.",
        "She moved from California 12 years ago, and Texas 3 came in second.",
        "They liked the IDEA, and WARN of seat 93A.",
    ],
)
def test_what_names_no_statute_is_left_alone(text: str) -> None:
    assert values("statute", text) == []


def test_a_short_acronym_counts_where_the_act_is_named_in_full() -> None:
    text = "The Americans with Disabilities Act applies. The ADA is old."
    assert len(found("statute", text)) == 1
    assert values("statute", "The ADA is old.") == []


def test_an_act_by_name_says_that_its_section_is_inferred() -> None:
    [finding] = found("statute", "It violated the Lanham Act.")
    assert finding.inferred
    assert not found("statute", "It violated 15 U.S.C. § 1051.")[0].inferred


def test_an_act_that_is_not_registered_keeps_its_name_and_is_doubted() -> None:
    [finding] = found("statute", "It broke the Illinois Quiet Streets Act.")
    assert finding.value == "Illinois Quiet Streets Act"
    assert "look it up" in finding.doubt


def test_another_states_act_is_not_taken_for_the_registered_one() -> None:
    assert values("statute", "It violated the Nevada Wiretap Act.") == ["Nevada Wiretap Act"]


def test_a_law_that_no_register_has_is_kept_as_cited() -> None:
    [finding] = found("statute", "It violates 1999 Ala. Laws 94.")
    assert finding.value == "1999 Ala. Laws 94"
    assert finding.doubt


def test_a_jurisdictional_section_is_no_claim() -> None:
    text = "The Court has jurisdiction under 28 U.S.C. § 1331 and hears 18 U.S.C. § 2710 claims."
    assert meanings("statute", text) == {
        ("28 U.S.C. § 1331", "case.jurisdiction"),
        ("18 U.S.C. § 2710", "claim.statutes"),
    }
