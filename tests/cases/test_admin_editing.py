"""Editing the record: what a save does and says, and where it leads."""

import datetime
from typing import Any

import pytest
from django.contrib.admin import site
from django.test import Client, RequestFactory

from cases.models import (
    Case,
    Claim,
    Counsel,
    Event,
    Filing,
    Party,
    RelatedCase,
)
from tests import sql
from tests.admin_forms import errors, form_for_a_new, form_of, opened, said, sent
from tests.factories import (
    CaseFactory,
    ClaimFactory,
    CounselFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    RelatedCaseFactory,
    StatuteFactory,
)
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def paralegal() -> Client:
    return signed_in("paralegal")


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-doe", caption="Roe v. Doe", filed_on=datetime.date(2025, 1, 21))


def test_a_save_says_what_changed(paralegal: Client, case: Case) -> None:
    response = sent(paralegal, form_of(case), filed_on="2025-01-22", class_status="proposed")
    assert response.status_code == 302
    case.refresh_from_db()
    assert case.filed_on == datetime.date(2025, 1, 22)
    [words] = said(response)
    assert "Filed: Tuesday 21 January 2025 → Wednesday 22 January 2025" in words
    assert "Class: no class → proposed class action" in words or (
        "Class: nothing → proposed class action" in words
    )
    assert "Caption" not in words


def test_a_save_of_nothing_says_so_and_changes_nothing(paralegal: Client, case: Case) -> None:
    response = sent(paralegal, form_of(case))
    assert said(response) == ["“Roe v. Doe” stays as it was: nothing was changed."]
    case.refresh_from_db()
    assert case.version == 1


@pytest.mark.parametrize(
    "factory",
    [PartyFactory, CounselFactory, ClaimFactory, FilingFactory, EventFactory, RelatedCaseFactory],
)
def test_every_form_takes_back_what_it_showed(paralegal: Client, factory: Any) -> None:
    row = factory()
    response = sent(paralegal, form_of(row))
    assert "stays as it was" in said(response)[0]
    row.refresh_from_db()
    assert row.version == 1


ROWS: list[tuple[Any, dict[str, Any], str]] = [
    (Party, {"name": "Acme Corp.", "role": "defendant"}, "acme-corp"),
    (Filing, {"description": "Notice of dismissal", "number": "3"}, "notice-of-dismissal"),
    (Filing, {"kind": "minute_entry"}, "minute-entry"),
    (Claim, {"title": "Breach of contract"}, "breach-of-contract"),
    (Event, {"kind": "conduct", "summary": "It began", "date": "2024-08"}, "it-began"),
]


@pytest.mark.parametrize(("model", "typed", "key"), ROWS)
def test_a_row_is_added_with_a_key_made_of_its_name(
    paralegal: Client, case: Case, model: Any, typed: dict[str, Any], key: str
) -> None:
    address = form_for_a_new(model, f"?case={case.pk}")
    response = sent(paralegal, address, **typed)
    assert response.status_code == 302, errors(response)
    row = model.objects.get()
    assert (row.case, row.key) == (case, key)
    assert said(response) == [f"Added the {model._meta.verbose_name} “{row}”."]


def test_a_second_row_of_the_name_gets_another_key(paralegal: Client, case: Case) -> None:
    PartyFactory(case=case, key="acme")
    PartyFactory(key="acme-2")  # of another case
    sent(paralegal, form_for_a_new(Party, f"?case={case.pk}"), name="Acme", role="other")
    assert set(case.parties.values_list("key", flat=True)) == {"acme", "acme-2"}


def test_a_key_that_is_taken_is_refused(paralegal: Client, case: Case) -> None:
    PartyFactory(case=case, key="acme")
    address = form_for_a_new(Party, f"?case={case.pk}")
    response = sent(paralegal, address, name="Acme", role="other", key="acme")
    assert errors(response)
    assert case.parties.count() == 1


def test_counsel_and_related_cases_are_added(paralegal: Client, case: Case) -> None:
    party, other = PartyFactory(case=case), CaseFactory(caption="Doe v. Roe")
    query = f"?case={case.pk}"
    sent(paralegal, form_for_a_new(Counsel, query), attorney="Ann", represents=party.pk)
    sent(paralegal, form_for_a_new(RelatedCase, query), other=other.pk, relation="appeal of")
    assert (Counsel.objects.get().key, RelatedCase.objects.get().key) == ("ann", "doe-v-roe")


@pytest.mark.parametrize(
    ("typed", "iso"), [("2024-08", "2024-08"), ("2024", "2024"), ("2024-08-05", "2024-08-05")]
)
def test_a_date_is_typed_as_exactly_as_it_is_known(paralegal: Client, typed: str, iso: str) -> None:
    event = EventFactory()
    response = sent(paralegal, form_of(event), date=typed)
    event.refresh_from_db()
    assert event.date is not None
    assert event.date.isoformat() == iso
    assert "Date: nothing → " in said(response)[0]


def test_a_date_that_is_none_is_refused_in_words(paralegal: Client) -> None:
    event = EventFactory()
    response = sent(paralegal, form_of(event), date="in August")
    assert "not a date" in errors(response)["date"][0]


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        (None, {}, None),
        ("", {}, ""),
        (None, {"wrote_nothing": "on"}, ""),
        ("Words", {"text": ""}, None),
        (None, {"text": "Words"}, "Words"),
    ],
)
def test_a_text_not_seen_and_no_text_are_two_things(
    paralegal: Client, before: str | None, typed: dict[str, str], after: str | None
) -> None:
    filing = FilingFactory(text=before)
    response = sent(paralegal, form_of(filing), **typed)
    filing.refresh_from_db()
    assert filing.text == after
    assert ("stays as it was" in said(response)[0]) == (before == after)


def test_a_text_and_no_text_cannot_both_be(paralegal: Client) -> None:
    filing = FilingFactory(text="Words")
    assert "wrote_nothing" in errors(sent(paralegal, form_of(filing), wrote_nothing="on"))


def test_statutes_are_typed_in_any_spelling(paralegal: Client) -> None:
    claim = ClaimFactory()
    claim.statutes.add(StatuteFactory(citation="18 U.S.C. § 2701"))
    response = sent(paralegal, form_of(claim), statutes="18 USC 2701; 42:1983")
    assert [str(it) for it in claim.statutes.order_by("citation")] == [
        "18 U.S.C. § 2701",
        "42 U.S.C. § 1983",
    ]
    assert "Statute: 18 U.S.C. § 2701 → " in said(response)[0]


def test_a_statute_that_is_none_is_refused_in_words(paralegal: Client) -> None:
    claim = ClaimFactory()
    response = sent(paralegal, form_of(claim), statutes="the law of the sea")
    assert "is not understood as a statute" in errors(response)["statutes"][0]


def test_the_parties_a_claim_is_against_are_kept(paralegal: Client, case: Case) -> None:
    claim, party = ClaimFactory(case=case), PartyFactory(case=case)
    sent(paralegal, form_of(claim), against=[party.pk])
    assert list(claim.against.all()) == [party]
    sent(paralegal, form_of(claim), against=[])
    assert list(claim.against.all()) == []


@pytest.mark.parametrize(
    ("factory", "field"), [(ClaimFactory, "against"), (FilingFactory, "filed_by")]
)
def test_a_party_of_another_case_is_refused(paralegal: Client, factory: Any, field: str) -> None:
    row, stranger = factory(), PartyFactory(name="A Stranger")
    response = sent(paralegal, form_of(row), **{field: stranger.pk})
    assert "“A Stranger” belongs to another case" in errors(response)[field][0]


def test_only_parties_of_the_case_are_offered(paralegal: Client, case: Case) -> None:
    ours = PartyFactory(case=case, name="Acme One")
    PartyFactory(name="Acme Two")
    query = "?term=Acme&app_label=cases&model_name=filing&field_name=filed_by"
    found = paralegal.get(f"/admin/autocomplete/{query}&case={case.pk}").json()["results"]
    assert [it["id"] for it in found] == [str(ours.pk)]
    html = paralegal.get(form_for_a_new(Filing, f"?case={case.pk}")).content.decode()
    assert f'data-ajax--url="/admin/autocomplete/?case={case.pk}"' in html


def test_a_row_stays_in_its_case_and_keeps_its_key(paralegal: Client, case: Case) -> None:
    party = PartyFactory(key="acme")
    sent(paralegal, form_of(party), case=case.pk, key="other", name="New")
    party.refresh_from_db()
    assert (party.name, party.key) == ("New", "acme")
    assert party.case != case


# --- Back to where one was -----------------------------------------------------------------------


def test_a_save_leads_back_to_the_page(paralegal: Client, case: Case) -> None:
    address = form_of(case, "?next=/cases/roe-v-doe/%23shown-case-caption&field=caption")
    response = sent(paralegal, address, caption="Roe v. Doe II")
    assert response.headers["Location"] == "/cases/roe-v-doe/#shown-case-caption"
    page = paralegal.get("/cases/roe-v-doe/").content.decode()
    assert "Caption: Roe v. Doe → Roe v. Doe II" in page


def test_a_new_row_leads_back_too(paralegal: Client, case: Case) -> None:
    address = form_for_a_new(Party, f"?case={case.pk}&next=/cases/roe-v-doe/%23parties-title")
    response = sent(paralegal, address, name="Acme", role="other")
    assert response.headers["Location"] == "/cases/roe-v-doe/#parties-title"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", r"/\evil"]
)
def test_a_save_leads_nowhere_else(paralegal: Client, case: Case, elsewhere: str) -> None:
    address = form_of(case) + "?next=" + elsewhere.replace("\\", "%5C")
    response = sent(paralegal, address, caption="Changed")
    assert response.headers["Location"] == "/admin/cases/case/"
    assert elsewhere not in paralegal.get(address).content.decode().replace("&amp;", "&")


def test_the_field_asked_for_is_in_focus(paralegal: Client, case: Case) -> None:
    form = paralegal.get(form_of(case, "?field=seat")).context["adminform"].form
    assert form.fields["seat"].widget.attrs["autofocus"]
    again = paralegal.get(form_of(case)).context["adminform"].form
    assert "autofocus" not in again.fields["seat"].widget.attrs


# --- A big case ----------------------------------------------------------------------------------


def test_500_filings_cost_no_more_queries_than_five(
    paralegal: Client,
    case: Case,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    FilingFactory.create_batch(30, case=case)
    paralegal.get(form_of(case))
    with django_assert_max_num_queries(40) as few:
        paralegal.get(form_of(case))
    Filing.objects.bulk_create(
        Filing(case=case, key=f"f{n}", description=f"Entry {n}") for n in range(470)
    )
    with django_assert_num_queries(len(few)):
        html = paralegal.get(form_of(case)).content.decode()
    assert "all 500 docket entries" in html
    assert f"/admin/cases/filing/?case__id__exact={case.pk}" in html
    assert html.count("/admin/cases/filing/") == 20 + 2 + 2  # lines, all, add; and the menu


def test_five_filings_are_all_there_without_a_link_to_more(paralegal: Client, case: Case) -> None:
    for n in range(5):
        FilingFactory(case=case, description=f"Entry {n}")
    html = paralegal.get(form_of(case)).content.decode()
    assert all(f"Entry {n}" in html for n in range(5))
    assert "all 5 docket" not in html


def test_the_list_of_all_entries_is_of_that_case(paralegal: Client, case: Case) -> None:
    FilingFactory(case=case, description="Ours")
    FilingFactory(description="Not ours")
    html = paralegal.get(f"/admin/cases/filing/?case__id__exact={case.pk}").content.decode()
    assert "Ours" in html
    assert "Not ours" not in html


def test_the_form_of_a_new_case_makes_one(paralegal: Client) -> None:
    response = sent(paralegal, form_for_a_new(Case), caption="A v. B", slug="a-v-b")
    assert response.status_code == 302
    assert Case.objects.get().slug == "a-v-b"


def test_judges_are_written_one_on_a_line(paralegal: Client, case: Case) -> None:
    sent(paralegal, form_of(case), judges="Ann Lee\r\nBo Ray, Jr.")
    case.refresh_from_db()
    assert case.judges == ["Ann Lee", "Bo Ray, Jr."]


HOSTILE = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u202egnp.exe\u202c \u200f\u200e",
    "x" * 10_000,
    "👩‍⚖️🏛️",
    '=HYPERLINK("http://evil","x")',
    "{{ 7|add:7 }}{% load x %}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(paralegal: Client, case: Case, text: str) -> None:
    filing = FilingFactory(case=case, text=text, description="")
    sent(paralegal, form_of(case), summary=text)
    case.refresh_from_db()
    assert case.summary == text
    changed = sent(paralegal, form_of(filing), text=f"{text} again")
    assert changed.status_code == 302
    for address in (form_of(case), form_of(filing), "/admin/cases/filing/", "/cases/roe-v-doe/"):
        html = paralegal.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "{{ 14" not in html


def test_a_form_holds_what_it_is_opened_with(paralegal: Client, case: Case) -> None:
    assert opened(paralegal, form_of(case))["seen_version"] == 1


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("roe doe", True),
        ("imagin", True),  # the beginning of a party's name
        ("25-709", True),
        ("water", True),
        ("", True),
        ("roe zebra", False),
        ("?!", False),
        ("roe v doe " * 1_000, True),
    ],
)
def test_cases_are_found_by_the_words_that_the_list_finds(
    paralegal: Client, words: str, is_found: bool
) -> None:
    case = CaseFactory(
        caption="Roe v. Doe", docket_number="5:25-cv-00709", summary="About red water."
    )
    PartyFactory(case=case, name="Imaginary Mills")
    CaseFactory(caption="Poe v. Coe")
    html = paralegal.get("/admin/cases/case/", {"q": words}).content.decode()
    assert ("Roe v. Doe" in html) == is_found
    assert ("Poe v. Coe" in html) == (not words)


def test_the_search_of_cases_reads_no_text_of_every_row() -> None:
    admin, request = site._registry[Case], RequestFactory().get("/admin/cases/case/")
    found, _ = admin.get_search_results(request, Case.objects.all(), "linkedin")
    sql.only_by_bitmap()
    plan = found.explain()
    for index in ("case_caption_words", "case_summary_words", "party_name_words"):
        assert index in plan
