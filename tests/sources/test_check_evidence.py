"""`check_evidence` names what needs a person, and fails where words changed under a fact."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from cases.models import Case
from sources.models import Basis
from tests.factories import (
    CaseFactory,
    CitationFactory,
    DecisionFactory,
    PartyFactory,
    PassageCheckFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    case = CaseFactory(slug="roe-v-doe", caption="Roe v. Doe", filed_on=date(2025, 1, 21))
    CitationFactory(about=case, field="caption", stated_value="Roe v. Doe")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-21")
    return case


def told(capsys: pytest.CaptureFixture[str], *slugs: str) -> str:
    call_command("check_evidence", *slugs)
    return capsys.readouterr().out


def test_a_case_in_which_all_is_settled_has_nothing_open(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(capsys) == "Roe v. Doe (roe-v-doe): 2 facts, nothing open\n"


def test_a_flagged_fact_is_named_with_its_reason_and_the_command_fails(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    citation = CitationFactory(about=case, field="seat", stated_value="")
    PassageCheckFactory(passage=citation.passage)
    with pytest.raises(CommandError, match="1 fact leans on words that changed since") as failure:
        call_command("check_evidence")
    assert failure.value.returncode == 1
    out = capsys.readouterr().out
    assert "Place: The words are missing from the text of " in out
    assert "/cases/roe-v-doe/#evidence-case-seat" in out


def test_what_is_disputed_unsourced_or_decided_otherwise_is_named(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-25")
    PartyFactory(case=case, name="Acme Corp.")
    DecisionFactory(about=case, field="caption", value="Roe v. Someone")
    out = told(capsys)
    head, *lines = out.splitlines()
    assert "1 disputed without a decision, " in head
    assert "2 unsourced without a decision, 1 decided on another value" in head
    assert "    Filed" in lines
    assert "    Name, Acme Corp." in lines
    assert "    Caption: decided on “Roe v. Someone”, shown is “Roe v. Doe”" in lines


def test_what_was_decided_to_have_no_source_is_not_named(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    party = PartyFactory(case=case, name="Acme Corp.")
    for field in ("name", "role"):
        value = party.value_of(field)
        DecisionFactory(about=party, field=field, basis=Basis.UNSOURCED, value=value)
    assert "nothing open" in told(capsys)


def test_only_the_cases_named_are_checked(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    CaseFactory(slug="other")
    assert "other" in told(capsys)
    assert "other" not in told(capsys, "roe-v-doe")
    with pytest.raises(CommandError, match=r"There is no case “nowhere”\. The tracker has: other"):
        call_command("check_evidence", "nowhere")
