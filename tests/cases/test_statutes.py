"""Statutes as people, courts and PACER write them."""

import re
import time
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.sections import CFR, USC, section_key
from cases.statutes import (
    StatuteError,
    StatuteRef,
    acts,
    is_jurisdictional,
    parse,
    parse_one,
    popular_name,
    read_acts,
)
from cases.statutes.codes import Code, codes

WRITTEN = [
    # The United States Code, as courts and people write it
    ("18 U.S.C. § 2701", "18 U.S.C. § 2701"),
    ("18 USC 2701", "18 U.S.C. § 2701"),
    ("18 usc 2701", "18 U.S.C. § 2701"),
    ("18 U.S.C. 2701 et seq.", "18 U.S.C. § 2701 et seq."),
    ("18 U.S.C. § 2701, et. seq", "18 U.S.C. § 2701 et seq."),
    ("18 U.S.C. §§ 2701–2713", "18 U.S.C. §§ 2701–2713"),
    ("18 U.S.C. §§ 2701-2713", "18 U.S.C. §§ 2701–2713"),
    ("18 U.S.C. § 2701 - 2713", "18 U.S.C. §§ 2701–2713"),
    ("18 U.S.C. §§ 2701 to 2713", "18 U.S.C. §§ 2701–2713"),
    ("18 U.S.C. § 2701 through § 2713", "18 U.S.C. §§ 2701–2713"),
    ("18 U.S.C. §§ 2701(a)-2713(b)", "18 U.S.C. §§ 2701–2713"),
    ("18 U.S.C. §§ 1961-68", "18 U.S.C. §§ 1961–1968"),
    ("18 U. S. C. Sec. 2701(a)(1)", "18 U.S.C. § 2701(a)(1)"),
    ("18 U.S.C. § 2701 (a)(1)", "18 U.S.C. § 2701(a)(1)"),
    ("18 U.S.C. § 2701(a)-(c)", "18 U.S.C. § 2701(a)–(c)"),
    ("18 U.S.C.A. § 2701", "18 U.S.C. § 2701"),
    ("18\u00a0U.S.C.\u00a0§\u20092701.", "18 U.S.C. § 2701"),
    ("18 U.S.C. § 2701 (2018)", "18 U.S.C. § 2701"),
    ("18 U.S.C. § 2701 (SCA)", "18 U.S.C. § 2701"),
    ("18 U.S.C. § 2701, the Stored Communications Act", "18 U.S.C. § 2701"),
    ("Stored Communications Act, 18 U.S.C. § 2701 et seq.", "18 U.S.C. § 2701 et seq."),
    ("Stored Communications Act (18 U.S.C. § 2701)", "18 U.S.C. § 2701"),
    ("Title 18, United States Code, Section 2701", "18 U.S.C. § 2701"),
    ("section 2701 of title 18, United States Code", "18 U.S.C. § 2701"),
    ("18 U.S.C. § 2252A(a)(2)", "18 U.S.C. § 2252A(a)(2)"),
    ("42 U.S.C. § 2000e-5", "42 U.S.C. § 2000e-5"),
    ("42 U.S.C. § 2000e–5", "42 U.S.C. § 2000e-5"),
    ("42 U.S.C. § 2000e\u20115(f)(1)", "42 U.S.C. § 2000e-5(f)(1)"),
    ("42 U.S.C. §§ 2000e-2000e-17", "42 U.S.C. §§ 2000e–2000e-17"),
    ("42 U.S.C. §§ 2000e–2000e-17", "42 U.S.C. §§ 2000e–2000e-17"),
    ("42 U.S.C. § 2000e to 2000e–17", "42 U.S.C. §§ 2000e–2000e-17"),
    ("42 U.S.C. §§ 2000e-2-2000e-5", "42 U.S.C. §§ 2000e-2–2000e-5"),
    ("42 U.S.C. § 1973gg-6", "42 U.S.C. § 1973gg-6"),
    ("15 U.S.C. § 78j(b)", "15 U.S.C. § 78j(b)"),
    ("15 U.S.C. §§ 78a-78pp", "15 U.S.C. §§ 78a–78pp"),
    ("15 U.S.C. § 78a-78pp", "15 U.S.C. §§ 78a–78pp"),
    ("15 U.S.C. §§ 78a-80", "15 U.S.C. §§ 78a–80"),
    ("16 U.S.C. § 1a-1", "16 U.S.C. § 1a-1"),
    ("16 U.S.C. § 1a-7", "16 U.S.C. § 1a-7"),
    ("2 U.S.C. § 60-1", "2 U.S.C. § 60-1"),
    ("I.R.C. § 501(c)(3)", "26 U.S.C. § 501(c)(3)"),
    # PACER's cause: title:section[suffix] label
    ("18:2701", "18 U.S.C. § 2701"),
    ("42:1983 Civil Rights Act", "42 U.S.C. § 1983"),
    ("05:702", "5 U.S.C. § 702"),
    ("15:0001 Antitrust Litigation", "15 U.S.C. § 1"),
    ("42:1983pr", "42 U.S.C. § 1983"),
    ("42:1983pr Prisoner Civil Rights", "42 U.S.C. § 1983"),
    ("28:1331cv Fed. Question: Other Civil Rights", "28 U.S.C. § 1331"),
    ("42:2000e", "42 U.S.C. § 2000e"),
    ("42:2000e-5 Job Discrimination", "42 U.S.C. § 2000e-5"),
    ("42:2000epr Job Discrimination", "42 U.S.C. § 2000e"),
    ("42:2000aa Privacy Protection", "42 U.S.C. § 2000aa"),
    ("42:2000 Job Discrimination (Sex)", "42 U.S.C. § 2000"),
    # Title 28 has no section 1983: clerks mean the civil-rights cause. A person who writes the
    # citation out has chosen every part of it.
    ("28:1983", "42 U.S.C. § 1983"),
    ("28:1983pr Prisoner Civil Rights", "42 U.S.C. § 1983"),
    ("28 U.S.C. § 1983", "28 U.S.C. § 1983"),
    ("28:1332 - 500 plaintiffs; jury", "28 U.S.C. § 1332"),
    ("28:1441 Petition for Removal- Breach of Contract", "28 U.S.C. § 1441"),
    ("28:1452 R&R re motions to remand (non-core)", "28 U.S.C. § 1452"),
    ("18:2252(a)(2)(2s-3s)", "18 U.S.C. § 2252(a)(2)"),
    # Regulations
    ("17 C.F.R. § 240.10b-5", "17 C.F.R. § 240.10b-5"),
    ("17 CFR 240.10b–5(a)", "17 C.F.R. § 240.10b-5(a)"),
    ("17 C.F.R. § 240.10b5-1", "17 C.F.R. § 240.10b5-1"),
    ("26 C.F.R. § 1.401(k)-1", "26 C.F.R. § 1.401(k)-1"),
    ("45 C.F.R. §§ 164.502-164.514", "45 C.F.R. §§ 164.502–164.514"),
    ("45 C.F.R. Parts 160-164", "45 C.F.R. pts. 160–164"),
    ("45 CFR pt. 160", "45 C.F.R. pt. 160"),
    # California
    ("Cal. Bus. & Prof. Code § 17200 et seq.", "Cal. Bus. & Prof. Code § 17200 et seq."),
    ("California Business and Professions Code section 17200", "Cal. Bus. & Prof. Code § 17200"),
    ("section 17200 of the Business & Professions Code", "Cal. Bus. & Prof. Code § 17200"),
    ("B&P Code 17200", "Cal. Bus. & Prof. Code § 17200"),
    ("Bus. & Prof. Code, §§ 17200-17210", "Cal. Bus. & Prof. Code §§ 17200–17210"),
    ("California Civil Code 1798.100", "Cal. Civ. Code § 1798.100"),
    ("Cal. Code Civ. Proc. § 425.16", "Cal. Civ. Proc. Code § 425.16"),
    ("California Code of Civil Procedure section 382", "Cal. Civ. Proc. Code § 382"),
    ("Cal. Penal Code § 632.7", "Cal. Penal Code § 632.7"),
    ("Cal. Gov’t Code § 12940(a)", "Cal. Gov't Code § 12940(a)"),
    # Popular names
    ("Stored Communications Act", "18 U.S.C. §§ 2701–2713"),
    ("the Stored Communications Act", "18 U.S.C. §§ 2701–2713"),
    ("federal Stored Communications Act", "18 U.S.C. §§ 2701–2713"),
    ("The Federal Stored Communications Act of 1986", "18 U.S.C. §§ 2701–2713"),
    ("Stored Communications Act (SCA)", "18 U.S.C. §§ 2701–2713"),
    ("Stored Communications Act (“SCA”)", "18 U.S.C. §§ 2701–2713"),
    ("Stored Communications Act (1986)", "18 U.S.C. §§ 2701–2713"),
    ("SCA", "18 U.S.C. §§ 2701–2713"),
    ("California's unfair competition law", "Cal. Bus. & Prof. Code §§ 17200–17210"),
    ("California’s Unfair Competition Law", "Cal. Bus. & Prof. Code §§ 17200–17210"),
    ("UCL", "Cal. Bus. & Prof. Code §§ 17200–17210"),
    ("Title VII", "42 U.S.C. §§ 2000e–2000e-17"),
    ("Title VII of the Civil Rights Act of 1964", "42 U.S.C. §§ 2000e–2000e-17"),
    ("Civil Rights Act of 1871", "42 U.S.C. § 1983"),
    ("Section 1983", "42 U.S.C. § 1983"),
    ("Driver’s Privacy Protection Act", "18 U.S.C. §§ 2721–2725"),
]

SEVERAL = [
    ("18 U.S.C. §§ 2701, 2702, and 2510–2523", ["2701", "2702", "2510–2523"]),
    ("18 U.S.C. § 2701; 18 U.S.C. § 1030", ["2701", "1030"]),
    ("18 U.S.C. § 2701 & § 1030", ["2701", "1030"]),
    ("18:2252(a)(4) & 2252(b)(2) - Possession", ["2252(a)(4)", "2252(b)(2)"]),
    ("18:2251(a)&(e) - Production", ["2251(a)", "2251(e)"]),
    ("18 U.S.C. § 2701(a) and (c)", ["2701(a)", "2701(c)"]),
    ("18 U.S.C. § 2701, 18 U.S.C. § 2701", ["2701"]),
    ("ECPA", ["2510–2523", "2701–2713", "3121–3127"]),
]

NONSENSE = [
    "",
    "   ",
    "x" * 10_000,
    "18 U.S.C. § 2701\x00",
    "18 U.S.C. § 27\u200b01",
    "18:",
    ":2701",
    "18: Civil Rights",
    "U.S.C. 5",
    "18 U.S.C.",
    "18 U.S.C. §",
    "-1 U.S.C. § 3",
    "0 U.S.C. § 3",
    "55 U.S.C. § 3",
    "51 C.F.R. § 1.1",
    "99:1983",
    "١٨ U.S.C. § 2701",
    "18 U.S.C. § ٢٧٠١",
    "18 U.S.C. § 0",
    "18 U.S.C. § 1234567",
    "18 U.S.C. § 2713-2701",
    "18 U.S.C. §§ 2701–2702–2703",
    "18 U.S.C. §§ 2701–2713 et seq.",
    "18 U.S.C. § 2701 and some more",
    "18 U.S.C. § 1983pr",
    "18:513A.F",
    "Penal Code § 502",
    "Cal. Imaginary Code § 1",
    "breach of contract",
    "Stored Communications Act (in part)",
    "Stored Communications Act (UCL)",
    "California Stored Communications Act",
    "federal unfair competition law",
    "Rule 23",
    "§",
    ";;;",
    "2701",
]


@pytest.mark.parametrize(("text", "standard"), WRITTEN)
def test_a_reference_is_read_into_its_standard_form(text: str, standard: str) -> None:
    assert str(parse_one(text)) == standard


@pytest.mark.parametrize(("text", "sections"), SEVERAL)
def test_several_references_are_read_in_their_order(text: str, sections: list[str]) -> None:
    refs = parse(text)
    assert [str(ref).split("§ ")[1] for ref in refs] == sections
    assert {(ref.code, ref.title) for ref in refs} == {("U.S.C.", 18)}


def test_a_list_may_change_its_code() -> None:
    refs = parse("18 U.S.C. § 2701 and Cal. Bus. & Prof. Code §§ 17200, 17203; UCL")
    assert [str(ref) for ref in refs] == [
        "18 U.S.C. § 2701",
        "Cal. Bus. & Prof. Code § 17200",
        "Cal. Bus. & Prof. Code § 17203",
        "Cal. Bus. & Prof. Code §§ 17200–17210",
    ]


def test_one_reference_is_not_read_from_several() -> None:
    with pytest.raises(StatuteError, match="one statute is expected here, and it names 18"):
        parse_one("18 U.S.C. §§ 2701, 2702")


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_statute_is_refused_in_words(text: str) -> None:
    with pytest.raises(StatuteError, match="Write it for example as '18") as caught:
        parse(text)
    assert repr(text[:80])[1:-1] in str(caught.value)
    assert len(str(caught.value)) < 600


PARTS = [
    *("Mass. Gen. Laws", "ch. 93A", "740 ILCS", "14/15", "14/", "RCW", "19.86", "19.86.020", "or"),
    *("N.J.S.A.", "56:8-1", "-20", ".213", "Fla. Stat.", "501.201", "subd. 1", "Minn. Stat."),
    *("6 Del. C. § 2511", "Exchange Act", "10(b)", "CFAA", "Title VII", "CPLR 3211", "42:1983"),
    *("28:1983", ", I", "RSA 358-A:2", "(11)(b)2.", "Wis. Stat. § 100.18", "RSMo § 407.020.1"),
    *("18", "U.S.C.", "17 C.F.R.", "Cal. Civ. Code", "SCA", "section", "title", "§", "§§", "2701"),
    *("2000e-5", "240.10b-5", "(a)", "(2018)", "pr", "0", "-", "–", "to", "and", "&", "of the"),
    *("et seq.", " ", "\n", ",", ";", ":", ".", "'", "(", ")"),
]


@given(st.text())
@example("18 U.S.C. § 2701 (")
@example("a,")
def test_any_text_is_read_or_refused_with_a_statute_error(text: str) -> None:
    try:
        assert parse(text)
    except StatuteError as error:
        assert "is not understood as a statute" in str(error)  # noqa: PT017


@settings(max_examples=300)
@given(
    st.lists(
        st.sampled_from(PARTS),
        max_size=12,
    ).map("".join)
)
def test_any_jumble_of_a_citations_parts_is_read_or_refused(text: str) -> None:
    try:
        refs = parse(text)
    except StatuteError:
        return
    assert parse("; ".join(map(str, refs))) == refs


@pytest.mark.parametrize(
    "part",
    [
        *(
            "(",
            "§",
            "18 U.S.C. § 1, ",
            "18:",
            "1-",
            "a ",
            "Cal. ",
            "section 1 of ",
            "1 to ",
            "A & ",
        ),
        *("SCA, ", "SCA and ", "93A, ", "M.G.L. c. ", "Act § 1, ", "sections 1, ", "RCW 1.", "A."),
        *(
            "count 1: ",
            "a under ",
            "RICO 1, ",
            "titles I and ",
            "subsection (a) of ",
            "(a) ",
            "a - ",
        ),
        *("chapter 1 of ", "740 ILCS 14/1 to ", "56:8-1 to -2 ", "SCA (", "18 U.S.C. § 1-1", "[x "),
    ],
)
def test_the_longest_text_is_read_at_once(part: str) -> None:
    parse("Exchange Act § 10(b)")  # reads the registers, once
    for last in ("", "x", " 5 U.S.C. § 1"):
        text = (part * 1_000)[: 1_000 - len(last)] + last
        begun = time.perf_counter()
        with suppress(StatuteError):
            parse(text)
        assert time.perf_counter() - begun < 0.5


# What stands for each mark of a code's shape, in a size that a person would write.
MARKS = {
    "N": r"[1-9][0-9]{0,3}[A-Za-z]{0,2}",
    "D": r"[0-9]{1,4}[a-z]?",
    "P": r"[1-9][0-9]{0,3}[A-Z]?(\.[1-9][0-9]{0,2})?",
    "K": r"[1-9][0-9]{0,2}(,[0-9]{3})?",
    "L": r"[a-z]{1,2}",
    "X": r"([1-9][0-9]?|[a-z])",
    "[": "(",
    "]": ")?",
    "|": "|",
}
FEDERAL = {
    USC: r"[1-9][0-9]{0,4}([a-zA-Z]|aa|bb)?(-[1-9][0-9]?[a-z]?)?",
    CFR: r"[1-9][0-9]{0,3}(\.[1-9][0-9]{0,2}([a-z][0-9]?)?(-[1-9][0-9]?T?)?)?",
}


@cache
def shaped(shape: str) -> st.SearchStrategy[str]:
    pattern = FEDERAL.get(shape) or "".join(MARKS.get(mark, re.escape(mark)) for mark in shape)
    return st.from_regex(pattern, fullmatch=True)


@cache
def sections_of(code: Code) -> st.SearchStrategy[str]:
    """Sections of a code, and chapters where it is cited by those."""
    chapters = shaped(code.chapter[:-1]) if code.chapter else st.nothing()
    divisions = st.sampled_from(["6:", "93A:", "151B:"]) if code.is_divided else st.just("")
    shape = st.builds("{}{}".format, divisions, shaped(code.section)) | chapters
    return shape.filter(lambda it: code.is_section(it) or code.is_chapter(it))


subsections = st.lists(
    st.sampled_from(["(a)", "(1)", "(B)", "(iv)", "(bb)", "(4A)", "(I)", "(2)"]), max_size=4
).map("".join)


@st.composite
def statutes(draw: st.DrawFn) -> StatuteRef:
    code = codes()[draw(st.sampled_from([USC, USC, CFR, *codes()]))]
    title = draw(st.integers(1, 50)) if code.is_numbered else None
    first = draw(sections_of(code))
    if draw(st.booleans()):
        last = draw(sections_of(code))
        with suppress(StatuteError):  # a chapter and a section make no range, nor do equal ends
            return StatuteRef(code.name, title, *sorted([first, last], key=code.key))
    is_chapter = code.is_chapter(first) and code.name != CFR
    sub = "" if is_chapter else draw(subsections)
    return StatuteRef(code.name, title, first, et_seq=draw(st.booleans()), subsection=sub)


@settings(max_examples=300)
@given(statutes())
@example(StatuteRef("U.S.C.", 16, "1a-1", "1a-7"))
@example(StatuteRef("U.S.C.", 15, "78a", "80"))
@example(StatuteRef("U.S.C.", 18, "2701", subsection="(a)–(c)"))
def test_the_standard_form_reads_back(ref: StatuteRef) -> None:
    assert parse(str(ref)) == (ref,)
    assert len(str(ref)) <= 200


@given(
    statutes(),
    st.sampled_from(
        ["Count II - Fraud, {}", "Violation of {}", "({})", "Trade Libel under {}", "{} (Monell)"]
    ),
)
def test_a_heading_and_a_label_change_no_reading(ref: StatuteRef, heading: str) -> None:
    assert parse(heading.format(ref)) == (ref,)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        (("U.S.C.", 55, "1"), "U.S.C. has titles 1 to 54"),
        (("U.S.C.", None, "1"), "U.S.C. has titles 1 to 54"),
        (("N.Y. Imaginary Law", None, "349"), "is no code known here"),
        (("Cal. Civ. Code", 3, "51"), "has no titles before its name"),
        (("U.S.C.", 18, "two"), "'two' is no section of U.S.C."),
        (("U.S.C.", 18, "2701-2713"), "'2701-2713' is no section of U.S.C."),
        (("U.S.C.", 18, "2713", "2701"), "a range from 2713 to 2701 has no end"),
        (("U.S.C.", 18, "2701", "2713", True), "a range takes no 'et seq.'"),
        (("U.S.C.", 18, "2701", None, False, "a"), "'a' is no subsection"),
    ],
)
def test_parts_that_make_no_reference_are_refused(parts: tuple[Any, ...], reason: str) -> None:
    with pytest.raises(StatuteError) as caught:
        StatuteRef(*parts)
    assert reason in str(caught.value)


def test_keys_sort_as_the_code_does() -> None:
    in_order = ["1", "2", "10", "60", "60-1", "60a", "78j", "78z", "78aa", "78pp", "632", "632.5"]
    in_order += ["632.10", "633", "2000", "2000a", "2000e", "2000e-5", "2000e-5a", "2000e-10"]
    in_order += ["2000e-17", "2000f", "2000aa", "2000aa-1", "2000bb", "2001", "17200"]
    assert sorted(in_order, key=section_key) == in_order
    assert len({section_key(section) for section in in_order}) == len(in_order)


@given(statutes())
def test_keys_are_ascii_and_in_order(ref: StatuteRef) -> None:
    assert ref.lower_key <= ref.upper_key
    assert (ref.lower_key + ref.upper_key).isascii()
    assert max(len(ref.lower_key), len(ref.upper_key)) <= 200
    # Python's order of characters and PostgreSQL's order of bytes are one for ASCII.
    assert ref.lower_key.encode() <= ref.upper_key.encode()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stored Communications Act", "18 U.S.C. § 2702"),
        ("Stored Communications Act", "18 U.S.C. § 2701(a)(1)"),
        ("Stored Communications Act", "18 U.S.C. § 2713"),
        ("18 U.S.C. § 2702", "18 U.S.C. §§ 2701–2713"),
        ("18 U.S.C. § 2702", "18 U.S.C. § 2701 et seq."),
        ("18 U.S.C. § 2701(a)", "18 U.S.C. § 2701"),
        ("18 U.S.C. § 2701(a)(1)", "18 U.S.C. § 2701(a)"),
        ("18 U.S.C. § 2701(a)–(c)", "18 U.S.C. § 2701(b)(2)"),
        ("18 U.S.C. § 2701(a)(1)–(3)", "18 U.S.C. § 2701(a)(2)"),
        ("18 U.S.C. § 2701(c)(1) et seq.", "18 U.S.C. § 2703"),
        ("4 U.S.C. § 5(b) et seq.", "4 U.S.C. § 5(c)"),
        ("29 U.S.C. § 206 et seq.", "29 U.S.C. § 216(b)"),
        ("Cal. Penal Code § 632", "Cal. Penal Code § 632(a)"),
        ("Equal Pay Act", "29 U.S.C. § 206"),
        ("Equal Pay Act", "29 U.S.C. § 206(d)(1)"),
        ("Fair Labor Standards Act", "29 U.S.C. § 206(d)"),
        ("Title VII", "42 U.S.C. § 2000e-5(f)"),
        ("42 U.S.C. § 2000e-17", "42 U.S.C. § 2000e et seq."),
        ("UCL", "B&P Code 17203"),
        ("18 U.S.C. § 2702 et seq.", "18 U.S.C. § 2703"),
        ("45 C.F.R. pt. 164", "45 C.F.R. § 164.502"),
        ("18 U.S.C. §§ 2701–2705", "18 U.S.C. §§ 2705–2713"),
    ],
)
def test_references_that_share_a_section_overlap(one: str, other: str) -> None:
    assert parse_one(one).overlaps(parse_one(other))
    assert parse_one(other).overlaps(parse_one(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Stored Communications Act", "18 U.S.C. § 2714"),
        ("Stored Communications Act", "18 U.S.C. § 2700"),
        ("Stored Communications Act", "17 U.S.C. § 2702"),
        ("18 U.S.C. § 2701(a)", "18 U.S.C. § 2701(b)"),
        ("18 U.S.C. § 2701(a)", "18 U.S.C. § 2702(a)"),
        ("15 U.S.C. § 1681a(4)", "15 U.S.C. § 1681a(4A)"),
        ("18 U.S.C. § 2701(a)–(c)", "18 U.S.C. § 2701(d)"),
        ("Equal Pay Act", "29 U.S.C. § 206(a)"),
        ("Equal Pay Act", "29 U.S.C. § 206d"),
        ("18 U.S.C. § 2701(c)(1) et seq.", "18 U.S.C. § 2701(b)"),
        ("Stored Communications Act", "18 C.F.R. § 2702.1"),
        ("18 U.S.C. § 270", "18 U.S.C. § 2701"),
        ("42 U.S.C. § 2000e", "42 U.S.C. § 2000e-5"),
        ("Title VII", "42 U.S.C. § 2000f"),
        ("Title VII", "42 U.S.C. § 2000e-18"),
        # No act begins at 2702: its "et seq." goes to the end of the one that holds it.
        ("18 U.S.C. § 2702 et seq.", "18 U.S.C. § 2701"),
        ("Cal. Civ. Code § 382", "Cal. Civ. Proc. Code § 382"),
        ("45 C.F.R. pt. 164", "45 C.F.R. § 165.1"),
    ],
)
def test_references_that_share_no_section_do_not_overlap(one: str, other: str) -> None:
    assert not parse_one(one).overlaps(parse_one(other))
    assert not parse_one(other).overlaps(parse_one(one))


@given(statutes(), statutes())
def test_overlap_is_mutual_and_follows_from_holding(one: StatuteRef, other: StatuteRef) -> None:
    assert one.overlaps(one)
    assert one.overlaps(other) is other.overlaps(one)
    if one.holds(other):
        assert one.overlaps(other)


@pytest.mark.parametrize(
    "text",
    ["28:1331 Fed. Question", "28:1332", "28 U.S.C. § 1332(d)", "28:1441", "28:1338", "28:1343"],
)
def test_a_section_that_only_founds_jurisdiction_is_known_as_such(text: str) -> None:
    assert is_jurisdictional(parse_one(text))


@pytest.mark.parametrize(
    "text", ["18:2701", "42:1983", "28:2201", "28:1391", "28:1370", "18 U.S.C. § 1331", "28:2254"]
)
def test_a_section_that_says_more_than_jurisdiction_is_not(text: str) -> None:
    assert not is_jurisdictional(parse_one(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("18 U.S.C. § 2701 et seq.", "Stored Communications Act"),
        ("18 U.S.C. § 2702(a)", "Stored Communications Act"),
        ("18 U.S.C. § 2710", "Video Privacy Protection Act"),
        ("18 U.S.C. § 2510 et seq.", "Wiretap Act"),
        ("Cal. Bus. & Prof. Code § 17200 et seq.", "Unfair Competition Law"),
        ("42 U.S.C. § 2000e-5", "Title VII of the Civil Rights Act"),
        ("42 U.S.C. § 1983", "Section 1983"),
        ("28 U.S.C. § 1331", None),
        # An act that fills a subsection only gives its name to that.
        ("28 U.S.C. § 1332(d)(2)", "Class Action Fairness Act"),
        ("28 U.S.C. § 1332", None),
        ("29 U.S.C. § 206(d)(1)", "Equal Pay Act"),
        ("29 U.S.C. § 206", "Fair Labor Standards Act"),
        ("740 ILCS 14/15", "Biometric Information Privacy Act"),
        ("M.G.L. c. 93A, § 9", "Massachusetts Consumer Protection Act"),
        ("18 U.S.C. §§ 2701–2714", None),
    ],
)
def test_a_reference_bears_the_name_of_the_narrowest_act(text: str, name: str | None) -> None:
    assert popular_name(parse_one(text)) == name


def test_every_act_is_found_by_each_of_its_names() -> None:
    assert len(acts()) > 400
    for act in acts():
        for name in act.names:
            assert parse(name) == act.ranges


def test_an_act_is_read_from_a_line_for_each_of_its_ranges() -> None:
    head = "names,code,title,first,last,source"
    [act] = read_acts([head, "A Act|AA,U.S.C.,5,551,559,ch. 5", "A Act|AA,U.S.C.,5,701,,ch. 7"])
    assert act.names == ("A Act", "AA")
    assert [str(span) for span in act.ranges] == ["5 U.S.C. §§ 551–559", "5 U.S.C. § 701"]
    assert act.sources == ("ch. 5", "ch. 7")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("A Act,U.S.C.,5,559,551,ch. 5", "acts, line 3: .* a range from 559 to 551"),
        ("A Act,U.S.C.,five,551,,ch. 5", "acts, line 3: .*'five'"),
        ("A Act,U.S.C.,5,551,,", "acts, line 3: an act needs its names and the source"),
        ("A Act|,U.S.C.,5,551,,ch. 5", "acts, line 3: an act needs its names and the source"),
        ("B Act|the Z Act,U.S.C.,5,551,,ch. 5", "line 3: 'the Z Act' is also a name of Z Act"),
    ],
)
def test_a_line_that_describes_no_act_is_refused(line: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_acts(["names,code,title,first,last,source", "Z Act,U.S.C.,1,1,,ch. 1", line])
