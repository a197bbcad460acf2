"""A page's markup to its tree, and to the blocks that a reader sees."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources.decoding import ExtractError
from sources.webpage import MOST_ELEMENTS, parse, visible_blocks


def shown(page: str | bytes, charset: str = "") -> list[str]:
    return [block.text for block in visible_blocks(parse(page, charset))]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<p>One\n  two</p><p>Three</p>", ["One two", "Three"]),
        ("<div>One<p>Two</p>three</div>", ["One", "Two", "three"]),
        ("<p>One<br>two</p>", ["One", "two"]),
        ("<p>One <em>two</em>, <a href=x>three</a></p>", ["One two, three"]),
        ("<aside>One</aside><footer>Two</footer>", ["One", "Two"]),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", ["One", "Two"]),
        ("<gz-note>One</gz-note>two", ["One", "two"]),
        ("<span><p>One</p></span>two", ["One", "two"]),
        ("<p>One<!-- two --> three</p>", ["One three"]),
        ("<p>&#8220;One&#8221; &amp; two&nbsp;three</p>", ["“One” & two three"]),
        ("plain words", ["plain words"]),
    ],
)
def test_blocks_are_what_stands_between_two_breaks(page: str, blocks: list[str]) -> None:
    assert shown(page) == blocks


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>No</p>",
        "<p style='color: red; display : none'>No</p>",
        "<p style='visibility:hidden'>No</p>",
        "<p aria-hidden=true>No</p>",
        "<div hidden><div><p>No</p></div></div>",
        "<script>No</script>",
        "<style>No</style>",
        "<template>No</template>",
        "<noscript>No</noscript>",
        "<dialog>No</dialog>",
        "<nav><p>No</p></nav>",
        "<div role=navigation>No</div>",
        "<div id=comments><p>No</p></div>",
        "<ol class='wide comment-list'><li>No</li></ol>",
        "<title>No</title>",
    ],
)
def test_what_readers_do_not_see_is_no_block(hidden: str) -> None:
    assert shown(f"<p>Before</p>{hidden}after<p>end</p>") == ["Before", "after", "end"]


def test_a_page_that_hides_all_of_itself_until_its_scripts_have_run_is_read() -> None:
    assert shown("<html><body style='display:none'><p>One</p></body></html>") == ["One"]


@pytest.mark.parametrize(
    ("page", "is_link"),
    [
        ("<p><a href=x>Correction: Roe story</a></p>", True),
        ("<p><a href=x>Update: Roe story</a> 2 hours ago</p>", True),
        ("<p><a href=x>This</a> story has been updated.</p>", False),
        ("<p>Correction: see <a href=x>the corrected story of that day</a></p>", False),
    ],
)
def test_a_block_is_a_link_if_it_opens_with_one_and_is_mostly_that(
    page: str, is_link: bool
) -> None:
    [block] = visible_blocks(parse(page))
    assert block.is_link is is_link


def test_emphasis_is_known_by_its_place_in_the_text() -> None:
    [block] = visible_blocks(parse("<p>One  <b> two <i>three</i></b> four</p>"))
    assert block.text == "One two three four"
    assert {block.text[start:end].strip() for start, end in block.emphasised} == {
        "two three",
        "three",
    }


@pytest.mark.parametrize(
    "page",
    [
        "<meta charset=windows-1251><p>Привет",
        "<?xml version='1.0' encoding='windows-1251'?><html><p>Привет</html>",
        "<meta http-equiv=content-type content='text/html; charset=windows-1251'><p>Привет",
    ],
)
def test_the_charset_that_a_page_names_is_its_charset(page: str) -> None:
    assert shown(page.encode("windows-1251")) == ["Привет"]


def test_the_server_is_believed_before_the_page() -> None:
    page = "<meta charset=windows-1252><p>Привет".encode("windows-1251")
    assert shown(page, "windows-1251") == ["Привет"]
    assert shown(page) != ["Привет"]


def test_nul_and_lone_surrogates_do_not_get_into_the_text() -> None:
    assert shown(b"<p>a\0b&#0;&#xd800;c") in (["ab\ufffd\ufffdc"], ["abc"], ["ab\ufffdc"])


@pytest.mark.parametrize("page", ["", "  \n", "<!-- only this -->", b"", b"\0\0"])
def test_a_page_of_nothing_is_refused(page: str | bytes) -> None:
    with pytest.raises(ExtractError, match="page is empty"):
        parse(page)


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<div>" * 100_000, "nested too deep"),
        ("<b>" * 100_000, "nested too deep"),
        (("<i>" * 200 + "</i>" * 200) * 400, "nested too deep"),
        ("<p>" + "<em>a</em>" * 60_000, "side by side"),
        ("<br>" * 100_000, "side by side"),
        (("<p>" + "<i></i>" * 10) * (MOST_ELEMENTS // 10), "elements"),
        ("<div " + " ".join(f"a{n}" for n in range(100_000)) + ">", "100,000 attributes"),
    ],
    ids=["deep", "deep emphasis", "often deep", "wide", "breaks", "many", "attributes"],
)
def test_a_shape_that_would_take_minutes_is_refused_at_once(page: str, reason: str) -> None:
    with pytest.raises(ExtractError, match=reason):
        parse(page)


@pytest.mark.timeout(10)
def test_an_entity_is_not_unfolded() -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    page = f'<!DOCTYPE html [<!ENTITY l0 "ha">{laughs}]><p>&l9; end</p>'
    assert "haha" not in "".join(shown(page))


def test_an_entity_does_not_read_a_file() -> None:
    page = '<!DOCTYPE html [<!ENTITY f SYSTEM "file:///etc/passwd">]><p>&f; end</p>'
    assert "root:" not in "".join(shown(page))


markup = st.text(st.sampled_from(list("<>/=\"' ab&;#x!-\n\0")) | st.characters())
pages = st.lists(
    st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<script>", "x"])
    | markup
).map("".join)


@given(pages)
@example("x<b> ")
def test_any_markup_is_read_or_refused_in_words(page: str) -> None:
    try:
        tree = parse(page)
    except ExtractError as refusal:
        assert str(refusal)  # noqa: PT017
    else:
        for block in visible_blocks(tree):
            assert block.text == " ".join(block.text.split(" "))
            assert block.text.strip()
            assert all(0 <= start < end <= len(block.text) for start, end in block.emphasised)


@given(pages.map(lambda page: page.encode("utf-8", "replace")))
def test_any_bytes_are_read_as_their_text_is(page: bytes) -> None:
    try:
        blocks = shown(page)
    except ExtractError:
        return
    assert blocks == shown(page)
