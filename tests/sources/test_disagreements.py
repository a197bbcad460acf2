"""Whether a value that a source states agrees with the value shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.citable import Kind
from cases.dates import PartialDate
from sources.disagreements import agrees

kinds = st.sampled_from(Kind)
# Words as values have them; a word that is only quotation marks or stops says nothing.
words = st.lists(st.from_regex(r"[a-zA-Z0-9é]{1,8}", fullmatch=True), min_size=1, max_size=5)
precisions = st.sampled_from([10, 7, 4])  # characters of an ISO date: a day, a month, a year


@pytest.mark.parametrize(
    ("kind", "shown", "stated"),
    [
        (Kind.TEXT, "Eli Wade-Scott", "eli wade-scott"),
        (Kind.TEXT, "Eli Wade-Scott", " Eli  Wade–Scott. "),
        (Kind.TEXT, "false and without merit", "“false and without merit.”"),
        (Kind.TEXT, "LinkedIn's policy", "LinkedIn’s policy"),
        (Kind.TEXT, "Ann Lee; Bo Ray", "Bo Ray; Ann Lee"),
        (Kind.TEXT, "Acme, Inc.", "Acme Inc"),
        (Kind.TEXT, "Acme Inc.", "ACME, INC."),
        (Kind.TEXT, "Acme,LLC", "Acme, L.L.C."),
        (Kind.TEXT, "Acme Co., Ltd.", "Acme Co Ltd"),
        (Kind.TEXT, "Roe v. Acme, Inc., et al.", "Roe v. Acme Inc, et al"),
        (Kind.TEXT, "Acme Corp.; Lex LLP", "Lex, L.L.P.; Acme, Corp"),
        (Kind.DESCRIPTION, "a share of Acme, L.L.C.", "share of Acme LLC"),
        (Kind.DOCKET_TEXT, "ORDER re 22. (jj, COURT STAFF) (Entered: 1/2/2025)", "ORDER re [22]"),
        (Kind.DOCKET_TEXT, "ORDER re 22. (jd, ) (Entered: 08/13/2024)", "ORDER re [22]."),
        (Kind.DOCKET_TEXT, "REPLY (jj) (Entered: 01/22/2025)", "Reply (Filed on 1/22/2025)"),
        (Kind.DOCKET_TEXT, "Docketed. [Entered: 05/27/2022 11:10 AM]", "Docketed"),
        (Kind.TEXT, "", ""),
        (Kind.TEXT, "", "  "),
        (Kind.CHOICE, "without", "without"),
        (Kind.DATE, "2025-01-21", "2025-01-21"),
        (Kind.DATE, "2025-01-21", "2025-01"),
        (Kind.DATE, "2025-01-21", "2025"),
        (Kind.DATE, "2024-08", "2024"),
        (Kind.MONEY, "1000", "1000"),
        (Kind.PLACE, "San Jose, California", "san jose, California"),
        (Kind.PLACE, "San Jose, California", "California"),
        (Kind.PLACE, "San Jose,California", "San Jose,  California."),
        (Kind.STATUTES, "18 U.S.C. §§ 2701–2713", "the Stored Communications Act"),
        (Kind.STATUTES, "18 U.S.C. § 2701; 29 U.S.C. § 207", "29 USC 207; 18:2701"),
        (Kind.STATUTES, "a law of old", "A law of old."),
        (Kind.DESCRIPTION, "unspecified damages", "damages"),
        (Kind.DESCRIPTION, "millions of Premium customers", "Millions of customers"),
        (Kind.DESCRIPTION, "unspecified damages", "“Unspecified damages.”"),
        (Kind.DESCRIPTION, "$$$", "$$$"),
    ],
)
def test_what_agrees(kind: Kind, shown: str, stated: str) -> None:
    assert agrees(kind, shown, stated)


@pytest.mark.parametrize(
    ("kind", "shown", "stated"),
    [
        (Kind.TEXT, "Eli Wade-Scott", "Wade-Scott"),
        (Kind.TEXT, "legal VP", "general counsel"),
        (Kind.TEXT, "Acme, Inc.", "Acme"),
        (Kind.TEXT, "Acme, Inc.", "Acme, LLC"),
        (Kind.TEXT, "Acme Corp.", "Acme Corporation"),
        (Kind.TEXT, "Acme Inc.", "AcmeInc."),
        (Kind.TEXT, "Acme Co.", "Acme Cohen"),
        (Kind.TEXT, "Acme, Incorporated", "Acme Incorporated"),
        (Kind.TEXT, "Ann Lee; Bo Ray", "Ann Lee"),
        (Kind.TEXT, "Ann Lee", "Ann Lee; Bo Ray"),
        (Kind.TEXT, "", "something"),
        (Kind.TEXT, "something", ""),
        (Kind.CHOICE, "without", "with"),
        (Kind.DATE, "2025-01-21", "2025-01-25"),
        (Kind.DATE, "2025-01", "2025-01-21"),
        (Kind.DATE, "2024", "2024-08"),
        (Kind.DATE, "2025-01-21", "2024"),
        (Kind.DATE, "2025-01-21", ""),
        (Kind.DATE, "", "2025-01-21"),
        (Kind.MONEY, "1000", "100"),
        (Kind.PLACE, "California", "San Jose, California"),
        (Kind.PLACE, "San Jose, California", "San Jose"),
        (Kind.PLACE, "San Jose, California", ""),
        (Kind.STATUTES, "18 U.S.C. § 2701", "18 U.S.C. § 2702"),
        (Kind.STATUTES, "18 U.S.C. § 2701; 29 U.S.C. § 207", "18 U.S.C. § 2701"),
        (Kind.STATUTES, "18 U.S.C. § 2701", "a data protection law"),
        (Kind.STATUTES, "18 U.S.C. § 2701", ""),
        (Kind.DOCKET_TEXT, "ORDER granting 22", "ORDER denying 22"),
        (Kind.DOCKET_TEXT, "ORDER re 22 (Modified on 1/2/2025)", "ORDER re 22"),
        (Kind.DOCKET_TEXT, "ORDER (re 22) granted", "ORDER granted"),
        (Kind.TEXT, "REPLY (Entered: 01/22/2025)", "REPLY"),
        (Kind.DESCRIPTION, "damages", "unspecified damages"),
        (Kind.DESCRIPTION, "unspecified damages", "damages unspecified"),
        (Kind.DESCRIPTION, "unspecified damages", ""),
        (Kind.DESCRIPTION, "unspecified damages", "…"),
    ],
)
def test_what_does_not_agree(kind: Kind, shown: str, stated: str) -> None:
    assert not agrees(kind, shown, stated)


@given(kinds, st.text())
def test_a_value_agrees_with_itself(kind: Kind, value: str) -> None:
    assert agrees(kind, value, value)


@given(kinds, st.text(), st.text())
def test_any_two_values_are_compared_without_failing(kind: Kind, shown: str, stated: str) -> None:
    assert agrees(kind, shown, stated) in {True, False}


@given(st.sampled_from([Kind.TEXT, Kind.PLACE, Kind.DESCRIPTION]), words)
def test_case_white_space_and_quotation_marks_do_not_count(kind: Kind, value: list[str]) -> None:
    shown = " ".join(value)
    for stated in (shown.upper(), "\n\t ".join(value), f"“{shown}.”", f'"{shown}"', f" {shown} "):
        assert agrees(kind, shown, stated)
        assert agrees(kind, stated, shown)


@given(st.lists(words, min_size=1, max_size=4), st.randoms())
def test_the_order_of_a_list_does_not_count(items: list[list[str]], random: st.DrawFn) -> None:
    values = [" ".join(item) for item in items]
    shuffled = random.sample(values, len(values))
    assert agrees(Kind.TEXT, "; ".join(values), ";".join(shuffled))


@given(st.dates(), precisions, precisions)
def test_a_date_agrees_when_it_is_stated_as_precisely_or_less(
    day: object, shown: int, stated: int
) -> None:
    iso = str(day)
    assert agrees(Kind.DATE, iso[:shown], iso[:stated]) == (stated <= shown)


@given(st.dates(), st.dates(), precisions, precisions)
def test_dates_that_agree_both_ways_are_one_date(
    one: object, other: object, first: int, second: int
) -> None:
    a, b = str(one)[:first], str(other)[:second]
    if agrees(Kind.DATE, a, b) and agrees(Kind.DATE, b, a):
        assert PartialDate.parse(a) == PartialDate.parse(b)
