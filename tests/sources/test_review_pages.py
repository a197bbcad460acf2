"""The pages where one reviews: what awaits, one passage with all about it, one notice."""

from datetime import date

import pytest
from django.test import Client

from cases.models import Case
from sources.actions.compare import compare_with_earlier
from sources.actions.review import seen_of
from sources.models import Citation, Notice, PassageCheck, Review, Snapshot, Source
from tests.cases.test_pages import page, queries, words
from tests.factories import (
    CaseFactory,
    CitationFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)
from tests.hostile import HOSTILE
from tests.people import signed_in

pytestmark = pytest.mark.django_db

FIRST = """Roe sued Acme over an imaginary rota on January 21, her lawyers said.

The complaint asks for $1,000 for each driver.

Acme has four hundred drivers. They meet in a hall.

Nobody came on Sunday."""
SECOND = FIRST.replace("January 21", "January 25")
NOTE = "Editor’s note: the day was wrong in an earlier version of this article."


@pytest.fixture
def source() -> Source:
    return SourceFactory(key="gazette", publisher="The Gazette", published=date(2025, 1, 26))


@pytest.fixture
def first(source: Source) -> Snapshot:
    return SnapshotFactory(source=source, text=FIRST)


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-acme", caption="Roe v. Acme", filed_on=date(2025, 1, 21))


@pytest.fixture
def citation(case: Case, first: Snapshot) -> Citation:
    passage = PassageFactory(snapshot=first, exact="on January 21, her lawyers said")
    return CitationFactory(about=case, field="filed_on", stated_value="2025-01-21", passage=passage)


@pytest.fixture
def check(citation: Citation, source: Source) -> PassageCheck:
    newer(source, SECOND)
    return PassageCheck.objects.get()


@pytest.fixture
def paralegal() -> Client:
    return signed_in("paralegal")


def newer(source: Source, text: str) -> Snapshot:
    snapshot = SnapshotFactory(source=source, text=text)
    compare_with_earlier(snapshot)
    return snapshot


def address(check: PassageCheck, what: str = "") -> str:
    return f"/review/passages/{check.pk}/{what}"


def seen(check: PassageCheck) -> dict[str, str]:
    check.refresh_from_db()
    return {"seen": seen_of(check)}


# --- What awaits


def test_where_nothing_changed_the_list_says_so(client: Client, citation: Citation) -> None:
    assert "Nothing leans on words that changed." in words(page(client, "/review/"))


def test_the_list_has_each_passage_under_its_source_with_its_facts(
    client: Client, check: PassageCheck, source: Source
) -> None:
    newer(source, f"{NOTE}\n\n{SECOND}")
    text = words(page(client, "/review/"))
    assert "One passage, which one fact leans on, is not in the newest text" in text
    assert "There is one notice of a source to read." in text
    assert text.index("The Gazette") < text.index(NOTE) < text.index("on January 21, her lawyers")
    assert "Filed: Tuesday 21 January 2025 in Roe v. Acme" in text


def test_the_list_of_a_case_or_source_leaves_out_the_others(
    client: Client, check: PassageCheck
) -> None:
    elsewhere = SourceFactory(key="herald", publisher="The Herald")
    passage = PassageFactory(
        snapshot=SnapshotFactory(source=elsewhere, text="Sued on Monday."), exact="on Monday"
    )
    other = CitationFactory(about=CaseFactory(slug="other"), field="caption", passage=passage)
    newer(elsewhere, f"{NOTE} Nothing else is left.")
    assert "The Herald" in page(client, "/review/")
    for query in ("case=roe-v-acme", "source=gazette"):
        html = page(client, f"/review/?{query}")
        assert "her lawyers said" in html
        assert "The Herald" not in html
    html = page(client, f"/review/?case={other.case.slug}")
    assert "on Monday" in html
    assert NOTE in html
    assert "her lawyers said" not in html


@pytest.mark.parametrize("query", ["case=nowhere", "source=nowhere", "case=%00", "source=%00"])
def test_there_is_no_list_of_a_case_or_source_that_is_not_here(client: Client, query: str) -> None:
    assert client.get(f"/review/?{query}").status_code == 404


def test_the_list_takes_as_many_queries_for_many_as_for_one(
    client: Client, source: Source, first: Snapshot, case: Case
) -> None:
    CitationFactory(
        about=case, field="caption", passage=PassageFactory(snapshot=first, exact="Roe sued Acme")
    )
    second = newer(source, "Nothing at all was left.")
    few = queries(client, "/review/")
    for words_cited in ("imaginary rota", "four hundred drivers", "in a hall", "on Sunday"):
        passage = PassageFactory(snapshot=first, exact=words_cited)
        CitationFactory(about=PartyFactory(case=case), field="name", passage=passage)
    compare_with_earlier(second)
    assert PassageCheck.objects.count() == 5
    assert queries(client, "/review/") == few


# --- One passage


def test_the_page_of_a_passage_shows_both_texts_around_it(
    client: Client, check: PassageCheck
) -> None:
    html = page(client, address(check))
    assert "<del>21</del>" in html
    assert "<ins>25</ins>" in html
    assert "The complaint asks for $1,000" in html  # the paragraph after it
    assert "Nobody came on Sunday" not in html
    assert f"/sources/{check.snapshot.source_id}/changes/" in html
    assert "Filed: Tuesday 21 January 2025" in words(html)


def test_a_reader_sees_what_changed_and_no_form(check: PassageCheck) -> None:
    for client in (Client(), signed_in("reader")):
        html = page(client, address(check))
        assert "A paralegal or an attorney reviews it." in html
        assert 'action="/review/' not in html


def test_words_that_now_state_another_day_invite_to_change_the_value(
    paralegal: Client, check: PassageCheck
) -> None:
    text = words(page(paralegal, address(check)))
    assert (
        "2025-01-21 was stated so far. The words there now seem to state "
        "Saturday 25 January 2025. If they do, write 2025-01-25 here."
    ) in text


def test_the_old_value_does_not_go_along_with_words_that_seem_to_state_another(
    paralegal: Client, check: PassageCheck, citation: Citation
) -> None:
    assert 'value="2025-01-21"' not in page(paralegal, address(check))
    place = f"{check.suggested_start}-{check.suggested_end}"
    response = paralegal.post(
        address(check, "re-anchor/"), seen(check) | {"place": place, f"stated_{citation.pk}": ""}
    )
    assert "Write what the words state now." in words(response.content.decode())
    check.refresh_from_db()
    assert not check.review


def test_confirming_leads_back_to_the_passage_which_says_who_did(
    paralegal: Client, check: PassageCheck
) -> None:
    response = paralegal.post(
        address(check, "confirm/"), seen(check) | {"remark": "A slip."}, follow=True
    )
    assert response.redirect_chain == [(address(check), 302)]
    text = words(response.content.decode())
    assert "Confirmed by paralegal" in text
    assert "A slip." in text
    assert "Undo this review" in text
    assert "Nothing leans on words that changed." in words(page(paralegal, "/review/"))


def test_re_anchoring_takes_the_value_along_and_the_fact_becomes_disputed_by_itself(
    paralegal: Client, check: PassageCheck, citation: Citation
) -> None:
    html = page(paralegal, address(check))
    place = f"{check.suggested_start}-{check.suggested_end}"
    assert f'value="{place}"' in html
    paralegal.post(
        address(check, "re-anchor/"),
        seen(check) | {"place": place, f"stated_{citation.pk}": "2025-01-25"},
    )
    text = words(page(paralegal, address(check)))
    assert "stated Tuesday 21 January 2025, and now Saturday 25 January 2025" in text
    assert "1 disagreement, undecided" in words(page(paralegal, "/cases/roe-v-acme/"))


def test_other_words_of_the_newer_text_may_be_given(
    paralegal: Client, check: PassageCheck, citation: Citation
) -> None:
    said = {"place": "other", "words": "on January 25", f"stated_{citation.pk}": "2025-01-25"}
    paralegal.post(address(check, "re-anchor/"), seen(check) | said)
    citation.refresh_from_db()
    assert citation.passage.exact == "on January 25"


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"place": "other", "words": "on January 21"}, "does not stand in"),
        ({"place": "other", "words": "driver"}, "stands 2 times"),
        ({"place": "other", "words": " "}, "no words to look for"),
        ({"place": "3-9"}, "Select a valid choice"),
        ({}, "This field is required"),
        ({"place": "suggested", "value": "25 January"}, "write a day as 2025-01-21"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_written(
    paralegal: Client,
    check: PassageCheck,
    citation: Citation,
    said: dict[str, str],
    message: str,
) -> None:
    place = said.get("place", "")
    if place == "suggested":
        place = f"{check.suggested_start}-{check.suggested_end}"
    response = paralegal.post(
        address(check, "re-anchor/"),
        {
            **seen(check),
            "place": place,
            "words": said.get("words", ""),
            f"stated_{citation.pk}": said.get("value", "2025-01-25"),
        },
    )
    assert response.status_code == 422
    assert message in words(response.content.decode())
    citation.refresh_from_db()
    assert citation.passage == check.passage


def test_withdrawing_asks_for_a_reason_and_can_be_undone(
    paralegal: Client, check: PassageCheck, citation: Citation
) -> None:
    refused = paralegal.post(address(check, "withdraw/"), seen(check) | {"reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    paralegal.post(address(check, "withdraw/"), seen(check) | {"reason": "It was an error."})
    assert not Citation.objects.exists()
    html = page(paralegal, address(check))
    assert "its citation, which stated Tuesday 21 January 2025, was removed" in words(html)
    paralegal.post(address(check, "undo/"))
    assert Citation.objects.get() == citation
    assert "The review is taken back" in page(paralegal, address(check))


def test_of_two_people_the_second_is_told_with_409(check: PassageCheck) -> None:
    forms = seen(check)
    signed_in("attorney").post(address(check, "confirm/"), forms)
    response = signed_in("paralegal").post(
        address(check, "withdraw/"), forms | {"reason": "It was an error."}
    )
    assert response.status_code == 409
    assert "Somebody else was here meanwhile" in response.content.decode()
    assert Citation.objects.exists()
    check.refresh_from_db()
    assert check.review == Review.CONFIRMED


def test_an_undo_that_is_too_late_is_told_with_409(
    paralegal: Client, check: PassageCheck, source: Source
) -> None:
    paralegal.post(address(check, "confirm/"), seen(check))
    newer(source, f"{SECOND} More.")
    assert paralegal.post(address(check, "undo/")).status_code == 409


def test_a_passage_of_an_older_text_is_shown_and_not_to_be_reviewed(
    paralegal: Client, check: PassageCheck, source: Source
) -> None:
    newer(source, FIRST + " More.")
    html = page(paralegal, address(check))
    assert "about a text that the source does not have any more" in html
    assert 'action="/review/' not in html


def test_words_that_stand_there_several_times_are_all_offered(
    paralegal: Client, case: Case, source: Source
) -> None:
    clipping = SnapshotFactory(source=source, taken="clipped", text="driver")
    passage = PassageFactory(snapshot=clipping, exact="driver")
    CitationFactory(about=case, field="seat", stated_value="a seat", passage=passage)
    newer(source, FIRST)
    html = page(paralegal, address(PassageCheck.objects.get()))
    assert html.count('type="radio"') == 3  # both places, and other words


def test_a_clipping_that_is_not_there_has_nothing_around_it_to_show(
    paralegal: Client, case: Case, source: Source
) -> None:
    clipping = SnapshotFactory(source=source, taken="clipped", text="on February 2")
    passage = PassageFactory(snapshot=clipping, exact="on February 2")
    CitationFactory(about=case, field="filed_on", stated_value="2025-02-02", passage=passage)
    newer(source, FIRST)
    assert "Only these words were kept" in page(paralegal, address(PassageCheck.objects.get()))


@pytest.mark.parametrize("what", ["confirm", "re-anchor", "withdraw", "undo"])
@pytest.mark.parametrize("who", ["reader", "anybody"])
def test_who_may_not_review_is_refused(check: PassageCheck, what: str, who: str) -> None:
    response = signed_in(who).post(address(check, f"{what}/"), {"reason": "x"})
    assert response.status_code == (302 if who == "anybody" else 403)
    check.refresh_from_db()
    assert check.review == Review.NONE


def test_texts_that_would_be_markup_stay_text(
    paralegal: Client, case: Case, source: Source
) -> None:
    first = SnapshotFactory(source=source, text=f"Before. {HOSTILE}and after.")
    passage = PassageFactory(snapshot=first, exact=f"{HOSTILE}and after")
    CitationFactory(about=case, field="seat", stated_value=HOSTILE, passage=passage)
    newer(source, f"Before. {HOSTILE}and later.\n\nCorrection: {HOSTILE}")
    pages = [address(PassageCheck.objects.get()), "/review/", f"/sources/{source.pk}/versions/"]
    pages += [f"/review/notices/{notice.pk}/" for notice in Notice.objects.all()]
    texts = source.snapshots.order_by("pk").values_list("pk", flat=True)
    pages += [f"/sources/{source.pk}/changes/{texts[0]}/{texts[1]}/"]
    pages += [f"/sources/{source.pk}/as-of/{pk}/" for pk in texts]
    assert len(pages) == 7
    for one in pages:
        html = page(paralegal, one)
        assert "<script>window" not in html
        assert "<img" not in html


# --- One notice


def test_a_notice_shows_its_words_what_changed_and_the_facts_of_its_source(
    paralegal: Client, citation: Citation, source: Source
) -> None:
    newer(source, f"{NOTE}\n\n{FIRST}")
    notice = Notice.objects.get()
    html = page(paralegal, f"/review/notices/{notice.pk}/")
    assert NOTE in html
    assert "<ins>" in html
    assert "Filed: Tuesday 21 January 2025" in words(html)
    answer = paralegal.post(
        f"/review/notices/{notice.pk}/read/", {"remark": "Another day."}, follow=True
    )
    text = words(answer.content.decode())
    assert "Read by paralegal" in text
    assert "Another day." in text
    again = paralegal.post(f"/review/notices/{notice.pk}/read/")
    assert again.status_code == 409
    paralegal.post(f"/review/notices/{notice.pk}/undo/")
    notice.refresh_from_db()
    assert notice.reviewed_at is None


@pytest.mark.parametrize("what", ["read", "undo"])
def test_who_may_not_review_notices_is_refused(
    citation: Citation, source: Source, what: str
) -> None:
    newer(source, f"{NOTE}\n\n{FIRST}")
    address = f"/review/notices/{Notice.objects.get().pk}/"
    assert signed_in("reader").post(f"{address}{what}/").status_code == 403
    assert "reviews it" in page(signed_in("reader"), address)
