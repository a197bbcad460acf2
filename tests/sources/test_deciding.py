"""The pages on which a fact is decided and a case signed off."""

import datetime
from typing import Any

import pytest
from django.test import Client

from cases.models import Case
from sources.models import Decision, SignOff
from tests.cases.test_pages import page, words
from tests.factories import (
    CaseFactory,
    CitationFactory,
    DecisionFactory,
    FilingFactory,
    NoticeFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    SignOffFactory,
)
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db


# --- The page -------------------------------------------------------------------------------------


@pytest.fixture
def case() -> Case:
    """A case whose filing date two sources state otherwise."""
    case = CaseFactory(caption="Roe v. Doe", slug="roe-v-doe", filed_on=datetime.date(2025, 1, 21))
    for day, name in (("2025-01-21", "The Gazette"), ("2025-01-25", "The Herald")):
        passage = PassageFactory(snapshot__source__publisher=name)
        CitationFactory(about=case, field="filed_on", stated_value=day, passage=passage)
    return case


@pytest.fixture
def attorney() -> Client:
    return signed_in("attorney")


DECIDE = "/cases/roe-v-doe/evidence/evidence-case-filed_on/decide/"
FILED = "/cases/roe-v-doe/#shown-case-filed_on"
OTHER = {"choice": "other", "other": "2025-01-22"}


def post(client: Client, case: Case, address: str = DECIDE, **given: Any) -> Any:
    """Send the form as the page gives it now, with these choices."""
    case.refresh_from_db()
    last = Decision.objects.filter(case=case, field="filed_on").order_by("-pk").first()
    seen = {"version": case.version, "decision": last.pk if last else ""}
    return client.post(address, {**seen, **given})


def stated(case: Case, value: str) -> str:
    return f"stated-{case.citations.get(stated_value=value).pk}"


def test_the_values_stated_stand_side_by_side_with_their_passages(
    attorney: Client, case: Case
) -> None:
    html = page(attorney, DECIDE)
    text = words(html)
    assert "Tuesday 21 January 2025 Shown now. Stated by The Gazette." in text
    assert "Saturday 25 January 2025 Stated otherwise. Stated by The Herald." in text
    assert html.count("<mark>filed on Tuesday</mark>") == 2


def test_the_day_of_a_decision_is_the_day_where_the_tracker_is(
    attorney: Client, case: Case
) -> None:
    late = datetime.datetime(2025, 2, 1, 3, tzinfo=datetime.UTC)
    DecisionFactory(
        about=case,
        field="filed_on",
        value="2025-01-21",
        decided_by=person("attorney"),
        decided_at=late,
    )
    for address in (DECIDE, "/cases/roe-v-doe/"):
        text = words(page(attorney, address))
        assert "31 January 2025." in text
        assert "1 February 2025." not in text


def test_a_value_that_the_record_does_not_show_yet_is_not_said_to_be_otherwise(
    attorney: Client, case: Case
) -> None:
    CitationFactory(about=case, field="docket_number", stated_value="5:25-cv-1")
    text = words(page(attorney, DECIDE.replace("filed_on", "docket_number")))
    assert "5:25-cv-1 Not in the record yet." in text


def test_a_stated_value_is_adopted_with_its_reason(attorney: Client, case: Case) -> None:
    response = post(attorney, case, choice=stated(case, "2025-01-25"), reason="It was there.")
    assert (response.status_code, response.headers["Location"]) == (302, FILED)
    made = Decision.objects.get()
    case.refresh_from_db()
    assert case.filed_on == datetime.date(2025, 1, 25)
    assert (made.value, made.basis, made.reason) == ("2025-01-25", "sources", "It was there.")
    assert made.decided_by.role.role == "attorney"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("given", "shown", "basis"),
    [
        ({"choice": "keep"}, "2025-01-21", "sources"),
        ({"choice": "none"}, "", "stated_none"),
        ({**OTHER, "ground": "inference"}, "2025-01-22", "inference"),
        ({**OTHER, "ground": "unsourced"}, "2025-01-22", "unsourced"),
    ],
)  # fmt: skip
def test_what_else_can_be_decided(
    attorney: Client, case: Case, given: dict[str, str], shown: str, basis: str
) -> None:
    assert post(attorney, case, reason="So.", **given).status_code == 302
    made = Decision.objects.get()
    assert (made.value, made.basis) == (shown, basis)
    assert Case.objects.get().value_of("filed_on") == shown


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"choice": "keep"}, "Give the reason: a colleague will ask."),
        ({"choice": "keep", "reason": "   "}, "Give the reason"),
        ({"reason": "So."}, "Choose which value is shown."),
        ({"choice": "other", "reason": "So."}, "Say which value."),
        ({"choice": "other", "other": "Tuesday", "reason": "So."}, "not a date"),
        ({"choice": "stated-0", "reason": "So."}, "stated-0 is not one of the available choices"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(
    attorney: Client, case: Case, given: dict[str, str], says: str
) -> None:
    response = post(attorney, case, **given)
    assert response.status_code == 422
    assert says in words(response.content.decode())
    assert not Decision.objects.exists()


def test_what_was_typed_is_not_lost(attorney: Client, case: Case) -> None:
    html = post(attorney, case, choice="keep", other="2025-01-30", reason="").content.decode()
    assert 'value="2025-01-30"' in html
    assert 'value="keep" id="choice-keep" checked' in html


def test_somebody_else_was_here_meanwhile(attorney: Client, case: Case) -> None:
    opened = case.version
    Case.objects.filter(pk=case.pk).update(filed_on=datetime.date(2025, 1, 22))
    response = attorney.post(
        DECIDE, {"version": opened, "decision": "", "choice": "none", "reason": "Mine."}
    )
    assert response.status_code == 409
    html = response.content.decode()
    assert "Somebody else was here meanwhile" in html
    assert "Wednesday 22 January 2025" in html  # as it is now
    assert "Mine.</textarea>" in html
    assert not Decision.objects.exists()


def test_a_later_decision_stands_above_the_earlier_which_is_kept(
    attorney: Client, case: Case
) -> None:
    post(attorney, case, choice="keep", reason="First thought.")
    post(attorney, case, choice=stated(case, "2025-01-25"), reason="Second thought.")
    text = words(page(attorney, DECIDE))
    assert "Saturday 25 January 2025 stands" in text
    assert text.index("Second thought.") < text.index("First thought.")
    assert "Decide again" in text


def test_a_decision_that_the_record_left_behind_is_said_to_be_so(
    attorney: Client, case: Case
) -> None:
    DecisionFactory(about=case, field="filed_on", value="2025-01-20")
    text = words(page(attorney, DECIDE))
    assert "The last decision was for “Monday 20 January 2025”" in text
    assert "out of date" in text


def test_a_value_that_names_no_row_cannot_be_chosen(attorney: Client, case: Case) -> None:
    filing = FilingFactory(case=case, key="complaint", filed_by=PartyFactory(case=case))
    CitationFactory(about=filing, field="filed_by", stated_value="some users")
    address = "/cases/roe-v-doe/evidence/evidence-filing-complaint-filed_by/decide/"
    html = page(attorney, address)
    assert "no party of this case is called “some users”" in html
    assert '<option value="" selected>–</option>' in html


def test_a_row_as_a_whole_can_only_be_kept(attorney: Client, case: Case) -> None:
    party = PartyFactory(case=case, key="acme")
    CitationFactory(about=party, stated_value="Acne Corp.")
    address = "/cases/roe-v-doe/evidence/evidence-party-acme-row/decide/"
    html = page(attorney, address)
    assert "Another value" not in html
    assert "edit the field that it names it by" in html


def test_a_fact_that_is_none_is_not_found(attorney: Client, case: Case) -> None:
    assert attorney.get(DECIDE.replace("filed_on", "nothing")).status_code == 404


@pytest.mark.parametrize(("who", "links"), [("attorney", True), ("paralegal", False)])
def test_the_evidence_leads_there(case: Case, who: str, links: bool) -> None:
    client = signed_in(who)
    assert (DECIDE in page(client, "/cases/roe-v-doe/")) is links
    address = "/cases/roe-v-doe/evidence/evidence-case-filed_on/"
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert (DECIDE in part) is links


# --- Signing off: the page ------------------------------------------------------------------------

SIGN_OFF = "/cases/roe-v-doe/sign-off/"


def settled(case: Case) -> None:
    CitationFactory(about=case, field="caption", stated_value="Roe v. Doe")
    DecisionFactory(about=case, field="filed_on", value="2025-01-21")


def test_what_is_open_is_listed_each_with_where_it_is_settled(attorney: Client, case: Case) -> None:
    checked = case.citations.get(stated_value="2025-01-21")
    fared = PassageCheckFactory(passage=checked.passage)
    notice = NoticeFactory(snapshot=case.citations.get(stated_value="2025-01-25").passage.snapshot)
    html = page(attorney, SIGN_OFF)
    text = words(html)
    assert "Four points are open." in text
    assert "Sources differ, and nobody has decided 1" in text
    assert f'href="{DECIDE}"' in html
    assert f'href="/review/passages/{fared.pk}/"' in html
    assert f"/review/?source={notice.snapshot.source.key}" in html
    assert "Shown without a source 1" in text
    assert "Add a source for Caption" in text
    assert ">Sign off</button>" not in html


def test_with_nothing_open_the_case_is_signed_off(attorney: Client, case: Case) -> None:
    settled(case)
    assert "Nothing is open. You can sign the case off." in words(page(attorney, SIGN_OFF))
    response = attorney.post(SIGN_OFF, {"remark": " As of the complaint. "})
    assert (response.status_code, response.headers["Location"]) == (302, "/cases/roe-v-doe/")
    made = SignOff.objects.get()
    assert (made.case, made.remark) == (case, "As of the complaint.")
    assert "was signed off by" in words(page(attorney, SIGN_OFF))


def test_a_remark_is_kept_without_what_no_text_holds(attorney: Client, case: Case) -> None:
    settled(case)
    attorney.post(SIGN_OFF, {"remark": "As of the\0 complaint."})
    assert SignOff.objects.get().remark == "As of the complaint."


def test_what_came_up_since_is_said(attorney: Client, case: Case) -> None:
    response = attorney.post(SIGN_OFF, {"remark": "Mine."})
    assert response.status_code == 422
    text = words(response.content.decode())
    assert "Something came up since you opened this page." in text
    assert "Two points are open." in text


def test_a_case_signed_off_a_moment_ago_is_not_signed_twice(attorney: Client, case: Case) -> None:
    settled(case)
    SignOffFactory(case=case)
    response = attorney.post(SIGN_OFF)
    assert response.status_code == 422
    assert "Somebody has signed this case off already" in response.content.decode()
    assert SignOff.objects.count() == 1


def test_a_paralegal_sees_what_remains_and_cannot_sign(case: Case) -> None:
    client = signed_in("paralegal")
    assert "Two points are open." in words(page(client, SIGN_OFF))
    settled(case)
    html = page(client, SIGN_OFF)
    assert "An attorney can sign the case off." in html
    assert "<button" not in html.partition("<main")[2]
    assert client.post(SIGN_OFF).status_code == 403
    assert not SignOff.objects.exists()


def test_sign_offs_and_reopenings_are_kept_on_the_page(attorney: Client, case: Case) -> None:
    settled(case)
    ann = person("attorney", username="ann")
    SignOffFactory(case=case, signed_by=ann, remark="As of today.")
    Case.objects.filter(pk=case.pk).update(seat="San Jose")
    text = words(page(attorney, SIGN_OFF))
    assert "Signed off by ann on" in text
    assert "As of today. Reopened on" in text
    assert "because Place changed." in text


def test_the_case_page_says_who_signed_and_why_it_was_reopened(client: Client, case: Case) -> None:
    assert "igned off" not in words(page(client, "/cases/roe-v-doe/"))
    settled(case)
    SignOffFactory(case=case, signed_by=person("attorney", username="ann"))
    assert "Signed off by ann on" in words(page(client, "/cases/roe-v-doe/"))
    Case.objects.filter(pk=case.pk).update(filed_on=datetime.date(2025, 1, 22))
    text = words(page(client, "/cases/roe-v-doe/"))
    assert "because Filed changed; ann had signed it off on" in text
