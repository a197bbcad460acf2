"""Any change of the record or its evidence takes a sign-off back, and says which it was."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from cases import models as record
from cases.models import Case, CaseRow, Court, Statute
from sources import models as evidence
from sources.models import Citation, SignOff
from tests import sql
from tests.factories import (
    CaseFactory,
    CitationFactory,
    CourtFactory,
    DecisionFactory,
    DocumentFactory,
    FilingFactory,
    NoticeFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    SignOffFactory,
    SnapshotFactory,
)
from tests.people import person
from tests.sources.signing import (
    a_source_of,
    case_with_everything,
    reopened,
    signable_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(db: None) -> Case:
    return signable_case()


@pytest.fixture
def signed(case: Case) -> SignOff:
    return SignOffFactory(case=case, signed_by=person("attorney"))


# --- Taken back by any change ---------------------------------------------------------------------


def _set(table: str, **values: object) -> Callable[[Case], None]:
    def change(case: Case) -> None:
        [(column, value)] = values.items()
        sql.run(f"UPDATE {table} SET {column} = %s", value)

    return change


CHANGES: dict[str, tuple[Callable[[Case], Any], str]] = {
    "a field of the case": (_set("cases_case", jury_demand="both"), "Jury demand changed"),
    "a field that is no fact": (
        lambda case: Case.objects.filter(pk=case.pk).update(slug="other"),
        "Slug changed",
    ),
    "a field of a party": (
        _set("cases_party", name="Acme Inc."),
        "Name of the party “Acme Inc.” changed",
    ),
    "a date of an event": (
        lambda case: case.events.update(first_day=date(2024, 8, 1), precision="month"),
        "Date of the event “Something happened” changed",
    ),
    "a row added": (
        lambda case: FilingFactory(case=case, description="Order"),
        "the docket entry “Order” was added",
    ),
    "a row removed": (
        lambda case: case.citations.filter(target="event").delete() and case.events.get().delete(),
        "a citation for What happened of the event “Something happened” was removed",
    ),
    "a statute of a claim": (
        lambda case: case.claims.get().statutes.clear(),
        "Statute of the cause of action “Unpaid wages” changed",
    ),
    "a party sued": (
        lambda case: case.claims.get().against.clear(),
        "Against of the cause of action “Unpaid wages” changed",
    ),
    "a document": (
        lambda case: DocumentFactory(filing=case.filings.get(), attachment=1),
        "A document of the docket entry “Complaint” changed",
    ),
    "the court renamed": (
        _set("cases_court", name="Southern District"),
        "Name of the court “Southern District” changed",
    ),
    "the statute rewritten": (
        _set("cases_statute", citation="18 U.S.C. § 2702"),
        "Citation of the statute 18 U.S.C. § 2702 changed",
    ),
    "the related case renamed": (
        lambda case: Case.objects.exclude(pk=case.pk).update(caption="Roe v. Acme"),
        "the related case “Roe v. Acme” was renamed",
    ),
    "a citation added": (
        lambda case: CitationFactory(about=case, field="seat", stated_value="Here"),
        "a source was cited for Place",
    ),
    "a citation edited": (
        lambda case: case.citations.filter(field="filed_on").update(attributed_to="a clerk"),
        "a citation for Filed changed",
    ),
    "a citation removed": (
        lambda case: case.citations.filter(field="filed_on").delete(),
        "a citation for Filed was removed",
    ),
    "a decision": (
        lambda case: DecisionFactory(about=case, field="filed_on", value="2025-03-04"),
        "Filed was decided",
    ),
    "words that changed": (
        lambda case: PassageCheckFactory(passage=case.citations.first().passage),
        "are not the same any more: “filed on Tuesday”",
    ),
    "a note of the source": (
        lambda case: NoticeFactory(snapshot=case.citations.first().passage.snapshot),
        "says of itself: “Correction: the suit was filed on Monday.”",
    ),
    "the source described otherwise": (
        _set("sources_source", publisher="The Herald"),
        "Publisher of the source The Herald changed",
    ),
    "a table emptied": (
        lambda case: sql.run("SET CONSTRAINTS ALL IMMEDIATE")
        or sql.run("TRUNCATE cases_document, cases_documenthistory"),
        "cases_document was emptied",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "because"), CHANGES.values(), ids=list(CHANGES))
def test_a_sign_off_is_taken_back_by(change: Callable[[Case], Any], because: str) -> None:
    case = case_with_everything()
    sign_off = SignOffFactory(case=case)
    change(case)
    assert because in reopened(sign_off)


def test_a_row_removed_takes_it_back_as_such() -> None:
    case = case_with_everything()
    document = case.filings.get().documents.get()
    sign_off = SignOffFactory(case=case)
    document.delete()
    assert reopened(sign_off) == "A document of the docket entry “Complaint” changed"


@pytest.mark.parametrize(
    "change",
    [
        lambda case: sql.run("UPDATE cases_case SET caption = caption"),
        lambda case: CaseFactory(),
        lambda case: PartyFactory(),
        lambda case: CitationFactory(),
        lambda case: CourtFactory(),
        lambda case: Court.objects.exclude(case=case).update(name="Elsewhere"),
        lambda case: NoticeFactory(),
        lambda case: SnapshotFactory(source=a_source_of(case), text="New, and not yet compared."),
        lambda case: Case.objects.exclude(pk=case.pk).update(summary="About another rota."),
    ],
    ids=range(9),
)  # fmt: skip
def test_it_stands_through_what_does_not_touch_the_case(change: Callable[[Case], Any]) -> None:
    case = case_with_everything()
    CaseFactory(court=CourtFactory())
    sign_off = SignOffFactory(case=case)
    change(case)
    assert reopened(sign_off) == ""


def test_words_that_are_the_same_in_a_newer_text_leave_it_standing(signed: SignOff) -> None:
    passage = signed.case.citations.first().passage
    newer = PassageFactory(
        snapshot__source=passage.snapshot.source, snapshot__text="It was filed on Tuesday."
    )
    PassageCheckFactory(passage=passage, snapshot=newer.snapshot, state="same", found=newer)
    assert reopened(signed) == ""


def test_an_article_that_goes_back_to_a_text_without_the_words_takes_it_back(case: Case) -> None:
    passage = case.citations.first().passage
    source = passage.snapshot.source
    without = PassageCheckFactory(passage=passage).snapshot
    with_them = passage.snapshot
    sql.run("UPDATE sources_source SET current_id = %s WHERE id = %s", with_them.pk, source.pk)
    sign_off = SignOffFactory(case=case)
    sql.run("UPDATE sources_source SET current_id = %s WHERE id = %s", without.pk, source.pk)
    assert "shows a text in which words quoted from it are not the same" in reopened(sign_off)


def test_it_can_be_signed_again_once_the_new_point_is_closed(signed: SignOff) -> None:
    case = signed.case
    Case.objects.filter(pk=case.pk).update(seat="San Jose")
    assert reopened(signed) == "Place changed"
    with sql.refused("Place has no source"):
        SignOffFactory(case=case)
    CitationFactory(about=case, field="seat", stated_value="San Jose")
    SignOffFactory(case=case)
    assert SignOff.objects.filter(case=case).count() == 2
    assert SignOff.objects.standing().count() == 1


# --- No table is forgotten ------------------------------------------------------------------------


EXEMPT: dict[type[models.Model], str] = {
    evidence.Snapshot: "never edited; a new one makes itself the current text, and checks follow",
    evidence.Passage: "never edited; cannot be removed while it is cited",
    evidence.SignOff: "itself",
    evidence.Capture: "work, and no evidence",
    evidence.Watch: "work, and no evidence",
    evidence.Perusal: "work, and no evidence",
    evidence.Delivery: "work, and no evidence",
    evidence.ConflictRequest: "work, and no evidence",
    evidence.CourtFile: "work, and no evidence",
    record.DocketNote: "what colleagues tell each other, and no evidence",
    record.DocketTag: "what colleagues tell each other, and no evidence",
    evidence.Proposal: "enters the record only as a citation",
    evidence.TextPart: "made of texts by triggers, and looked into only to find them",
    record.Card: "made of the case by triggers",
    record.CardTurn: "counts changes of cards, for the machine",
    record.SavedFilter: "what somebody looks for, and no evidence",
    record.FilterLook: "what somebody has looked at, and no evidence",
    record.FeedKey: "what somebody reads a feed with, and no evidence",
    record.ConflictCheck: "about names, whatever cases they are in",
    record.ConflictOutcome: "about names, whatever cases they are in",
}


def tables() -> list[type[models.Model]]:
    return [
        model
        for app in ("cases", "sources")
        for model in apps.get_app_config(app).get_models()
        if not hasattr(model, "pgh_tracked_model") and model not in EXEMPT
    ]


@pytest.mark.parametrize("model", tables(), ids=[m.__name__ for m in tables()])
def test_every_table_of_record_and_evidence_has_its_trigger(model: type[models.Model]) -> None:
    found = sql.run(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass "
        "AND tgname LIKE 'sources_reopen_by%%' AND tgenabled = 'O'",
        model._meta.db_table,
    )
    assert found, f"say in sources/sql/reopening.py what a change of {model.__name__} takes back"


def test_rows_of_a_case_are_among_them() -> None:
    assert {*CaseRow.__subclasses__(), Court, Statute, Citation} <= set(tables())
