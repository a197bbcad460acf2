"""The history of a case and of each fact: what, by whom, when, on which evidence."""

import re
from datetime import date
from typing import Any

import pghistory
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from cases.models import Case, Party
from casetracker.models import User
from casetracker.urls import urlpatterns as project_urls
from sources.models import CheckState
from tests import sql
from tests.cases.test_pages import page, queries, words
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    DecisionFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    RelatedCaseFactory,
    SnapshotFactory,
    StatuteFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-doe", caption="Roe v. Doe", filed_on=date(2025, 1, 21))


def history(client: Client, anchor: str = "") -> str:
    html = page(client, f"/cases/roe-v-doe/history/{anchor and anchor + '/'}")
    return words(html.partition('<ol class="moments">')[2].partition("</ol>")[0])


def test_a_change_by_raw_sql_is_shown_from_and_to_in_words(client: Client, case: Case) -> None:
    sql.run("UPDATE cases_case SET filed_on = '2025-01-25' WHERE id = %s", case.pk)
    assert (
        "by SQL or a command changed Case Roe v. Doe Filed from Tuesday 21 January 2025 → to "
        "Saturday 25 January 2025" in history(client)
    )


def test_who_made_a_change_is_named(client: Client, case: Case, django_user_model: type) -> None:
    user = django_user_model.objects.create_user("mlopez", first_name="Maria", last_name="Lopez")
    with pghistory.context(user=user.pk, url="/somewhere/"):
        Case.objects.filter(pk=case.pk).update(seat="Oakland")
    assert "by Maria Lopez" in history(client)


def rename(request: HttpRequest) -> HttpResponse:
    """A page that changes the record."""
    Case.objects.update(seat="Oakland")
    return HttpResponse()


urlpatterns = [path("rename/", csrf_exempt(rename)), *project_urls]


def test_a_change_through_a_page_bears_the_name_of_who_was_signed_in(
    client: Client, case: Case, admin_user: User, settings: Any
) -> None:
    client.force_login(admin_user)
    settings.ROOT_URLCONF = __name__
    assert client.post("/rename/").status_code == 200
    assert f"by {admin_user.username}" in history(client)


def test_a_change_through_a_page_by_nobody_in_particular_is_not_called_sql(
    client: Client, case: Case
) -> None:
    with pghistory.context(user=None, url="/somewhere/"):
        Case.objects.filter(pk=case.pk).update(seat="Oakland")
    assert "by someone who was not signed in" in history(client)


def test_someone_who_is_gone_is_still_someone(client: Client, case: Case) -> None:
    with pghistory.context(user=4711):
        Case.objects.filter(pk=case.pk).update(seat="Oakland")
    assert "by somebody since deleted" in history(client)


def test_the_newest_comes_first(client: Client, case: Case) -> None:
    for seat in ("Oakland", "Fresno"):
        Case.objects.filter(pk=case.pk).update(seat=seat)
    text = history(client, "evidence-case-seat")
    assert text.index("from Oakland → to Fresno") < text.index("Place Oakland")


def test_every_row_of_the_case_has_its_changes_there(client: Client, case: Case) -> None:
    party = PartyFactory(case=case, name="Acme")
    filing = FilingFactory(case=case, description="Complaint", filed_by=party)
    claim = ClaimFactory(case=case, title="Fraud", disposed_by=filing)
    EventFactory(case=case, summary="It leaked", first_day=date(2024, 8, 1), precision="month")
    RelatedCaseFactory(case=case, other__caption="In re Acme")
    ClaimStatuteFactory(claim=claim, statute=StatuteFactory(citation="18 U.S.C. § 2701"))
    text = history(client)
    for said in (
        "added Party Acme Name Acme Role defendant",
        "added Docket entry Complaint Description Complaint Filed by Acme",
        "added Cause of action Fraud Cause of action Fraud Disposed of by Complaint",
        "changed Cause of action Fraud Statute 18 U.S.C. § 2701",
        "added Event It leaked What happened It leaked Date August 2024",
        "added Related case In re Acme",
    ):
        assert said in text


def test_a_deleted_row_is_still_told_of_and_named(client: Client, case: Case) -> None:
    party = PartyFactory(case=case, name="Acme")
    filing = FilingFactory(case=case, filed_by=party)
    filing.delete()
    party.delete()
    text = history(client)
    assert "removed Party Acme Name Acme removed" in text
    assert "Filed by Acme" in text
    assert "removed Party Acme" in history(client, f"evidence-party-{party.key}-name")


def test_another_case_is_not_told_of(client: Client, case: Case) -> None:
    PartyFactory(name="Somebody Else")
    assert "Somebody Else" not in history(client)


def test_a_fact_has_its_values_citations_and_decisions_and_no_others(
    client: Client, case: Case
) -> None:
    passage = PassageFactory(snapshot__source__publisher="The Gazette")
    citation = CitationFactory(
        about=case, field="filed_on", stated_value="2025-01-25", passage=passage
    )
    CitationFactory(about=case, field="caption", stated_value="Doe", passage=passage)
    DecisionFactory(about=case, field="filed_on", value="2025-01-21", reason="The docket says so.")
    Case.objects.filter(pk=case.pk).update(seat="Oakland")
    citation.delete()
    text = history(client, "evidence-case-filed_on")
    assert (
        "cited The Gazette for Filed , which it states as Saturday 25 January 2025 "
        "“filed on Tuesday”" in text
    )
    assert "citation removed The Gazette" in text
    assert "decided Filed : Tuesday 21 January 2025" in text
    assert "The docket says so." in text
    assert "Filed Tuesday 21 January 2025" in text
    assert "Oakland" not in text
    assert "Doe for" not in text
    assert "Caption" not in text


def test_a_changed_citation_says_from_what_to_what(client: Client, case: Case) -> None:
    citation = CitationFactory(about=case, field="filed_on", stated_value="2025-01-25")
    sql.run("UPDATE sources_citation SET stated_value = '2025-01-21' WHERE id = %s", citation.pk)
    assert "Value stated from Saturday 25 January 2025 → to Tuesday 21 January 2025" in history(
        client, "evidence-case-filed_on"
    )


def test_a_passage_is_linked_where_it_stands_in_the_newest_text(client: Client, case: Case) -> None:
    passage = PassageFactory()
    source = passage.snapshot.source
    CitationFactory(about=case, field="caption", passage=passage)
    address = "/cases/roe-v-doe/history/"
    assert f'{passage.address}"' in page(client, address)
    newer = SnapshotFactory(source=source, text="Corrected: filed on Tuesday.")
    found = PassageFactory(snapshot=newer)
    PassageCheckFactory(passage=passage, snapshot=newer, state=CheckState.SAME, found=found)
    assert f'{found.address}"' in page(client, address)


def test_what_was_written_together_is_shown_together(client: Client, case: Case) -> None:
    PartyFactory(case=case)
    html = page(client, "/cases/roe-v-doe/history/")
    # A test is one transaction, and so one moment.
    assert html.count("<time") == 1


def test_a_fact_that_lost_its_value_keeps_its_history(client: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(filed_on=None)
    html = page(client, "/cases/roe-v-doe/history/evidence-case-filed_on/")
    assert "Nothing is shown now." in html
    assert "Tuesday 21 January 2025" in html


def test_a_fact_that_never_was_is_not_found(client: Client, case: Case) -> None:
    assert client.get("/cases/roe-v-doe/history/evidence-case-banana/").status_code == 404
    assert client.get("/cases/no-such/history/").status_code == 404


def test_a_long_history_is_paged(client: Client, case: Case) -> None:
    Party.objects.bulk_create(
        Party(case=case, key=f"p-{number}", name=f"Party no. {number}", role="defendant")
        for number in range(250)
    )
    first = page(client, "/cases/roe-v-doe/history/")
    assert "Page 1 of 3" in first
    assert first.count('<li class="change') == 100
    assert "Page 3 of 3" in page(client, "/cases/roe-v-doe/history/?page=3")


def test_a_long_history_takes_as_many_queries_as_a_short_one(client: Client, case: Case) -> None:
    def grow(number: int) -> None:
        for filing in FilingFactory.create_batch(number, case=case, filed_by=party):
            CitationFactory(about=filing, field="description", stated_value="A paper")
            filing.description = "Another paper"
            filing.save()

    party = PartyFactory(case=case)
    grow(5)
    few = queries(client, "/cases/roe-v-doe/history/")
    grow(60)
    assert queries(client, "/cases/roe-v-doe/history/") <= few <= 40


def test_hostile_values_stay_text(client: Client, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(seat="<script>alert(1)</script>")
    html = page(client, "/cases/roe-v-doe/history/evidence-case-seat/")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_fragment_of_a_fact_and_the_case_page_lead_to_the_history(
    client: Client, case: Case
) -> None:
    address = "/cases/roe-v-doe/history/"
    assert f'href="{address}"' in page(client, case.get_absolute_url())
    part = "/cases/roe-v-doe/evidence/evidence-case-filed_on/"
    html = client.get(part, headers={"HX-Request": "true"}).content.decode()
    assert re.search(rf'href="{address}evidence-case-filed_on/"', html)
