"""Reading a text whole: what holds for every finding of every text."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.models.fact_target import TARGET_MODELS
from sources.reader.finding import About, FindingKind
from sources.reader.read import read
from tests.sources.reader.reading import values

# Pieces that wake the rules, joined in any order, and characters that trip a text up.
PIECES = (
    "Jan. 21|Tuesday|(Jan. 3)|2024|$5 million|per person|18 U.S.C. § 2701 et seq.|Lanham Act|UCL|"
    "N.D. Cal.|the Ninth Circuit|federal court in|San Jose, California|No. 25-cv-709|Judge|v.|"
    "Jo Roe|Acme|Beta Corp.|, |. |\n|\n\n|“|”|'s|sued|suing|lawsuit against|filed by|dismissed|"
    "without prejudice|attorney for|of Roe LLP|said|told|spokesperson|, chief executive of|in|on|"
    "yesterday|earlier today|breach of contract|and|has not been|\u00a0|\u00ad|\ufeff|  |\t|et al."
)
pieces = st.sampled_from(PIECES.split("|"))
texts = st.one_of(st.text(), st.lists(pieces, max_size=40).map(" ".join))
days = st.none() | st.dates()

# A word or a sign, as often as fills a text: what makes a careless pattern take its square.
REPEATED = (
    *("A", "a", "-", "_", ".", '"', "(", " ", "\n", "U.S. ", "Acme ", "Jo Roe, ", "Jan. 2, "),
    *("$1,", "filed ", "lawsuit against ", "A v. B "),
)


@given(texts, days)
def test_any_text_is_read_and_every_finding_is_of_its_words(text: str, day: date | None) -> None:
    for finding in read(text, published=day):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip()
        assert finding.value.strip()


@given(texts, days)
def test_the_same_text_is_read_the_same(text: str, day: date | None) -> None:
    assert read(text, published=day) == read(text, published=day)


@given(texts, days)
def test_findings_stand_in_text_order_and_none_twice(text: str, day: date | None) -> None:
    findings = read(text, published=day)
    assert all(first.start <= second.start for first, second in pairwise(findings))
    meanings = [(f.kind, f.start, f.end, f.value, f.about) for f in findings]
    assert len(meanings) == len(set(meanings))


@pytest.mark.parametrize("repeated", REPEATED)
def test_a_text_of_one_thing_repeated_is_read_in_time(repeated: str) -> None:
    text = (repeated * 40_000)[:40_000]
    start = time.perf_counter()
    read(text, published=date(2025, 2, 3))
    assert time.perf_counter() - start < 6


def test_a_text_without_a_lawsuit_has_no_findings() -> None:
    assert read("The soup was warm, and nobody minded that it rained.") == []


def test_a_meaning_said_again_is_one_finding() -> None:
    text = "A suit against Acme was filed. The suit against Acme seeks damages for negligence."
    assert values("party", text) == ["Acme"]


def test_the_fuller_name_stands_for_the_shorter() -> None:
    text = "A suit against Acme was filed. The case is Roe v. Acme Widgets Inc."
    assert "Acme Widgets Inc." in values("party", text)
    assert "Acme" not in values("party", text)


def test_places_are_those_of_the_text_as_given() -> None:
    # White space is made one, soft hyphens go: places must be of the text before that.
    text = "On\u00a0 \u00a0Jan.   3,  2024 the com\u00adpany  was sued for breach  of\tcontract."
    words = {f.kind: text[f.start : f.end] for f in read(text)}
    assert words[FindingKind.DATE] == "Jan.   3,  2024"
    assert words[FindingKind.CLAIM] == "breach  of\tcontract"


def test_lines_broken_to_a_width_are_read_across() -> None:
    text = (
        "The plaintiff, who lives in Ohio, brings this action against Silver\n"
        "Lake Media Group, Inc. in the United States District Court for the\n"
        "Southern District of New York, and asks for damages of not less\n"
        "than five thousand dollars on each of the counts that follow here.\n"
    )
    assert "Silver Lake Media Group, Inc." in values("party", text)
    assert values("court", text) == ["nysd"]


def test_the_fields_that_findings_are_about_are_fields_of_the_record() -> None:
    for about in About:
        if about:
            row, _, field = about.partition(":")[0].partition(".")
            assert field in {citable.field for citable in TARGET_MODELS[row].citable}, about
