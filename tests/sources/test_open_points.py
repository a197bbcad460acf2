"""What stands between a case and its sign-off: the page and the database ask the same function."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command

from cases import models as record
from cases.citable import WHOLE_ROW, Citable
from cases.models import Case, CitedModel
from sources.facts import CaseFacts, Fact, facts_of
from sources.models import TARGET_MODELS, Basis, CheckState, Review
from sources.sql.values import value_in_sql
from tests import sql
from tests.factories import (
    ROW_FACTORIES,
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    CounselFactory,
    CourtFactory,
    DecisionFactory,
    EventFactory,
    FilingFactory,
    NoticeFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    RelatedCaseFactory,
    StatuteFactory,
)
from tests.the_record import the_record

pytestmark = pytest.mark.django_db

Point = tuple[str, int, str, str]


def open_points(case: Case) -> set[Point]:
    rows = sql.run("SELECT target, row_id, field, why FROM sources_open_points(%s)", case.pk)
    assert len(rows) == len(set(rows))
    return set(rows)


def sourced(row: CitedModel, field: str, **given: Any) -> Any:
    """A citation that states the value shown."""
    value = type(row)._default_manager.get(pk=row.pk).value_of(field)
    return CitationFactory(about=row, field=field, **{"stated_value": value, **given})


@pytest.fixture
def case() -> Case:
    """A case of which only the caption is shown, and sourced."""
    case = CaseFactory()
    sourced(case, "caption")
    return case


# --- Values: the database reads each field as Python does ---------------------------------------


def filled(model: type[CitedModel]) -> list[CitedModel]:
    """Rows of a model with something in each citable field, and one with as little as may be."""
    case = CaseFactory(
        court=CourtFactory(name="Northern District"),
        docket_number="5:25-cv-00001",
        seat="San Jose, California",
        filed_on=datetime.date(2025, 1, 21),
        terminated_on=datetime.date(2025, 1, 30),
        judges=["Ann Lee", "Bo Ray, Jr."],
        nature_of_suit="470",
        jurisdiction="federal question",
        jury_demand="plaintiff",
        demand="$75,000",
        mdl_status="MDL No. 1",
        appeal_from="E.D. Tenn., 3:20-cr-00114",
        converted_on=datetime.date(2025, 1, 28),
        discharged_on=datetime.date(2025, 1, 29),
        class_status="proposed",
        class_definition="All; of them",
        class_size="millions",
        summary="About  a rota.\nA long one.",
    )
    party = PartyFactory(
        case=case,
        name="Beta, LLC",
        court_role="Defendant-Appellee",
        kind="organization",
        description="a firm",
        parent="Alpha",
        terminated_on=datetime.date(2025, 2, 1),
    )
    another = PartyFactory(case=case, name="Acme “Corp.”")
    order = FilingFactory(
        case=case, description="", text="ORDER granting", kind="order", outcome="granted"
    )
    filing = FilingFactory(
        case=case,
        number=7,
        filed_on=datetime.date(2025, 1, 30),
        entered_on=datetime.date(2025, 1, 31),
        kind="notice_of_dismissal",
        text="NOTICE by Beta",
        description="Notice",
        filed_by=party,
        answers=order,
        disposition="voluntary_dismissal",
        disposes="case",
        prejudice="without",
        rule="41(a)(1)",
    )
    claim = ClaimFactory(
        case=case,
        number=2,
        cause="18:2701 Stored Communications",
        relief="damages",
        amount=Decimal("1000.50"),
        amount_basis="per person",
        disposed_by=filing,
    )
    claim.statutes.add(StatuteFactory(citation="42:1983"), StatuteFactory(citation="18:2701"))
    claim.against.add(another, party)
    rows: dict[type[CitedModel], list[CitedModel]] = {
        record.Case: [case],
        record.Party: [party],
        record.Filing: [
            filing,
            order,
            FilingFactory(case=case, description="", answers=filing, motion_type="dismiss"),
        ],
        record.Claim: [
            claim,
            ClaimFactory(case=case, amount=Decimal("1000.00"), disposed_by=order),
            ClaimFactory(case=case, amount=Decimal(0)),
        ],
        record.Counsel: [
            CounselFactory(
                case=case,
                represents=party,
                attorney="",
                firm="Lex PC",
                position="partner",
                roles="LEAD",
                contact="1 Main St\nX",
                appeared_on=datetime.date(2025, 1, 22),
                withdrew_on=datetime.date(2025, 1, 29),
            ),
            CounselFactory(case=case, represents=party),
        ],
        record.Event: [
            EventFactory(
                case=case,
                first_day=datetime.date(2024, 8, 1),
                precision=precision,
                stance="alleged",
                place="at work",
                reason="to save",
                speaker="Ann",
                speaker_title="VP",
                speaker_organization="Beta",
                words="“No.”",
                medium="a post",
            )
            for precision in ("day", "month")
        ]
        + [EventFactory(case=case, first_day=datetime.date(2024, 1, 1), precision="year")],
        record.RelatedCase: [
            RelatedCaseFactory(case=case, other__caption="Doe v. Acme", description="the same")
        ],
    }
    least = CaseFactory() if model is Case else ROW_FACTORIES[target(model)](case=case)
    return [*rows[model], least]


def target(model: type[CitedModel]) -> str:
    return next(name for name, known in TARGET_MODELS.items() if known is model)


@pytest.mark.parametrize("model", TARGET_MODELS.values(), ids=list(TARGET_MODELS))
def test_every_citable_field_has_in_sql_the_value_that_it_has_in_python(
    model: type[CitedModel],
) -> None:
    rows = [model._default_manager.get(pk=row.pk) for row in filled(model)]
    fields = [WHOLE_ROW, *(citable.field for citable in model.citable)]
    never_filled = {f for f in fields if not any(row.value_of(f) for row in rows)}
    assert never_filled == set(), "give `filled` a value for the new field"
    for row in rows:
        case_id = getattr(row, "case_id", row.pk)
        in_sql = {
            field: (kind, value)
            for field, kind, value in sql.run(
                "SELECT field, kind, value FROM sources_facts(%s) "
                "WHERE target = %s AND row_id = %s",
                case_id,
                target(model),
                row.pk,
            )
        }
        assert in_sql == {f: (str(row.citable_field(f).kind), row.value_of(f)) for f in fields}


def test_a_field_of_a_kind_without_sql_is_refused_in_words() -> None:
    with pytest.raises(TypeError, match=r"how the value of Filing\.sealed is written in SQL"):
        value_in_sql(record.Filing, "sealed", "it")
    with pytest.raises(TypeError, match=r"how the value of Case\.headline is written"):
        value_in_sql(record.Case, "headline", "it")


def test_a_field_that_becomes_citable_needs_a_migration(monkeypatch: pytest.MonkeyPatch) -> None:
    def needs_one() -> bool:
        try:
            call_command("makemigrations", "sources", check=True, dry_run=True, verbosity=0)
        except SystemExit:
            return True
        return False

    assert not needs_one()
    monkeypatch.setattr(Case, "citable", (*Case.citable, Citable("slug", "short name")))
    assert needs_one()


# --- What is open -------------------------------------------------------------------------------


def test_a_case_with_all_facts_sourced_has_nothing_open(case: Case) -> None:
    assert open_points(case) == set()


def test_a_shown_fact_without_a_source_is_open(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(jury_demand="plaintiff")
    assert open_points(case) == {("case", case.pk, "jury_demand", "unsourced")}


@pytest.mark.parametrize("basis", [Basis.UNSOURCED, Basis.INFERENCE, Basis.STATED_NONE])
def test_a_shown_fact_that_is_said_to_have_no_source_is_not(case: Case, basis: Basis) -> None:
    Case.objects.filter(pk=case.pk).update(jury_demand="plaintiff")
    DecisionFactory(about=case, field="jury_demand", basis=basis, value="plaintiff")
    assert open_points(case) == set()


def test_chosen_among_sources_of_which_none_is_left_is_open(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(jury_demand="plaintiff")
    DecisionFactory(about=case, field="jury_demand", basis=Basis.SOURCES, value="plaintiff")
    assert open_points(case) == {("case", case.pk, "jury_demand", "unsourced")}


def test_a_disagreement_is_open_until_it_is_decided_on_the_value_shown(case: Case) -> None:
    party = PartyFactory(case=case)
    sourced(party, "name")
    sourced(party, "role")
    sourced(party, "role", stated_value="plaintiff", passage=PassageFactory())
    assert open_points(case) == {("party", party.pk, "role", "undecided")}
    DecisionFactory(about=party, field="role", value="plaintiff")
    assert open_points(case) == {("party", party.pk, "role", "outdated")}
    DecisionFactory(about=party, field="role", value="defendant")  # the later one stands
    assert open_points(case) == set()


def test_what_a_source_states_and_the_record_does_not_show_is_open(case: Case) -> None:
    sourced(case, "seat", stated_value="San Jose")
    assert open_points(case) == {("case", case.pk, "seat", "unrecorded")}
    DecisionFactory(about=case, field="seat", value="")
    assert open_points(case) == set()


def test_what_is_stated_otherwise_after_the_decision_is_open_until_the_next(case: Case) -> None:
    sourced(case, "caption", stated_value="Poe v. Acme", passage=PassageFactory())
    DecisionFactory(about=case, field="caption", value=case.caption)
    sourced(case, "caption", passage=PassageFactory())
    assert open_points(case) == set()  # it agrees
    sourced(case, "caption", stated_value="Moe v. Acme", passage=PassageFactory())
    assert open_points(case) == {("case", case.pk, "caption", "undecided")}
    DecisionFactory(about=case, field="caption", value=case.caption)
    assert open_points(case) == set()


def test_a_statement_is_a_new_one_when_its_value_changes(case: Case) -> None:
    citation = sourced(case, "caption", stated_value="Poe v. Acme", passage=PassageFactory())
    DecisionFactory(about=case, field="caption", value=case.caption)
    citation.attributed_to = "Reuters"
    citation.save()
    assert open_points(case) == set()
    citation.stated_value = "Moe v. Acme"
    citation.save()
    assert open_points(case) == {("case", case.pk, "caption", "undecided")}


def test_nobody_can_say_what_a_decision_considers_or_when_a_value_was_stated(case: Case) -> None:
    made = DecisionFactory(about=case, field="caption", value=case.caption, considers=10**9)
    citation = case.citations.get()
    assert type(made).objects.get().considers == citation.turn
    sql.run("UPDATE sources_citation SET turn = 0")
    assert case.citations.get().turn == citation.turn


def test_a_decision_considers_the_statements_of_its_own_fact_only(case: Case) -> None:
    first, second = PartyFactory(case=case), PartyFactory(case=case)
    for party in (first, second):
        sourced(party, "name")
        sourced(party, "role")
    sourced(first, "role", stated_value="plaintiff", passage=PassageFactory())
    sourced(second, "role", passage=PassageFactory())
    DecisionFactory(about=second, field="role", value="defendant")
    assert open_points(case) == {("party", first.pk, "role", "undecided")}


def test_a_row_as_a_whole_needs_no_source_of_its_own(case: Case) -> None:
    party = PartyFactory(case=case)
    sourced(party, "name")
    sourced(party, "role")
    assert open_points(case) == set()
    CitationFactory(about=party, stated_value="Acne Corp.")
    assert open_points(case) == {("party", party.pk, "", "undecided")}


def test_words_that_are_not_the_same_any_more_are_open_until_they_are_reviewed(case: Case) -> None:
    citation = case.citations.get()
    fared = PassageCheckFactory(passage=citation.passage)
    assert open_points(case) == {("case", case.pk, "caption", "changed")}
    sql.run(
        "UPDATE sources_passagecheck SET review = %s, reviewed_at = now() WHERE id = %s",
        Review.CONFIRMED,
        fared.pk,
    )
    assert open_points(case) == set()


def test_words_that_are_the_same_are_not_open(case: Case) -> None:
    passage = case.citations.get().passage
    newer = PassageFactory(
        snapshot__source=passage.snapshot.source, snapshot__text="It was filed on Tuesday, no?"
    )
    PassageCheckFactory(
        passage=passage, snapshot=newer.snapshot, state=CheckState.SAME, found=newer
    )
    assert open_points(case) == set()


def test_only_the_text_last_seen_counts(case: Case) -> None:
    passage = case.citations.get().passage
    PassageCheckFactory(passage=passage)
    source = passage.snapshot.source
    sql.run(  # the article went back to the text that was quoted
        "UPDATE sources_source SET current_id = %s WHERE id = %s", passage.snapshot_id, source.pk
    )
    assert open_points(case) == set()


def test_a_note_that_nobody_has_read_is_open_once_for_its_source(case: Case) -> None:
    source = case.citations.get().passage.snapshot.source
    Case.objects.filter(pk=case.pk).update(jury_demand="plaintiff")
    sourced(case, "jury_demand", passage=case.citations.get().passage)
    notice = NoticeFactory(snapshot__source=source, snapshot__text="Corrected. Filed on Monday.")
    assert open_points(case) == {("source", source.pk, "", "notice")}
    sql.run("UPDATE sources_notice SET reviewed_at = now() WHERE id = %s", notice.pk)
    assert open_points(case) == set()


def test_a_note_of_a_source_of_another_case_is_none_of_its_business(case: Case) -> None:
    NoticeFactory()
    assert open_points(case) == set()


def test_other_cases_do_not_count(case: Case) -> None:
    PartyFactory()  # without a source
    assert open_points(case) == set()


# --- The first record: SQL and Python name the same points --------------------------------------


@pytest.fixture
def first_record() -> Case:
    """The record that the tracker comes with."""
    return the_record()


def points_in_python(facts: CaseFacts) -> set[Point]:
    whys: dict[str, Callable[[Fact], bool]] = {
        "unsourced": lambda it: (
            it.citable.field != WHOLE_ROW
            and bool(it.value)
            and not it.sourced
            and (it.decision is None or it.decision.basis == Basis.SOURCES)
        ),
        "undecided": lambda it: it.undecided,
        "unrecorded": lambda it: it.unrecorded,
        "outdated": lambda it: it.stale_decision,
    }
    return {
        (fact.target.value, fact.row.pk, fact.citable.field, why)
        for fact in facts
        for why, holds in whys.items()
        if holds(fact)
    }


def test_of_the_first_record_sql_and_python_name_the_same_points(first_record: Case) -> None:
    assert open_points(first_record) == points_in_python(facts_of(first_record))


def test_and_the_same_once_its_decisions_are_gone(first_record: Case) -> None:
    with pgtrigger.ignore():
        sql.run("DELETE FROM sources_decision WHERE case_id = %s", first_record.pk)
    points = open_points(first_record)
    assert points == points_in_python(facts_of(first_record))
    assert len(points) > 20


def test_and_the_same_when_its_sources_state_something_else(first_record: Case) -> None:
    sql.run(
        "UPDATE sources_citation SET stated_value = stated_value || ' Not.' WHERE turn %% 3 = 0"
    )
    points = open_points(first_record)
    assert points == points_in_python(facts_of(first_record))
    assert len([point for point in points if point[3] == "undecided"]) > 20


def test_and_the_same_when_its_values_change(first_record: Case) -> None:
    for model in TARGET_MODELS.values():
        for field in model._meta.concrete_fields:
            if field.get_internal_type() in {"CharField", "TextField"} and not field.choices:
                column = field.column
                sql.run(
                    f'UPDATE {model._meta.db_table} SET "{column}" = "{column}" || \' Not.\' '
                    f'WHERE "{column}" <> \'\' AND length("{column}") < 60'
                )
    points = open_points(first_record)
    assert points == points_in_python(facts_of(Case.objects.get(pk=first_record.pk)))
    assert {point[3] for point in points} >= {"undecided", "outdated"}
