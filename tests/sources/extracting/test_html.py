"""The article of a web page."""

from datetime import date
from importlib.metadata import version

import pytest

from sources.extracting import Extracted, ExtractError, Media, extract
from sources.noticing import Noticed, NoticeKind

FIRST = "Jane Roe sued Acme on Tuesday in federal court in Portland, saying that it sold her data."
SECOND = "A lawyer for the company said on Wednesday that the claims have no merit whatsoever."
THIRD = "The lawsuit asks the court to certify a class of all customers in Oregon since 2021."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"


def page(article: str = BODY, head: str = "", around: str = "{}") -> bytes:
    body = around.format(f"<article>{article}</article>")
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(raw: bytes, charset: str = "", url: str = "") -> Extracted:
    return extract(raw, Media.HTML, charset=charset, url=url)


def test_the_text_is_the_article_one_paragraph_a_line() -> None:
    around = "<nav><a href=/>Home</a></nav>{}<footer>© The Gazette. All rights reserved.</footer>"
    assert read(page(around=around)).text == TEXT


def test_markup_within_a_paragraph_does_not_divide_it() -> None:
    article = BODY.replace("Tuesday", "<b>Tues</b>day,\n <a href='/x'>Jan. 21,</a>")
    assert "sued Acme on Tuesday, Jan. 21, in federal court" in read(page(article)).text


def test_the_headline_stands_before_the_text_wherever_the_page_has_it() -> None:
    headline = "<header><h1>Roe sues <em>Acme</em></h1></header>"
    assert read(page(around=headline + "{}")).text == f"Roe sues Acme\n{TEXT}"
    assert read(page(f"<h1>Roe sues Acme</h1>{BODY}")).text == f"Roe sues Acme\n{TEXT}"


def test_of_several_headings_the_article_s_is_the_headline() -> None:
    head = "<meta property=og:title content='Roe sues Acme'>"
    around = "<h1>The Gazette</h1><h1>Roe sues Acme</h1>{}"
    assert read(page(head=head, around=around)).text == f"Roe sues Acme\n{TEXT}"


def test_what_readers_do_not_see_is_not_in_the_text() -> None:
    hidden = (
        "<p hidden>Hidden words of some length, so that they could be a paragraph.</p>"
        "<div style='display:none'><p>Hidden words of some length, in a division.</p></div>"
        "<noscript><p>Hidden words for those without scripts, at some length.</p></noscript>"
    )
    assert "Hidden" not in read(page(BODY + hidden)).text


def test_comments_of_readers_are_not_in_the_text() -> None:
    comments = "<div id=comments class=comments><p>I think that Acme is right, wrote a reader.</p>"
    assert "wrote a reader" not in read(page(around="{}" + comments)).text


def test_the_same_bytes_give_the_same_text() -> None:
    assert len({read(page()) for _ in range(5)}) == 1


def test_a_note_that_the_text_leaves_out_is_noticed() -> None:
    note = "Correction: The suit was filed on Monday."
    found = read(page(around=f"{{}}<aside>{note}</aside>"))
    assert note not in found.text
    assert found.notices == (Noticed(NoticeKind.NOTE, note),)


def test_what_the_page_says_of_itself_is_proposed() -> None:
    head = (
        "<title>Roe sues Acme | The Gazette</title>"
        "<meta property=og:title content='Roe sues Acme'>"
        "<meta property=og:site_name content='The Gazette'>"
        "<meta name=author content='Jane Doe'>"
        "<meta property=article:published_time content=2025-01-21T10:00:00-08:00>"
        "<link rel=canonical href=/2025/roe>"
    )
    found = read(page(head=head), url="https://gazette.example/2025/roe?from=mail")
    assert found.title == "Roe sues Acme"
    assert found.author == "Jane Doe"
    assert found.publisher == "The Gazette"
    assert found.published == date(2025, 1, 21)
    assert found.url == "https://gazette.example/2025/roe"
    assert found.extractor == f"trafilatura {version('trafilatura')}"


def test_what_the_page_does_not_say_is_not_made_up() -> None:
    found = read(page())
    assert (found.title, found.author, found.publisher, found.url) == ("", "", "", "")
    assert found.published is None
    assert found.page_starts == ()


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "/relative", "http://[::1", "https://", "https://a b/", "data:,x"],
)
def test_an_address_that_is_none_of_the_web_is_not_proposed(address: str) -> None:
    assert read(page(head=f"<link rel=canonical href='{address}'>")).url == ""
    assert read(page(head="<link rel=canonical href='https://a.example/'>")).url


def test_proposals_fit_their_fields() -> None:
    head = (
        f"<meta property=og:title content='{'Roe ' * 400}'>"
        f"<meta name=author content='{'Jane Doe ' * 100}'>"
    )
    found = read(page(head=head))
    assert 0 < len(found.title) <= 500
    assert 0 < len(found.author) <= 200


@pytest.mark.parametrize(
    ("head", "charset", "encoding"),
    [
        ("", "", "utf-8"),
        ("", "windows-1252", "utf-8"),
        ("<meta charset=windows-1252>", "", "utf-8"),
        ("<meta charset=windows-1252>", "", "windows-1252"),
        ("<meta charset=utf-8>", "utf-8", "windows-1252"),
        ("", "", "windows-1252"),
        ("", "", "utf-16"),
    ],
)
def test_typography_survives_right_and_wrong_charsets(
    head: str, charset: str, encoding: str
) -> None:
    raw = page(BODY.replace("Acme", "Acmé’s"), head).decode().encode(encoding)
    assert "Roe sued Acmé’s on" in read(raw, charset).text


def test_nul_characters_do_not_get_into_the_text() -> None:
    raw = page(BODY.replace("Tuesday", "Tues\0day&#0;"))
    assert "\0" not in read(raw).text
    assert "on Tuesday" in read(raw).text


@pytest.mark.parametrize(
    "body",
    [
        "<div id=root></div><script src=app.js></script>",
        "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<div>You need to enable JavaScript to run this app.</div>",
        "<h1>Just a moment...</h1><p>Checking your browser before you go on.</p>",
        "<h2>We value your privacy</h2><p>We and our 800 partners use cookies to store and read "
        "information on your device.</p><button>Accept all</button>",
        "<h1>Access denied</h1><p>You do not have permission.</p>",
        "<article hidden><p>Words that nobody sees, long enough for a paragraph.</p></article>",
    ],
)
def test_a_page_without_an_article_is_refused_with_what_to_do(body: str) -> None:
    with pytest.raises(ExtractError, match=r"no article on this page.*copy the text, and paste"):
        read(f"<html><head><title>Roe</title></head><body>{body}</body></html>".encode())


def test_an_article_about_cookies_is_no_wall() -> None:
    article = "".join(
        f"<p>The lawsuit says that sites use cookies to follow customer {n} without consent.</p>"
        for n in range(30)
    )
    assert "customer 7 " in read(page(article)).text


def test_a_short_report_is_a_report() -> None:
    raw = b"<html><body><p>The lawsuit of Jane Roe was dropped.</p></body></html>"
    assert read(raw).text == "The lawsuit of Jane Roe was dropped."


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "extra",
    [
        "<" * 1_000_000,
        "&" * 1_000_000,
        "<!--" * 250_000,
        "<script>" + "a<b " * 250_000,
        f"<p class='{'a ' * 500_000}'>",
        f"<p>{'word ' * 200_000}</p>",
        "<p>" + "<em>a</em> " * 7_000 + "</p>",
        '<script type="application/ld+json">' + '[{"a":' * 100_000,
    ],
    ids=["<", "&", "comments", "script", "class", "words", "emphasis", "json"],
)
def test_a_hostile_page_is_read_all_the_same(extra: str) -> None:
    assert read(page(BODY + extra)).text.startswith(FIRST)


@pytest.mark.timeout(20)
def test_a_megabyte_of_article_is_read_whole() -> None:
    article = "".join(f"<p>{number}: {FIRST} {SECOND}</p>" for number in range(5_500))
    assert len(article) > 1_000_000
    assert read(page(article)).text.count(SECOND) == 5_500
