"""The filters of the list of cases: each finds the case and leaves others out."""

from datetime import date

import pytest
from django.http import QueryDict

from cases.filters import CaseFilter
from cases.models import Case, Disposition, Prejudice
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    CourtFactory,
    DisposingFilingFactory,
    FilingFactory,
    PartyFactory,
    StatuteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def wanted() -> Case:
    """A case that every filter of these tests looks for."""
    case = CaseFactory(
        slug="wanted",
        caption="De La Torre v. LinkedIn",
        court=CourtFactory(id="cand", name="District Court, N.D. California"),
        docket_number="5:25-cv-00709",
        filed_on=date(2025, 1, 21),
        judges=["Lucy Koh", "Edward Davila"],
        nature_of_suit="370 Other Fraud",
        summary="Private messages and training.",
    )
    linkedin = PartyFactory(case=case, name="LinkedIn Corporation")
    CounselFactory(case=case, attorney="Eli Wade-Scott", firm="Edelson PC", represents=linkedin)
    claim = ClaimFactory(case=case, title="Violation of the Stored Communications Act")
    ClaimStatuteFactory(claim=claim, statute=StatuteFactory(citation="18 U.S.C. § 2701 et seq."))
    DisposingFilingFactory(case=case, filed_on=date(2025, 1, 30), prejudice=Prejudice.WITHOUT)
    return case


@pytest.fixture
def noise() -> Case:
    """A case that differs in everything a filter asks for, and has a little of everything."""
    case = CaseFactory(
        slug="noise",
        caption="Roe v. Apple",
        court=CourtFactory(id="nysd", name="District Court, S.D. New York"),
        docket_number="1:19-cv-1",
        filed_on=date(2019, 8, 7),
        judges=["Jeffrey White"],
        nature_of_suit="190 Contract",
        summary="Recordings.",
    )
    apple = PartyFactory(case=case, name="Apple Inc.")
    CounselFactory(case=case, attorney="Ann Other", firm="Other LLP", represents=apple)
    claim = ClaimFactory(case=case, title="Breach of contract")
    ClaimStatuteFactory(claim=claim, statute=StatuteFactory(citation="18 U.S.C. §§ 2510-2523"))
    FilingFactory(case=case, filed_on=date(2019, 9, 1))
    return case


def found(query: str) -> list[str]:
    """The slugs of the cases that an address's query leaves."""
    filters = CaseFilter(QueryDict(query), Case.objects.newest_first())
    assert filters.is_valid(), filters.errors
    return [case.slug for case in filters.qs]


@pytest.mark.parametrize(
    "query",
    [
        "statute=18 U.S.C. § 2701",
        "statute=18:2701",
        "statute=18 USC 2701",
        "statute=Stored Communications Act",
        "statute=18 U.S.C. § 2701 et seq.",
        "statute=18 U.S.C. § 2702",  # within the range claimed under
        "statute=18 U.S.C. §§ 2700-2705",
        "court=cand",
        "status=closed",
        "disposition=voluntary_dismissal",
        "claim=stored communications",
        "party=linkedin",
        "counsel=wade-scott",
        "counsel=edelson",
        "judge=davila",
        "nature_of_suit=fraud",
        "filed_after=2025-01-21",
        "q=linkedin",
        "q=00709",
        "q=messages training",
        "q=corporation torre",
        "court=cand&status=closed&party=linkedin",
    ],
)
def test_a_filter_finds_the_case_and_leaves_others_out(
    query: str, wanted: Case, noise: Case
) -> None:
    assert found(query) == ["wanted"]
    assert found("") == ["wanted", "noise"]


@pytest.mark.parametrize(
    "query",
    [
        "statute=18 U.S.C. § 2511",
        "statute=18 U.S.C. § 2720",
        "court=nysd",
        "status=open",
        "claim=contract",
        "party=apple",
        "counsel=other llp",
        "judge=white",
        "nature_of_suit=contract",
        "filed_before=2025-01-20",
        "q=messages recordings",
        "court=nysd&status=closed",
        "disposition=settlement",
        "judge=,",
        "judge={",
        'judge="',
    ],
)
def test_the_same_filters_leave_the_case_out(query: str, wanted: Case, noise: Case) -> None:
    assert "wanted" not in found(query)


def test_dates_of_filing_include_the_day_itself(wanted: Case) -> None:
    assert found("filed_after=2025-01-21&filed_before=2025-01-21") == ["wanted"]
    assert found("filed_after=2025-01-22") == []
    assert found("filed_before=2025-01-20") == []


def test_signs_that_a_pattern_would_have_are_plain_signs(wanted: Case) -> None:
    for query in ("party=%25", "party=_", "q=%25%25", "counsel=.*", "judge=\\"):
        assert found(query) == []


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("q=link", True),
        ("q=inked", False),  # the middle of a word: no index finds that, and nobody asked for it
        ("q=li", False),  # of two letters: a whole word
        ("q=la", True),
        ("q=private train", True),  # beginnings of words of the summary
        ("q=de la torre v. linkedin", True),
        ("q=25-709", True),
        ("q=25-cv-709 linkedin", True),
        ("q=No. 5:25-cv-00709-EJD", True),
        ("q=3:25-cv-00709", False),
        ("party=obrien", True),
        ("party=O%27Brien", True),
        ("party=O’Brien", True),
        ("party=brien", False),
        ("party=muller", True),
        ("party=Müller", True),
        ("party=at%26t", True),
        ("party=jp morgan", True),
        ("party=J.P. Morgan Inc.", True),
        ("party=morgan obrien", False),  # two parties: the words are those of one name
        ("counsel=scott", True),
        ("counsel=wade scott", True),
        ("counsel=edelson wade", True),
        ("judge=e davila", False),
        ("judge=edw davila", True),
        ("claim=stored comm", True),
        ("claim=42:1983", True),  # as the docket has it
        ("party=%26 | !", False),
        ("q=%26 | !", False),
        ("party=a') %26 ('b", False),
    ],
)
def test_words_are_whole_ones_or_their_beginnings(
    query: str, is_found: bool, wanted: Case, noise: Case
) -> None:
    PartyFactory(case=wanted, name="Patrick O'Brien")
    PartyFactory(case=wanted, name="Müller AT&T")
    PartyFactory(case=wanted, name="J.P. Morgan, Inc.")
    ClaimFactory(case=wanted, title="Civil rights", cause="42:1983 Civil Rights Act")
    assert found(query) == ["wanted"] * is_found


def test_a_case_found_by_several_rows_is_listed_once(wanted: Case) -> None:
    PartyFactory(case=wanted, name="LinkedIn Ireland")
    claim = ClaimFactory(case=wanted, title="Another under stored communications")
    ClaimStatuteFactory(claim=claim, statute=StatuteFactory(citation="18 U.S.C. § 2702"))
    assert found("party=linkedin") == ["wanted"]
    assert found("statute=18:2702") == ["wanted"]


def test_status_is_closed_open_or_not_known() -> None:
    filed = date(2025, 1, 1)
    CaseFactory(slug="open", filed_on=filed)
    CaseFactory(slug="terminated", filed_on=filed, terminated_on=date(2025, 2, 1))
    DisposingFilingFactory(case=CaseFactory(slug="disposed", filed_on=filed))
    DisposingFilingFactory(
        case=CaseFactory(slug="of-some-claims", filed_on=filed), disposes="claims"
    )
    DisposingFilingFactory(case=CaseFactory(slug="ended-when-filed-is-unknown"))
    CaseFactory(slug="nothing-known")
    assert set(found("status=open")) == {"open", "of-some-claims"}
    assert set(found("status=closed")) == {
        "terminated",
        "disposed",
        "ended-when-filed-is-unknown",
    }
    assert found("status=unknown") == ["nothing-known"]


def test_a_disposition_of_some_claims_is_not_the_cases() -> None:
    case = CaseFactory()
    DisposingFilingFactory(case=case, disposes="claims")
    assert found("disposition=voluntary_dismissal") == []


def test_of_two_filings_that_end_a_case_the_latest_is_shown() -> None:
    case = CaseFactory()
    DisposingFilingFactory(case=case, disposition=Disposition.DISMISSAL, filed_on=date(2025, 1, 1))
    DisposingFilingFactory(case=case, disposition=Disposition.JUDGMENT, filed_on=date(2025, 3, 1))
    DisposingFilingFactory(case=case, disposition=Disposition.REMAND, filed_on=None)
    [shown] = Case.objects.with_disposition()
    assert (shown.disposition, shown.disposed_on) == ("judgment", date(2025, 3, 1))


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["new", "old", "undated"]),
        ("-filed", ["new", "old", "undated"]),
        ("filed", ["old", "new", "undated"]),
        ("caption", ["undated", "old", "new"]),
        ("court", ["old", "new", "undated"]),
    ],
)
def test_cases_are_sorted_and_what_is_not_known_comes_last(sort: str, order: list[str]) -> None:
    first, second = CourtFactory(name="A"), CourtFactory(name="B")
    CaseFactory(slug="old", caption="M", filed_on=date(2019, 1, 1), court=first)
    CaseFactory(slug="new", caption="Z", filed_on=date(2025, 1, 1), court=second)
    CaseFactory(slug="undated", caption="A")
    assert found(f"sort={sort}") == order


@pytest.mark.parametrize(
    "query",
    [
        "statute=nonsense",
        "statute=18 U.S.C. §",
        "statute=%00",
        "court=atlantis",
        "court=%00",
        "court=nysd",  # a court, but none of a case here
        "status=asleep",
        "disposition=magic",
        "claim=%00",
        "party=%00",
        "counsel=%00",
        "judge=%00",
        "nature_of_suit=%00",
        "filed_after=yesterday",
        "filed_after=2025-02-30",
        "filed_before=0000-00-00",
        "filed_before=%00",
        "q=%00",
        "q=" + "word " * 5_000,
        "statute=" + "18:2701, " * 5_000,
        "party=" + "x" * 100_000,
        "sort=sideways",
    ],
    ids=lambda query: query[:30].replace("\0", "NUL"),
)
def test_a_value_that_makes_no_sense_is_refused_in_words(query: str, wanted: Case) -> None:
    filters = CaseFilter(QueryDict(query), Case.objects.all())
    assert not filters.is_valid()
    [parameter] = filters.errors
    assert parameter == query.partition("=")[0]
    assert all(message.strip() for message in filters.errors[parameter])


@pytest.mark.parametrize(
    "query", ["q=%20", "party=", "statute=%20", "court=", "unknown=1", "q=&q="]
)
def test_an_empty_value_asks_for_nothing(query: str, wanted: Case) -> None:
    assert found(query) == ["wanted"]


def test_every_parameter_of_the_contract_is_there() -> None:
    contract = (
        "statute court status disposition claim party counsel judge nature_of_suit "
        "filed_after filed_before q sort"
    )
    assert set(contract.split()) <= set(CaseFilter.base_filters)
