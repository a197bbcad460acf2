"""System checks of the evidence."""

from types import SimpleNamespace

from django.core.checks import run_checks

from sources.checks import _uncited, every_row_can_be_cited
from sources.models import ROW_MODELS


class Verdict(SimpleNamespace):
    """A row of a case that nobody has made citable."""


def test_the_models_of_the_tracker_pass() -> None:
    assert every_row_can_be_cited(None) == []
    assert [found for found in run_checks() if found.id.startswith("sources.")] == []


def test_a_row_that_no_citation_can_point_at_is_an_error() -> None:
    [error] = _uncited([Verdict], ROW_MODELS)
    assert error.id == "sources.E001"
    assert "Verdict" in error.msg
    assert "fact_target.py" in error.hint


def test_a_target_without_its_foreign_key_is_an_error_of_each_that_points() -> None:
    errors = list(_uncited([Verdict], {**ROW_MODELS, "verdict": Verdict}))
    assert [error.id for error in errors] == ["sources.E002", "sources.E002"]
    assert [error.msg.split()[0] for error in errors] == ["Citation", "Decision"]
    assert all("fact_target.py" in error.hint for error in errors)
