"""Notices: notes of correction, a page's date of change, its headline."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks import noticing as bench
from sources.decoding import clean
from sources.noticing import LONGEST_NOTICE, Noticed, NoticeKind, notices_in_html, notices_in_text

NOTES = [
    "Editor's note: This story was changed after it appeared.",
    "EDITOR’S NOTE: The names are real.",
    "Editors’ Note: The names are real.",
    "A note to our readers: the date was wrong.",
    "Correction: The suit was filed on Tuesday.",
    "CORRECTION — The suit was filed on Tuesday.",
    "Correction, Jan. 22, 2025: The suit was filed on Tuesday.",
    "CORRECTION (Jan. 22, 5:30 p.m. ET): The suit was filed on Tuesday.",
    "Corrections & Amplifications: Jane Roe is a lawyer.",
    "[Update: The company has answered.]",
    "Update, January 22nd, 5PM ET: The company has answered.",
    "UPDATE - The company has answered.",
    "Updated at 5:30 p.m. ET",
    "Last updated: 22 January 2025",
    "Updated with comment from the company",
    "Story updated at 3:15 p.m. with comment from the company",
    "Updated on Jan. 24 to note the dismissal.",
    "Jan. 24 update: The case was dismissed.",
    "Newsroom note: The suit was withdrawn.",
    "Updated to add at 1530 UTC: The company says no.",
    "Clarification: The suit names two companies.",
    "Retraction: We withdraw our report of Jan. 21.",
    "For the record: The judge is Alma Ruiz.",
    "This story has been updated with comment from the company.",
    "This breaking news story has been updated.",
    "This article was amended on 22 January 2025 to give the right date.",
    "• This article was amended on 22 January 2025.",
    "This Jan. 21 story has been corrected to fix the judge’s name in paragraph 3.",
    "This post has been retracted.",
    "This story originally misspelled the plaintiff’s name.",
    "This version of the story corrects the spelling of the judge’s name.",
    "An earlier version of this article misstated the date.",
    "A previous version misidentified the plaintiff.",
    "The date was wrong in an earlier version of this story.",
    "The headline of this story has been changed.",
    "A correction was made on Jan. 22, 2025: The court is in Portland.",
    "The spelling of the lawyer’s name has been corrected in this article.",
    "We’ve updated this story to reflect the ruling.",
    "Because of an editing error, the amount was wrong.",
    "The Gazette regrets the error.",
    "(Corrects name of judge in paragraph 3)",
    "(Updates with company comment in fourth paragraph)",
]
NO_NOTES = [
    "The court issued a correction notice on Monday.",
    "The Department of Corrections: a lawsuit",
    "Correction of the record was ordered by the judge.",
    "The complaint was corrected on January 22, 2025, and filed again.",
    "The plaintiffs filed an amended complaint on Jan. 22, 2025.",
    "An earlier version of the policy said that messages were private.",
    "The company updated its privacy policy on Sept. 18, 2024.",
    "The policy was last updated in 2024.",
    "The company apologized for the error in its bills, he said.",
    "Update on the lawsuit: the judge rules for the company",
    "Update your browser",
    "Corrections policy",
    "Report a correction",
    "This article originally appeared in The Courier.",
    "A version of this article appears in print on Jan. 22.",
    "This is a developing story and will be updated.",
    "Updated 2 hours ago",
    "Last updated just now",
    "Jan. 22, 2025",
    "The company’s clarification: it does not sell data.",
    "The clerk posted a corrected order on Jan. 24.",
    "Subscribe to updates: get news by email.",
]
PARAGRAPH = "Jane Roe sued Acme on Tuesday in federal court in Portland."


def notes(page: str) -> list[str]:
    return [n.words for n in notices_in_html(page) if n.kind is NoticeKind.NOTE]


def modified(head: str) -> list[str]:
    page = f"<html><head>{head}</head><body><p>{PARAGRAPH}</p></body></html>"
    return [n.words for n in notices_in_html(page) if n.kind is NoticeKind.MODIFIED]


def headlines(page: str) -> list[str]:
    return [n.words for n in notices_in_html(page) if n.kind is NoticeKind.HEADLINE]


@pytest.mark.parametrize("note", NOTES)
def test_words_of_correction_or_of_the_editor_are_a_notice(note: str) -> None:
    text = f"{PARAGRAPH}\n\n{note}\n\n{PARAGRAPH}"
    assert notices_in_text(text) == (Noticed(NoticeKind.NOTE, note),)
    assert notes(f"<p>{PARAGRAPH}</p><div>{note}</div>") == [note]


@pytest.mark.parametrize("words", NO_NOTES)
def test_words_that_only_sound_like_it_are_none(words: str) -> None:
    assert notices_in_text(f"{PARAGRAPH}\n\n{words}\n\n{PARAGRAPH}") == ()
    assert notes(f"<p>{PARAGRAPH}</p><div>{words}</div>") == []


@pytest.mark.parametrize("shape", bench.SHAPES)
@pytest.mark.parametrize("place", bench.PLACES.values(), ids=bench.PLACES)
def test_a_note_is_noticed_wherever_it_stands_on_a_page(shape: str, place: str) -> None:
    body = f"<p>{PARAGRAPH}</p>" * 3
    for note in bench.NOTES:
        page = bench.SHAPES[shape].format(body=body, note=place.format(note))
        assert notes(page) == [note]


@pytest.mark.parametrize(
    "page",
    [
        "<aside><p>Correction</p><p>The date was wrong.</p></aside>",
        "<h4>Correction</h4>\n<p>The date\n was wrong.</p>",
        "<p><strong>Correction</strong><br>The date was wrong.</p>",
        "<p><strong>Correction</strong> The date was wrong.</p>",
    ],
)
def test_a_label_takes_the_words_after_it(page: str) -> None:
    assert notes(f"<p>{PARAGRAPH}</p>{page}<p>{PARAGRAPH}</p>") == [
        "Correction The date was wrong."
    ]


def test_a_label_takes_the_day_and_the_words_after_it() -> None:
    page = "<h4>Correction</h4><div>Jan. 22, 2025</div><p>The name was wrong.</p><p>More.</p>"
    assert notes(page) == ["Correction Jan. 22, 2025 The name was wrong."]
    assert notices_in_text("Correction:\nThe name was wrong.\n\nMore.") == (
        Noticed(NoticeKind.NOTE, "Correction: The name was wrong."),
    )


def test_a_note_within_a_paragraph_begins_at_its_sentence() -> None:
    note = "This story has been updated."
    assert notes(f"<p>{PARAGRAPH} {note}</p>") == [note]
    assert notices_in_text(f"{PARAGRAPH} {note}") == (Noticed(NoticeKind.NOTE, note),)


def test_a_note_in_emphasis_ends_with_it() -> None:
    note = "Correction: The date was wrong."
    assert notes(f"<p>{PARAGRAPH} <em>{note}</em> {PARAGRAPH}</p>") == [note]


def test_a_byline_gives_its_stamp_only() -> None:
    page = "<div>By Jane Doe <span>Published Jan. 21</span> | <span>Updated Jan. 22, 2025</span>"
    assert notes(page) == ["Updated Jan. 22, 2025"]


@pytest.mark.parametrize(
    "page",
    [
        "<ul><li><a href=x>Correction: Doe story</a></ul>",
        "<ul><li><a href=x>Update: Doe trial</a> 2 hours ago</ul>",
        "<footer><a href=x>Corrections</a><p>© The Gazette</p></footer>",
        "<nav><p>Correction: Doe story</p></nav>",
        "<p hidden>Correction: the words go here.</p>",
        "<script>'Correction: the words go here.'</script>",
        "<div id=comments><p>Correction: you are wrong.</p></div>",
    ],
)
def test_links_navigation_comments_and_hidden_words_are_no_notices(page: str) -> None:
    assert notes(f"<p>{PARAGRAPH}</p>{page}") == []


def test_a_note_that_stands_twice_is_one_notice() -> None:
    note = "Correction: The date was wrong."
    assert notes(f"<p>{note}</p><p>{PARAGRAPH}</p><aside>{note}</aside>") == [note]


def test_white_space_and_wrapping_do_not_make_another_notice() -> None:
    wrapped = "Correction: An earlier version of this story gave the wrong\nday for the filing."
    [notice] = notices_in_text(wrapped)
    assert notice.words == wrapped.replace("\n", " ")
    assert notes(f"<p>{wrapped}</p>") == [notice.words]


def test_a_page_without_paragraphs_is_no_notice_as_a_whole() -> None:
    [words] = notes("<p>Update: " + f"{PARAGRAPH} " * 100)
    assert len(words) <= LONGEST_NOTICE
    assert words.startswith("Update: Jane Roe")


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", '
        '"dateModified": "2025-01-22T10:00:00-08:00"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": '
        '["Article", "Thing"], "dateModified": "2025-01-22T18:00:00Z"}]}</script>',
        '<script type="application/ld+json">[{"@type": "WebPage", "dateModified": "2024"}, '
        '{"@type": "BlogPosting", "dateModified": "2025-01-22T18:00:00.000Z"}]</script>',
        "<meta property=article:modified_time content=2025-01-22T18:00:00+00:00>",
        "<body><time itemprop=dateModified datetime=2025-01-22T18:00:00Z>today</time>",
    ],
)
def test_the_date_of_change_is_the_same_however_it_is_written(head: str) -> None:
    assert modified(head) == ["2025-01-22T18:00:00+00:00"]


def test_the_date_of_change_is_the_articles_and_not_of_those_it_lists() -> None:
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Roe sues", '
        '"isRelatedTo": [{"@type": "NewsArticle", "dateModified": "2025-01-22"}]}</script>'
    )
    assert modified(head) == []


@pytest.mark.parametrize("date", ["2025-01-22", "2025-01-22T10:00:00", "22 January 2025"])
def test_a_date_of_change_without_a_zone_stays_as_it_is(date: str) -> None:
    assert modified(f"<meta property=article:modified_time content='{date}'>") == [date]


@pytest.mark.parametrize(
    "described", ["", "{", "[" * 100_000, "null", '"x"', '{"@graph": 4}', "[1, null]", "9" * 5_000]
)
def test_a_description_that_is_none_is_passed_over(described: str) -> None:
    assert modified(f'<script type="application/ld+json">{described}</script>') == []


@pytest.mark.parametrize(
    "page",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Roe &amp; Doe '
        'sue"}</script><meta property=og:title content="Other"><h1>Other</h1>',
        "<meta property=og:title content='Roe &amp; Doe sue'><h1>Other</h1>",
        "<h1>Roe &amp; <em>Doe</em>\n sue</h1>",
    ],
)
def test_the_headline_is_what_the_page_says_it_is(page: str) -> None:
    assert headlines(page) == ["Roe & Doe sue"]


def test_a_page_without_a_headline_has_none() -> None:
    assert headlines(f"<p>{PARAGRAPH}</p>") == []


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "words",
    ["Updated Jan. 22, (at 5 p.m., ", "this a b c ", "Correction, 1 1 1 1 ", "( , ", "(Corrects "],
)
def test_words_made_to_try_the_patterns_take_no_long_time(words: str) -> None:
    began = time.perf_counter()
    notices_in_text(words * (500_000 // len(words)))
    assert time.perf_counter() - began < 5


pieces = st.sampled_from(
    ["Correction", "Update", ": ", ", Jan. 22", "This story", " has been updated", ". ", "\n", "("]
)


@given(st.lists(pieces | st.text(max_size=5)).map("".join))
@example("Correction")
@example("Correction\nJan. 22, 2025\n")
def test_a_notice_of_any_text_is_words_of_that_text(text: str) -> None:
    found = notices_in_text(text)
    assert len(set(found)) == len(found)
    for notice in found:
        assert notice.words == " ".join(notice.words.split())
        assert set(notice.words.split()) <= set(clean(text).split())
