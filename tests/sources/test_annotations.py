"""Citations as W3C Web Annotations: out, and in again onto the same texts."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from cases.models import Case
from sources.actions.import_annotations import AnnotationsRefusedError, import_annotations
from sources.annotations import collection
from sources.export import exported
from sources.facts import facts_of
from sources.models import CheckState, Citation, PassageCheck, Source
from tests.factories import (
    CaseFactory,
    CitationFactory,
    PartyFactory,
    PassageFactory,
    SnapshotFactory,
    SourceFactory,
)
from tests.sources.small_record import load

pytestmark = pytest.mark.django_db

TEXT = "Acme was sued on Monday. Beta was sued on Tuesday. 😀 Acme lost."


@pytest.fixture
def cited() -> Citation:
    """Acme's name, quoted from the end of a text that says it twice."""
    source = SourceFactory(key="gazette", url="https://gazette.example/suit")
    snapshot = SnapshotFactory(source=source, text=TEXT)
    start = TEXT.rindex("Acme")
    passage = PassageFactory(
        snapshot=snapshot, exact="Acme", start=start, prefix="Tuesday. 😀 ", suffix=" lost."
    )
    party = PartyFactory(case=CaseFactory(slug="roe-v-acme"), key="acme", name="Acme Corp.")
    return CitationFactory(
        about=party,
        field="name",
        passage=passage,
        stated_value="Acme",
        inferred="that it is a corporation",
        attributed_to="a clerk",
    )


def written() -> dict[str, Any]:
    return collection("Roe v. Acme", facts_of(Case.objects.get(slug="roe-v-acme")))


def item(of: dict[str, Any] | None = None) -> dict[str, Any]:
    items: list[dict[str, Any]] = (of or written())["first"]["items"]
    assert len(items) == 1
    return items[0]


def refused(document: Any) -> str:
    text = document if isinstance(document, str) else json.dumps(document)
    before = Citation.objects.count()
    with pytest.raises(AnnotationsRefusedError) as error:
        import_annotations(text)
    assert Citation.objects.count() == before
    return str(error.value)


def test_a_citation_is_an_annotation_with_quote_and_position(cited: Citation) -> None:
    quote, position = item()["target"]["selector"]
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": "Acme",
        "prefix": "Tuesday. 😀 ",
        "suffix": " lost.",
    }
    assert position["type"] == "TextPositionSelector"
    # Code points, as the standard counts: the emoji is one.
    assert TEXT[position["start"] : position["end"]] == "Acme"
    assert position["start"] == 53


def test_it_says_of_which_text_and_when_it_was_so(cited: Citation) -> None:
    target = item()["target"]
    snapshot = cited.passage.snapshot
    assert target["source"] == "https://gazette.example/suit"
    assert target["textSha256"] == snapshot.sha256
    assert target["state"] == {"type": "TimeState", "sourceDate": snapshot.taken_at.isoformat()}


def test_its_bodies_are_the_fact_and_the_value_stated(cited: Citation) -> None:
    fact, stated = item()["body"]
    assert fact["source"] == "urn:casetracker:fact:roe-v-acme/party:acme/name"
    assert (stated["value"], stated["attributedTo"]) == ("Acme", "a clerk")


def test_a_clipping_has_no_position(cited: Citation) -> None:
    clipped = SnapshotFactory(source=SourceFactory(url=""), taken="clipped", text="sued")
    CitationFactory(about=cited.case, passage=PassageFactory(snapshot=clipped, exact="sued"))
    of_case = next(it for it in written()["first"]["items"] if "textSha256" not in it["target"])
    assert [it["type"] for it in of_case["target"]["selector"]] == ["TextQuoteSelector"]
    assert of_case["target"]["source"] == f"urn:casetracker:source:{clipped.source.key}"


def test_every_name_that_is_not_the_standards_is_declared(cited: Citation) -> None:
    ours = {"sourceKey", "textSha256", "inferred", "attributedTo", "footnote"}
    assert ours <= set(written()["@context"][1])


def test_what_was_exported_comes_back_as_it_was(cited: Citation) -> None:
    before = Citation.objects.values("field", "stated_value", "inferred", "attributed_to").get()
    place = (cited.passage.start, cited.passage.end)
    document = json.dumps(written())
    cited.delete()
    assert import_annotations(document).new == 1
    assert Citation.objects.values(*before).get() == before
    made = Citation.objects.get()
    assert (made.passage.start, made.passage.end, made.party) == (*place, cited.party)


def test_the_same_file_again_makes_nothing(cited: Citation) -> None:
    done = import_annotations(json.dumps(written()))
    assert (done.new, done.unchanged) == (0, 1)


def test_words_of_an_older_text_are_looked_for_in_the_current_one(cited: Citation) -> None:
    annotation = item()
    cited.delete()
    newer = SnapshotFactory(source=cited.passage.snapshot.source, text="Acme won.")
    import_annotations(json.dumps(annotation))
    fared = PassageCheck.objects.get(passage=Citation.objects.get().passage)
    assert (fared.snapshot, fared.state) == (newer, CheckState.MISSING)


def test_a_whole_record_survives_the_way_out_and_in() -> None:
    load()
    case = Case.objects.get(slug="rivera-v-acme")
    before = exported(case)
    document = json.dumps(collection("Rivera", facts_of(case)))
    Citation.objects.filter(case=case).delete()
    assert exported(case) != before
    import_annotations(document)

    def unordered(record: dict[str, Any]) -> list[Any]:
        facts = record["facts"]
        return [{**it, "citations": sorted(map(str, it["citations"]))} for it in facts]

    assert unordered(exported(Case.objects.get(slug="rivera-v-acme"))) == unordered(before)


def test_without_a_position_the_words_around_tell_the_place(cited: Citation) -> None:
    document = item()
    document["target"]["selector"].pop()
    cited.delete()
    import_annotations(json.dumps(document))
    assert Citation.objects.get().passage.start == TEXT.rindex("Acme")


def test_a_position_that_holds_other_words_is_not_believed(cited: Citation) -> None:
    document = item()
    document["target"]["selector"][1] |= {"start": 0, "end": 3}
    cited.delete()
    import_annotations(json.dumps(document))
    assert Citation.objects.get().passage.start == TEXT.rindex("Acme")


def test_words_that_stand_twice_with_nothing_around_them_are_refused(cited: Citation) -> None:
    document = item()
    document["target"]["selector"] = {"type": "TextQuoteSelector", "exact": "Acme"}
    assert "at one place that can be told" in refused(document)


def test_a_list_of_annotations_is_read_too(cited: Citation) -> None:
    assert import_annotations(json.dumps([item()])).unchanged == 1


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("body.0.source", "urn:casetracker:fact:nobody-v-none/case/caption", "no case “nobody"),
        ("body.0.source", "urn:casetracker:fact:roe-v-acme/party:beta/name", "no row “party:beta”"),
        ("body.0.source", "urn:casetracker:fact:roe-v-acme/party:acme/shoe", "no field “shoe”"),
        ("body.0.source", "https://elsewhere.example/", "names a fact"),
        ("body.1.value", 7, "“value” is 7"),
        ("target.sourceKey", "herald", "no source “herald”"),
        ("target.selector.0.exact", "Gamma", "does not stand"),
        ("target.selector.0.exact", "", "quotes no words"),
        ("target.selector.0.exact", "A\0cme", "NUL"),
        ("target.selector.0.exact", "A\ud800", "half a character"),
        ("body.0.source", "urn:casetracker:fact:roe-v-acme/party:%00/name", "NUL"),
        ("body.1.inferred", "x" * 301, "“inferred” has 301 characters; 300 is the most"),
        ("body.1.attributedTo", "x" * 201, "“attributedTo” has 201 characters"),
        ("target.selector.1.start", -1, "a number from 0 on"),
        ("target.selector.1.start", True, "a number from 0 on"),
        ("target", "https://gazette.example/suit", "no selector"),
    ],
)
def test_what_is_at_fault_is_named(cited: Citation, path: str, value: Any, why: str) -> None:
    document = item()
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inner: Any = document
    for part in way:
        inner = inner[part]
    inner[last] = value
    words = refused([item(), document])
    assert words.startswith("Annotation 2: ")
    assert why in words


def test_a_citation_that_says_something_else_is_not_written_over(cited: Citation) -> None:
    document = item()
    document["body"][1]["value"] = "Acme Inc."
    assert "is cited for roe-v-acme/party:acme/name already" in refused(document)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"words"', '{"type": "Note"}', "[" * 99_999])
def test_a_file_without_annotations_is_refused(text: str) -> None:
    assert refused(text).startswith("This file cannot be read: ")


def test_the_commands_print_and_read(
    cited: Citation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("export_annotations", "roe-v-acme")
    file = tmp_path / "annotations.jsonld"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    cited.delete()
    call_command("import_annotations", file)
    assert "1 new citation, 0 here already" in capsys.readouterr().out
    Source.objects.filter(key="gazette").update(key="journal", url="")
    with pytest.raises(CommandError, match="Annotation 1: there is no source “gazette” here"):
        call_command("import_annotations", file)


def test_an_unknown_case_is_said_to_be() -> None:
    with pytest.raises(CommandError, match="There is no case “nobody”"):
        call_command("export_annotations", "nobody")


@pytest.mark.parametrize(
    "address", ["/cases/roe-v-acme/annotations.json", "/sources/{}/annotations.json"]
)
def test_pages_offer_them_as_a_file(cited: Citation, client: Client, address: str) -> None:
    source = cited.passage.snapshot.source
    response = client.get(address.format(source.pk))
    assert response["Content-Type"].startswith("application/ld+json")
    assert response["Content-Disposition"].startswith("attachment;")
    assert item(response.json())["body"][1]["value"] == "Acme"
