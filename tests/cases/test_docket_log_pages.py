"""The log row on the page of a case: who has it, what it answers, what it keeps."""

import re
from typing import Any

import pytest
from django.test import Client

from cases.docket_log import papers
from cases.models import Case, Document, Filing, Ruling
from tests.cases.test_pages import page, words
from tests.docket_log import PDF, filed, logged
from tests.factories import CaseFactory, ClaimFactory, DocumentFactory, FilingFactory, PartyFactory
from tests.people import ANYBODY, NO_GROUP, ROLES, person, signed_in

pytestmark = pytest.mark.django_db

LOG = "/cases/roe-v-acme/log/"
HTMX = {"HX-Request": "true"}
MAY = ["paralegal", "attorney", "admin"]
TOKEN = "c" * 16


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-acme", caption="Roe v. Acme Corp.")


@pytest.fixture
def paralegal() -> Client:
    return signed_in("paralegal")


def send(client: Client, headers: Any = None, **fields: Any) -> Any:
    given = {"token": TOKEN, "filed": "1/30/25", "kind": "complaint", "number": "1"} | fields
    return client.post(LOG, given, headers=headers)


# --- Who ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [ANYBODY, NO_GROUP, *ROLES])
def test_the_row_is_for_those_who_may_add_entries(case: Case, who: str) -> None:
    html = signed_in(who).get("/cases/roe-v-acme/").content.decode()
    assert ('id="docket-log"' in html) == (who in MAY)
    assert ("log.js" in html) == (who in MAY)


@pytest.mark.parametrize("who", [ANYBODY, NO_GROUP, *ROLES])
@pytest.mark.parametrize("address", [LOG, f"{LOG}understood/", f"{LOG}logged-x/undo/"])
def test_nobody_else_gets_in_by_another_way(case: Case, who: str, address: str) -> None:
    response = signed_in(who).post(address, {"token": TOKEN, "filed": "t", "kind": "complaint"})
    if who == ANYBODY:
        assert response.url.startswith("/account/sign-in/")
    elif who in MAY:
        assert response.status_code in {200, 302}
    else:
        assert response.status_code == 403
    assert Filing.objects.exists() == (who in MAY and address == LOG)


def test_the_row_costs_the_page_no_query(case: Case, django_assert_num_queries: Any) -> None:
    for number in range(3):
        FilingFactory(case=case, number=number)
    reader, paralegal = signed_in("reader"), signed_in("paralegal")
    for client in (reader, paralegal):
        client.get("/cases/roe-v-acme/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        reader.get("/cases/roe-v-acme/")
    # Whoever may review is told how much awaits it, which is the one more.
    with django_assert_num_queries(len(queries) + 1):
        paralegal.get("/cases/roe-v-acme/")


# --- Without JavaScript ---------------------------------------------------------------------------


def test_a_plain_form_logs_the_entry_and_the_page_offers_its_undo(
    case: Case, paralegal: Client
) -> None:
    response = send(paralegal)
    assert response.url == f"/cases/roe-v-acme/?logged=logged-{TOKEN}#docket-log"
    text = words(page(paralegal, response.url))
    assert "Logged entry 1: complaint." in text
    assert "logged by hand" in text
    undo = paralegal.post(f"{LOG}logged-{TOKEN}/undo/", follow=True)
    assert "Entry 1 is taken back." in words(undo.content.decode())
    assert not Filing.objects.exists()


def test_an_undo_asked_twice_is_harmless(case: Case, paralegal: Client) -> None:
    send(paralegal)
    for said in ("Entry 1 is taken back.", "That entry is taken back already."):
        undo = paralegal.post(f"{LOG}logged-{TOKEN}/undo/", headers=HTMX)
        assert said in words(undo.content.decode())


def test_what_was_refused_stands_in_the_row_with_its_reason(case: Case, paralegal: Client) -> None:
    response = send(paralegal, filed="banana", text="A <b>text</b> & more", kind="mtd")
    html = response.content.decode()
    assert response.status_code == 422
    assert "“banana” is no day" in html
    assert 'value="banana"' in html
    assert "A &lt;b&gt;text&lt;/b&gt; &amp; more</textarea>" in html
    assert 'value="mtd"' in html
    assert not Filing.objects.exists()


def test_the_address_of_the_row_leads_to_it(case: Case, paralegal: Client) -> None:
    assert paralegal.get(LOG).url == "/cases/roe-v-acme/#docket-log"


def test_somebody_else_s_address_offers_no_undo_to_readers(case: Case, paralegal: Client) -> None:
    send(paralegal)
    html = signed_in("reader").get(f"/cases/roe-v-acme/?logged=logged-{TOKEN}").content.decode()
    assert "/undo/" not in html


# --- With htmx --------------------------------------------------------------------------------


def test_the_next_number_is_proposed(case: Case, paralegal: Client) -> None:
    FilingFactory(case=case, number=46)
    FilingFactory(case=case, number=9)
    html = paralegal.get("/cases/roe-v-acme/").content.decode()
    assert re.search(r'name="number" value="47"', html)


def test_htmx_gets_the_page_with_an_empty_row_and_the_new_entry(
    case: Case, paralegal: Client
) -> None:
    html = send(paralegal, headers=HTMX).content.decode()
    assert "Logged entry 1: complaint." in words(html)
    assert f'id="filing-logged-{TOKEN}"' in html
    assert f'value="{TOKEN}"' not in html
    assert re.search(r'name="number" value="2"', html)


def test_htmx_gets_only_the_row_back_where_it_is_refused(case: Case, paralegal: Client) -> None:
    FilingFactory(case=case, number=1, description="The complaint")
    response = send(paralegal, headers=HTMX, text="Kept")
    html = response.content.decode()
    assert response.status_code == 200  # or htmx would show nothing
    assert html.lstrip().startswith('<div id="docket-log"')
    assert "1 is taken: “The complaint”. The next free number is 2." in html
    assert "Kept</textarea>" in html
    assert f'value="{TOKEN}"' in html


def test_two_presses_of_enter_make_one_entry(case: Case, paralegal: Client) -> None:
    for _ in range(2):
        assert "Logged entry 1" in words(send(paralegal, headers=HTMX).content.decode())
    assert Filing.objects.count() == 1


def test_while_somebody_types_the_row_says_what_it_would_log(case: Case, paralegal: Client) -> None:
    PartyFactory(case=case, name="Acme Corp.")
    FilingFactory(case=case, number=1, kind="complaint")
    given = {
        "token": TOKEN,
        "filed": "1/30/25",
        "text": "MOTION to Dismiss 1 Complaint filed by Acme Corp..",
    }
    said = words(paralegal.post(f"{LOG}understood/", given).content.decode())
    assert "Filed Thursday 30 January 2025" in said
    assert "Motion to dismiss" in said
    assert "By Acme Corp." in said
    assert not Filing.objects.filter(kind="motion").exists()


def test_what_is_not_typed_yet_is_no_mistake_and_what_is_wrong_is(
    case: Case, paralegal: Client
) -> None:
    html = paralegal.post(f"{LOG}understood/", {"token": TOKEN, "filed": ""}).content.decode()
    assert "error" not in html
    html = paralegal.post(f"{LOG}understood/", {"token": TOKEN, "filed": "32/1"}).content.decode()
    assert "there is no month 32" in html


def test_which_claims_is_asked_as_soon_as_it_matters(case: Case, paralegal: Client) -> None:
    ClaimFactory(case=case, title="Breach of contract")
    given = {"token": TOKEN, "filed": "t", "kind": "order", "disposes": "claims"}
    html = paralegal.post(
        f"{LOG}understood/", given | {"disposition": "dismissal"}
    ).content.decode()
    assert "Which claims does it dispose of?" in html
    assert "Breach of contract" in html
    html = paralegal.post(
        f"{LOG}understood/", given | {"text": "dismissing all claims", "disposition": "dismissal"}
    ).content.decode()
    assert re.search(r'name="claims" value="\d+" checked', html)


# --- What the page says --------------------------------------------------------------------------


def test_the_standing_sentence_says_by_which_entry_a_case_ended(
    case: Case, paralegal: Client
) -> None:
    send(paralegal, number="46", kind="", text="NOTICE of Voluntary Dismissal by Ann Roe")
    html = page(paralegal, "/cases/roe-v-acme/")
    assert "by docket entry 46 on Thursday 30 January 2025" in words(html)
    assert f'href="#filing-logged-{TOKEN}">docket entry 46' in html


def test_motion_and_order_say_what_became_of_it(case: Case) -> None:
    motion = FilingFactory(case=case, number=12, kind="motion", filed_on="2025-01-30")
    client = Client()
    assert "pending since 30 Jan 2025" in words(page(client, "/cases/roe-v-acme/"))
    order = FilingFactory(case=case, number=31, kind="order", filed_on="2025-03-04")
    Ruling.objects.create(order=order, motion=motion, outcome="granted_in_part")
    text = words(page(client, "/cases/roe-v-acme/"))
    assert "granted in part and denied in part by 31 on 4 Mar 2025" in text
    assert "Decides 12 : granted in part and denied in part" in text
    assert "pending" not in text


def test_a_motion_deferred_is_still_pending_and_one_in_an_ended_case_is_not(case: Case) -> None:
    motion = FilingFactory(case=case, number=12, kind="motion", filed_on="2025-01-30")
    order = FilingFactory(case=case, number=31, kind="order")
    Ruling.objects.create(order=order, motion=motion, outcome="deferred")
    text = words(page(Client(), "/cases/roe-v-acme/"))
    assert "deferred by 31" in text
    assert "pending since" in text
    ended = {"disposition": "dismissal", "disposes": "case", "filed_on": "2025-03-04"}
    FilingFactory(case=case, number=40, **ended)
    text = words(page(Client(), "/cases/roe-v-acme/"))
    assert "not decided before the case ended" in text


def test_a_motion_filed_after_the_case_ended_is_pending(case: Case) -> None:
    ended = {"disposition": "dismissal", "disposes": "case", "filed_on": "2025-03-04"}
    FilingFactory(case=case, number=40, **ended)
    FilingFactory(case=case, number=41, kind="motion", motion_type="fees", filed_on="2025-03-20")
    assert "pending since 20 Mar 2025" in words(page(Client(), "/cases/roe-v-acme/"))


def test_a_ruling_that_a_person_denied_is_not_shown(case: Case) -> None:
    motion = FilingFactory(case=case, number=12, kind="motion")
    order = FilingFactory(case=case, number=31, kind="order")
    Ruling.objects.create(order=order, motion=motion, outcome="", by_hand=True)
    text = words(page(Client(), "/cases/roe-v-acme/"))
    assert "pending" in text
    assert "Decides" not in text


# --- Documents ------------------------------------------------------------------------------------


def test_documents_are_kept_in_their_order_and_come_back_as_files(
    case: Case, paralegal: Client
) -> None:
    send(paralegal, papers=[filed("motion.pdf"), filed("exhibit “A”.txt", b"An exhibit")])
    main, exhibit = Document.objects.order_by("pk")
    assert (main.attachment, main.filename, exhibit.attachment) == (None, "motion.pdf", 1)
    assert len(main.sha256) == 64
    response = paralegal.get(f"/cases/roe-v-acme/documents/{main.pk}/")
    assert response.content == PDF
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="motion.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    text = words(page(paralegal, "/cases/roe-v-acme/"))
    assert "motion.pdf" in text
    assert "exhibit “A”.txt attachment 1" in text


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([filed("run.exe", b"MZ")], "“run.exe” is of a kind that is not taken"),
        ([filed("noending", b"x")], "“noending” is of a kind that is not taken"),
        ([filed("empty.pdf", b"")], "“empty.pdf” is empty"),
        ([filed("page.pdf", b"<html>")], "“page.pdf” is called a PDF and is none"),
        ([filed(f"{n}.pdf") for n in range(31)], "There are 31 files; 30 are the most"),
    ],
    ids=["exe", "no-ending", "empty", "no-pdf", "many"],
)
def test_a_file_that_is_not_taken_is_named(
    case: Case, paralegal: Client, files: Any, said: str
) -> None:
    html = send(paralegal, papers=files).content.decode()
    assert said in html
    assert not Filing.objects.exists()


def test_a_file_past_the_bound_is_told_its_size(
    case: Case, paralegal: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.LARGEST_UPLOAD = 1_000_000
    big = filed("big.pdf", PDF + b"0" * 1_500_000)
    assert (
        "“big.pdf” has 1.5 MB; 1 MB is the most" in send(paralegal, papers=[big]).content.decode()
    )
    monkeypatch.setattr(papers, "LARGEST_TOGETHER", 1_000_000)
    half = [filed(f"{n}.pdf", PDF + b"0" * 600_000) for n in range(2)]
    assert "have 1.2 MB together; 1 MB is" in send(paralegal, papers=half).content.decode()


def test_a_name_with_folders_and_tricks_is_only_a_name(case: Case) -> None:
    names = papers.papers_of([filed("..\\..\\a\n\0b.pdf"), filed("x" * 400 + ".pdf")])
    assert names[0].filename == "ab.pdf"
    assert len(names[1].filename) == 255
    assert names[1].filename.endswith(".pdf")


@pytest.mark.parametrize("who", [ANYBODY, NO_GROUP, *ROLES])
@pytest.mark.parametrize("sealed", [False, True])
def test_who_reads_the_case_reads_its_papers_but_what_is_sealed_only_those_who_work_here(
    case: Case, who: str, sealed: bool
) -> None:
    filing = logged(case, by=person("paralegal"), kind="complaint", papers=[filed()])
    Filing.objects.filter(pk=filing.pk).update(sealed=sealed)
    address = f"/cases/roe-v-acme/documents/{filing.documents.get().pk}/"
    status = signed_in(who).get(address).status_code
    assert (status == 200) == (not sealed or who in ROLES)


def test_a_paper_of_another_case_or_without_a_file_is_not_there(case: Case) -> None:
    filing = logged(case, kind="complaint", papers=[filed()])
    CaseFactory(slug="poe-v-acme")
    kept = filing.documents.get()
    assert Client().get(f"/cases/poe-v-acme/documents/{kept.pk}/").status_code == 404
    listed = DocumentFactory(filing=filing, attachment=1)
    assert Client().get(f"/cases/roe-v-acme/documents/{listed.pk}/").status_code == 404
