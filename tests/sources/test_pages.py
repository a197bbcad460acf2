"""The evidence on pages: the passages of one fact, the list of sources, a source's text."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Case
from sources.models import Passage, Taken
from tests.cases.test_pages import page, queries, words
from tests.factories import (
    CaseFactory,
    CitationFactory,
    DecisionFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

FACT = "evidence-case-filed_on"


@pytest.fixture
def case() -> Case:
    return CaseFactory(filed_on=date(2025, 1, 21))


def quoted(text: str, exact: str, **source: object) -> Passage:
    """The words in their text, with a little of it before and after."""
    start = text.index(exact)
    end = start + len(exact)
    snapshot = SnapshotFactory(text=text, source=SourceFactory(**source))
    return PassageFactory(
        snapshot=snapshot, exact=exact, prefix=text[max(0, start - 10) : start], suffix=text[end:]
    )


def evidence(client: Client, case: Case) -> str:
    response = client.get(f"/cases/{case.slug}/evidence/{FACT}/", headers={"HX-Request": "true"})
    return response.content.decode()


# --- The passages of one fact -----------------------------------------------------------------


def test_a_passage_is_shown_in_its_context_with_where_it_stands(client: Client, case: Case) -> None:
    passage = quoted(
        "It was filed on 21 January, a Tuesday.",
        "on 21 January",
        publisher="The Gazette",
        published=date(2025, 1, 22),
        origin="Reuters",
        url="https://example.org/a",
    )
    CitationFactory(
        about=case,
        field="filed_on",
        stated_value="2025-01-21",
        passage=passage,
        inferred="the year",
        attributed_to="the complaint",
    )
    html = evidence(client, case)
    assert "<mark>on 21 January</mark>, a Tuesday." in html
    assert "The Gazette , after Reuters · 22 January 2025" in words(html)
    assert "the word of the complaint" in html
    assert "inferred The year" in words(html)
    assert f'href="{passage.address}"' in html
    assert re.search(r'href="https://example.org/a#:~:text=[^"]*" rel="noopener noreferrer"', html)


def test_what_is_not_known_of_a_source_is_said_and_no_link_leads_out(
    client: Client, case: Case
) -> None:
    passage = quoted("Filed on Tuesday.", "on Tuesday", publisher="")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-21", passage=passage)
    html = evidence(client, case)
    assert "(publisher not known) · date not known" in words(html)
    assert "noopener" not in html


def test_versions_stand_apart_the_adopted_first_with_its_reason(client: Client, case: Case) -> None:
    for text, stated in (("on 25 January", "2025-01-25"), ("on 21 January", "2025-01-21")):
        passage = quoted(f"Filed {text}.", text)
        CitationFactory(about=case, field="filed_on", stated_value=stated, passage=passage)
    DecisionFactory(
        about=case, field="filed_on", value="2025-01-21", reason="The 25th was a Saturday."
    )
    text = words(evidence(client, case))
    adopted, other = text.index("Tuesday 21 January 2025"), text.index("Saturday 25 January 2025")
    assert adopted < text.index("The 25th was a Saturday.") < other
    assert "Chosen among what the sources state." in text
    assert "adopted · 1 source" in text


def test_a_disagreement_that_nobody_decided_is_said_to_be_open(client: Client, case: Case) -> None:
    passage = quoted("Filed on 25 January.", "on 25 January")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-25", passage=passage)
    assert "nobody has decided between them yet" in evidence(client, case)
    assert "1 disagreement, undecided" in page(client, case.get_absolute_url())


def test_disagreements_are_listed_most_important_first(client: Client, case: Case) -> None:
    party = PartyFactory(case=case, kind="person")
    passage = quoted("Filed on 25 January.", "on 25 January")
    for row, field in ((party, "kind"), (case, "seat"), (case, "filed_on"), (party, "name")):
        CitationFactory(about=row, field=field, stated_value="other", passage=passage)
    DecisionFactory(about=case, field="filed_on", value="2025-01-21")
    DecisionFactory(about=case, field="seat")
    DecisionFactory(about=party, field="name", value=party.name)
    html = page(client, case.get_absolute_url())
    listed = re.findall(r'<a class="difference" href="#evidence-([a-z]+)-[^"]*?([a-z_]+)"', html)
    assert listed == [("party", "kind"), ("case", "filed_on"), ("case", "seat"), ("party", "name")]


def test_a_decision_on_another_value_than_is_shown_does_not_pass_unnoticed(
    client: Client, case: Case
) -> None:
    decision = DecisionFactory(about=case, field="filed_on", value="2025-01-20")
    assert "Decided on another value." in evidence(client, case)
    DecisionFactory(about=case, field="filed_on", value="2025-01-21", reason=decision.reason)
    assert "Decided on another value." not in evidence(client, case)


def test_a_fact_that_is_not_there_is_not_found(client: Client, case: Case) -> None:
    for anchor in ("evidence-case-nothing", "evidence-party-x-name", "%3Cb%3E"):
        assert client.get(f"/cases/{case.slug}/evidence/{anchor}/").status_code == 404
    assert client.get(f"/cases/nowhere/evidence/{FACT}/").status_code == 404


def test_the_foot_of_the_case_page_has_the_same_passages(client: Client, case: Case) -> None:
    passage = quoted("Filed on 21 January.", "on 21 January")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-21", passage=passage)
    html = page(client, case.get_absolute_url())
    foot = html[html.index(f'id="{FACT}"') :]
    assert "<mark>on 21 January</mark>" in foot
    assert f'href="#{FACT}"' in html


# --- The list of sources ----------------------------------------------------------------------


def test_the_list_says_what_each_source_is_and_what_leans_on_it(client: Client) -> None:
    source = SourceFactory(
        publisher="The Gazette", title="Sued", origin="Reuters", published=date(2025, 1, 22)
    )
    case = CaseFactory()
    for number in range(2):  # two passages for one fact
        snapshot = SnapshotFactory(source=source, text=f"{number} filed on Tuesday")
        CitationFactory(about=case, field="caption", passage=PassageFactory(snapshot=snapshot))
    CitationFactory(about=PartyFactory(case=case), passage=Passage.objects.first())
    SourceFactory(publisher="", key="nameless")
    text = words(page(client, "/sources/"))
    assert "The Gazette Sued Press article · repeats Reuters’ report 22 January 2025" in text
    assert "2 facts in 1 case" in text
    assert "nameless” Title not known Press article · publisher not known date not known" in text
    assert "0 facts in 0 cases" in text


def test_what_a_court_says_itself_repeats_nobody(client: Client) -> None:
    SourceFactory(publisher="D. Del.", origin="D. Del.")
    assert "repeats" not in words(page(client, "/sources/"))


def test_the_list_has_the_newest_source_first(client: Client) -> None:
    for title in ("Earlier", "Later"):
        SourceFactory(title=title)
    text = words(page(client, "/sources/"))
    assert text.index("Later") < text.index("Earlier")


@pytest.mark.parametrize("asked", ["gazette", "gaz", "sued again", "jane roe"])
def test_a_source_is_found_by_words_of_its_names(client: Client, asked: str) -> None:
    SourceFactory(publisher="The Gazette", title="Sued again", author="Jane Roe")
    SourceFactory(publisher="The Herald", title="Settled", author="John Doe")
    text = words(page(client, f"/sources/?q={asked}"))
    assert f"1 source with “{asked}” in the name" in text
    assert "The Gazette" in text
    assert "The Herald" not in text


def test_where_no_source_is_named_so_there_is_a_way_on(client: Client) -> None:
    SourceFactory(publisher="The Gazette")
    found = page(client, "/sources/?q=tribune+%26+co")
    assert "No source is named so" in words(found)
    assert 'href="/search/?q=tribune%20%26%20co"' in found


def test_a_long_list_is_shown_in_pages_for_as_many_queries(client: Client) -> None:
    SourceFactory.create_batch(3)
    few = queries(client, "/sources/")
    SourceFactory.create_batch(50, publisher="The Gazette")
    assert queries(client, "/sources/") == few
    text = words(page(client, "/sources/?page=2"))
    assert "53 sources, and what the record takes from each; 51 to 53 here." in text


def test_an_empty_list_says_where_sources_come_from(client: Client) -> None:
    assert "load_record" in page(client, "/sources/")


# --- A source ---------------------------------------------------------------------------------


def test_a_cited_passage_is_marked_and_leads_to_its_fact_and_back(
    client: Client, case: Case
) -> None:
    passage = quoted("First.\n\nFiled on 21 January.", "on 21 January")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-21", passage=passage)
    html = page(client, passage.snapshot.source.get_absolute_url())
    anchor = f'<span class="anchor" id="passage-{passage.pk}"></span>'
    assert f'{anchor}<mark class="agrees" data-passages="{passage.pk}">on 21 January</mark>' in html
    assert f'href="/cases/{case.slug}/#{FACT}"' in html
    assert f'href="#passage-{passage.pk}"' in html
    assert "supports Filed: Tuesday 21 January 2025" in words(html)


def test_a_passage_that_states_something_else_is_said_to(client: Client, case: Case) -> None:
    passage = quoted("Filed on 25 January.", "on 25 January")
    CitationFactory(about=case, field="filed_on", stated_value="2025-01-25", passage=passage)
    html = page(client, passage.snapshot.source.get_absolute_url())
    assert '<mark class="differs"' in html
    said = "says Saturday 25 January 2025, not Filed: Tuesday 21 January 2025"
    assert said in words(html)


def test_passages_that_overlap_are_both_marked_and_the_text_stays_whole(client: Client) -> None:
    snapshot = SnapshotFactory(text="one two three four")
    first = PassageFactory(snapshot=snapshot, exact="one two three")
    second = PassageFactory(snapshot=snapshot, exact="two three four")
    party = PartyFactory()
    for passage in (first, second):
        CitationFactory(about=party, field="name", passage=passage)
    html = page(client, snapshot.source.get_absolute_url())
    assert f'data-passages="{first.pk}">one </mark>' in html
    assert f'data-passages="{first.pk} {second.pk}">two three</mark>' in html
    assert f'data-passages="{second.pk}"> four</mark>' in html
    text = re.search(r'<p class="text"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert text
    assert re.sub(r"<[^>]+>", "", text[1]) == "one two three four"


def test_where_only_clippings_are_here_the_page_says_how_to_add_the_text(client: Client) -> None:
    source = SourceFactory(text_file="a.txt")
    snapshot = SnapshotFactory(source=source, taken=Taken.CLIPPED, text="filed on Tuesday")
    CitationFactory(passage=PassageFactory(snapshot=snapshot))
    text = words(page(client, source.get_absolute_url()))
    assert "Only the words that the record quotes are here" in text
    assert "save the article’s text as a.txt in a folder and run manage.py import_articles" in text
    SnapshotFactory(source=source, text="It was filed on Tuesday, whole.")
    assert "Only the words" not in page(client, source.get_absolute_url())


def test_words_that_the_newest_text_does_not_have_stand_at_the_end(client: Client) -> None:
    check = PassageCheckFactory()
    CitationFactory(passage=check.passage)
    html = page(client, check.passage.snapshot.source.get_absolute_url())
    assert "Cited, and not found in this text" in html
    assert f'id="passage-{check.passage.pk}"' in html


def test_a_source_asks_the_database_as_often_for_many_citations_as_for_one(
    client: Client, case: Case
) -> None:
    text = " ".join(f"word{number}" for number in range(50))
    snapshot = SnapshotFactory(text=text)

    def cite(word: str) -> None:
        passage = PassageFactory(snapshot=snapshot, exact=f"{word} ")
        party = PartyFactory(case=case, name=word)
        CitationFactory(about=party, field="name", stated_value=word, passage=passage)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, snapshot.source.get_absolute_url())
        return len(captured)

    cite("word1")
    few = queries()
    for number in range(2, 40):
        cite(f"word{number}")
    assert queries() == few
