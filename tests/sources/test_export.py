"""A case with its evidence as JSON, which loads again to the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from cases.models import Case, Filing
from sources.export import exported
from tests import sql
from tests.factories import CaseFactory, FilingFactory
from tests.sources.small_record import SMALL, edited, load, write

pytestmark = pytest.mark.django_db

REAL = Path(settings.BASE_DIR) / "sources/records/de-la-torre-v-linkedin.yaml"


def printed(slug: str, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    call_command("export_record", slug)
    return capsys.readouterr().out


def exported_small(slug: str = "rivera-v-acme") -> dict[str, Any]:
    return exported(Case.objects.get(slug=slug))


# Facts in another order than that of the page, so that clippings stand in another order too.
SHUFFLED = edited(
    "facts:\n",
    "facts:\n"
    "  - target: party:beta\n"
    "    citations: [{source: herald, quote: z first}, {source: herald, quote: a second}]\n"
    "  - target: party:rivera\n"
    "    citations: [{source: herald, quote: a second}, {source: herald, quote: z first}]\n",
)


@pytest.mark.parametrize(
    "record",
    [SMALL, SHUFFLED, REAL.read_text(encoding="utf-8")],
    ids=["small", "shuffled", "de-la-torre"],
)
def test_load_export_load_export_is_a_fixed_point(
    record: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load(record)
    slug = next(line for line in record.splitlines() if "slug:" in line).split()[-1]
    first = printed(slug, capsys)
    sql.empty_the_tracker()
    assert not Case.objects.exists()
    call_command("load_record", write(tmp_path, first))
    second = printed(slug, capsys)
    assert second == first
    before = sql.everything()
    call_command("load_record", write(tmp_path, second))
    assert sql.everything() == before


def test_an_export_loads_over_its_own_record_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load()
    before = sql.everything()
    call_command("load_record", write(tmp_path, printed("rivera-v-acme", capsys)))
    assert sql.everything() == before


def test_the_export_has_the_shape_of_the_contract() -> None:
    load()
    export = exported_small()
    assert set(export) == {"case", "related", "facts", "sources"}
    fact = next(fact for fact in export["facts"] if fact["id"] == "rivera-v-acme/case/filed_on")
    assert fact == {
        "id": "rivera-v-acme/case/filed_on",
        "target": "case",
        "label": "Filed",
        "field": "filed_on",
        "value": "2025-03-04",
        "disputed": True,
        "decision": {
            "basis": "sources",
            "value": "2025-03-04",
            "reason": "The Gazette was there.",
        },
        "citations": [
            {
                "source": "gazette",
                "quote": "sued on 4 March",
                "stated_value": "2025-03-04",
                "agrees": True,
                "inferred": "the year",
                "attributed_to": "",
            },
            {
                "source": "herald",
                "quote": "sued on 5 March",
                "stated_value": "2025-03-05",
                "agrees": False,
                "inferred": "",
                "attributed_to": "a clerk",
            },
        ],
    }
    assert export["sources"][0] == {
        "key": "gazette",
        "kind": "press_article",
        "publisher": "The Gazette",
        "title": "",
        "url": "",
        "text_file": "gazette.txt",
    }
    json.dumps(export)


def test_dates_keep_their_precision_and_amounts_have_no_trailing_zeros() -> None:
    load()
    case = exported_small()["case"]
    assert case["filed_on"] == "2025-03-04"
    assert case["events"][0]["date"] == "2024-08"
    assert case["claims"][0]["amount"] == "1000"


def test_a_related_case_comes_with_its_facts_under_its_slug() -> None:
    load()
    export = exported_small()
    assert [related["slug"] for related in export["related"]] == ["doe-v-acme"]
    [cited] = [f for f in export["facts"] if f["id"].startswith("doe-v-acme") and f["citations"]]
    assert cited["target"] == "doe-v-acme/party:doe"


def test_cases_related_to_each_other_are_exported_once() -> None:
    back = "    related_cases:\n      - {key: back, case: rivera-v-acme, relation: same}\n"
    load(edited("    parties:\n      - {key: doe", f"{back}    parties:\n      - {{key: doe"))
    assert [case["slug"] for case in exported_small()["related"]] == ["doe-v-acme"]
    assert [case["slug"] for case in exported_small("doe-v-acme")["related"]] == ["rivera-v-acme"]


def test_a_paper_numbered_0_keeps_its_number() -> None:
    FilingFactory(number=0, case=CaseFactory(slug="zero"))
    assert exported_small("zero")["case"]["filings"][0]["number"] == 0


def test_the_court_that_wrote_nothing_and_the_text_not_seen_stay_two_things() -> None:
    load()
    complaint, dismissal = exported_small()["case"]["filings"]
    assert complaint["text"] == ""
    assert "text" not in dismissal


def test_a_filing_comes_after_the_one_it_answers() -> None:
    case = CaseFactory(slug="x")
    reply, motion = FilingFactory(case=case, key="reply"), FilingFactory(case=case, key="motion")
    Filing.objects.filter(pk=reply.pk).update(answers=motion)
    assert [row["key"] for row in exported_small("x")["case"]["filings"]] == ["motion", "reply"]


def test_filings_that_answer_each_other_are_exported_all_the_same() -> None:
    case = CaseFactory(slug="x")
    one, two = FilingFactory(case=case), FilingFactory(case=case)
    Filing.objects.filter(pk=one.pk).update(answers=two)
    Filing.objects.filter(pk=two.pk).update(answers=one)
    assert len(exported_small("x")["case"]["filings"]) == 2


def test_a_case_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(CommandError, match=r"no case “a”\. The tracker has: none yet"):
        call_command("export_record", "a")
    CaseFactory(slug="b")
    with pytest.raises(CommandError, match=r"no case “a”\. The tracker has: b"):
        call_command("export_record", "a")
