"""A page of a case is sent again only when it is another: 304, and never a wrong one."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases import unchanged
from cases.models import Case, Filing
from casetracker.models import User
from sources.actions.keeping import keep_text
from sources.models import Citation, Notice, PassageCheck, Taken
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    ClaimStatuteFactory,
    CounselFactory,
    CourtFactory,
    DecisionFactory,
    DocketNoteFactory,
    DocketTagFactory,
    DocumentFactory,
    EventFactory,
    FilingFactory,
    NoticeFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    RelatedCaseFactory,
    RulingFactory,
    SnapshotFactory,
)
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db

PAGES = ["", "docket/", "parties/", "evidence/"]
# Read for a page of a case, and yet no part of it. The reason stands beside.
NO_PART = {
    "django_session": "who asks is part of the tag",
    "casetracker_user": "the names are summed, and who asks is part of the tag",
    "casetracker_user_groups": "what they may is part of the tag",
    "casetracker_user_user_permissions": "what they may is part of the tag",
    "auth_group": "what they may is part of the tag",
    "auth_group_permissions": "what they may is part of the tag",
    "auth_permission": "what they may is part of the tag",
    "django_content_type": "what they may is part of the tag",
    "sources_passage": "never edited; what points at it is summed",
    "sources_snapshot": "never edited; what points at it is summed",
    "sources_courtfile_cases": "a row comes with its court file's, and goes with it",
}


@pytest.fixture
def case() -> Case:
    """With a row of every kind."""
    case = CaseFactory(slug="roe-v-doe", caption="Roe v. Doe", court=CourtFactory(name="A court"))
    party = PartyFactory(case=case, name="Acme")
    CounselFactory(case=case, represents=party)
    order = FilingFactory(case=case, number=2, kind="order", filed_on=date(2025, 2, 1))
    motion = FilingFactory(case=case, number=1, kind="motion", filed_on=date(2025, 1, 2))
    RulingFactory(order=order, motion=motion)
    DocumentFactory(filing=order)
    DocketNoteFactory(filing=order, written_by=person("paralegal"))
    DocketTagFactory(filing=order)
    claim = ClaimFactory(case=case)
    claim.against.add(party)
    ClaimStatuteFactory(claim=claim)
    EventFactory(case=case)
    RelatedCaseFactory(case=case, other=CaseFactory(court=CourtFactory(name="Another")))
    snapshot = SnapshotFactory(text="Acme was sued. So it was filed on Tuesday.")
    passage = PassageFactory(snapshot=snapshot, exact="Acme was sued")
    CitationFactory(about=party, field="name", stated_value="Acme", passage=passage)
    NoticeFactory(snapshot=snapshot)
    PassageCheckFactory(passage=passage)
    DecisionFactory(about=party, field="name", value="Acme", decided_by=person("attorney"))
    return case


def address(page: str = "") -> str:
    return f"/cases/roe-v-doe/{page}"


class Reader:
    """A browser that keeps the page and asks whether it is still so."""

    def __init__(self, client: Client, page: str = "") -> None:
        self.client, self.page = client, page
        # Its first visit brings the secret of its forms.
        self.client.get(address(page))
        self.look()

    def look(self) -> Any:
        response = self.client.get(address(self.page))
        self.tag = response.headers.get("ETag", "")
        return response

    def is_told_unchanged(self) -> bool:
        response = self.client.get(address(self.page), headers={"If-None-Match": self.tag})
        assert response.status_code in {200, 304}
        assert response.status_code == 200 or response.content == b""
        return bool(response.status_code == 304)


@pytest.mark.parametrize("who", ["anybody", "reader", "attorney"])
@pytest.mark.parametrize("part", PAGES)
def test_a_page_that_is_as_it_was_is_not_sent_again(case: Case, who: str, part: str) -> None:
    reader = Reader(signed_in(who), part)
    assert reader.tag.startswith('W/"')
    assert reader.is_told_unchanged()


def test_it_is_told_without_making_the_page(case: Case, django_assert_num_queries: Any) -> None:
    reader = Reader(Client())
    with django_assert_num_queries(1):
        assert reader.is_told_unchanged()


@pytest.mark.parametrize("who", ["anybody", "attorney"])
@pytest.mark.parametrize("part", PAGES)
def test_no_table_that_a_page_reads_is_forgotten(case: Case, who: str, part: str) -> None:
    client = signed_in(who)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address(part)).status_code == 200
    summed = " ".join(unchanged.FROM)
    own = [it["sql"] for it in queries if "pg_current_snapshot" not in it["sql"]]
    read = set(re.findall(r'(?:FROM|JOIN) "(\w+)"', " ".join(own)))
    histories = {table for table in read if table.endswith("history")} | {"pghistory_context"}
    known = {table for table in read if re.search(rf"\b{table} it\b", summed)}
    assert {"cases_filing", "sources_citation"} <= known or part == "parties/"
    # A history grows only with a change of the row that it is of.
    assert read - known - histories - set(NO_PART) == set()


# --- Every change shows ---------------------------------------------------------------------------


def sql(statement: str, *given: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


def _cite_again(case: Case) -> None:
    CitationFactory(about=case, field="seat", stated_value="Nowhere")


def _take_the_text_again(case: Case) -> None:
    source = Citation.objects.get(case=case).passage.snapshot.source
    keep_text(source=source, text="Acme was not sued.", taken=Taken.PASTED)


CHANGES = {
    "the case": lambda case: sql("UPDATE cases_case SET summary = 'x' WHERE id = %s", case.pk),
    "its court": lambda case: sql(
        "UPDATE cases_court SET name = 'Court' WHERE id = %s", case.court_id
    ),
    "a party": lambda case: sql("UPDATE cases_party SET name = 'Beta'"),
    "a new party": lambda case: PartyFactory(case=case),
    "counsel": lambda case: sql("UPDATE cases_counsel SET firm = 'Firm'"),
    "a claim": lambda case: sql("UPDATE cases_claim SET title = 'Another'"),
    "its statutes": lambda case: sql("DELETE FROM cases_claimstatute"),
    "a statute": lambda case: sql("UPDATE cases_statute SET popular_name = 'An Act'"),
    "who is sued": lambda case: sql("DELETE FROM cases_claimagainst"),
    "an entry": lambda case: sql("UPDATE cases_filing SET description = 'x' WHERE number = 1"),
    "a new entry": lambda case: FilingFactory(case=case),
    "a ruling": lambda case: sql("UPDATE cases_ruling SET outcome = 'denied'"),
    "a paper": lambda case: sql("UPDATE cases_document SET description = 'Exhibit A'"),
    "a note": lambda case: sql("UPDATE cases_docketnote SET text = 'Done.'"),
    "a tag": lambda case: sql("DELETE FROM cases_dockettag"),
    "an event": lambda case: sql("UPDATE cases_event SET summary = 'Nothing happened'"),
    "the related case": lambda case: sql(
        "UPDATE cases_case SET caption = 'X v. Y' WHERE id <> %s", case.pk
    ),
    "its relation": lambda case: sql("UPDATE cases_relatedcase SET relation = 'same judge'"),
    "its court's name": lambda case: sql(
        "UPDATE cases_court SET name = 'C' WHERE name = 'Another'"
    ),
    "a citation": lambda case: sql("UPDATE sources_citation SET stated_value = 'Other'"),
    "a new citation": _cite_again,
    "a source": lambda case: sql("UPDATE sources_source SET publisher = 'The Herald'"),
    "a newer text": _take_the_text_again,
    "a notice read": lambda case: Notice.objects.update(reviewed_at=timezone.now()),
    "a check": lambda case: PassageCheck.objects.update(
        review="confirmed", reviewed_at=timezone.now()
    ),
    "a decision": lambda case: DecisionFactory(about=case, field="caption", value="Roe v. Doe"),
    "a name of somebody": lambda case: User.objects.filter(decisions__isnull=False).update(
        first_name="Ada"
    ),
}


@pytest.mark.parametrize("who", ["anybody", "attorney"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_a_change_is_shown_of(case: Case, change: Any, who: str) -> None:
    reader = Reader(signed_in(who))
    change(case)
    assert not reader.is_told_unchanged()


def test_what_is_written_of_another_case_changes_nothing(case: Case) -> None:
    reader = Reader(Client())
    FilingFactory()
    CitationFactory(about=PartyFactory(), field="name", stated_value="Acme Corp.")
    assert reader.is_told_unchanged()


def test_what_came_and_went_leaves_the_page_as_it_was(case: Case) -> None:
    reader = Reader(Client())
    party = PartyFactory(case=case)
    assert not reader.is_told_unchanged()
    party.delete()
    assert reader.is_told_unchanged()


# --- Who asks, when, and what else is on the page ---------------------------------------------


def test_the_page_of_one_is_not_that_of_another(case: Case) -> None:
    clients = [signed_in("reader"), signed_in("reader"), signed_in("attorney"), Client()]
    assert len({Reader(client).tag for client in clients}) == 4


def test_whoever_may_more_meanwhile_sees_the_page_anew(case: Case) -> None:
    user = person("reader")
    client = Client()
    client.force_login(user)
    reader = Reader(client)
    user.groups.add(Group.objects.get(name="attorneys"))
    assert not reader.is_told_unchanged()


def test_signing_out_is_seen(case: Case) -> None:
    reader = Reader(signed_in("reader"))
    reader.client.logout()
    assert not reader.is_told_unchanged()


def test_what_awaits_a_review_elsewhere_is_said_in_the_head(case: Case) -> None:
    paralegal, reader = Reader(signed_in("paralegal")), Reader(Client())
    other = PassageCheckFactory(passage=PassageFactory())
    CitationFactory(about=CaseFactory(), field="seat", passage=other.passage)
    assert reader.is_told_unchanged()
    assert not paralegal.is_told_unchanged()


def test_a_new_day_is_a_new_page(case: Case) -> None:
    reader = Reader(Client())
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert not reader.is_told_unchanged()


def test_new_code_makes_a_new_page(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(Client())
    monkeypatch.setattr(unchanged, "code_version", lambda: "newer")
    assert not reader.is_told_unchanged()


def test_a_message_is_shown_once_and_its_page_not_kept(case: Case) -> None:
    client = signed_in("paralegal")
    reader = Reader(client)
    entry = Filing.objects.get(number=1)
    client.post(f"/cases/roe-v-doe/log/{entry.key}/undo/")
    told = client.get(address(), headers={"If-None-Match": reader.tag})
    assert told.status_code == 200
    assert "was not logged here" in told.content.decode()
    assert "ETag" not in told.headers


def test_the_first_page_of_a_browser_brings_a_secret_and_is_not_kept(case: Case) -> None:
    client = signed_in("reader")
    first = client.get(address())
    assert "csrftoken" in first.cookies
    assert "ETag" not in first.headers
    assert "ETag" in client.get(address()).headers


def test_a_part_of_the_page_has_no_tag(case: Case) -> None:
    part = Client().get(address("docket/"), headers={"HX-Request": "true"})
    assert "ETag" not in part.headers


def test_what_is_written_while_the_page_is_made_leaves_it_without_a_tag(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = unchanged.state_of("roe-v-doe")
    assert state is not None
    assert unchanged.is_still("roe-v-doe", state)
    earlier = unchanged.State(state.sums, "1:1:")
    assert unchanged.is_still("roe-v-doe", earlier)
    PartyFactory(case=case)
    assert not unchanged.is_still("roe-v-doe", earlier)


def test_nobody_keeps_the_page_for_others(case: Case) -> None:
    response = Client().get(address())
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in response.headers["Vary"]


def test_a_case_that_is_not_there_is_not_found(case: Case) -> None:
    assert Client().get("/cases/no-such/").status_code == 404
