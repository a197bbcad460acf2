"""A record file that is wrong: the line, what is wrong with it, and nothing changed."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from sources.actions import import_article
from sources.models import Source
from sources.record_file import RecordFileError
from tests import sql
from tests.sources.small_record import GAZETTE, SMALL, edited, load

pytestmark = pytest.mark.django_db

FACT = "  - {target: case, field: summary, citations: [{source: gazette, quote: %s}]}\n"


def refusal_of(text: str) -> RecordFileError:
    """The refusal of a text, which has changed nothing: not even what a good file had loaded."""
    before = sql.everything()
    with pytest.raises(RecordFileError) as refusal:
        load(text)
    assert sql.everything() == before
    return refusal.value


def first_line_that_differs(text: str) -> int:
    pairs = zip(SMALL.splitlines(), text.splitlines(), strict=False)
    return next((n for n, (old, new) in enumerate(pairs, 1) if old != new), SMALL.count("\n") + 1)


@pytest.mark.parametrize("loaded", [False, True], ids=["at-first", "when-loaded"])
@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # the case
        ("cand", "atlantis", "“atlantis” is no court's id in courts-db"),
        ("court: cand", "courthouse: cand", "courthouse: no such field"),
        ("slug: rivera-v-acme", "slug: Rivera v. Acme", "slug: .*“Rivera v. Acme”"),
        ("caption: Rivera v. Acme Corp.", "caption:", "caption"),
        ("caption: Rivera v. Acme Corp.", f"caption: {'x' * 600}", "caption: .*500"),
        ("filed_on: 2025-03-04\n  judges", "filed_on: 2025-02-30\n  judges", "no 30 February 2025"),
        ("filed_on: 2025-03-04\n  judges", "filed_on: March 4\n  judges", "not a date"),
        ("filed_on: 2025-03-04\n  judges", "filed_on: 2025-03\n  judges", "a full date is needed"),
        # its rows
        ("role: plaintiff, kind: person", "role: hero, kind: person", "role: .*“hero”"),
        ("kind: person}", "kind: robot}", "kind: .*“robot”"),
        (
            "  counsel:\n",
            "    - {key: acme, name: Acme Inc., role: defendant}\n  counsel:\n",
            "“acme” is the key of another",
        ),
        ("{key: beta, name: Beta LLC, ", "{name: Beta LLC, ", "key: is missing"),
        ("name: Beta LLC, ", "", "name: is missing"),
        ("represents: rivera", "represents: nobody", "no party .* has the key “nobody”"),
        ("number: 1, filed_on", "number: one, filed_on", "number: .*“one”"),
        ("number: 1, filed_on", "number: -1, filed_on", "number: .*greater"),
        ("number: 1, filed_on", "number: 99999999999999999999, filed_on", "number: .*less"),
        ("filed_by: rivera", "filed_by: nobody", "no party .* has the key “nobody”"),
        ("answers: complaint", "answers: later", "no filing .* has the key “later”"),
        ("disposition: voluntary_dismissal, ", "disposition: ~, ", "what the disposition disposes"),
        ("prejudice: without", "prejudice: somewhat", "prejudice: .*“somewhat”"),
        ("29 U.S.C. § 207", "29 U.S.C. of old", "29 U.S.C. of old"),
        ("29 U.S.C. § 207", "Act of Nonsense", "Act of Nonsense"),
        ("against: [beta, acme]", "against: [beta, zeta]", "no party .* has the key “zeta”"),
        ("amount: 1000", "amount: a lot", "amount: .*“a lot”"),
        ("amount: 1000", "amount: -5", "amount: .*greater"),
        ("amount: 1000", "amount: 10.999", "amount: .*decimal places"),
        ("amount: 1000", "amount: .inf", "amount"),
        ("disposed_by: dismissal", "disposed_by: nothing", "no filing .* has the key “nothing”"),
        ("date: 2024-08", "date: 2024-13", "no month 13"),
        ("date: 2024-08", "date: last August", "not a date"),
        ("kind: conduct", "kind: weather", "kind: .*“weather”"),
        ("case: doe-v-acme, ", "case: nowhere, ", "neither this file nor the tracker"),
        ("case: doe-v-acme, ", "case: rivera-v-acme, ", "related_case_is_another|itself|another"),
        ("  - slug: doe-v-acme", "  - slug: rivera-v-acme", "given twice|another"),
        # the sources
        ("{key: herald, ", "{key: gazette, ", "key of another"),
        ("publisher: The Herald", "text_file: gazette.txt", "text_file|already"),
        ("publisher: The Herald", "url: javascript:alert(1)", "url"),
        ("publisher: The Herald", "text_file: ../gazette.txt", "text_file"),
        ("publisher: The Herald", "text_file: /etc/passwd", "text_file"),
        ("key: herald, kind: press_article", "key: herald, kind: rumour", "kind: .*“rumour”"),
        # the facts
        ("target: party:acme", "target: party:nobody", "“party:nobody” is no row"),
        ("target: party:acme", "target: planet:mars", "“planet:mars” is no row"),
        ("target: party:acme", "target: party", "target: .*“party”"),
        ("target: party:acme", "target: nowhere/case", "no case of the slug “nowhere”"),
        ("field: amount", "field: colour", "has no field “colour”.*title, statutes"),
        ("field: amount", "field: key", "has no field “key”"),
        ("field: amount", "field: amount\n    value: 2000", "“2000” here and “1000” in the case"),
        ("quote: one Jo Doe", "quote:", "quote"),
        ("source: herald, quote: one", "source: tribune, quote: one", "“tribune” is not among"),
        ("stated_value: 2025-03-05", "stated_value: March 5", "not a date"),
        ("quote: Acme was sued}", "quote: Acme was sued, agree: yes}", "agree: no such field"),
        ("basis: sources", "basis: hearsay", "basis: .*“hearsay”"),
        ("reason: The Gazette was there.", "reason:", "reason"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(
    old: str, new: str, message: str, loaded: bool
) -> None:
    if loaded:
        load()
    text = edited(old, new)
    refusal = refusal_of(text)
    assert [problem.line for problem in refusal.problems] == [first_line_that_differs(text)]
    assert refusal.args[0].startswith(f"record.yaml:{refusal.problems[0].line}: ")
    assert pytest.raises(RecordFileError, match=message).matches(refusal), str(refusal)


@pytest.mark.parametrize("stated", ["a lot", "NaN", "Infinity", "1e999999", "1,000", "$1000", "-5"])
def test_an_amount_stated_that_is_none_is_refused(stated: str) -> None:
    quote = "quote: a thousand dollars}\n  - target: party"
    text = edited(quote, quote.replace("}", f', stated_value: "{stated}"}}'))
    assert f"“{stated}” is no amount" in str(refusal_of(text))


@pytest.mark.parametrize("awkward", ["\\0", "\\uD800", "\\uDFFF\\uD800"])
@pytest.mark.parametrize(
    "place",
    [
        "About a rota.",
        "Ana Rivera",
        "Ann Lee",
        "The Gazette was there.",
        "one Jo Doe",
        "2025-03-05",
        "a clerk",
        "5:25-cv-00001",
        "doe-v-acme, relation",
    ],
)
def test_what_the_database_cannot_hold_is_refused(place: str, awkward: str) -> None:
    words = place.partition(", ")[0]
    text = edited(place, place.replace(words, f'"{words}{awkward}"'))
    [problem] = refusal_of(text).problems
    assert problem.line == first_line_that_differs(text)


def test_a_case_at_odds_with_itself_is_named_by_its_first_line() -> None:
    text = edited("  judges", "  terminated_on: 2025-03-03\n  judges")
    [problem] = refusal_of(text).problems
    assert (problem.line, problem.message) == (1, "A case cannot end before it is filed.")


def test_what_points_at_a_refused_row_is_not_refused_for_that() -> None:
    refusal = refusal_of(edited("name: Ana Rivera, ", ""))
    assert [problem.line for problem in refusal.problems] == [10]
    refusal = refusal_of(edited("number: 1, filed_on", "number: 99999999999999999999, filed_on"))
    assert [problem.line for problem in refusal.problems] == [16]


def test_several_things_wrong_are_told_at_once() -> None:
    text = edited("represents: rivera", "represents: nobody").replace("[beta, acme]", "[zeta, eta]")
    refusal = refusal_of(text)
    assert [problem.line for problem in refusal.problems] == [14, 22, 22]


def test_a_filing_does_not_come_to_answer_itself() -> None:
    load()
    text = edited("filed_by: rivera, text", "filed_by: rivera, answers: complaint, text")
    assert "cannot answer itself" in str(refusal_of(text))


def test_a_fact_given_twice_is_refused() -> None:
    again = (
        "  - {target: claim:wages, field: amount, decision: {basis: sources, reason: Why not}}\n"
    )
    [problem] = refusal_of(SMALL + again).problems
    assert "“claim:wages” amount is given twice" in problem.message


def test_a_passage_cited_twice_for_one_fact_is_refused() -> None:
    line = "      - {source: gazette, quote: a thousand dollars, stated_value: 2024-08}\n"
    text = edited(line, line + line.replace("thousand", " thousand").replace("2024-08", "2023"))
    [problem] = refusal_of(text).problems
    assert "cited" in problem.message


def test_a_value_must_be_stated_where_the_record_shows_none() -> None:
    text = SMALL + FACT.replace("summary", "seat") % "Acme was sued"
    assert "stated_value must be given" in str(refusal_of(text))


# --- quotes, against the whole text


@pytest.fixture
def gazette() -> None:
    load()
    source = Source.objects.get(key="gazette")
    import_article(source=source, raw=GAZETTE.encode(), text=GAZETTE)


@pytest.mark.usefixtures("gazette")
def test_a_quote_in_the_text_is_placed_in_it() -> None:
    load(SMALL + FACT % '"for \\"a thousand dollars\\", and"')
    [passage] = (
        Source.objects.get(key="gazette")
        .snapshots.whole_texts()[0]
        .passages.filter(exact="for “a thousand dollars”, and")
    )
    assert passage.prefix.endswith("Acme was sued ")


@pytest.mark.usefixtures("gazette")
def test_a_quote_that_is_not_in_the_text_is_refused_with_the_nearest_words() -> None:
    refusal = refusal_of(SMALL + FACT % "Rivera sued on 14 March")
    [problem] = refusal.problems
    assert "“Rivera sued on 14 March” does not stand in The Gazette" in problem.message
    assert "nearest is “Rivera sued on 4 March" in problem.message
    assert problem.line == SMALL.count("\n") + 1


@pytest.mark.usefixtures("gazette")
def test_a_quote_unlike_anything_in_the_text_is_refused_without_a_hint() -> None:
    assert "nearest" not in str(refusal_of(SMALL + FACT % "ΞΨΩ ЖЩЮ"))


@pytest.mark.usefixtures("gazette")
def test_a_quote_that_stands_twice_in_the_text_is_refused() -> None:
    assert "“sued” stands 3 times in The Gazette" in str(refusal_of(SMALL + FACT % "sued"))


@pytest.mark.parametrize("words", ["\\u200b", "\\u00ad\\u200d", "\\ufeff"])
@pytest.mark.parametrize("imported", [False, True])
def test_a_quote_without_words_is_refused(
    words: str, imported: bool, request: pytest.FixtureRequest
) -> None:
    if imported:
        request.getfixturevalue("gazette")
    assert "no words" in str(refusal_of(SMALL + FACT % f'"{words}"'))


# --- files that are no record at all


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"case: [", r":1: not YAML"),
        (b"case:\n\tslug: x", r":2: not YAML"),
        (b"case:\n  slug: \xff", r":2: not UTF-8"),
        ("case:\n  slug: x".encode("utf-16"), r":1: not UTF-8"),
        (b"case:\n  slug: a\0b", r":2: not YAML: the character U\+0000"),
        (b"", r":1: .*mapping"),
        (b"# nothing but a comment\n", r":1: .*mapping"),
        (b"- a\n- b\n", r":1: .*mapping"),
        (b"just words", r":1: .*mapping"),
        (b"{}", r":1: case: is missing"),
        (b"case:\n", r":1: case: "),
        (b"case: words", r":1: case: .*mapping"),
        (b"case:\n- a", r":1: case: .*mapping|:2: case: .*mapping"),
        (b"case: {slug: a, caption: b}\nfacts: {a: b}", r":2: facts: "),
        (b"case: {slug: a, caption: b}\nparty: {}", r":2: party: no such field"),
        (b"case:\n  slug: a\n  caption: b\n  slug: c\n", r":4: “slug” is given twice"),
        (b"case: &a\n  slug: a\nrelated: [*a]", r":1: anchors"),
        (b"case: *a", r":1: "),
        (b"case:\n  ? [a, b]\n  : c", r":2: a key must be a plain word"),
        (b"case: {}\n---\ncase: {}", r":2: not YAML"),
        (b'case: "\\UFFFFFFFF"', r":1: not YAML"),
        (b'case:\n  slug: "\\U00110000"', r":\d: not YAML"),
        (b"[" * 5_000 + b"]" * 5_000, r":1: nested too deeply"),
    ],
    ids=lambda it: it.decode("utf-8", "replace")[:20] if isinstance(it, bytes) else "",
)
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "record.yaml"
    path.write_bytes(content)
    before = sql.everything()
    with pytest.raises(CommandError, match=f"{path}{message}"):
        call_command("load_record", path)
    assert sql.everything() == before


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load_record", tmp_path / name)


def test_a_byte_order_mark_is_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "record.yaml"
    path.write_text(SMALL, encoding="utf-8-sig")
    call_command("load_record", path)
    assert Source.objects.count() == 2
