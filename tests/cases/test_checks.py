"""System checks of the record."""

from types import SimpleNamespace

from django.core.checks import run_checks

from cases.checks import _missing_fields, citable_fields_exist, cited_models
from cases.citable import Citable
from cases.models import Case, Party


def model(**attributes: object) -> type:
    return type("Verdict", (SimpleNamespace,), {"__module__": "cases.models.verdict"} | attributes)


def test_the_models_of_the_tracker_pass() -> None:
    assert citable_fields_exist(None) == []
    assert [found for found in run_checks() if found.id.startswith("cases.")] == []


def test_every_model_that_facts_are_about_is_checked() -> None:
    assert cited_models()[0] is Case
    assert Party in cited_models()
    assert len(cited_models()) == 7


def test_a_citable_field_that_the_model_lacks_is_an_error() -> None:
    sound = model(citable=[Citable("jury", "jury")], headline_field="jury", jury="yes")
    broken = model(citable=[Citable("jury", "jury")], headline_field="jury")
    assert list(_missing_fields([sound])) == []
    [error] = _missing_fields([broken])
    assert error.id == "cases.E001"
    assert "“jury”" in error.msg
    assert "cases.models.verdict" in error.hint


def test_a_model_that_declares_nothing_citable_is_an_error() -> None:
    nothing, nameless = (
        model(citable=[], headline_field="a"),
        model(citable=[Citable("a", "a")], a=1),
    )
    for broken in (nothing, nameless):
        [error] = _missing_fields([broken])
        assert error.id == "cases.E002"
        assert "headline_field" in error.hint
