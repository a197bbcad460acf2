"""Going through proposals: in what order, what each says, and what its buttons do."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Case
from sources.models import Citation, JobState, Perusal, Proposal, ProposalState, Snapshot
from tests.factories import (
    CaseFactory,
    CitationFactory,
    PartyFactory,
    PassageFactory,
    PerusalFactory,
    ProposalFactory,
    SnapshotFactory,
)
from tests.hostile import HOSTILE, MARKUP
from tests.people import ANYBODY, NO_GROUP, person, signed_in

pytestmark = pytest.mark.django_db

TEXT = "A headline\n\nRoe sued Doe on Jan. 21. It was Jan. 22, says Doe. Poe joined in Fresno."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def snapshot() -> Snapshot:
    return SnapshotFactory(text=TEXT)


@pytest.fixture
def case(snapshot: Snapshot) -> Case:
    """One that the source is cited for."""
    case: Case = CaseFactory(slug="roe-v-doe", filed_on=datetime.date(2025, 1, 21))
    passage = PassageFactory(snapshot=snapshot, exact="A headline")
    CitationFactory(about=case, field="caption", stated_value="x", passage=passage)
    return case


@pytest.fixture
def paralegal() -> Client:
    return signed_in("paralegal")


def proposed(snapshot: Snapshot, words: str, value: str, **given: Any) -> Proposal:
    passage = PassageFactory(snapshot=snapshot, exact=words)
    made: Proposal = ProposalFactory(passage=passage, value=value, **given)
    return made


@pytest.fixture
def agrees(snapshot: Snapshot, case: Case) -> Proposal:
    return proposed(snapshot, "Jan. 21", "2025-01-21", inferred="the year")


@pytest.fixture
def differs(snapshot: Snapshot, case: Case) -> Proposal:
    return proposed(snapshot, "Jan. 22", "2025-01-22", about="case.filed_on")


@pytest.fixture
def new(snapshot: Snapshot, case: Case) -> Proposal:
    return proposed(snapshot, "Poe", "Poe", kind="party", about="party.name:plaintiff")


def address(snapshot: Snapshot, part: str = "") -> str:
    return f"/sources/{snapshot.source_id}/proposals/{part}"


def page(client: Client, snapshot: Snapshot, query: str = "") -> str:
    response = client.get(address(snapshot) + query)
    assert response.status_code == 200
    return str(response.content.decode())


def places(html: str, *proposals: Proposal) -> list[int]:
    return [html.find(f'id="proposal-{proposal.pk}"') for proposal in proposals]


def do(client: Client, proposal: Proposal, action: str, **given: Any) -> str:
    address = f"/sources/proposals/{proposal.pk}/{action}/"
    response = client.post(address, given, headers=HTMX)
    assert response.status_code == 200
    assert response["HX-Retarget"] == f"#proposal-{proposal.pk}"
    return str(response.content.decode())


def key(proposal: Proposal, fact: str = "roe-v-doe/case/filed_on") -> str:
    return f"{proposal.pk}|{fact}|{proposal.value}"


def made() -> Any:
    return Citation.objects.exclude(field="caption")


# --- The list ---------------------------------------------------------------------------------


def test_what_differs_comes_first_then_what_is_new_then_what_agrees(
    paralegal: Client, snapshot: Snapshot, agrees: Proposal, differs: Proposal, new: Proposal
) -> None:
    found = places(page(paralegal, snapshot), differs, new, agrees)
    assert -1 not in found
    assert found == sorted(found)


def test_each_says_what_it_would_state_and_what_the_record_shows(
    paralegal: Client, snapshot: Snapshot, differs: Proposal, new: Proposal
) -> None:
    html = page(paralegal, snapshot)
    assert "Filed: Wednesday 22 January 2025" in html
    assert ">Tuesday 21 January 2025</a>" in html
    assert "Name, party: Poe" in html


def test_a_doubt_is_told_and_takes_more_than_one_keystroke(
    paralegal: Client, snapshot: Snapshot, agrees: Proposal
) -> None:
    assert f"/sources/proposals/{agrees.pk}/accept/" in page(paralegal, snapshot)
    Proposal.objects.update(doubt="21 January 2025 was a Tuesday, the text says Monday")
    html = page(paralegal, snapshot)
    assert "Look twice: 21 January 2025 was a Tuesday" in html
    assert f"/sources/proposals/{agrees.pk}/accept/" not in html


def test_how_it_stands_to_the_record_follows_the_record(
    paralegal: Client, snapshot: Snapshot, case: Case, differs: Proposal
) -> None:
    assert "The record shows" in page(paralegal, snapshot)
    Case.objects.filter(pk=case.pk).update(filed_on=datetime.date(2025, 1, 22))
    html = page(paralegal, snapshot)
    assert "The record shows" not in html
    assert "Accept all that agree (1)" in html


def test_what_is_cited_already_is_no_open_work(
    paralegal: Client, snapshot: Snapshot, case: Case, agrees: Proposal
) -> None:
    passage = PassageFactory(snapshot=snapshot, exact="sued Doe on Jan. 21")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-21", passage=passage)
    html = page(paralegal, snapshot)
    assert places(html, agrees) == [-1]
    assert "1 more is cited in this text already" in html
    assert Proposal.objects.get().state == ProposalState.OPEN, "derived, and never stored"


@pytest.mark.parametrize("show", ["differs", "new", "agrees"])
def test_a_filter_leaves_its_own(
    paralegal: Client,
    snapshot: Snapshot,
    agrees: Proposal,
    differs: Proposal,
    new: Proposal,
    show: str,
) -> None:
    html = page(paralegal, snapshot, f"?show={show}")
    kept = {"differs": differs, "new": new, "agrees": agrees}[show]
    others = {agrees, differs, new} - {kept}
    assert places(html, kept) != [-1]
    assert places(html, *others) == [-1, -1]


def test_another_case_may_be_compared_with(
    paralegal: Client, snapshot: Snapshot, differs: Proposal
) -> None:
    CaseFactory(slug="poe-v-moe", caption="Poe v. Moe", filed_on=datetime.date(2025, 1, 22))
    assert "Accept all that agree" not in page(paralegal, snapshot)
    assert "Accept all that agree (1)" in page(paralegal, snapshot, "?case=poe-v-moe")


def test_a_source_cited_for_nothing_lists_all_as_new(paralegal: Client, snapshot: Snapshot) -> None:
    proposed(snapshot, "Jan. 21", "2025-01-21")
    html = page(paralegal, snapshot)
    assert "cited for no case yet" in html
    assert "Date: Tuesday 21 January 2025" in html


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    paralegal: Client, snapshot: Snapshot, agrees: Proposal, django_assert_max_num_queries: Any
) -> None:
    def ask() -> int:
        with django_assert_max_num_queries(100) as queries:
            page(paralegal, snapshot)
        return len(queries)

    ask()
    few = ask()
    for number in range(20):
        about = "party.name:plaintiff" if number % 2 else "case.court"
        kind = "party" if number % 2 else "court"
        passage = PassageFactory(snapshot=snapshot, exact=TEXT[number : number + 8])
        ProposalFactory(passage=passage, kind=kind, value=f"cand{number}", about=about)
        PartyFactory(case=Case.objects.get(), name=f"Party {number}")
    assert ask() <= few + 1, "the names of courts take one"


# --- Accepting, rejecting, and back -------------------------------------------------------------


def test_one_that_agrees_is_accepted_as_shown(paralegal: Client, agrees: Proposal) -> None:
    html = do(paralegal, agrees, "accept", key=key(agrees))
    citation = made().get()
    assert (citation.field, citation.stated_value) == ("filed_on", "2025-01-21")
    assert citation.inferred == "the year"
    assert "Cited for “Filed”." in html
    assert f"/sources/proposals/{agrees.pk}/reopen/" in html


def test_what_changed_since_it_was_shown_is_not_accepted(
    paralegal: Client, case: Case, agrees: Proposal
) -> None:
    Case.objects.filter(pk=case.pk).update(filed_on=datetime.date(2025, 1, 20))
    html = do(paralegal, agrees, "accept", key=key(agrees))
    assert "changed meanwhile" in html
    assert not made().exists()


def test_one_that_differs_is_not_accepted_by_a_keystroke(
    paralegal: Client, differs: Proposal
) -> None:
    do(paralegal, differs, "accept", key=key(differs))
    assert not made().exists()


def test_one_that_differs_is_cited_by_the_form_which_says_so(
    paralegal: Client, snapshot: Snapshot, differs: Proposal
) -> None:
    passage = differs.passage
    place = {"snapshot": snapshot.pk, "start": passage.start, "end": passage.end}
    given = {**place, "words": "Jan. 22", "proposal": differs.pk, "fact": "roe-v-doe/case/filed_on"}
    form = f"/sources/{snapshot.source_id}/cite/"
    html = paralegal.get(form, given, headers=HTMX).content.decode()
    assert "Differs" in html
    said = {"stated_value": "2025-01-22", "stated_for": given["fact"]}
    response = paralegal.post(form, given | said, headers=HTMX)
    assert response["HX-Retarget"] == f"#proposal-{differs.pk}"
    assert made().get().stated_value == "2025-01-22"
    differs.refresh_from_db()
    assert differs.citation == made().get()


def test_rejecting_and_taking_it_back(
    paralegal: Client, snapshot: Snapshot, agrees: Proposal
) -> None:
    html = do(paralegal, agrees, "reject")
    assert "It will not be proposed again." in html
    assert places(page(paralegal, snapshot), agrees) == [-1]
    assert places(page(paralegal, snapshot, "?show=settled"), agrees) != [-1]
    html = do(paralegal, agrees, "reopen")
    assert ">Accept</button>" in html


def test_what_somebody_settled_meanwhile_is_told(paralegal: Client, agrees: Proposal) -> None:
    do(signed_in("attorney"), agrees, "reject")
    assert "was rejected by attorney" in do(paralegal, agrees, "reject")


def test_taking_an_acceptance_back_removes_its_citation(
    paralegal: Client, agrees: Proposal
) -> None:
    do(paralegal, agrees, "accept", key=key(agrees))
    do(paralegal, agrees, "reopen")
    assert not made().exists()


def test_without_javascript_the_buttons_lead_back_to_the_list(
    paralegal: Client, snapshot: Snapshot, agrees: Proposal
) -> None:
    for action in ("reject", "reopen", "accept"):
        given = {"key": key(agrees)}
        response = paralegal.post(f"/sources/proposals/{agrees.pk}/{action}/", given)
        assert response["Location"] == f"{address(snapshot)}#proposal-{agrees.pk}"
    assert made().count() == 1


# --- All that agree -----------------------------------------------------------------------------


def test_all_that_agree_are_shown_before_any_is_accepted(
    paralegal: Client, snapshot: Snapshot, agrees: Proposal, differs: Proposal
) -> None:
    html = paralegal.get(address(snapshot, "accept/")).content.decode()
    assert f'value="{key(agrees)}" checked' in html
    assert f'value="{key(differs)}"' not in html
    assert not made().exists()


def test_those_confirmed_are_accepted_and_nothing_else(
    paralegal: Client, snapshot: Snapshot, agrees: Proposal, differs: Proposal, new: Proposal
) -> None:
    other = proposed(snapshot, "on Jan. 21", "2025-01-21")
    given = {"accept": [key(agrees), key(differs)]}
    response = paralegal.post(address(snapshot, "accept/"), given, follow=True)
    assert made().get().passage == agrees.passage
    other.refresh_from_db()
    assert other.state == ProposalState.OPEN
    html = response.content.decode()
    assert "1 proposal accepted, each with its own citation." in html
    assert "1 other changed meanwhile and stayed open." in html


def test_none_confirmed_accepts_none(
    paralegal: Client, snapshot: Snapshot, agrees: Proposal
) -> None:
    paralegal.post(address(snapshot, "accept/"), {})
    assert not made().exists()


# --- Having it read -----------------------------------------------------------------------------


def test_reading_is_asked_for_and_its_state_is_told(paralegal: Client, snapshot: Snapshot) -> None:
    response = paralegal.post(f"/sources/{snapshot.source_id}/propose/")
    assert response["Location"] == address(snapshot)
    perusal = Perusal.objects.get()
    html = page(paralegal, snapshot)
    assert "Waiting for a worker" in html
    assert 'hx-trigger="every 1s"' in html
    Perusal.objects.update(asked_at=perusal.asked_at - datetime.timedelta(seconds=21))
    html = paralegal.get(address(snapshot, "state/")).content.decode()
    assert "no worker seems to be running" in html
    Perusal.objects.update(state="running", stage="Reading the text")
    assert "Reading the text" in paralegal.get(address(snapshot, "state/")).content.decode()
    Perusal.objects.update(state="failed", failure="So.", finished_at=perusal.asked_at)
    html = paralegal.get(address(snapshot, "state/")).content.decode()
    assert "The text could not be read. So." in html
    assert "every 1s" not in html


def test_a_source_without_its_text_cannot_be_read(paralegal: Client) -> None:
    clipped = SnapshotFactory(taken="clipped")
    response = paralegal.post(f"/sources/{clipped.source_id}/propose/", follow=True)
    assert "is not here yet" in response.content.decode()
    assert not Perusal.objects.exists()


# --- Who may, and what is sent ------------------------------------------------------------------


def test_proposals_are_underlined_in_the_text_for_those_who_settle_them(
    snapshot: Snapshot, case: Case, new: Proposal
) -> None:
    def underlined(who: str) -> bool:
        html = signed_in(who).get(f"/sources/{snapshot.source_id}/").content.decode()
        return ">Poe</span>" in html

    assert underlined("paralegal")
    assert not underlined("reader")
    assert not underlined(ANYBODY)


@pytest.mark.parametrize("who", [ANYBODY, NO_GROUP, "reader"])
def test_who_may_not_settle_sees_and_changes_nothing(
    snapshot: Snapshot, agrees: Proposal, who: str
) -> None:
    client = signed_in(who)
    refused = {302} if who == ANYBODY else {403}
    for part in ("", "state/", "accept/"):
        assert client.get(address(snapshot, part)).status_code in refused
    posts = [f"/sources/proposals/{agrees.pk}/{it}/" for it in ("accept", "reject", "reopen")]
    posts += [address(snapshot, "accept/"), f"/sources/{snapshot.source_id}/propose/"]
    for post in posts:
        given = {"key": key(agrees), "accept": key(agrees)}
        assert client.post(post, given).status_code in refused
    assert not made().exists()
    assert not Perusal.objects.exists()
    agrees.refresh_from_db()
    assert agrees.state == ProposalState.OPEN


def test_a_form_from_elsewhere_is_refused(agrees: Proposal) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("paralegal"))
    assert client.post(f"/sources/proposals/{agrees.pk}/reject/").status_code == 403


def test_hostile_text_stays_text(paralegal: Client) -> None:
    snapshot = SnapshotFactory(text=HOSTILE)
    for about in ("", "case.caption"):
        for kind in ("claim", "date", "court", "amount"):
            words = {"kind": kind, "value": MARKUP, "inferred": MARKUP, "doubt": MARKUP}
            passage = PassageFactory.build(snapshot=snapshot, exact=MARKUP)
            known = type(passage).objects.filter(snapshot=snapshot).first()
            ProposalFactory(
                passage=known or PassageFactory(snapshot=snapshot, exact=MARKUP),
                about=about,
                **words,
            )
    html = page(paralegal, snapshot)
    assert "&lt;script&gt;window" in html
    assert "<script>window" not in html
    assert "<img src=x" not in html


def test_a_sentence_that_ends_with_a_caption_has_one_full_stop(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    Case.objects.update(caption="Roe v. Doe, Inc.")
    proposed(snapshot, "Fresno", "Fresno", kind="party")
    html = page(paralegal, snapshot)
    assert ">Roe v. Doe, Inc.</a>" in html
    assert "Inc.</a>." not in html


def test_a_field_that_is_called_as_its_row_is_named_once(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    proposed(snapshot, "Fresno", "negligence", kind="claim", about="claim.title")
    html = page(paralegal, snapshot)
    assert "<strong>Cause of action: negligence</strong>" in html


def test_earlier_proposals_are_led_to_only_where_a_text_was_read(
    paralegal: Client, snapshot: Snapshot, case: Case
) -> None:
    def source_page() -> str:
        return str(paralegal.get(f"/sources/{snapshot.source_id}/").content.decode())

    assert "Earlier proposals" not in source_page()
    PerusalFactory(
        snapshot=snapshot, state=JobState.DONE, finished_at=timezone.now(), found=0, reader="r 1"
    )
    assert "Earlier proposals" in source_page()
