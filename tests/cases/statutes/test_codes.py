"""The register of codes: which there are, what they are called, how their sections are counted."""

import pytest
from reporters_db import LAWS

from cases.statutes import StatuteError, StatuteRef, parse_one
from cases.statutes.codes import CALIFORNIA_CODES, Form, codes
from cases.statutes.naming import STATES, code_named, plain_name

# Entries that stand for many codes, one a subject, and those that are no code of statutes.
COLLECTIONS = {
    "Cal. Code": "Cal. Bus. & Prof. Code",
    "Md. Code Ann.": "Md. Code Ann., Com. Law",
    "N.Y. Law": "N.Y. Gen. Bus. Law",
    "Tex. Code Ann.": "Tex. Bus. & Com. Code Ann.",
}
NO_CODES = {"Pub. L.", "Pvt. L.", "La. Const. Ann."}


def statutory() -> list[str]:
    return [
        name
        for name, entries in LAWS.items()
        if any(entry["cite_type"] == "leg_statute" for entry in entries)
    ]


@pytest.mark.parametrize("name", statutory())
def test_every_code_of_statutes_that_reporters_db_has_is_known(name: str) -> None:
    known = code_named(COLLECTIONS.get(name, name))
    assert (known is None) == (name in NO_CODES)


def test_every_state_has_a_code() -> None:
    without = [state for state in STATES if not any(name.startswith(state) for name in codes())]
    assert without == []


@pytest.mark.parametrize("code", codes().values(), ids=lambda code: code.name)
def test_a_code_is_known_by_each_of_its_names(code: object) -> None:
    for name in (code.name, *code.names):  # type: ignore[attr-defined]
        assert code_named(name) == code


def test_no_name_means_two_codes() -> None:
    bearers: dict[str, set[str]] = {}
    for code in codes().values():
        for name in (code.name, *code.names):
            bearers.setdefault(plain_name(name), set()).add(code.name)
    assert [name for name, found in bearers.items() if len(found) > 1] == []


@pytest.mark.parametrize(
    "text",
    ["N.Y. Gen. Bus. Law", "N. Y. Gen. Bus. Law", "NEW YORK GENERAL BUSINESS LAW", "NY GBL", "GBL"],
)
def test_a_name_counts_without_case_spaces_and_full_stops(text: str) -> None:
    assert code_named(text) == codes()["N.Y. Gen. Bus. Law"]


@pytest.mark.parametrize("text", ["Code", "Virginia", "Law", "", "Stat.", "Penal Code", "N.Y."])
def test_what_names_no_code_is_none(text: str) -> None:
    assert code_named(text) is None


def test_names_and_citations_fit_the_columns_of_the_database() -> None:
    assert max(map(len, codes())) <= 60
    assert all(name.isascii() for name in codes())


@pytest.mark.parametrize(
    ("form", "text"),
    [
        (Form.SECTION, "Fla. Stat. § 501.204"),
        (Form.TITLE, "73 Pa. Stat. Ann. § 201-2"),
        (Form.TITLE_PLAIN, "740 Ill. Comp. Stat. 14/15"),
        (Form.TIT, "Del. Code Ann. tit. 6, § 2513"),
        (Form.CH, "Mass. Gen. Laws ch. 93A, § 2"),
        (Form.ART, "La. Civ. Code Ann. art. 2315"),
        (Form.RULE, "Fla. Admin. Code Ann. r. 64B-1.001"),
        (Form.PLAIN, "N.Y. C.P.L.R. 3211"),
    ],
)
def test_each_form_of_citation_is_written_as_the_bluebook_has_it(form: Form, text: str) -> None:
    ref = parse_one(text)
    assert codes()[ref.code].form is form
    assert str(ref) == text


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (("Mass. Gen. Laws", None, "2"), None),  # chapter 2
        (("Del. Code Ann.", None, "6"), "'6' is no section of Del. Code Ann."),
        (("Mass. Gen. Laws", None, "93a:2"), "'93a:2' is no section of Mass. Gen. Laws"),
        (("Mass. Gen. Laws", None, "93A:1", "93B:2"), "stays within one title or chapter"),
        (
            ("Wash. Rev. Code", None, "19.86", "19.86.020"),
            "of sections or of chapters, not of both",
        ),
        (("Wash. Rev. Code", None, "19.86", None, False, "(1)"), "a chapter has no subsections"),
        (("Ill. Comp. Stat.", None, "14/15"), "Ill. Comp. Stat. has titles 1 to 999"),
        (("Fla. Stat.", 6, "501.204"), "Fla. Stat. has no titles before its name"),
        (("Fla. Stat.", None, "501-204"), "'501-204' is no section of Fla. Stat."),
    ],
)
def test_parts_are_of_their_code(parts: tuple[object, ...], reason: str | None) -> None:
    if reason is None:
        assert str(StatuteRef(*parts)) == "Mass. Gen. Laws ch. 2"  # type: ignore[arg-type]
        return
    with pytest.raises(StatuteError) as caught:
        StatuteRef(*parts)  # type: ignore[arg-type]
    assert reason in str(caught.value)


def test_californian_codes_are_those_cited_by_plain_section() -> None:
    assert "Cal. Civ. Code" in CALIFORNIA_CODES
    assert "Cal. Code Regs." not in CALIFORNIA_CODES
    assert len(CALIFORNIA_CODES) == 29
