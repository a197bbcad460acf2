"""Two addresses of one page are known as such, and a page gives a name for its source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.addresses import host_of, name_of_page, same_page_key

PAGE = "https://www.gazette.example/2025/acme-sued.html"


@pytest.mark.parametrize(
    "other",
    [
        "http://www.gazette.example/2025/acme-sued.html",
        "https://gazette.example/2025/acme-sued.html",
        "HTTPS://WWW.Gazette.Example:443/2025/acme-sued.html",
        f"{PAGE}#comments",
        f"{PAGE}/",
        f"{PAGE}?utm_source=letter&utm_medium=mail",
        f"{PAGE}?fbclid=abc",
        f" {PAGE} ",
    ],
)
def test_one_page_under_two_addresses(other: str) -> None:
    assert same_page_key(other) == same_page_key(PAGE)


@pytest.mark.parametrize(
    "other",
    [
        "https://www.gazette.example/2025/acme-sued-again.html",
        "https://www.gazette.example/2025/Acme-Sued.html",
        "https://news.gazette.example/2025/acme-sued.html",
        "https://www.gazette.example:8443/2025/acme-sued.html",
        f"{PAGE}?page=2",
    ],
)
def test_two_pages(other: str) -> None:
    assert same_page_key(other) != same_page_key(PAGE)


def test_the_order_of_what_is_asked_is_part_of_an_address() -> None:
    assert same_page_key(f"{PAGE}?a=1&utm_id=9&b=2") == same_page_key(f"{PAGE}?a=1&b=2")
    assert same_page_key(f"{PAGE}?a=1&b=2") != same_page_key(f"{PAGE}?b=2&a=1")


@given(st.text())
def test_whatever_is_typed_has_a_key(written: str) -> None:
    assert isinstance(same_page_key(written) + host_of(written) + name_of_page(written), str)


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (PAGE, "gazette acme-sued"),
        ("https://news.gazette.example/", "news gazette"),
        ("https://gazette.example/Roe%20v.%20Doe/", "gazette Roe v"),
        ("http://courthouse/rulings/42", "courthouse 42"),
        ("http://10.1.2.3/42", "10 1 2 3 42"),
    ],
)
def test_the_name_of_a_page(url: str, name: str) -> None:
    assert name_of_page(url) == name
