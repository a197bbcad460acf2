"""A fact is flagged when what it leans on changed and nobody has looked; every page says so."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from cases.models import Case
from sources.agreement import Picture, Show
from sources.facts import facts_of
from sources.models import CheckState, Citation, NoticeKind, Review, Source
from sources.wording import changed_since, marker_of, name_of
from tests.cases.test_pages import page, queries, words
from tests.factories import (
    CaseFactory,
    CitationFactory,
    NoticeFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    SnapshotFactory,
)
from tests.people import person, signed_in

pytestmark = pytest.mark.django_db

SEEN = datetime(2025, 3, 3, 20, tzinfo=UTC)


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-doe", filed_on=date(2025, 1, 21))


@pytest.fixture
def citation(case: Case) -> Citation:
    return CitationFactory(about=case, field="filed_on", stated_value="2025-01-21")


def newer(citation: Citation, state: str = CheckState.MISSING, **values: object) -> object:
    """A newer text of the source, and how the words fared in it."""
    snapshot = SnapshotFactory(
        source=citation.passage.snapshot.source, text=f"Filed on {state}.", taken_at=SEEN
    )
    found = PassageFactory(snapshot=snapshot, exact="Filed") if state == "same" else None
    return PassageCheckFactory(
        passage=citation.passage, snapshot=snapshot, state=state, found=found, **values
    )


def says(case: Case) -> list[str]:
    [fact] = [fact for fact in facts_of(case) if fact.sourced]
    assert fact.flagged == bool(fact.flags)
    return [flag.says for flag in fact.flags]


# --- When


def test_words_that_are_the_same_flag_nothing(case: Case, citation: Citation) -> None:
    assert says(case) == []
    newer(citation, CheckState.SAME)
    assert says(case) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("changed", "The words changed in the text of 3 March 2025"),
        ("ambiguous", "The words stand several times in the text of 3 March 2025"),
        ("missing", "The words are missing from the text of 3 March 2025"),
    ],
)
def test_words_that_are_not_flag_their_fact_until_somebody_confirms(
    case: Case, citation: Citation, state: str, said: str
) -> None:
    check = newer(citation, state)
    assert says(case) == [said]
    check.review, check.reviewed_at, check.reviewed_by = Review.CONFIRMED, SEEN, person("attorney")
    check.save()
    assert says(case) == []


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("context_changed", "The sentence around the words changed in the text of 3 March 2025"),
        ("moved", "The words stand elsewhere in the text of 3 March 2025"),
    ],
)
def test_words_that_were_found_in_other_company_flag_their_fact(
    case: Case, citation: Citation, state: str, said: str
) -> None:
    snapshot = SnapshotFactory(
        source=citation.passage.snapshot.source, text="Never filed.", taken_at=SEEN
    )
    found = PassageFactory(snapshot=snapshot, exact="filed")
    PassageCheckFactory(passage=citation.passage, snapshot=snapshot, state=state, found=found)
    assert says(case) == [said]


def test_only_the_text_that_the_source_has_now_counts(case: Case, citation: Citation) -> None:
    newer(citation)
    source = citation.passage.snapshot.source
    Source.objects.filter(pk=source.pk).update(current=citation.passage.snapshot)
    assert says(case) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (NoticeKind.NOTE, "The source gained an editor’s note"),
        (NoticeKind.MODIFIED, "The source says that it was changed"),
        (NoticeKind.HEADLINE, "The source has another headline"),
    ],
)
def test_a_notice_flags_every_fact_of_its_source(
    case: Case, citation: Citation, kind: str, said: str
) -> None:
    other = CitationFactory(about=PartyFactory(case=case), field="name")  # of another source
    NoticeFactory(snapshot=citation.passage.snapshot, kind=kind)
    flagged = facts_of(case).flagged
    assert [fact.citable.field for fact in flagged] == ["filed_on"]
    assert flagged[0].flags[0].says == said
    assert other


def test_a_notice_that_came_after_the_text_the_source_went_back_to_flags_nothing(
    case: Case, citation: Citation
) -> None:
    source = citation.passage.snapshot.source
    NoticeFactory(snapshot=SnapshotFactory(source=source, text="Filed on Tuesday. Correction."))
    assert says(case)
    Source.objects.filter(pk=source.pk).update(current=citation.passage.snapshot)
    assert says(case) == []


def test_words_quoted_from_the_text_gone_back_to_stand_in_that_text(
    case: Case, citation: Citation
) -> None:
    newer(citation, CheckState.SAME)
    Source.objects.update(current=citation.passage.snapshot)
    [reading] = [r for fact in facts_of(case) for r in fact.readings]
    assert reading.passage == citation.passage


# --- Where it is said


def test_the_marker_says_it_and_so_does_its_name(case: Case, citation: Citation) -> None:
    [fact] = [fact for fact in facts_of(case) if fact.sourced]
    assert marker_of(fact).flag == ""
    newer(citation)
    NoticeFactory(snapshot=citation.passage.snapshot)
    [fact] = facts_of(case).flagged
    assert marker_of(fact).flag == (
        "The words are missing from the text of 3 March 2025, and one change more to review"
    )
    assert name_of(fact).startswith("Filed: 1 source states it. The words are missing from")
    assert changed_since(facts_of(case)) == "One fact leans on words that changed since"


def test_facts_that_only_a_notice_flags_are_not_said_to_lean_on_changed_words(
    case: Case, citation: Citation
) -> None:
    NoticeFactory(snapshot=citation.passage.snapshot)
    assert changed_since(facts_of(case)) == "One fact leans on words or a source that changed since"


def test_the_case_page_says_it_with_a_link_to_what_awaits_review(
    client: Client, case: Case, citation: Citation
) -> None:
    assert "that changed since" not in page(client, "/cases/roe-v-doe/")
    check = newer(citation)
    html = page(client, "/cases/roe-v-doe/")
    assert "One fact leans on words that changed since: see it ." in words(html)
    reviewing = words(page(signed_in("paralegal"), "/cases/roe-v-doe/"))
    assert "changed since: review it ." in reviewing
    assert 'href="/review/?case=roe-v-doe"' in html
    assert 'title="The words are missing from the text of 3 March 2025"' in html
    assert f'href="/review/passages/{check.pk}/"' in html  # at the passage, in the foot


def test_the_picture_of_agreement_marks_it_and_shows_it_alone(
    client: Client, case: Case, citation: Citation
) -> None:
    CitationFactory(about=PartyFactory(case=case), field="name", stated_value="Acme Corp.")
    newer(citation)
    picture = Picture(facts_of(case), Show.FLAGGED)
    lines = [line for group in picture.groups for line in group.lines]
    assert [line.fact.citable.field for line in lines] == ["filed_on"]
    [mark] = [mark for marks in lines[0].cells for mark in marks]
    assert mark.name.endswith("; the words are missing from the text of 3 March 2025")
    html = page(client, "/cases/roe-v-doe/evidence/?show=flagged")
    assert "What changed since 1" in words(html)
    assert "⚑" in html


def test_where_nothing_changed_the_picture_says_so(client: Client, citation: Citation) -> None:
    text = words(page(client, "/cases/roe-v-doe/evidence/?show=flagged"))
    assert "No fact of this case leans on words that changed since." in text


def test_the_page_of_the_source_and_the_list_of_sources_say_it(
    client: Client, citation: Citation
) -> None:
    source = citation.passage.snapshot.source
    link = f'href="/review/?source={source.key}"'
    assert link not in page(client, source.get_absolute_url())
    assert link not in page(client, "/sources/")
    check = newer(citation)
    html = page(client, source.get_absolute_url())
    assert link in html
    assert f'href="/review/passages/{check.pk}/"' in html
    assert "1 change to review" in words(page(client, "/sources/"))


def test_the_bar_counts_what_awaits_whoever_may_review(citation: Citation) -> None:
    newer(citation)
    NoticeFactory(snapshot=citation.passage.snapshot)
    assert "Review 2 to review" in words(page(signed_in("paralegal"), "/cases/"))
    assert "to review" not in page(signed_in("reader"), "/cases/")
    assert "to review" not in page(Client(), "/cases/")


def test_a_notice_of_a_source_that_nobody_cites_awaits_nobody() -> None:
    NoticeFactory()
    assert "to review" not in page(signed_in("paralegal"), "/cases/")


def test_flags_cost_the_case_page_no_query(client: Client, case: Case, citation: Citation) -> None:
    few = queries(client, "/cases/roe-v-doe/")
    newer(citation)
    for number in range(5):
        other = CitationFactory(about=PartyFactory(case=case), field="name")
        newer(other)
        NoticeFactory(snapshot=other.passage.snapshot, words=f"Correction {number}.")
    assert queries(client, "/cases/roe-v-doe/") <= few + 1
