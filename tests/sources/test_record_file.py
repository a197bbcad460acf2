"""The schema of the record file: any text is a record or is refused with its lines."""

import json
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from sources.record_file import Record, RecordFile, RecordFileError, parse, read
from tests.sources.small_record import SMALL

REAL = Path(settings.BASE_DIR) / "sources/records/de-la-torre-v-linkedin.yaml"
DOCS = Path(settings.BASE_DIR) / "docs/record-file.md"

PLAIN = yaml.load(SMALL, Loader=yaml.BaseLoader)
anything = st.recursive(
    st.none()
    | st.text(max_size=8)
    | st.sampled_from(["", "1", "-1", "2025-02-30", "nan", "1e999"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["key", "name", "case", "x", ""]), inner, max_size=2)
    ),
    max_leaves=4,
)


def record(text: str) -> Record:
    return parse(text, name="r.yaml").record


def outcome(text: str) -> RecordFile | RecordFileError:
    try:
        return parse(text, name="r.yaml")
    except RecordFileError as error:
        return error


def is_a_record_or_refused_with_lines(text: str) -> None:
    result = outcome(text)
    if isinstance(result, RecordFile):
        assert result.record.case.slug
        return
    assert result.problems
    assert re.match(r"r\.yaml:\d+: .", str(result))
    last = len(text.splitlines()) + 1
    assert all(1 <= problem.line <= last and problem.message for problem in result.problems)


@given(st.text())
@example("")
@example("case")
@example("case: {slug: a, caption: b}")
def test_any_text_is_a_record_or_refused(text: str) -> None:
    is_a_record_or_refused_with_lines(text)


@given(st.data())
def test_a_record_with_something_cut_out_or_put_in_is_a_record_or_refused(
    data: st.DataObject,
) -> None:
    start = data.draw(st.integers(0, len(SMALL)))
    end = data.draw(st.integers(start, min(len(SMALL), start + 40)))
    new = data.draw(st.text(max_size=5) | st.text("{}[]:-,\"'\n &*~", max_size=5))
    is_a_record_or_refused_with_lines(SMALL[:start] + new + SMALL[end:])


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value within a document."""
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    return [path, *(place for key, item in inner for place in places(item, (*path, key)))]


@given(st.data())
def test_a_record_with_one_value_replaced_by_anything_is_a_record_or_refused(
    data: st.DataObject,
) -> None:
    path = data.draw(st.sampled_from(places(PLAIN)))
    document = {"root": json.loads(json.dumps(PLAIN))}
    parent: Any = document
    for key in ("root", *path)[:-1]:
        parent = parent[key]
    parent[("root", *path)[-1]] = data.draw(anything)
    is_a_record_or_refused_with_lines(json.dumps(document["root"], indent=1))


# --- what is read


def test_the_real_record_and_the_example_of_the_docs_are_records() -> None:
    assert read(REAL).record.case.slug == "de-la-torre-v-linkedin"
    [example] = re.findall(r"```yaml\n(.+?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert record(example).case.slug == "rivera-v-acme"


def test_values_come_in_the_types_of_their_fields() -> None:
    small = record(SMALL)
    assert small.case.filed_on == date(2025, 3, 4)
    assert small.case.claims[0].amount == Decimal(1000)
    assert small.case.filings[0].number == 1
    assert small.case.judges == ["Ann Lee", "Bo Ray"]
    assert [case.slug for case in small.cases] == ["rivera-v-acme", "doe-v-acme"]


CASE = "case: {slug: a, caption: b%s}\n"


@pytest.mark.parametrize(
    ("written", "judges"),
    [
        ("Ann Lee", ["Ann Lee"]),
        ("Ann Lee; Bo Ray", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee;", ["Ann Lee"]),
        ("[Ann Lee, Bo Ray]", ["Ann Lee", "Bo Ray"]),
        ("[]", []),
        ("''", []),
        ("~", []),
    ],
)
def test_a_list_may_be_written_on_one_line(written: str, judges: list[str]) -> None:
    assert record(CASE % f", judges: {written}").case.judges == judges


@pytest.mark.parametrize("number", ["010", "No", "1e3", "12:30", "0x1F", "2025-01-21"])
def test_a_docket_number_stays_as_it_is_written(number: str) -> None:
    assert record(CASE % f", docket_number: {number}").case.docket_number == number


@pytest.mark.parametrize(
    ("written", "disposes"),
    [
        ("disposition: dismissal", "case"),
        ("disposition: dismissal, disposes: claims", "claims"),
        ("disposition: dismissal, disposes: ~", "case"),
        ("description: x", ""),
    ],
)
def test_a_disposition_is_of_the_whole_case_unless_said(written: str, disposes: str) -> None:
    text = CASE % f", filings: [{{key: k, {written}}}]"
    assert record(text).case.filings[0].disposes == disposes


def test_a_field_named_and_left_empty_is_another_thing_than_one_left_out() -> None:
    assert "summary" in record(CASE % ", summary:").case.model_fields_set
    assert "summary" not in record(CASE % "").case.model_fields_set


def test_what_the_export_derives_is_passed_over() -> None:
    fact = (
        "facts: [{target: case, field: caption, id: x, label: x, value: b, disputed: true, "
        "citations: [{source: s, quote: q, agrees: false}]}]"
    )
    assert record(CASE % "" + fact).facts[0].citations[0].quote == "q"


@pytest.mark.parametrize("stated", ["[a, b]", "a; b"])
def test_a_stated_value_may_be_a_list(stated: str) -> None:
    fact = (
        f"facts: [{{target: case, citations: [{{source: s, quote: q, stated_value: {stated}}}]}}]"
    )
    assert record(CASE % "" + fact).facts[0].citations[0].stated_value == "a; b"


def test_each_problem_says_where_it_is() -> None:
    text = "case:\n  slug: A B\n  caption: b\n  parties:\n    - key: x\n      role: hero\n"
    with pytest.raises(RecordFileError) as refusal:
        parse(text, name="r.yaml")
    assert [
        (problem.line, problem.message.split(":")[0]) for problem in refusal.value.problems
    ] == [
        (2, "case.slug"),
        (5, "case.parties.1.name"),
        (6, "case.parties.1.role"),
    ]
    assert str(refusal.value).splitlines()[1] == "r.yaml:5: case.parties.1.name: is missing"


@pytest.mark.parametrize(
    "stated", ["[a, ~]", "[[a]]", "{a: b}", '"\\0"', '"\\uD800"', '["\\0"]', '["\\uD800", a]']
)
def test_a_stated_value_that_is_no_text_is_refused(stated: str) -> None:
    fact = (
        f"facts: [{{target: case, citations: [{{source: s, quote: q, stated_value: {stated}}}]}}]"
    )
    with pytest.raises(RecordFileError, match="stated_value"):
        parse(CASE % "" + fact, name="r.yaml")


def test_every_field_of_the_schema_is_in_its_documentation() -> None:
    documented = set(re.findall(r"[a-z_]+", DOCS.read_text(encoding="utf-8")))
    schema = Record.model_json_schema()
    entries = [schema, *schema["$defs"].values()]
    fields = {name for entry in entries for name in entry.get("properties", {})}
    derived = {"id", "label", "value", "disputed", "shown", "agrees"}
    assert fields - derived - documented == set()
