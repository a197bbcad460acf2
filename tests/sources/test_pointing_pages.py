"""The form beside words that somebody points at: what it proposes, refuses and saves."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cases.models import Case
from sources.models import CheckState, Citation, PassageCheck, Snapshot
from sources.views import citing_form
from tests.factories import (
    CaseFactory,
    CitationFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
)
from tests.hostile import MARKUP, hostile_case
from tests.people import ANYBODY, NO_GROUP, person, signed_in

pytestmark = pytest.mark.django_db

TEXT = "😀 A headline\n\nRoe sued Doe on Jan. 21, in Fresno.\nDoe denied it on Jan. 24."
HTMX = {"HX-Request": "true"}
Ask = Callable[..., Any]


@pytest.fixture
def snapshot() -> Snapshot:
    return SnapshotFactory(text=TEXT, source__published=datetime.date(2025, 1, 22))


@pytest.fixture
def case(snapshot: Snapshot) -> Case:
    """One that the source is cited for."""
    case: Case = CaseFactory(
        slug="roe-v-doe", caption="Roe v. Doe", filed_on=datetime.date(2025, 1, 21)
    )
    PartyFactory(case=case, key="doe", name="Doe")
    passage = PassageFactory(snapshot=snapshot, exact="A headline")
    CitationFactory(about=case, field="caption", stated_value="Roe v. Doe", passage=passage)
    return case


@pytest.fixture
def paralegal() -> Client:
    return signed_in("paralegal")


def pointed(snapshot: Snapshot, words: str, /, **more: Any) -> dict[str, Any]:
    """What a browser sends of words; their offsets in code points."""
    start = snapshot.text.index(words)
    place = {"snapshot": snapshot.pk, "start": start, "end": start + len(words), "words": words}
    return {**place, **more}


def address(snapshot: Snapshot, part: str = "") -> str:
    return f"/sources/{snapshot.source_id}/cite/{part}"


def form_for(client: Client, snapshot: Snapshot, words: str, **more: Any) -> str:
    response = client.get(address(snapshot), pointed(snapshot, words, **more), headers=HTMX)
    assert response.status_code == 200
    return str(response.content.decode())


FILED = "roe-v-doe/case/filed_on"


def post(
    client: Client, snapshot: Snapshot, words: str, /, *, htmx: bool = True, **said: Any
) -> Any:
    given = pointed(snapshot, words, **{"fact": FILED, "stated_value": "2025-01-21", **said})
    return client.post(address(snapshot), given, headers=HTMX if htmx else {})


def made() -> Any:
    """The citations made in a test, besides the one that it starts with."""
    return Citation.objects.exclude(field="caption")


# --- What it proposes -------------------------------------------------------------------------


def test_the_fact_that_the_words_state_is_chosen_and_its_value_filled_in(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = form_for(paralegal, snapshot, "Jan. 21")
    assert f'value="{FILED}" checked' in html
    assert 'name="stated_value" value="2025-01-21"' in html
    assert "Agrees with the record (Tuesday 21 January 2025)." in html
    assert "<mark>Jan. 21</mark>" in html


def test_another_case_is_sought_by_so_many_words_as_the_list_of_cases_takes(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    CaseFactory(slug="poe-v-moe", caption="Poe v. Moe")
    assert "Poe v. Moe" in form_for(paralegal, snapshot, "Jan. 21", q="Poe")
    # What stands behind the bound is not sought, or a thousand words would take seconds.
    assert "Poe v. Moe" in form_for(paralegal, snapshot, "Jan. 21", q=f"Poe{' ' * 200}nothing")


@pytest.mark.parametrize("asked", [{"q": "\0"}, {"case": "\0"}])
def test_what_no_text_holds_is_passed_over(
    paralegal: Client, snapshot: Snapshot, case: Case, asked: dict[str, str]
) -> None:
    assert "Cite these words" in form_for(paralegal, snapshot, "Jan. 21", **asked)


def test_words_that_differ_say_so_before_anything_is_saved(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = form_for(paralegal, snapshot, "Jan. 24", fact=FILED)
    assert 'name="stated_value" value="2025-01-24"' in html
    assert "Differs (Friday 24 January 2025): the record shows Tuesday 21 January 2025." in html
    assert not made().exists()


def test_every_fact_of_the_case_can_be_chosen_also_those_not_recorded(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    place = pointed(snapshot, "Jan. 21")
    html = paralegal.get(address(snapshot, "facts/"), place, headers=HTMX).content.decode()
    for fact in ("roe-v-doe/party:doe/name", "roe-v-doe/case/seat", "roe-v-doe/party:doe/row"):
        assert f'value="{fact}"' in html
    assert f'value="{FILED}"' not in html, "it stands among those proposed"


def test_another_case_is_found_by_its_words_and_chosen(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    CaseFactory(slug="poe-v-moe", caption="Poe v. Moe", filed_on=datetime.date(2025, 1, 24))
    html = form_for(paralegal, snapshot, "Jan. 24", q="moe")
    assert "case=poe-v-moe" in html
    assert "case=roe-v-doe" not in html
    html = form_for(paralegal, snapshot, "Jan. 24", case="poe-v-moe")
    assert 'value="poe-v-moe/case/filed_on" checked' in html


def test_before_a_search_the_cases_at_hand_are_listed_those_cited_for_first(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    for number in range(13):
        CaseFactory(slug=f"other-{number:02}", caption=f"Other {number:02} v. Acme")
    html = form_for(paralegal, snapshot, "Jan. 21")
    listed = re.findall(r'<li><a href="/sources/[^"]*case=([\w-]+)"', html)
    assert listed == ["roe-v-doe", *(f"other-{number:02}" for number in range(12, 1, -1))]
    html = form_for(paralegal, snapshot, "Jan. 21", q="Other 03")
    assert re.findall(r'<li><a href="/sources/[^"]*case=([\w-]+)"', html) == ["other-03"]


def test_a_source_cited_for_nothing_asks_for_the_case_first(
    paralegal: Client, snapshot: Snapshot
) -> None:
    html = form_for(paralegal, snapshot, "Jan. 21")
    assert "cited for no case yet" in html
    assert 'name="q"' in html
    assert ">Cite</button>" not in html


def test_a_new_row_is_offered_with_the_quote_ready_and_the_way_back(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = form_for(paralegal, snapshot, "Roe")
    [link] = [part for part in html.split('"') if part.startswith("/admin/cases/party/add/?")]
    page = paralegal.get(link.replace("&amp;", "&")).content.decode()
    assert 'name="name" value="Roe"' in page
    assert "Roe</textarea>" in page.split('name="cite_quote"')[1]
    assert f'<option value="{snapshot.pk}" selected>' in page
    back = f"next=/sources/{snapshot.source_id}/%3Fparagraph%3D2%23paragraph-2"
    assert back in link.replace("%2F", "/")


def test_the_form_takes_as_many_queries_for_many_facts_as_for_few(
    paralegal: Client, snapshot: Snapshot, case: Case, django_assert_num_queries: Any
) -> None:
    def ask() -> None:
        form_for(paralegal, snapshot, "Jan. 21")

    FilingFactory(case=case, description="The first paper")
    ask()
    with django_assert_num_queries(FORM_QUERIES):
        ask()
    for number in range(40):
        FilingFactory(case=case, description=f"Paper {number}", filed_by=PartyFactory(case=case))
    with django_assert_num_queries(FORM_QUERIES):
        ask()


FORM_QUERIES = 13


def test_of_very_many_facts_the_likeliest_are_listed_and_those_that_one_names(
    paralegal: Client, snapshot: Snapshot, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(citing_form, "MOST_LISTED", 10)
    for number in range(5):
        FilingFactory(case=case, description=f"Paper {number}")

    def listed(**more: str) -> str:
        given = pointed(snapshot, "Jan. 21", case="roe-v-doe", **more)
        page = paralegal.get(f"/sources/{snapshot.source_id}/cite/facts/", given)
        return " ".join(page.content.decode().split())

    everything = listed()
    assert everything.count("data-narrow") == 10
    assert re.search(r"Up to 10 of \d+ facts are listed, the likeliest", everything)
    named = listed(named="docket PAPER 3 description")
    assert named.count("data-narrow") == 1
    assert "Paper 3" in named
    assert "Up to 10 of" in named, "or other words could not be looked for among all"
    assert listed(named="nothing is named so").count("data-narrow") == 0


def test_few_facts_are_all_listed_without_a_word(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    given = pointed(snapshot, "Jan. 21", case="roe-v-doe")
    page = paralegal.get(f"/sources/{snapshot.source_id}/cite/facts/", given).content.decode()
    assert page.count("data-narrow") > 10
    assert "Up to" not in page


# --- What it refuses --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [{"words": "Feb. 21"}, {"start": 0, "end": 7}, {"start": 900, "end": 907}, {"end": 3}],
    ids=["other words", "another place", "past the end", "backwards"],
)
def test_offsets_that_do_not_hold_the_words_are_refused(
    paralegal: Client, snapshot: Snapshot, case: Case, wrong: dict[str, Any]
) -> None:
    response = paralegal.get(address(snapshot), pointed(snapshot, "Jan. 21", **wrong), headers=HTMX)
    assert response.status_code == 422
    assert "Reload the page and select the words again." in response.content.decode()
    assert post(paralegal, snapshot, "Jan. 21", **wrong).status_code == 422
    assert not made().exists()


def test_a_text_of_another_source_is_refused(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    elsewhere = SnapshotFactory(text=TEXT)
    response = post(paralegal, snapshot, "Jan. 21", snapshot=elsewhere.pk)
    assert not made().exists()
    assert response.status_code == 422


def test_a_value_that_the_field_cannot_have_is_refused_in_words(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = post(paralegal, snapshot, "Jan. 21", stated_value="Tuesday").content.decode()
    assert "Tuesday: not a date" in html
    assert not made().exists()


def test_a_value_read_for_another_fact_is_not_saved_for_the_one_chosen_last(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    """As happens without JavaScript, where nothing fills the value in anew."""
    said = {"fact": "roe-v-doe/case/seat", "stated_for": FILED}
    html = post(paralegal, snapshot, "in Fresno", **said).content.decode()
    assert "You chose another fact: see what the words state of it" in html
    assert 'name="stated_value" value="in Fresno"' in html
    assert not made().exists()


@pytest.mark.parametrize("fact", ["", "nonsense", "roe-v-doe/case/slug", "roe-v-doe/party:x/name"])
def test_a_fact_that_is_none_is_refused(
    paralegal: Client, snapshot: Snapshot, case: Case, fact: str
) -> None:
    assert post(paralegal, snapshot, "Jan. 21", fact=fact).status_code == 200
    assert not made().exists()


# --- What it saves ----------------------------------------------------------------------------


def test_the_words_are_cited_and_the_paragraph_comes_back_marked(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = post(paralegal, snapshot, "Jan. 21", inferred="the year").content.decode()
    citation = made().get()
    assert (citation.stated_value, citation.inferred) == ("2025-01-21", "the year")
    assert citation.passage.exact == "Jan. 21"
    assert 'id="paragraph-2" hx-swap-oob="true"' in html
    assert f'data-passages="{citation.passage_id}">Jan. 21</mark>' in html
    assert 'id="paragraph-3"' not in html


def test_words_over_two_paragraphs_bring_both_back(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = post(paralegal, snapshot, "in Fresno.\nDoe denied").content.decode()
    assert 'id="paragraph-2"' in html
    assert 'id="paragraph-3"' in html


def test_undo_takes_the_citation_back_and_the_mark_with_it(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = post(paralegal, snapshot, "Jan. 21").content.decode()
    undo = f"/sources/citations/{made().get().pk}/undo/"
    assert undo in html
    given = {"source": snapshot.source_id}
    html = paralegal.post(undo, given, headers=HTMX).content.decode()
    assert not made().exists()
    assert 'id="paragraph-2" hx-swap-oob="true"' in html
    assert "<mark" not in html
    html = paralegal.post(undo, given, headers=HTMX).content.decode()
    assert "taken back already" in html


def test_the_same_words_for_the_same_fact_again_add_nothing_and_say_so_kindly(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    post(paralegal, snapshot, "Jan. 21")
    html = post(signed_in("attorney"), snapshot, "Jan. 21", stated_value="2024").content.decode()
    assert "Somebody has cited these very words for this fact already; nothing was added." in html
    assert "/undo/" not in html, "the other’s citation is not theirs to undo"
    assert made().get().stated_value == "2025-01-21"


def test_words_of_a_text_that_was_taken_anew_meanwhile_are_cited_where_they_were_read(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    newer = SnapshotFactory(source=snapshot.source, text=TEXT.replace("Jan. 21", "Jan. 20"))
    html = post(paralegal, snapshot, "Jan. 21").content.decode()
    citation = made().get()
    assert citation.passage.snapshot == snapshot
    check = PassageCheck.objects.get(passage=citation.passage)
    assert check.snapshot == newer
    assert check.state != CheckState.SAME
    assert "The text was taken anew meanwhile" in html
    assert "hx-swap-oob" not in html


# --- Without JavaScript -------------------------------------------------------------------------


def test_a_quote_leads_to_the_same_form_and_its_saving_back_to_the_words(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = paralegal.get(address(snapshot)).content.decode()
    assert 'name="quote"' in html
    html = paralegal.get(address(snapshot), {"quote": "Jan. 21"}).content.decode()
    assert f'value="{FILED}" checked' in html
    assert 'value="roe-v-doe/party:doe/name"' in html, "the whole list is there"
    response = post(paralegal, snapshot, "Jan. 21", htmx=False, stated_for=FILED)
    citation = made().get()
    assert response["Location"] == (
        f"/sources/{snapshot.source_id}/?cited={citation.pk}"
        f"&passage={citation.passage_id}#passage-{citation.passage_id}"
    )
    page = paralegal.get(response["Location"]).content.decode()
    assert f"/sources/citations/{citation.pk}/undo/" in page
    response = paralegal.post(f"/sources/citations/{citation.pk}/undo/")
    assert response["Location"] == f"/sources/{snapshot.source_id}/"
    assert not made().exists()


def test_a_quote_that_is_not_there_is_refused_with_the_nearest(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    html = paralegal.get(address(snapshot), {"quote": "Roe sued Doe on Jan. 22"}).content.decode()
    assert "does not stand in" in html
    assert "the nearest is" in html


def test_a_source_without_its_text_says_what_to_do(paralegal: Client) -> None:
    clipped = SnapshotFactory(taken="clipped")
    html = paralegal.get(address(clipped), {"quote": "suit"}).content.decode()
    assert "add its text first" in html


# --- Who may, and what is sent ------------------------------------------------------------------


@pytest.mark.parametrize("who", [ANYBODY, NO_GROUP, "reader"])
def test_who_may_not_cite_saves_and_undoes_nothing(
    snapshot: Snapshot, case: Case, who: str
) -> None:
    client = signed_in(who)
    refused = {302} if who == ANYBODY else {403}
    assert post(client, snapshot, "Jan. 21", htmx=False).status_code in refused
    for part in ("", "stated/", "facts/"):
        asked = pointed(snapshot, "Jan. 21", fact=FILED)
        assert client.get(address(snapshot, part), asked).status_code in refused
    kept = Citation.objects.get()
    assert client.post(f"/sources/citations/{kept.pk}/undo/").status_code in refused
    assert Citation.objects.get() == kept


def test_a_form_from_elsewhere_is_refused(snapshot: Snapshot, case: Case) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("paralegal"))
    assert post(client, snapshot, "Jan. 21").status_code == 403
    assert not made().exists()


def test_a_verdict_is_given_on_what_is_typed(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    def verdict(typed: str) -> str:
        asked = {"fact": FILED, "stated_for": FILED, "stated_value": typed}
        response = paralegal.get(address(snapshot, "stated/"), asked, headers=HTMX)
        return str(response.content.decode())

    assert "Agrees with the record" in verdict("2025-01")
    assert "Differs" in verdict("2025-02")
    assert "there is no 30 February 2025" in verdict("2025-02-30")
    assert "Left empty, it is what the record shows" in verdict("")


def test_choosing_another_fact_fills_in_what_the_words_state_of_it(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    asked = pointed(snapshot, "Jan. 24", fact=FILED)
    html = paralegal.get(address(snapshot, "stated/"), asked, headers=HTMX).content.decode()
    assert 'name="stated_value" value="2025-01-24"' in html
    assert f'name="stated_for" value="{FILED}"' in html


@pytest.mark.parametrize("part", ["", "facts/", "stated/"])
def test_hostile_text_stays_text(paralegal: Client, part: str) -> None:
    hostile_case()
    snapshot = Snapshot.objects.get(pk=Citation.objects.latest("pk").passage.snapshot_id)
    words = snapshot.text[: len(snapshot.text) // 2]
    asked = pointed(snapshot, words, fact="hostile/case/summary", q=MARKUP)
    response = paralegal.get(address(snapshot, part), asked)
    assert response.status_code == 200
    html = response.content.decode()
    assert "hostile" in html
    assert "<script>window" not in html
    assert "<img src=x" not in html


@pytest.mark.parametrize(
    "wrong",
    [{"snapshot": 0}, {"start": "x"}, {"start": -1}, {"proposal": 0}, {"words": "R" * 20_001}],
    ids=["another-text", "no-number", "negative", "no-such-proposal", "too-long"],
)
def test_a_place_that_cannot_be_read_is_refused_in_words(
    paralegal: Client, snapshot: Snapshot, case: Case, wrong: dict[str, Any]
) -> None:
    given = pointed(snapshot, "Jan. 21") | wrong
    response = paralegal.get(address(snapshot), given, headers=HTMX)
    assert response.status_code == 422
    assert "Reload the page and select them again." in response.content.decode()


@pytest.mark.parametrize("key", ["²", "9" * 5000, "-1", "x", ""])
def test_what_is_no_key_names_nothing(paralegal: Client, snapshot: Snapshot, key: str) -> None:
    assert paralegal.get(f"/sources/{snapshot.source_id}/", {"cited": key}).status_code == 200
    undo = paralegal.post("/sources/citations/999999/undo/", {"source": key})
    assert undo.status_code == 404


def test_a_fact_or_case_with_a_nul_is_none(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    given = pointed(snapshot, "Jan. 21", fact="roe-v-doe/party:\0/name")
    assert paralegal.get(address(snapshot, "stated/"), given, headers=HTMX).status_code < 500
    proposals = f"/sources/{snapshot.source_id}/proposals/"
    assert paralegal.get(proposals, {"case": "\0"}).status_code == 200
