"""YAML read as plain text values, each with the line it stands on."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.yaml_lines import Lines, YamlError, read

# What a printable document is made of, the signs that mean something in YAML above all.
signs = st.text(st.sampled_from(list("ab:-?[]{},&*!|>'\"%@#\n\t ~<=.0123456789\\xuU")))
awkward = st.text(st.sampled_from(["\0", "\ud800", "\x85", "\u2028", "\ufeff", "\U0001f600", "\r"]))
plain_data = st.recursive(
    st.none() | st.text(st.characters(min_codepoint=32, max_codepoint=126)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("010", "010"),
        ("No", "No"),
        ("1e3", "1e3"),
        ("2025-01-21", "2025-01-21"),
        ("12:30", "12:30"),
        ("true", "true"),
        ("'a: b'", "a: b"),
        ("", None),
        ("~", None),
        ("null", None),
        ('""', ""),
        ("'~'", "~"),
        ("a:", {"a": None}),
        ("a: [1, ~]\nb: {c: d}", {"a": ["1", None], "b": {"c": "d"}}),
        ("a: >-\n  two\n  lines", {"a": "two lines"}),
        ("!!int 5", "5"),
        ("!!python/object/apply:os.system ['true']", ["true"]),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
    ],
)
def test_every_scalar_stays_the_text_that_it_is(text: str, value: object) -> None:
    assert read(text)[0] == value


def test_each_value_has_the_line_it_stands_on() -> None:
    _, lines = read("a: 1\n\nb:\n  - x\n  - y: 2\n    z:\n      3\n")
    assert lines.of(("a",)) == 1
    assert lines.of(("b",)) == 3
    assert lines.of(("b", 0)) == 4
    assert lines.of(("b", 1, "y")) == 5
    assert lines.of(("b", 1, "z")) == 6


def test_what_is_not_there_is_on_the_line_of_what_is_around_it() -> None:
    _, lines = read("a: 1\nb:\n  c: 2\n")
    assert lines.of(("b", "d", 4)) == 2
    assert lines.of(("z",)) == 1
    assert Lines({}).of(("z",)) == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: [", 1, "not YAML"),
        ("a: 1\n b: 2", 2, "not YAML"),
        ("a: 1\nb: 2\na: 3", 3, "“a” is given twice"),
        ("a:\n  b: 1\n  b: 2", 3, "“b” is given twice"),
        ("{a: 1, a: 1}", 1, "“a” is given twice"),
        ("x: 1\na: &b 1", 2, "anchors"),
        ("a: &b 1\nc: *b", 1, "anchors"),
        ("a: 1\nb: *c", 2, "anchors"),
        ("a: 1\n[b]: 2", 2, "plain word"),
        ("a\n---\nb", 2, "not YAML"),
        ("a: 1\nb: \0", 2, "U[+]0000"),
        ("a: \ud800", 1, "U[+]D800"),
        ('a: "\\UFFFFFFFF"', 1, "not YAML"),
        ('a: "\\U00110000"', 1, "not YAML"),
        ("%YAML " + "9" * 5_000 + ".1\n--- a", 1, "not YAML"),
        ("[" * 30 + "]" * 30, 1, "nested too deeply"),
        ("".join("  " * n + "a:\n" for n in range(30)) + "  " * 30 + "b", 21, "too deeply"),
    ],
)
def test_what_is_not_read_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(YamlError, match=message) as refusal:
        read(text)
    assert refusal.value.line == line


@pytest.mark.timeout(10)
def test_a_bomb_is_refused_at_once() -> None:
    bomb = "a: &a [x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abc", "bcd"))  # noqa: B905
    for text in (bomb, "[" * 100_000, "{a: " * 100_000, "- " * 100_000):
        with pytest.raises(YamlError):
            read(text)


def outcome(text: str) -> Lines | YamlError:
    try:
        return read(text)[1]
    except YamlError as error:
        return error


@given(plain_data)
def test_json_reads_as_the_yaml_that_it_is(data: object) -> None:
    assert read(json.dumps(data))[0] == data
    assert read(json.dumps(data, indent=2))[0] == data


@given(st.one_of(st.text(), signs, awkward, st.builds("{}{}{}".format, signs, awkward, signs)))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    last = len(text.splitlines()) + 1
    result = outcome(text)
    if isinstance(result, YamlError):
        assert result.message
        assert 1 <= result.line <= last
    else:
        assert all(1 <= line <= last for line in result.by_path.values())
