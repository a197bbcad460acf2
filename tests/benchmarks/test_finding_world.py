"""The made world of the benchmark of finding: what it holds, and that it is the same each time."""

import pytest

from benchmarks.finding import world
from benchmarks.finding.words import COMMONEST
from cases import statutes
from cases.models import Card, Case, Claim, ClaimStatute, Filing, Party
from sources.models import Citation
from tests.sql import empty_the_tracker, everything, run

from .conftest import CASES


@pytest.mark.django_db(transaction=True)
def test_past_every_constraint_and_trigger_the_same_world_comes_out_as_without_them():
    empty_the_tracker()
    world.make(50, statutes=60, checked=True)
    checked = _made(everything())
    empty_the_tracker()
    world.make(50, statutes=60)
    made = _made(everything())
    assert made.keys() == checked.keys()
    for table, rows in checked.items():
        assert made[table] == rows, table
    assert len(made["cases_card"]) == 50
    assert len(made["sources_textpart"]) >= 50


@pytest.mark.django_db(transaction=True)
def test_a_table_that_has_no_such_column_is_named():
    with pytest.raises(ValueError, match=r"cases_court has no columns \['seat'\]"):
        world._copy("cases_court", "SELECT 'cand' AS id, 'San Jose' AS seat")


def _made(rows):
    """Without what only triggers write: history, and how often cards were written."""
    return {
        table: of
        for table, of in rows.items()
        if not table.endswith("history") and table != "cases_cardturn"
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("made_world")
class TestTheWorld:
    def test_has_the_cases_asked_for_and_a_card_of_each(self):
        assert Case.objects.count() == CASES
        assert Card.objects.count() == CASES

    def test_18_of_100_cases_are_under_the_commonest_statute(self):
        under = Case.objects.claiming_under(*statutes.parse(COMMONEST)).count()
        assert under / CASES == pytest.approx(0.18, abs=0.02)

    def test_few_statutes_have_many_cases_and_many_have_few(self):
        counts = [
            count
            for (count,) in run(
                "SELECT count(*) FROM cases_card, unnest(statutes) AS under GROUP BY under"
            )
        ]
        assert sum(sorted(counts)[-5:]) > sum(counts) / 3
        assert sorted(counts)[len(counts) // 2] < CASES / 50

    def test_a_case_has_two_and_a_half_claims(self):
        assert Claim.objects.count() / CASES == pytest.approx(2.5, abs=0.1)
        assert ClaimStatute.objects.count() / CASES == pytest.approx(2.3, abs=0.2)

    def test_a_case_has_five_entries_and_each_is_cited(self):
        usual = Filing.objects.exclude(case=1).count() / (CASES - 1)
        assert usual == pytest.approx(5, abs=0.3)
        assert Citation.objects.count() == Filing.objects.count()

    def test_one_case_has_a_thousand_entries(self):
        case = Case.objects.get(slug="the-long-docket")
        assert case.filings.count() == 1_000

    def test_every_passage_stands_where_it_says(self):
        wrong = run(
            """
            SELECT count(*) FROM sources_passage AS passage
              JOIN sources_snapshot AS whole ON whole.id = snapshot_id
             WHERE substr(whole.text, start + 1, "end" - start) <> exact
            """
        )
        assert wrong == [(0,)]

    def test_no_foreign_key_points_nowhere(self):
        keys = run(
            """
            SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
             WHERE contype = 'f' AND connamespace = 'public'::regnamespace
            """
        )
        assert len(keys) > 50
        for table, definition in keys:  # made anew, each goes through all rows
            run(f"ALTER TABLE {table} ADD CONSTRAINT once_more {definition}")
            run(f"ALTER TABLE {table} DROP CONSTRAINT once_more")

    def test_every_index_is_used_again(self):
        assert run("SELECT count(*) FROM pg_index WHERE NOT (indisready AND indisvalid)") == [(0,)]

    def test_courts_are_busy_as_in_life(self):
        counts = dict(run("SELECT court_id, count(*) FROM cases_card GROUP BY 1"))
        assert len(counts) > 80
        assert counts["cacd"] > 3 * counts["wyd"]

    def test_every_status_and_disposition_comes_up(self):
        assert set(Card.objects.values_list("status", flat=True)) == {"open", "closed", "unknown"}
        assert Card.objects.values("disposition").distinct().count() == 8

    def test_keys_go_on_after_those_of_the_world(self):
        party = Party.objects.create(case_id=1, key="another", name="Acme", role="defendant")
        assert party.pk > 1
        party.delete()
