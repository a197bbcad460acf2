"""How far references reach, and how their keys sort: what decides a match."""

import pytest

from cases.statutes import parse_one
from cases.statutes.codes import codes


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # An act begins there.
        ("18 U.S.C. § 2701 et seq.", "18 U.S.C. § 2713"),
        ("15 U.S.C. § 1681 et seq.", "15 U.S.C. § 1681x"),
        ("Fla. Stat. § 501.201 et seq.", "Fla. Stat. § 501.213"),
        # The longest of several acts that begin there: the TILA is part of a longer one.
        ("15 U.S.C. § 1601 et seq.", "15 U.S.C. § 1693r"),
        # None begins there: to the end of the innermost that holds the section.
        ("18 U.S.C. § 2702 et seq.", "18 U.S.C. § 2713"),
        ("29 U.S.C. § 1132 et seq.", "29 U.S.C. § 1461"),
        ("740 Ill. Comp. Stat. 14/10 et seq.", "740 Ill. Comp. Stat. 14/99"),
        # None holds it, but its number names a chapter that is no larger than an act.
        ("Wash. Rev. Code § 19.999.010 et seq.", "Wash. Rev. Code § 19.999.900"),
        ("Mass. Gen. Laws ch. 93B, § 3 et seq.", "Mass. Gen. Laws ch. 93B, § 15"),
        ("Iowa Code § 216.1 et seq.", "Iowa Code § 216.21"),
        ("Wyo. Stat. Ann. § 27-9-101 et seq.", "Wyo. Stat. Ann. § 27-9-108"),
        # One that fills only a subsection is not what its section's "et seq." means.
        ("29 U.S.C. § 206 et seq.", "29 U.S.C. § 219"),
        ("20 U.S.C. § 1092(f) et seq.", "20 U.S.C. § 1092(g)"),
        ("29 C.F.R. § 541.100 et seq.", "29 C.F.R. § 541.710"),
        # A chapter or part reaches over all of its sections.
        ("Wash. Rev. Code ch. 19.86", "Wash. Rev. Code § 19.86.920"),
        ("740 Ill. Comp. Stat. 14/", "740 Ill. Comp. Stat. 14/25"),
        ("45 C.F.R. pt. 164 et seq.", "45 C.F.R. § 164.534"),
    ],
)
def test_et_seq_and_chapters_hold_what_follows(text: str, last: str) -> None:
    assert parse_one(text).holds(parse_one(last))
    assert parse_one(text).holds(parse_one(f"{last}(a)" if ":" not in last else last))


@pytest.mark.parametrize(
    ("text", "beyond"),
    [
        ("18 U.S.C. § 2701 et seq.", "18 U.S.C. § 2714"),
        ("18 U.S.C. § 2702 et seq.", "18 U.S.C. § 2701"),
        ("18 U.S.C. § 2702 et seq.", "18 U.S.C. § 2721"),
        ("18 U.S.C. § 2710 et seq.", "18 U.S.C. § 2711"),  # the VPPA is one section
        ("Fla. Stat. § 501.201 et seq.", "Fla. Stat. § 501.22"),
        # Florida's chapters hold many acts, so "et seq." alone tells no end.
        ("Fla. Stat. § 627.001 et seq.", "Fla. Stat. § 627.428"),
        ("Wash. Rev. Code § 19.999.010 et seq.", "Wash. Rev. Code § 20.01.010"),
        ("Wash. Rev. Code ch. 19.8", "Wash. Rev. Code § 19.86.020"),
        ("740 Ill. Comp. Stat. 14/", "740 Ill. Comp. Stat. 140/1"),
        ("740 Ill. Comp. Stat. 14/", "815 Ill. Comp. Stat. 14/1"),
        ("Mass. Gen. Laws ch. 93A", "Mass. Gen. Laws ch. 93, § 1"),
        ("Mass. Gen. Laws ch. 93", "Mass. Gen. Laws ch. 93A, § 2"),
        ("N.H. Rev. Stat. Ann. ch. 358", "N.H. Rev. Stat. Ann. § 358-A:2"),
        ("Mass. Gen. Laws ch. 93A", "Mass. Gen. Laws ch. 93B, § 1"),
        ("45 C.F.R. pt. 164 et seq.", "45 C.F.R. § 165.1"),
        ("4 U.S.C. § 5 et seq.", "4 U.S.C. § 6"),
        ("20 U.S.C. § 1092(f) et seq.", "20 U.S.C. § 1092(e)"),
        ("Iowa Code § 216.1 et seq.", "Iowa Code § 216A.1"),
    ],
)
def test_et_seq_and_chapters_end(text: str, beyond: str) -> None:
    assert not parse_one(text).overlaps(parse_one(beyond))


@pytest.mark.parametrize(
    ("code", "in_order"),
    [
        (
            "Fla. Stat.",
            ["501.201", "501.204", "501.2075", "501.21", "501.2105", "501.213", "502.1"],
        ),
        ("Tex. Bus. & Com. Code Ann.", ["17.41", "17.50", "17.501", "17.505", "17.5051", "17.506"]),
        ("Wash. Rev. Code", ["9.73.030", "19.86", "19.86.010", "19.86.020", "19.190.020"]),
        ("N.J. Stat. Ann.", ["2A:156A-3", "10:5-12", "34:11-56a4", "56:8-1", "56:8-2", "56:8-19"]),
        ("Va. Code Ann.", ["18.2-152.2", "18.2-152.10", "59.1-196", "59.1-200", "59.1-207"]),
        (
            "Ill. Comp. Stat.",
            ["14", "14/1", "14/5", "14/10", "14/15", "505/2", "505/10a", "505/11"],
        ),
        ("Mass. Gen. Laws", ["93:1", "93A", "93A:1", "93A:2", "93A:11", "93B:1", "149:148"]),
        ("N.Y. Gen. Bus. Law", ["349", "350", "350-a", "350-f", "350-f-1", "352", "899-aa"]),
        ("Me. Stat.", ["5:205-A", "5:206", "5:214", "10:1"]),
        ("Mich. Comp. Laws", ["37.2101", "445.61", "445.903", "445.1711"]),
        ("Or. Rev. Stat.", ["646.605", "646.608", "646.652", "646A.604", "659A.030"]),
    ],
)
def test_sections_sort_as_their_code_does(code: str, in_order: list[str]) -> None:
    keys = [codes()[code].key(section) for section in in_order]
    assert sorted(keys) == keys
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        # Rows of databases carry these: they must not change.
        ("18 U.S.C. § 2701", "U.S.C. 18 002701", "U.S.C. 18 002701"),
        ("28 U.S.C. § 1332(d)(2)", *["U.S.C. 28 001332 (1d (000002"] * 2),
        ("18 U.S.C. § 2701(c)–(d)", "U.S.C. 18 002701 (1c", "U.S.C. 18 002701 (1d"),
        ("8 U.S.C. § 1226(b)(1)(ii)–(v)", *["U.S.C. 08 001226 (1b (000001"] * 2),
        ("42 U.S.C. § 2000e-5", "U.S.C. 42 0020001e-000005", "U.S.C. 42 0020001e-000005"),
        ("5 U.S.C. §§ 551–559", "U.S.C. 05 000551", "U.S.C. 05 000559"),
        ("45 C.F.R. pt. 160", "C.F.R. 45 000160", "C.F.R. 45 000160.~"),
        ("17 C.F.R. § 240.10b-5", *["C.F.R. 17 000240.0000101b-000005"] * 2),
        ("Cal. Civ. Code § 1798.100", *["Cal. Civ. Code 00 001798.000100"] * 2),
        (
            "740 Ill. Comp. Stat. 14/",
            "Ill. Comp. Stat. 740 000014",
            "Ill. Comp. Stat. 740 000014/~",
        ),
        ("Fla. Stat. § 501.2075", *["Fla. Stat. 00 000501.207500"] * 2),
        ("N.J. Stat. Ann. § 56:8-1", *["N.J. Stat. Ann. 00 000056!000008-000001"] * 2),
        ("5 Ill. Comp. Stat. 140/1", *["Ill. Comp. Stat. 005 000140/000001"] * 2),
    ],
)
def test_keys_are_written_so(text: str, lower: str, upper: str) -> None:
    ref = parse_one(text)
    assert (ref.lower_key, ref.upper_key) == (lower, upper)
