"""A case as a memo: each fact with its footnote, what sources differ on, what has no source."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from cases.citable import WHOLE_ROW
from cases.dates import PartialDate
from cases.models import Case, Event, Filing
from sources.facts import facts_of
from sources.handing_over.assembling import memo_of
from sources.handing_over.happenings import MOST, weightiest
from sources.handing_over.telling import prose
from tests.factories import (
    CaseFactory,
    CitationFactory,
    ClaimFactory,
    CounselFactory,
    CourtFactory,
    DecisionFactory,
    DisposingFilingFactory,
    EventFactory,
    FilingFactory,
    PartyFactory,
    PassageCheckFactory,
    PassageFactory,
    RelatedCaseFactory,
    RulingFactory,
    SnapshotFactory,
)
from tests.people import person
from tests.sources.handing_over.papers import MADE, memo_of_slug, note, said, section
from tests.sources.small_record import SMALL, load

pytestmark = pytest.mark.django_db

REAL = Path(settings.BASE_DIR) / "sources/records/de-la-torre-v-linkedin.yaml"
AUGUST = PartialDate.parse("2024-08")
IN_ORDER = [
    *("Where it stands", "Parties and counsel", "Claims and statutes", "What happened"),
    *("Procedural history", "Related cases", "What is disputed", "What is unsourced", "Sources"),
]


def small(text: str = SMALL) -> Any:
    load(text)
    return memo_of_slug("rivera-v-acme")


@pytest.fixture
def case() -> Case:
    return CaseFactory(
        slug="roe-v-doe", caption="Roe v. Doe", court=CourtFactory(name="Court of Somewhere")
    )


def quoting(text: str, exact: str, **source: Any) -> Any:
    """A passage of a source."""
    return PassageFactory(
        snapshot=SnapshotFactory(text=text, **{f"source__{k}": v for k, v in source.items()}),
        exact=exact,
    )


# --- Its parts -----------------------------------------------------------------------------------


def test_it_is_headed_by_caption_court_number_and_judge() -> None:
    memo = small()
    assert memo.title == "Memo: Rivera v. Acme Corp."
    heading = {label: said([it]) for label, it in memo.heading}
    assert heading == {
        "Case": "Rivera v. Acme Corp. [no source]",
        "Court": "United States District Court for the Northern District of California [no source]",
        "No.": "5:25-cv-00001 [no source]",
        "Judge": "Ann Lee; Bo Ray [no source]",
    }


def test_what_is_not_known_of_the_heading_is_said_to_be_so(case: Case) -> None:
    heading = {label: said([it]) for label, it in memo_of_slug("roe-v-doe").heading}
    assert heading["No."] == heading["Judge"] == "not known"


def test_its_parts_come_in_the_order_of_a_memo() -> None:
    assert [it.title for it in small().sections] == IN_ORDER


def test_it_says_when_it_was_made_and_from_how_many_texts() -> None:
    first = said(small().preamble[0].sentences)
    assert first.startswith(
        "Made by Case Tracker on 22 November 2026, 09:35 PST, from two texts of two sources"
    )


def test_abbreviations_keep_their_capitals(case: Case) -> None:
    Case.objects.update(mdl_status="transferred")
    assert "MDL status transferred" in section(memo_of_slug("roe-v-doe"), "Where it stands")


def test_an_empty_case_makes_a_memo_that_says_so(case: Case) -> None:
    memo = memo_of_slug("roe-v-doe")
    assert "No source is cited for this case yet." in said(memo.preamble[0].sentences)
    assert "It is not known where the case stands." in section(memo, "Where it stands")
    assert section(memo, "Parties and counsel") == "No source names the parties."
    assert section(memo, "What happened") == "No event outside the docket is recorded."
    assert section(memo, "Procedural history") == "No docket entry is recorded."
    assert section(memo, "What is disputed") == "No two sources differ."
    assert memo.footnotes == []


# --- Footnotes -----------------------------------------------------------------------------------


def test_footnotes_are_numbered_as_they_come() -> None:
    numbers = [it.number for it in small().footnotes]
    assert numbers == list(range(1, len(numbers) + 1)) != []


def test_they_are_where_a_sentence_tells_its_facts_in_another_order(case: Case) -> None:
    """Word numbers them by their place, whatever we thought when we made them."""
    event = EventFactory(case=case, summary="Doe denies it", speaker="Doe", words="False.")
    Event.objects.update(medium="post")
    for name, exact, value in [("words", "False.", "False."), ("medium", "a post", "post")]:
        passage = quoting(f"Doe wrote: {exact}", exact)
        CitationFactory(about=event, field=name, passage=passage, stated_value=value)
    memo = memo_of_slug("roe-v-doe")
    assert "(post[1]): “False.”[2]" in section(memo, "What happened")
    assert ("“a post”" in note(memo, 1), "“False.”" in note(memo, 2)) == (True, True)


def test_what_the_same_words_state_in_a_sentence_has_one_footnote_after_it(case: Case) -> None:
    passage = quoting("03/01/2025 1 COMPLAINT. Paid.", "03/01/2025 1 COMPLAINT")
    filing = FilingFactory(
        case=case, filed_on=date(2025, 3, 1), number=1, kind="complaint", description=""
    )
    for name, value in [("filed_on", "2025-03-01"), ("number", "1"), ("kind", "complaint")]:
        CitationFactory(about=filing, field=name, passage=passage, stated_value=value)
    memo = memo_of_slug("roe-v-doe")
    told = section(memo, "Procedural history")
    # The day was told before, where the case stands, with the footnote that is named here.
    assert "The latest docket entry is of 1 March 2025.[1]" in section(memo, "Where it stands")
    assert told == "1 March 2025 (fn. 1), docket entry 1: Complaint.[2]"


def test_words_with_a_remark_of_their_own_keep_their_footnote(case: Case) -> None:
    passage = quoting("03/01/2025 1 COMPLAINT. Paid.", "03/01/2025 1 COMPLAINT")
    filing = FilingFactory(case=case, filed_on=date(2025, 3, 1), kind="complaint", description="")
    CitationFactory(about=filing, field="filed_on", passage=passage, stated_value="2025-03-01")
    CitationFactory(
        about=filing, field="kind", passage=passage, stated_value="complaint", inferred="the kind"
    )
    Case.objects.update(terminated_on=date(2025, 4, 1))
    told = section(memo_of_slug("roe-v-doe"), "Procedural history")
    assert told == "1 March 2025:[1] Complaint.[2]"


def test_a_long_passage_is_quoted_whole_once_and_by_its_ends_after(case: Case) -> None:
    Case.objects.update(seat="San Jose", demand="$1,000")
    long = f"Filed in San Jose {'and so on ' * 20}for $1,000."
    passage = quoting(long, long, publisher="The Gazette")
    CitationFactory(about=case, field="seat", passage=passage, stated_value="San Jose")
    CitationFactory(about=case, field="demand", passage=passage, stated_value="$1,000")
    memo = memo_of_slug("roe-v-doe")
    assert f"(“{long}”)" in note(memo, 1)
    assert "supra fn. 1 (“Filed in San Jose and so on" in note(memo, 2)
    assert note(memo, 2).endswith("on for $1,000.”; whole in fn. 1).")
    assert len(note(memo, 2)) < len(long)


def test_a_docket_is_named_again_by_its_title_and_not_its_court(case: Case) -> None:
    Case.objects.update(seat="San Jose", demand="$1,000")
    docket = {"kind": "docket_report", "publisher": "N.D. Cal.", "title": "Docket report of 5:25"}
    passage = quoting("In San Jose, for $1,000.", "San Jose", **docket)
    again = PassageFactory(snapshot=passage.snapshot, exact="for $1,000")
    CitationFactory(about=case, field="seat", passage=passage, stated_value="San Jose")
    CitationFactory(about=case, field="demand", passage=again, stated_value="$1,000")
    assert note(memo_of_slug("roe-v-doe"), 2).startswith("Docket report of 5:25 (undated), supra")


def test_a_footnote_quotes_with_source_publisher_date_and_whose_word_it_is(case: Case) -> None:
    Case.objects.update(seat="San Jose, California")
    passage = quoting(
        "It was filed in San Jose.",
        "filed in San Jose",
        publisher="The Gazette",
        title="Doe sued",
        author="Ann Writer",
        published=date(2025, 3, 5),
        url="https://gazette.example/suit",
    )
    CitationFactory(
        about=case,
        field="seat",
        passage=passage,
        stated_value="San Jose, California",
        attributed_to="complaint",
        inferred="the state",
    )
    taken = timezone.localdate(passage.snapshot.taken_at)
    memo = memo_of_slug("roe-v-doe")
    [only] = memo.footnotes
    text = note(memo, only.number)
    assert text.startswith(
        "Ann Writer, Doe sued, The Gazette (Mar. 5, 2025), https://gazette.example/suit (on file"
    )
    assert str(taken.year) in text
    assert text.endswith(
        "(“filed in San Jose”, attributed to the complaint; not in these words: the state)."
    )


def test_a_source_is_cited_in_full_once_and_by_its_footnote_after(case: Case) -> None:
    Case.objects.update(seat="San Jose", demand="$1,000", filed_on=date(2025, 3, 4))
    passage = quoting("In San Jose, for $1,000.", "San Jose", publisher="The Gazette", title="Sued")
    again = PassageFactory(snapshot=passage.snapshot, exact="for $1,000")
    CitationFactory(about=case, field="seat", passage=passage, stated_value="San Jose")
    CitationFactory(about=case, field="demand", passage=again, stated_value="$1,000")
    first, second = (note(memo_of_slug("roe-v-doe"), number) for number in (1, 2))
    assert first.startswith("Sued, The Gazette (undated) (on file")
    assert second == "The Gazette (undated), supra fn. 1 (“for $1,000”)."


def test_a_source_without_a_publisher_bears_a_name_from_its_first_footnote_on(case: Case) -> None:
    Case.objects.update(seat="San Jose")
    passage = quoting("In San Jose.", "San Jose", publisher="", key="article-1")
    CitationFactory(about=case, field="seat", passage=passage, stated_value="San Jose")
    assert "[hereinafter Press article “article-1”]" in note(memo_of_slug("roe-v-doe"), 1)


def test_words_that_are_not_the_same_any_more_are_said_to_be_so(case: Case) -> None:
    Case.objects.update(seat="San Jose")
    passage = quoting("In San Jose.", "San Jose")
    CitationFactory(about=case, field="seat", passage=passage, stated_value="San Jose")
    PassageCheckFactory(passage=passage)
    memo = memo_of_slug("roe-v-doe")
    assert "[The words are missing from the text of" in note(memo, 1)
    assert "One fact leans on words that changed since" in section(memo, "Where it stands")
    assert "; there is a newer text." in section(memo, "Sources")


# --- Disagreements -------------------------------------------------------------------------------


def stating(case: Case, *stated: str) -> None:
    """A source for each value of the day of filing."""
    for number, value in enumerate(stated):
        passage = quoting(f"Filed {number}.", f"Filed {number}", publisher=f"Paper {number}")
        CitationFactory(about=case, field="filed_on", passage=passage, stated_value=value)


def test_a_disagreement_is_said_in_the_text_with_counts_and_footnotes(case: Case) -> None:
    Case.objects.update(filed_on=date(2025, 1, 21))
    stating(case, "2025-01-21", "2025-01-21", "2025-01-21", "2025-01-25")
    DecisionFactory(
        about=case, field="filed_on", value="2025-01-21", reason="25 January was a Saturday"
    )
    memo = memo_of_slug("roe-v-doe")
    assert "it was filed on 21 January 2025.[1][2]" in section(memo, "Where it stands")
    assert (
        "Sources differ on when it was filed: three sources give 21 January 2025, fn. 1; "
        "one gives 25 January 2025, fn. 2. "
        "The record adopts 21 January 2025: 25 January was a Saturday."
    ) in section(memo, "Where it stands")
    assert note(memo, 2).startswith("But see ")
    assert "Paper 3" in note(memo, 2)


def test_that_sources_differ_on_whether_there_is_such_a_row_has_its_footnotes(case: Case) -> None:
    claim = ClaimFactory(case=case, title="Unpaid wages")
    for number, value in enumerate(["Unpaid wages", "Unpaid wages", "Unpaid bonus"]):
        passage = quoting(f"Claim {number}.", f"Claim {number}", publisher=f"Paper {number}")
        CitationFactory(about=claim, field="", passage=passage, stated_value=value)
    memo = memo_of_slug("roe-v-doe")
    told = section(memo, "Claims and statutes")
    assert told.startswith("Unpaid wages.[1][2] No statute is named.")
    assert "two sources state “Unpaid wages”, fn. 1; one states “Unpaid bonus”, fn. 2." in told
    assert note(memo, 2).startswith("But see ")


def test_who_says_what_stands_in_a_table(case: Case) -> None:
    Case.objects.update(filed_on=date(2025, 1, 21))
    stating(case, "2025-01-21", "2025-01-21", "2025-01-25")
    by = person("attorney")
    DecisionFactory(about=case, field="filed_on", value="2025-01-21", decided_by=by)
    told = section(memo_of_slug("roe-v-doe"), "What is disputed")
    assert "When it was filed 21 January 2025: Paper 0 and Paper 1, fn. 1." in told
    assert "25 January 2025: Paper 2, fn. 2." in told
    assert f"Decided by {by.username} on " in told


def test_what_nobody_has_decided_is_said_to_be_open(case: Case) -> None:
    Case.objects.update(filed_on=date(2025, 1, 21))
    stating(case, "2025-01-21", "2025-01-25")
    memo = memo_of_slug("roe-v-doe")
    assert "Nobody has decided between them yet." in section(memo, "Where it stands")
    assert "Not decided." in section(memo, "What is disputed")


def test_a_source_that_came_after_the_decision_is_said_not_to_be_considered(case: Case) -> None:
    Case.objects.update(filed_on=date(2025, 1, 21))
    stating(case, "2025-01-21", "2025-01-25")
    DecisionFactory(about=case, field="filed_on", value="2025-01-21")
    stating(case, "2025-01-26")
    told = section(memo_of_slug("roe-v-doe"), "Where it stands")
    assert "A source that states otherwise has come since" in told


def test_a_decision_for_another_value_than_is_shown_is_said_to_be_old(case: Case) -> None:
    Case.objects.update(filed_on=date(2025, 1, 22))
    stating(case, "2025-01-21", "2025-01-25")
    DecisionFactory(about=case, field="filed_on", value="2025-01-21", reason="so")
    told = section(memo_of_slug("roe-v-doe"), "Where it stands")
    assert "It was decided for “21 January 2025”, and the record changed since: So." in told
    assert "none states what is shown" in told


def test_dates_are_as_precise_as_their_sources(case: Case) -> None:
    event = EventFactory(case=case, summary="The setting comes", date=AUGUST)
    CitationFactory(about=event, field="date", stated_value="2024-08")
    CitationFactory(
        about=event, field="date", stated_value="2023", passage=quoting("In 2023.", "In 2023")
    )
    told = section(memo_of_slug("roe-v-doe"), "What happened")
    assert told.startswith("August 2024:[1][2] The setting comes [no source].")
    assert "one source gives August 2024, fn. 1; one gives 2023, fn. 2" in told


# --- Without a source ----------------------------------------------------------------------------


def test_what_has_no_source_is_marked_and_listed_with_the_reason(case: Case) -> None:
    Case.objects.update(seat="San Jose")
    DecisionFactory(about=case, field="judges", basis="unsourced", reason="No article names one")
    memo = memo_of_slug("roe-v-doe")
    assert "San Jose [no source]" in section(memo, "Where it stands")
    told = section(memo, "What is unsourced")
    assert "Place: San Jose. Nobody has looked for a source yet." in told
    assert "Judge: not known. No article names one." in told
    assert "[no source]: shown, and no source states it." in said(memo.preamble[1].sentences)


def test_what_is_inferred_is_marked_and_the_footnote_says_why(case: Case) -> None:
    Case.objects.update(seat="San Jose")
    DecisionFactory(
        about=case, field="seat", basis="inference", value="San Jose", reason="the rule fits"
    )
    memo = memo_of_slug("roe-v-doe")
    assert "San Jose [inferred][1]" not in section(memo, "What is unsourced")
    assert "San Jose [inferred]" in section(memo, "Where it stands")
    assert "Inferred: the rule fits." in [note(memo, it.number) for it in memo.footnotes]


def test_what_a_source_states_and_nobody_recorded_is_listed(case: Case) -> None:
    passage = quoting("Before Judge Lee.", "Judge Lee")
    CitationFactory(about=case, field="judges", passage=passage, stated_value="Ann Lee")
    memo = memo_of_slug("roe-v-doe")
    assert "Judge: stated, and not recorded yet: “Ann Lee”." in section(memo, "What is unsourced")
    assert "“Judge Lee”" in note(memo, 1)


# --- The parts -----------------------------------------------------------------------------------


def test_it_says_how_the_case_ended(case: Case) -> None:
    Case.objects.update(filed_on=date(2025, 1, 21))
    DisposingFilingFactory(case=case, number=7, filed_on=date(2025, 1, 30), prejudice="without")
    told = section(memo_of_slug("roe-v-doe"), "Where it stands")
    assert (
        "The case is closed: voluntarily dismissed [no source] without prejudice [no source] by "
        "docket entry 7 on 30 January 2025 [no source], nine days after it was filed."
    ) in told


def test_of_an_open_case_the_day_of_the_latest_docket_entry_is_told(case: Case) -> None:
    FilingFactory(case=case, number=1, filed_on=date(2025, 1, 21))
    FilingFactory(case=case, number=2, filed_on=date(2025, 2, 3))
    told = section(memo_of_slug("roe-v-doe"), "Where it stands")
    assert "The latest docket entry is of 3 February 2025 [no source]." in told
    DisposingFilingFactory(case=case, number=3, filed_on=date(2025, 2, 4))
    assert "latest docket entry" not in section(memo_of_slug("roe-v-doe"), "Where it stands")


def test_it_says_how_far_its_evidence_goes(case: Case) -> None:
    Case.objects.update(seat="San Jose", filed_on=date(2025, 1, 21))
    stating(case, "2025-01-21", "2025-01-25")
    told = section(memo_of_slug("roe-v-doe"), "Where it stands")
    assert "what has none is listed in the part “What is unsourced”. Sources differ on 1" in told
    assert "Sources differ on 1 fact, none of them decided: see the part “What is disp" in told


def test_a_fact_told_again_refers_to_its_footnote(case: Case) -> None:
    end = DisposingFilingFactory(case=case, filed_on=date(2025, 1, 30))
    CitationFactory(about=end, field="filed_on", stated_value="2025-01-30")
    memo = memo_of_slug("roe-v-doe")
    assert "30 January 2025 (fn. 1)" in section(memo, "Procedural history")
    assert len(memo.footnotes) == 1


def test_parties_come_with_their_counsel(case: Case) -> None:
    roe = PartyFactory(case=case, name="Jo Roe", role="plaintiff", kind="person")
    PartyFactory(case=case, name="Acme, Inc.")
    CounselFactory(case=case, represents=roe, attorney="Ann Advocate", firm="A & B LLP")
    told = section(memo_of_slug("roe-v-doe"), "Parties and counsel").replace(" [no source]", "")
    assert "Jo Roe, plaintiff, a person. Counsel: Ann Advocate, A & B LLP; for Jo Roe." in told
    assert "Acme, Inc., defendant. No source names counsel." in told


def test_claims_say_the_law_against_whom_and_what_is_asked() -> None:
    told = section(small(), "Claims and statutes").replace(" [no source]", "")
    assert told.startswith("Unpaid wages. Under 18 U.S.C. § 2701 et seq.; 29 U.S.C. § 207.")
    assert "Amount asked: $1,000.[" in told
    assert "Against " in told


def test_somebodys_words_stand_in_quotation_marks_after_the_speaker(case: Case) -> None:
    EventFactory(
        case=case,
        kind="statement",
        summary="Doe denies it",
        stance="denied",
        speaker="Sam Speaker",
        speaker_title="counsel",
        words="“It is false.”",
        medium="post",
    )
    told = section(memo_of_slug("roe-v-doe"), "What happened").replace(" [no source]", "")
    assert "Date not stated (denied): Doe denies it." in told
    assert "Sam Speaker, counsel (post): “It is false.”" in told


def test_docket_entries_come_oldest_first_and_say_what_became_of_them(case: Case) -> None:
    motion = FilingFactory(
        case=case, number=2, filed_on=date(2025, 2, 1), kind="motion", text="A motion"
    )
    order = FilingFactory(case=case, number=3, filed_on=date(2025, 3, 1), kind="order", sealed=True)
    RulingFactory(order=order, motion=motion, outcome="granted")
    told = section(memo_of_slug("roe-v-doe"), "Procedural history").replace(" [no source]", "")
    assert told.startswith(
        "1 February 2025, docket entry 2: Motion: A paper. The docket says: “A motion”."
    )
    assert "Granted by 3. 1 March 2025, docket entry 3: Order or opinion: A paper." in told
    assert told.endswith("The entry is sealed. Decides 2 (granted).")


def test_related_cases_are_named(case: Case) -> None:
    other = CaseFactory(caption="Poe v. Doe", docket_number="1:20-cv-1")
    RelatedCaseFactory(case=case, other=other, relation="same defendant")
    told = section(memo_of_slug("roe-v-doe"), "Related cases")
    assert told == "Poe v. Doe, No. 1:20-cv-1: same defendant [no source]."


def test_sources_come_with_the_moment_and_hash_of_each_text(case: Case) -> None:
    Case.objects.update(seat="San Jose")
    passage = quoting("In San Jose.", "San Jose", publisher="The Gazette", origin="Reuters")
    CitationFactory(about=case, field="seat", passage=passage, stated_value="San Jose")
    told = section(memo_of_slug("roe-v-doe"), "Sources")
    assert told.startswith("The Gazette, title not known, press article, date not known, repeats")
    assert f"imported; SHA-256 {passage.snapshot.sha256[:12]}. 1" in told


def test_a_source_repeats_nobody_of_its_own_name(case: Case) -> None:
    Case.objects.update(seat="San Jose")
    passage = quoting("In San Jose.", "San Jose", publisher="D. Utah", origin="D. Utah")
    CitationFactory(about=case, field="seat", passage=passage, stated_value="San Jose")
    assert "repeats" not in section(memo_of_slug("roe-v-doe"), "Sources")


@pytest.mark.parametrize(
    ("record", "slug"),
    [
        (SMALL, "rivera-v-acme"),
        (REAL.read_text(encoding="utf-8"), "de-la-torre-v-linkedin"),
    ],
    ids=["small", "de-la-torre"],
)
def test_every_fact_is_told_and_every_passage_quoted(record: str, slug: str) -> None:
    load(record)
    memo = memo_of_slug(slug)
    everything = one_way(said(memo.sentences()))
    notes = one_way(" ".join(note(memo, it.number) for it in memo.footnotes))
    for fact in facts_of(Case.objects.get(slug=slug)):
        if fact.value and fact.citable.field != WHOLE_ROW:
            assert one_way(prose(fact, fact.value)) in everything, fact.id
        for reading in fact.readings:
            assert one_way(f"“{reading.citation.passage.exact}”") in notes, fact.id


def one_way(text: str) -> str:
    """However a sentence begins and whichever quotation marks it has."""
    return " ".join(re.sub("[“”‘’\"']", "'", text).casefold().split())


def test_what_no_sentence_is_made_for_stands_in_a_section_of_its_own(case: Case) -> None:
    FilingFactory(case=case, rule="Fed. R. Civ. P. 11", disposition="")
    PartyFactory(case=case, court_role="defendant", role="defendant")
    told = section(memo_of_slug("roe-v-doe"), "Also recorded")
    assert told == "Role in the court's words, Acme Corp.: defendant [no source]."


# --- Size ----------------------------------------------------------------------------------------


def entry(number: int, **values: Any) -> Filing:
    return Filing(pk=number, number=number, **values)


def test_a_short_docket_is_told_whole() -> None:
    filings = [entry(number) for number in range(30, 0, -1)]
    assert weightiest(filings) is filings


def test_of_a_long_docket_what_begins_decides_and_ends_comes_before_the_rest() -> None:
    filings = [entry(number, kind="notice") for number in range(200, 0, -1)]
    filings[199].kind = "complaint"
    filings[150].kind = "order"
    filings[180].disposition = "transfer"
    filings[170].motion_type = "dismiss"
    kept = weightiest(filings)
    assert len(kept) == MOST
    assert {filings[n] for n in (199, 150, 180, 170)} <= set(kept)
    assert kept[0] is filings[0]  # of what weighs the same, the newest
    assert [it.pk for it in kept] == sorted((it.pk for it in kept), reverse=True)


def test_a_memo_of_a_long_docket_says_that_it_leaves_entries_out(case: Case) -> None:
    Filing.objects.bulk_create(
        Filing(case=case, key=f"e{n}", number=n, kind="notice") for n in range(1, 101)
    )
    told = section(memo_of_slug("roe-v-doe"), "Procedural history")
    assert told.startswith("The docket has 100 entries. Told here are 60: the latest, and those")


def test_a_memo_takes_as_many_queries_for_much_as_for_little(
    case: Case, django_assert_max_num_queries: Any
) -> None:
    case = Case.objects.select_related("court").get(slug="roe-v-doe")

    def fill(number: int) -> None:
        for _ in range(number):
            party = PartyFactory(case=case)
            for row in (
                party,
                CounselFactory(case=case, represents=party),
                ClaimFactory(case=case),
                EventFactory(case=case),
                FilingFactory(case=case, filed_by=party),
            ):
                CitationFactory(about=row, field="", stated_value="")

    def queries() -> int:
        with django_assert_max_num_queries(100) as made:
            memo_of(case, made=MADE)
        return len(made)

    fill(2)
    few = queries()
    fill(12)
    assert queries() == few <= 20


def test_the_same_record_and_moment_make_the_same_memo() -> None:
    assert small() == memo_of_slug("rivera-v-acme")
