"""A fact with its citation in one form; decisions; sources; and who may do which."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Case, Claim, Party
from sources import forms
from sources.models import Citation, Decision, Passage, PassageCheck, Snapshot, Source
from tests.admin_forms import errors, form_for_a_new, form_of, opened, said, sent
from tests.factories import (
    CaseFactory,
    CitationFactory,
    DecisionFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)
from tests.people import signed_in

pytestmark = pytest.mark.django_db

TEXT = "Rivera sued on 4 March. Acme was sued for “a thousand dollars”, and sued again."


@pytest.fixture
def paralegal() -> Client:
    return signed_in("paralegal")


@pytest.fixture
def case() -> Case:
    return CaseFactory(
        slug="rivera-v-acme", caption="Rivera v. Acme", filed_on=datetime.date(2025, 3, 4)
    )


@pytest.fixture
def snapshot() -> Snapshot:
    return SnapshotFactory(text=TEXT, source__publisher="The Gazette")


def quoting(snapshot: Snapshot, quote: str, **more: Any) -> dict[str, Any]:
    return {"cite_snapshot": snapshot.pk, "cite_quote": quote} | {
        f"cite_{name}": value for name, value in more.items()
    }


# --- A fact and its citation ---------------------------------------------------------------------


def test_a_row_and_its_citation_are_added_in_one_form(
    paralegal: Client, case: Case, snapshot: Snapshot
) -> None:
    response = sent(
        paralegal,
        form_for_a_new(Party, f"?case={case.pk}"),
        name="Acme",
        role="defendant",
        **quoting(snapshot, "Acme was sued", field="name", attributed_to="a clerk"),
    )
    assert response.status_code == 302, errors(response)
    citation = Citation.objects.get()
    assert citation.row == Party.objects.get()
    assert (citation.field, citation.stated_value) == ("name", "Acme")
    assert (citation.passage.start, citation.passage.exact) == (24, "Acme was sued")
    assert said(response) == [
        "Added the party “Acme”.",
        "Name: The Gazette is cited, “Acme was sued”.",
    ]


def test_a_citation_is_added_to_a_row_that_is_there(
    paralegal: Client, case: Case, snapshot: Snapshot
) -> None:
    typed = quoting(snapshot, "sued on 4 March", field="filed_on", inferred="the year")
    response = sent(paralegal, form_of(case), **typed)
    citation = Citation.objects.get()
    assert (citation.stated_value, citation.inferred) == ("2025-03-04", "the year")
    assert said(response) == ["Filed: The Gazette is cited, “sued on 4 March”."]


def test_the_value_cited_is_the_one_saved_with_it(
    paralegal: Client, case: Case, snapshot: Snapshot
) -> None:
    typed = quoting(snapshot, "sued on 4 March", field="filed_on")
    sent(paralegal, form_of(case), filed_on="2025-03-05", **typed)
    assert Citation.objects.get().stated_value == "2025-03-05"


def test_statutes_saved_with_their_citation_are_what_it_states(
    paralegal: Client, case: Case, snapshot: Snapshot
) -> None:
    address = form_for_a_new(Claim, f"?case={case.pk}")
    typed = quoting(snapshot, "Acme was sued", field="statutes")
    sent(paralegal, address, title="Wages", statutes="29:207", **typed)
    assert Citation.objects.get().stated_value == "29 U.S.C. § 207"


def refused(client: Client, address: str, **typed: Any) -> dict[str, list[str]]:
    """The errors of a form after which nothing at all has been kept."""
    response = sent(client, address, **typed)
    found = errors(response)
    assert not Citation.objects.exists()
    assert not Passage.objects.exists()
    assert not Party.objects.exists()
    assert said(response) == []
    return found


@pytest.fixture
def new_party(case: Case) -> str:
    return form_for_a_new(Party, f"?case={case.pk}")


ACME = {"name": "Acme", "role": "defendant"}


def test_a_quote_not_in_the_text_is_refused_with_the_nearest(
    paralegal: Client, new_party: str, snapshot: Snapshot
) -> None:
    found = refused(paralegal, new_party, **ACME, **quoting(snapshot, "Acme had been sued"))
    assert "does not stand in The Gazette; the nearest is" in found["cite_quote"][0]


def test_a_quote_that_stands_often_is_refused_with_how_often(
    paralegal: Client, new_party: str, snapshot: Snapshot
) -> None:
    found = refused(paralegal, new_party, **ACME, **quoting(snapshot, "sued"))
    assert "stands 3 times in The Gazette; quote a word or two more" in found["cite_quote"][0]


def test_a_value_that_cannot_be_is_refused(
    paralegal: Client, new_party: str, snapshot: Snapshot
) -> None:
    typed = quoting(snapshot, "Acme was sued", field="terminated_on", stated_value="soon")
    found = refused(paralegal, new_party, **ACME, **typed)
    assert "not a date" in found["cite_stated_value"][0]


def test_what_was_typed_stays_in_a_refused_form(
    paralegal: Client, new_party: str, snapshot: Snapshot
) -> None:
    response = sent(paralegal, new_party, **ACME, **quoting(snapshot, "sued"))
    form = response.context["adminform"].form  # type: ignore[attr-defined]
    assert (form["name"].value(), form["cite_quote"].value()) == ("Acme", "sued")


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"cite_quote": "Acme was sued"}, "cite_snapshot"),
        ({"cite_inferred": "the year"}, "cite_quote"),
        ({"cite_snapshot": "0"}, "cite_snapshot"),
    ],
)
def test_half_a_citation_is_refused(
    paralegal: Client, new_party: str, typed: dict[str, str], field: str
) -> None:
    assert field in refused(paralegal, new_party, **ACME, **typed)


def offered(form: Any) -> set[int]:
    return {key for key, _ in form.fields["cite_snapshot"].choices if key}


def test_newest_texts_are_offered_one_a_source(paralegal: Client, case: Case) -> None:
    old = SnapshotFactory(text="Old.", taken_at=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))
    new = SnapshotFactory(text="New.", source=old.source)
    SnapshotFactory(text="A clip", taken="clipped", source=old.source)
    clipped = SnapshotFactory(text="Only this", taken="clipped")
    form = paralegal.get(form_of(case)).context["adminform"].form
    assert offered(form) == {new.pk, clipped.pk}


def test_of_many_sources_those_of_the_case_and_the_newest_are_offered(
    paralegal: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "NEWEST", 2)
    cited, _, one, other = SnapshotFactory.create_batch(4)
    CitationFactory(about=case, field="caption", passage=PassageFactory(snapshot=cited))
    form = paralegal.get(form_of(case)).context["adminform"].form
    assert offered(form) == {cited.pk, one.pk, other.pk}
    assert "find it under Sources" in form.fields["cite_snapshot"].help_text


def test_a_source_that_is_asked_for_is_offered_however_old(
    paralegal: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "NEWEST", 1)
    old, _ = SnapshotFactory.create_batch(2)
    address = f"{reverse('admin:cases_party_add')}?case={case.pk}&cite_snapshot={old.pk}"
    assert old.pk in offered(paralegal.get(address).context["adminform"].form)


def test_what_is_no_text_is_not_offered(paralegal: Client, case: Case) -> None:
    for given in ("x", "-1", "0", "9" * 30):
        address = f"{reverse('admin:cases_party_add')}?case={case.pk}&cite_snapshot={given}"
        assert offered(paralegal.get(address).context["adminform"].form) == set()


def test_the_form_shows_what_each_source_states(
    paralegal: Client, case: Case, snapshot: Snapshot
) -> None:
    passage = PassageFactory(snapshot=snapshot, exact="sued on 4 March")
    CitationFactory(about=case, field="filed_on", stated_value="2025-03-04", passage=passage)
    other = PassageFactory(snapshot=snapshot, exact="a thousand dollars")
    CitationFactory(about=case, field="filed_on", stated_value="2025-03-05", passage=other)
    DecisionFactory(about=case, field="filed_on", value="2025-03-04", reason="Two of three.")
    html = " ".join(paralegal.get(form_of(case)).content.decode().split())
    assert "“sued on 4 March” agrees" in html
    assert "“a thousand dollars” differs: it states Wednesday 5 March 2025" in html
    assert f"/sources/{snapshot.source.pk}/?passage={passage.pk}#passage-{passage.pk}" in html
    assert "Two of three." in html


def test_add_source_chooses_the_fact(paralegal: Client, case: Case) -> None:
    page = paralegal.get(form_of(case, "?field=seat&add=source"))
    form = page.context["adminform"].form
    assert form["cite_field"].value() == "seat"
    assert form.fields["cite_snapshot"].widget.attrs["autofocus"]
    assert "autofocus" not in form.fields["seat"].widget.attrs


def test_a_citation_alone_is_no_change_of_the_row(
    paralegal: Client, case: Case, snapshot: Snapshot
) -> None:
    """So two who add sources to one row do not stand in each other's way."""
    form = opened(paralegal, form_of(case))
    for quote in ("sued on 4 March", "Acme was sued"):
        typed = quoting(snapshot, quote, field="caption")
        assert paralegal.post(form_of(case), form | typed).status_code == 302
    assert Citation.objects.count() == 2


# --- Decisions -----------------------------------------------------------------------------------


DECISION = {
    "decide_field": "filed_on",
    "decide_basis": "sources",
    "decide_reason": "Two of three say so.",
}


def test_an_attorney_decides_for_the_value_saved(case: Case) -> None:
    attorney = signed_in("attorney")
    response = sent(attorney, form_of(case), filed_on="2025-03-05", **DECISION)
    decision = Decision.objects.get()
    assert (decision.value, decision.reason) == ("2025-03-05", "Two of three say so.")
    assert decision.decided_by is not None
    assert decision.decided_by.get_username() == response.wsgi_request.user.get_username()  # type: ignore[attr-defined]
    assert "Filed: decided, chosen among what the sources state." in said(response)


def test_a_decision_without_a_reason_is_refused(case: Case) -> None:
    response = sent(signed_in("attorney"), form_of(case), **DECISION | {"decide_reason": ""})
    assert errors(response) == {"decide_reason": ["Give the reason: a colleague will ask."]}
    assert not Decision.objects.exists()


def test_a_paralegal_records_no_decision(paralegal: Client, case: Case) -> None:
    assert "decide_reason" not in paralegal.get(form_of(case)).content.decode()
    assert sent(paralegal, form_of(case), **DECISION).status_code == 302
    assert not Decision.objects.exists()


# --- Who may -------------------------------------------------------------------------------------

MAY_WRITE = [
    ("anybody", 302),
    ("no group", 302),
    ("reader", 302),
    ("paralegal", 200),
    ("attorney", 200),
    ("admin", 200),
]


@pytest.mark.parametrize(("who", "status"), MAY_WRITE)
def test_forms_are_for_those_who_may_write(case: Case, who: str, status: int) -> None:
    client = signed_in(who)
    for address in (form_of(case), form_for_a_new(Party, f"?case={case.pk}")):
        assert client.get(address).status_code == status
    if status != 200:
        client.post(form_of(case), {"caption": "Mine", "seen_version": 1})
        case.refresh_from_db()
        assert case.caption == "Rivera v. Acme"


@pytest.mark.parametrize(("who", "status"), MAY_WRITE)
def test_the_case_page_shows_its_forms_to_those(case: Case, who: str, status: int) -> None:
    html = signed_in(who).get(case.get_absolute_url()).content.decode()
    for words in ("Add party", "Add docket entry", "Add event", "add source", "/admin/cases/"):
        assert (words in html) == (status == 200), words


def test_the_links_of_a_fact_lead_to_its_form_and_back(paralegal: Client, case: Case) -> None:
    part = f"{case.get_absolute_url()}evidence/evidence-case-filed_on/"
    html = paralegal.get(part, headers={"HX-Request": "true"})
    address = (
        f"/admin/cases/case/{case.pk}/change/?field=filed_on&amp;"
        "next=%2Fcases%2Frivera-v-acme%2F%23shown-case-filed_on"
    )
    assert f'href="{address}"' in html.content.decode()


def test_links_of_more_facts_cost_no_query(case: Case, django_assert_num_queries: Any) -> None:
    client = signed_in("paralegal")
    client.get(case.get_absolute_url())
    with CaptureQueriesContext(connection) as few:
        client.get(case.get_absolute_url())
    PartyFactory.create_batch(15, case=case)
    with django_assert_num_queries(len(few)):
        client.get(case.get_absolute_url())


KEPT = [Snapshot, Passage, PassageCheck, Decision]


@pytest.mark.parametrize("model", KEPT)
def test_what_is_kept_for_good_cannot_be_edited(case: Case, model: Any) -> None:
    """Not even by an admin: it can be looked at."""
    rows = {
        Snapshot: SnapshotFactory,
        Passage: PassageFactory,
        Decision: lambda: DecisionFactory(about=case),
        PassageCheck: lambda: PassageCheck.objects.create(
            passage=PassageFactory(), snapshot=_newer(), state="missing"
        ),
    }
    row = rows[model]()
    admin = signed_in("admin")
    page = admin.get(form_of(row))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()
    assert admin.post(form_of(row), {"text": "Forged", "reason": "Forged"}).status_code == 403
    assert admin.post(form_of(row).replace("change", "delete"), {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).exists()


def _newer() -> Snapshot:
    return SnapshotFactory(source=Passage.objects.get().snapshot.source, text="Corrected.")


@pytest.mark.parametrize("path", ["cases/statute", "sources/passage", "sources/decision"])
def test_what_the_app_makes_is_not_added_by_hand(path: str) -> None:
    assert signed_in("admin").get(f"/admin/{path}/add/").status_code == 403


# --- Sources -------------------------------------------------------------------------------------


def test_a_pasted_text_becomes_a_snapshot_in_which_quotes_are_found(paralegal: Client) -> None:
    clipped = SnapshotFactory(text="Acme was sued", taken="clipped")
    passage = PassageFactory(snapshot=clipped, exact="Acme was sued")
    CitationFactory(passage=passage, about=CaseFactory(), field="caption")
    response = sent(
        paralegal, "/admin/sources/snapshot/add/", source=clipped.source.pk, text=f"{TEXT}\r\nEnd."
    )
    assert response.status_code == 302
    made = Snapshot.objects.whole_texts().get()
    assert (made.taken, made.text) == ("pasted", f"{TEXT}\nEnd.")
    assert PassageCheck.objects.get().state == "same"


def test_an_empty_text_is_refused(paralegal: Client) -> None:
    response = sent(
        paralegal, "/admin/sources/snapshot/add/", source=SourceFactory().pk, text=" \n "
    )
    assert "no words" in errors(response)["text"][0]


def test_a_source_is_added_and_changed(paralegal: Client) -> None:
    sent(paralegal, "/admin/sources/source/add/", key="herald", kind="press_article")
    source = Source.objects.get()
    response = sent(paralegal, form_of(source), publisher="The Herald")
    assert "Publisher: nothing → The Herald" in said(response)[0]
    bad = sent(paralegal, form_of(source), url="javascript:alert(1)")
    assert "url" in errors(bad)


def test_a_citation_can_be_corrected_and_its_words_cannot(paralegal: Client, case: Case) -> None:
    citation = CitationFactory(about=case, field="filed_on", stated_value="2025")
    sent(paralegal, form_of(citation), stated_value="2025-03", passage="1", case="1")
    fresh = Citation.objects.get()
    assert (fresh.stated_value, fresh.passage) == ("2025-03", citation.passage)


LISTS = ["source", "snapshot", "passage", "passagecheck", "citation", "decision"]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_for_3_and_30(
    paralegal: Client, name: str, django_assert_num_queries: Any
) -> None:
    def add(number: int) -> None:
        for _ in range(number):
            passage = PassageFactory()
            case = CaseFactory()
            CitationFactory(about=PartyFactory(case=case), field="name", passage=passage)
            DecisionFactory(about=case)
            newer = SnapshotFactory(source=passage.snapshot.source, text="Corrected.")
            PassageCheck.objects.create(passage=passage, snapshot=newer, state="missing")

    add(3)
    address = f"/admin/sources/{name}/?q="
    paralegal.get(address)
    with CaptureQueriesContext(connection) as few:
        assert paralegal.get(address).status_code == 200
    add(27)
    with django_assert_num_queries(len(few)):
        assert paralegal.get(address).status_code == 200
