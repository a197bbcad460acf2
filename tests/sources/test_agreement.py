"""The picture of agreement: facts down, sources across, each cell a mark that links."""

import re
from datetime import date

import pytest
from django.test import Client

from cases.models import Case
from sources.agreement import Picture, Show
from sources.facts import facts_of
from sources.models import Basis, Source
from tests.cases.test_pages import page, queries, words
from tests.factories import (
    CaseFactory,
    CitationFactory,
    DecisionFactory,
    FilingFactory,
    PartyFactory,
    PassageFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return CaseFactory(filed_on=date(2025, 1, 21))


@pytest.fixture
def gazette() -> Source:
    return SourceFactory(publisher="The Gazette")


def cite(about: object, field: str, stated: str, source: Source, **more: str) -> None:
    text = f"Words {CitationFactory._meta.model.objects.count()} of it."
    passage = PassageFactory(snapshot__source=source, snapshot__text=text, exact=text)
    CitationFactory(about=about, field=field, stated_value=stated, passage=passage, **more)


def picture(case: Case, show: Show = Show.ALL) -> Picture:
    return Picture(facts_of(case), show)


def marks(case: Case) -> list[list[str]]:
    """The names of the marks about the filing date, cell by cell."""
    [line] = [
        line for group in picture(case).groups for line in group.lines if line.fact.label == "Filed"
    ]
    return [[mark.name for mark in cell] for cell in line.cells]


def evidence(case: Case) -> str:
    return f"/cases/{case.slug}/evidence/"


def test_a_cell_says_in_words_who_states_what(case: Case, gazette: Source) -> None:
    cite(case, "filed_on", "2025-01-21", gazette)
    cite(case, "filed_on", "2025-01-25", SourceFactory(publisher="The Courier"))
    cite(case, "caption", case.caption, SourceFactory(publisher="The Record"))
    assert marks(case) == [
        ["The Gazette states it: Tuesday 21 January 2025"],
        ["The Courier states otherwise: Saturday 25 January 2025"],
        [],
    ]


def test_what_is_inferred_is_said_with_the_mark(case: Case, gazette: Source) -> None:
    cite(case, "filed_on", "2025-01-21", gazette, inferred="the year")
    assert marks(case) == [["The Gazette states it: Tuesday 21 January 2025 (inferred: the year)"]]


def test_a_source_that_says_it_in_full_somewhere_does_not_count_as_inferred(
    case: Case, gazette: Source
) -> None:
    cite(case, "filed_on", "2025-01-21", gazette, inferred="the year")
    cite(case, "filed_on", "2025-01-21", gazette)
    assert marks(case) == [["The Gazette states it: Tuesday 21 January 2025, in 2 passages"]]


def test_a_source_that_contradicts_itself_has_both_marks(case: Case, gazette: Source) -> None:
    cite(case, "filed_on", "2025-01-25", gazette)
    cite(case, "filed_on", "2025-01-21", gazette)
    [cell] = marks(case)
    assert [name.split(":")[0] for name in cell] == [
        "The Gazette states it",
        "The Gazette states otherwise",
    ]


def test_each_source_has_its_totals_over_all_facts(case: Case, gazette: Source) -> None:
    cite(case, "filed_on", "2025-01-25", gazette)
    cite(case, "filed_on", "2025-01-21", gazette)
    cite(case, "caption", case.caption, gazette)
    for show in Show:
        [column] = picture(case, show).columns
        assert (column.states, column.otherwise) == (2, 1)


def test_the_facts_stand_under_the_kinds_of_rows(case: Case, gazette: Source) -> None:
    for name in ("Acme", "Bolt"):
        cite(PartyFactory(case=case, name=name), "name", name, gazette)
    groups = picture(case).groups
    assert [group.title for group in groups] == ["The case", "Parties"]
    labels = [(line.fact.subject, line.fact.label, line.begins_row) for line in groups[1].lines]
    assert labels == [
        ("Acme", "Name", True),
        ("Acme", "Role", False),
        ("Bolt", "Name", True),
        ("Bolt", "Role", False),
    ]


@pytest.mark.parametrize(
    ("show", "labels"),
    [("all", ["Caption", "Place", "Filed"]), ("differ", ["Filed"]), ("unsourced", ["Place"])],
)
def test_the_address_says_which_facts_are_shown(
    client: Client, gazette: Source, show: str, labels: list[str]
) -> None:
    case = CaseFactory(filed_on=date(2025, 1, 21), seat="San Jose")
    cite(case, "filed_on", "2025-01-25", gazette)
    cite(case, "caption", case.caption, gazette)
    html = page(client, f"{evidence(case)}?show={show}")
    assert re.findall(r'<a href="[^"]*#evidence-[^"]*">([^<]*)</a>', html) == labels
    assert re.findall(r'href="\?show=(\w+)" aria-current="true"', html) == [show]


def test_a_choice_that_there_is_not_is_named_and_all_is_shown(
    client: Client, case: Case, gazette: Source
) -> None:
    cite(case, "filed_on", "2025-01-21", gazette)
    text = words(page(client, f"{evidence(case)}?show=<b>"))
    assert "There is no choice “&lt;b&gt;”, so all facts are shown." in text
    assert "There is no choice" not in page(client, evidence(case))


@pytest.mark.parametrize(
    ("show", "said"),
    [
        ("differ", "No two sources differ on any fact of this case."),
        ("unsourced", "Every fact of this case has a source."),
    ],
)
def test_a_choice_that_leaves_nothing_says_so(
    client: Client, gazette: Source, show: str, said: str
) -> None:
    case = CaseFactory()
    cite(case, "caption", case.caption, gazette)
    assert said in page(client, f"{evidence(case)}?show={show}")


def test_a_case_without_sources_says_so_and_has_no_table(client: Client, case: Case) -> None:
    html = page(client, evidence(case))
    assert "No source is cited for this case yet." in html
    assert "<table" not in html


def test_a_mark_links_to_its_passage_and_the_fact_to_the_case_page(
    client: Client, case: Case, gazette: Source
) -> None:
    cite(case, "filed_on", "2025-01-21", gazette)
    html = page(client, evidence(case))
    [reading] = facts_of(case).of(case, "filed_on").readings  # type: ignore[union-attr]
    assert f'href="{reading.passage.address}"' in html
    assert f'href="/cases/{case.slug}/#evidence-case-filed_on"' in html


def test_a_table_is_a_table_to_a_screen_reader(client: Client, case: Case, gazette: Source) -> None:
    cite(case, "filed_on", "2025-01-21", gazette)
    html = page(client, evidence(case))
    assert "<caption" in html
    assert {"col", "row", "rowgroup"} == set(re.findall(r'scope="(\w+)"', html))
    assert 'role="region" aria-labelledby="picture-caption" tabindex="0"' in html
    assert '<span class="visually-hidden">silent</span>' in html


def test_what_is_not_decided_is_said(client: Client, case: Case, gazette: Source) -> None:
    cite(case, "filed_on", "2025-01-25", gazette)
    assert "undecided" in words(page(client, evidence(case)))
    DecisionFactory(about=case, field="filed_on", value="2025-01-21", basis=Basis.SOURCES)
    assert "undecided" not in words(page(client, evidence(case)))


def test_the_case_page_and_the_picture_lead_to_each_other(client: Client, case: Case) -> None:
    assert f'href="{evidence(case)}"' in page(client, case.get_absolute_url())
    assert f'href="{case.get_absolute_url()}"' in page(client, evidence(case))


def test_five_filings_take_as_many_queries_as_five_hundred(
    client: Client, case: Case, gazette: Source
) -> None:
    FilingFactory.create_batch(5, case=case)
    cite(case, "filed_on", "2025-01-21", gazette)
    few = queries(client, evidence(case))
    FilingFactory.create_batch(495, case=case)
    assert queries(client, evidence(case)) == few <= 16


def test_there_is_no_picture_of_no_case(client: Client) -> None:
    assert client.get("/cases/no-such/evidence/").status_code == 404
