"""The constraints that the database holds and Django has no class for."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from cases.constraints import SameCase, one_of
from cases.models import FilingKind
from tests import factories, sql
from tests.factories import CaseFactory, CounselFactory, PartyFactory

pytestmark = pytest.mark.django_db


def choice_columns() -> list[tuple[type[models.Model], str]]:
    """Every column of record and evidence that holds one of some choices."""
    ours = [
        *apps.get_app_config("cases").get_models(),
        *apps.get_app_config("sources").get_models(),
    ]
    return [
        (model, field.column)
        for model in ours
        if hasattr(factories, f"{model.__name__}Factory")
        for field in model._meta.concrete_fields
        if field.choices
    ]


@pytest.mark.parametrize(
    ("model", "column"), choice_columns(), ids=lambda it: getattr(it, "__name__", it)
)
def test_a_value_that_is_no_choice_is_refused(model: type[models.Model], column: str) -> None:
    row = getattr(factories, f"{model.__name__}Factory")()
    changes = {"key": "new"} if hasattr(row, "key") else {}
    if hasattr(row, "slug"):
        changes = {"slug": "new"}
    with sql.refused("violates check constraint"):
        sql.insert_like(row, **changes, **{column: "nonsense"})


def test_there_are_choices_to_test() -> None:
    assert ("Filing", "kind") in [(model.__name__, column) for model, column in choice_columns()]


def test_a_row_of_another_case_is_refused_in_words_before_it_reaches_the_database() -> None:
    counsel = CounselFactory.build(case=CaseFactory(), represents=PartyFactory(name="Stranger"))
    with pytest.raises(ValidationError) as refusal:
        counsel.full_clean()
    assert refusal.value.message_dict["represents"] == [
        "“Stranger” belongs to another case; choose one of its own."
    ]


def test_a_row_of_the_same_case_and_none_at_all_pass() -> None:
    case = CaseFactory()
    CounselFactory.build(case=case, represents=PartyFactory(case=case)).full_clean()
    factories.FilingFactory.build(case=case, filed_by=None).full_clean()


def test_the_constraint_over_two_columns_is_not_deferred() -> None:
    """A deferred one would let a transaction read what it is about to be refused."""
    rows = sql.run("SELECT condeferrable FROM pg_constraint WHERE conname LIKE %s", "%same_case")
    assert rows
    assert not any(deferrable for [deferrable] in rows)


def test_a_constraint_is_written_into_migrations_as_it_was_declared() -> None:
    for constraint in (
        SameCase(field="represents", name="a"),
        SameCase(field="found", own="snapshot", theirs="snapshot", name="b"),
    ):
        path, args, kwargs = constraint.deconstruct()
        assert path == "cases.constraints.SameCase"
        assert SameCase(*args, **kwargs) == constraint
    assert SameCase(field="represents", name="a") != SameCase(field="filed_by", name="a")
    assert SameCase(field="represents", name="a") != one_of("kind", FilingKind, name="a")


def test_a_constraint_can_be_taken_away_again() -> None:
    counsel = CounselFactory()
    elsewhere = PartyFactory()
    constraint = next(
        one for one in counsel._meta.constraints if one.name == "counsel_party_of_same_case"
    )
    sql.run("SET CONSTRAINTS ALL IMMEDIATE")
    with connection.schema_editor() as editor:
        editor.remove_constraint(type(counsel), constraint)
    sql.insert_like(counsel, key="new", represents_id=elsewhere.pk)
