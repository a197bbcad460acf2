"""A citation or decision points at one fact of one case; the database sees to it."""

import pytest
from django.db.models import ProtectedError
from factory.django import DjangoModelFactory

from cases.models import CitedModel
from sources.models import ROW_MODELS, TARGET_MODELS
from tests import sql
from tests.factories import (
    ROW_FACTORIES,
    CaseFactory,
    CitationFactory,
    DecisionFactory,
    PartyFactory,
    PassageFactory,
)

pytestmark = pytest.mark.django_db

pointers = pytest.mark.parametrize(
    "pointer", [CitationFactory, DecisionFactory], ids=["citation", "decision"]
)
rows = pytest.mark.parametrize("name", ROW_MODELS)


def new_passage(pointer: type[DjangoModelFactory]) -> dict[str, int]:
    """Two citations of one passage for one fact would be refused for that."""
    return {"passage_id": PassageFactory().pk} if pointer is CitationFactory else {}


@pointers
@rows
def test_a_row_of_the_same_case_can_be_pointed_at(
    pointer: type[DjangoModelFactory], name: str
) -> None:
    row = ROW_FACTORIES[name]()
    whole, of_a_field = pointer(about=row), pointer(about=row, field=row.citable[0].field)
    assert (whole.row, whole.row_id, whole.case) == (row, row.pk, row.case)
    assert of_a_field.field


@pointers
@rows
def test_a_row_of_another_case_is_refused(pointer: type[DjangoModelFactory], name: str) -> None:
    ours = pointer(about=ROW_FACTORIES[name]())
    theirs = ROW_FACTORIES[name]()
    with sql.refused(f"{name}_of_same_case"):
        sql.insert_like(ours, **{f"{name}_id": theirs.pk}, **new_passage(pointer))


@rows
def test_a_citation_does_not_move_to_another_case_without_its_row(name: str) -> None:
    citation = CitationFactory(about=ROW_FACTORIES[name]())
    with sql.refused(f"citation_{name}_of_same_case"):
        sql.run(
            "UPDATE sources_citation SET case_id = %s WHERE id = %s", CaseFactory().pk, citation.pk
        )


@pointers
@rows
def test_a_row_and_the_case_itself_are_two_targets(
    pointer: type[DjangoModelFactory], name: str
) -> None:
    ours = pointer(about=ROW_FACTORIES[name]())
    with sql.refused("points_at_one_row"):
        sql.insert_like(ours, target="case", **new_passage(pointer))


@pointers
@rows
def test_two_rows_are_refused(pointer: type[DjangoModelFactory], name: str) -> None:
    row = ROW_FACTORIES[name]()
    other_name = "event" if name == "party" else "party"
    other = ROW_FACTORIES[other_name](case=row.case)
    ours = pointer(about=row)
    with sql.refused("points_at_one_row"):
        sql.insert_like(ours, **{f"{other_name}_id": other.pk}, **new_passage(pointer))


@pointers
@rows
def test_no_row_is_refused(pointer: type[DjangoModelFactory], name: str) -> None:
    ours = pointer(about=ROW_FACTORIES[name]())
    with sql.refused("points_at_one_row"):
        sql.insert_like(ours, **{f"{name}_id": None}, **new_passage(pointer))


@pointers
@rows
def test_a_target_word_that_is_not_the_columns_is_refused(
    pointer: type[DjangoModelFactory], name: str
) -> None:
    ours = pointer(about=ROW_FACTORIES[name]())
    another = "event" if name == "party" else "party"
    with sql.refused("points_at_one_row"):
        sql.insert_like(ours, target=another, **new_passage(pointer))


@pointers
@pytest.mark.parametrize(("name", "model"), TARGET_MODELS.items(), ids=TARGET_MODELS)
def test_a_field_that_the_model_does_not_have_is_refused(
    pointer: type[DjangoModelFactory], name: str, model: type[CitedModel]
) -> None:
    ours = pointer(about=ROW_FACTORIES[name]() if name in ROW_FACTORIES else CaseFactory())
    own = {citable.field for citable in model.citable}
    foreign = next(
        citable.field
        for another in TARGET_MODELS.values()
        for citable in another.citable
        if citable.field not in own
    )
    for field in ("nonsense", "id", "case", foreign):
        with sql.refused("names_a_citable_field"):
            sql.insert_like(ours, field=field, **new_passage(pointer))


@rows
def test_a_cited_row_is_not_deleted(name: str) -> None:
    row = ROW_FACTORIES[name]()
    CitationFactory(about=row)
    with sql.refused("of_same_case"):
        sql.run(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk)
    with pytest.raises(ProtectedError):
        row.delete()


def test_a_row_that_was_decided_on_is_not_deleted() -> None:
    party = DecisionFactory(about=PartyFactory()).party
    with sql.refused("decision_party_of_same_case"):
        sql.run("DELETE FROM cases_party WHERE id = %s", party.pk)


def test_a_cited_case_is_not_deleted() -> None:
    case = CitationFactory().case
    with pytest.raises(ProtectedError):
        case.delete()
    with sql.refused("foreign key"):
        sql.run("DELETE FROM cases_case WHERE id = %s", case.pk)


def test_a_cited_passage_is_not_deleted() -> None:
    passage = CitationFactory().passage
    with sql.refused("foreign key"):
        sql.run("DELETE FROM sources_passage WHERE id = %s", passage.pk)
    with pytest.raises(ProtectedError):
        passage.delete()


def test_a_passage_is_cited_once_for_a_fact_and_freely_for_others() -> None:
    citation = CitationFactory(about=PartyFactory())
    sql.insert_like(citation, field="name")
    with sql.refused("passage_cited_once_a_fact"):
        sql.insert_like(citation)


def test_a_decision_is_never_edited_or_deleted() -> None:
    decision = DecisionFactory()
    with sql.refused("Cannot update"):
        sql.run("UPDATE sources_decision SET reason = 'x' WHERE id = %s", decision.pk)
    with sql.refused("Cannot update or delete"):
        sql.run("DELETE FROM sources_decision WHERE id = %s", decision.pk)


@pytest.mark.parametrize("table", ["sources_decision", "cases_case", "cases_party"])
def test_decisions_are_not_truncated_even_with_what_they_point_at(table: str) -> None:
    DecisionFactory()
    with sql.refused("kept for good"):
        sql.run("SET CONSTRAINTS ALL IMMEDIATE")
        sql.run(f"TRUNCATE {table} CASCADE")


def test_a_decision_without_a_reason_is_refused() -> None:
    decision = DecisionFactory()
    with sql.refused("decision_has_a_reason"):
        sql.insert_like(decision, reason="")
