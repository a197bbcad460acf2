"""Where statutes are: addresses that can be read, each of one statute, and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.sections import CFR, USC
from cases.statute_addresses import act_at, act_slug, plain, ref_at, short_name, slug_of
from cases.statutes import StatuteError, StatuteRef, acts, parse_one
from cases.statutes.codes import CALIFORNIA_CODES


@pytest.mark.parametrize(
    ("citation", "slug"),
    [
        ("18 U.S.C. § 2701", "18-usc-2701"),
        ("18 U.S.C. § 2701(a)(1)(B)", "18-usc-2701_a_1_B"),
        ("18 U.S.C. § 2701 et seq.", "18-usc-2701-et-seq"),
        ("18 U.S.C. §§ 2701-2713", "18-usc-2701-to-2713"),
        ("42 U.S.C. §§ 2000e-2000e-17", "42-usc-2000e-to-2000e-17"),
        ("17 C.F.R. § 240.10b-5", "17-cfr-240.10b-5"),
        ("Cal. Bus. & Prof. Code § 17200", "cal-bus-prof-code-17200"),
        ("2 U.S.C. § 1(a)-(c)", "2-usc-1_a-to_c"),
    ],
)
def test_a_section_is_at_its_citation(citation: str, slug: str) -> None:
    ref = parse_one(citation)
    assert slug_of(ref) == slug
    assert ref_at(slug, {ref.code}) == ref


@pytest.mark.parametrize(
    "slug", ["", "18-usc", "18-usc-", "99-usc-1", "usc-1", "18-usc-zebra", "nonsense", "18-usc-1_é"]
)
def test_what_is_no_section_is_none(slug: str) -> None:
    assert ref_at(slug, CALIFORNIA_CODES) is None


def test_a_code_that_nobody_knows_is_none() -> None:
    assert ref_at("cal-bus-prof-code-17200", set()) is None


@given(
    code=st.sampled_from([USC, CFR, *CALIFORNIA_CODES]),
    title=st.one_of(st.none(), st.integers(1, 50)),
    first=st.from_regex(r"[1-9][0-9]{0,4}(\.[0-9]{1,3})?[a-z]{0,2}(-[0-9]{1,2})?", fullmatch=True),
    last=st.one_of(st.none(), st.from_regex(r"[1-9][0-9]{0,4}[a-z]?", fullmatch=True)),
    et_seq=st.booleans(),
    subsection=st.one_of(st.just(""), st.from_regex(r"(\([a-zA-Z1-9]\)){1,3}", fullmatch=True)),
)
def test_every_reference_comes_back_from_its_address(**parts: object) -> None:
    try:
        ref = StatuteRef(**parts)  # type: ignore[arg-type]
    except StatuteError:
        return
    assert ref_at(slug_of(ref), CALIFORNIA_CODES) == ref


@given(st.text(max_size=60))
def test_no_address_makes_it_stumble(slug: str) -> None:
    ref = ref_at(slug, CALIFORNIA_CODES)
    assert ref is None or isinstance(ref, StatuteRef)
    act_at(slug)


def test_an_act_is_at_its_short_name_and_else_at_its_name() -> None:
    by_name = {act.names[0]: act for act in acts()}
    assert act_slug(by_name["Stored Communications Act"]) == "sca"
    assert act_slug(by_name["Wiretap Act"]) == "wiretap-act"
    assert short_name(by_name["Wiretap Act"]) == ""


def test_each_act_is_found_by_its_address_and_by_any_of_its_names() -> None:
    assert len({act_slug(act) for act in acts()}) == len(acts())
    for act in acts():
        assert act_at(act_slug(act)) == act
    assert act_at("stored-communications-act") == act_at("sca")
    assert act_at("no-such-act") is None


def test_the_ranges_of_acts_come_back_from_their_addresses() -> None:
    spans = [span for act in acts() for span in act.ranges]
    codes = {span.code for span in spans}
    assert [ref_at(slug_of(span), codes) for span in spans] == spans
    assert not {slug_of(span) for span in spans} & {act_slug(act) for act in acts()}


def test_an_apostrophe_leaves_no_hole() -> None:
    assert plain("Driver's Privacy Protection Act") == "drivers-privacy-protection-act"
