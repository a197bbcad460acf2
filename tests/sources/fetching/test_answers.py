"""An answer that is no page is refused in words that say what to do."""

import pytest

from sources.fetching import FetchError, fetch
from tests.sources.fetching.servers import page, serve


def refusal(status: str, body: bytes = b"words") -> FetchError:
    with serve(page(body, status=status)) as port, pytest.raises(FetchError) as refused:
        fetch(f"http://127.0.0.1:{port}/", allowed={("127.0.0.1", port)})
    return refused.value


def test_a_page_closed_to_programs_is_to_be_pasted() -> None:
    assert str(refusal("403 Forbidden")) == (
        "The site answered 403: it does not let programs read this page. "
        "Open it in a browser, copy the text, and paste it here."
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("401 Unauthorized", "only to those who sign in"),
        ("402 Payment Required", "only to those who pay"),
        ("404 Not Found", "there is no page at this address. Check how"),
        ("410 Gone", "removed for good. Look for a copy in a web archive"),
        ("418 I'm a teapot", "it does not answer this request"),
        ("451 Unavailable For Legal Reasons", "for legal reasons"),
        ("206 Partial Content", "that is no page (Partial Content)"),
        ("300 Multiple Choices", "that is no page (Multiple Choices)"),
        ("599 Odd", "out of order"),
        ("299 Odd", "an answer of its own kind"),
    ],
)
def test_the_sentence_says_what_the_site_means(status: str, words: str) -> None:
    assert words in str(refusal(status))


@pytest.mark.parametrize(
    "status", ["202 Accepted", "408 Timeout", "429 Too Many", "500 Oops", "503 Later"]
)
def test_what_passes_by_itself_is_worth_another_try(status: str) -> None:
    assert refusal(status).may_pass


@pytest.mark.parametrize("status", ["401 No", "403 No", "404 No", "410 Gone", "451 No"])
def test_what_does_not_pass_is_not(status: str) -> None:
    assert not refusal(status).may_pass


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_a_body_is_no_page(status: str) -> None:
    assert f"answered {status[:3]}" in str(refusal(status, b""))


def test_an_empty_page_is_no_page() -> None:
    assert "an empty page. Open it in a browser" in str(refusal("200 OK", b""))
