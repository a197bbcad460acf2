"""Notes and tags on docket entries: who writes, who sees, what is taken back."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from cases import notes
from cases.models import Case, DocketNote, DocketTag, Filing
from cases.notes import NoteError
from tests.factories import CaseFactory, FilingFactory
from tests.people import ANYBODY, NO_GROUP, ROLES, person, signed_in

pytestmark = pytest.mark.django_db

SECRET, TAG = "Ask the client about the dye.", "hot document"
READING = ["/cases/roe-v-doe/docket/", "/cases/roe-v-doe/docket/?q=order"]
EXPORTS = [
    "/cases/roe-v-doe/docket.csv",
    "/cases/roe-v-doe/docket/?print=all",
    "/cases/roe-v-doe/history/",
    "/cases/roe-v-doe/annotations.json",
    "/cases/roe-v-doe/",
    "/cases/roe-v-doe/parties/",
]


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-doe")


@pytest.fixture
def filing(case: Case) -> Filing:
    return FilingFactory(case=case, key="ten", number=10, text="An order")


@pytest.fixture
def note(filing: Filing) -> DocketNote:
    notes.add_tag(filing=filing, name=TAG)
    return notes.add_note(filing=filing, text=SECRET, by=person("paralegal", username="paula"))


def body(client: Client, address: str) -> str:
    response: Any = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode()


def add(client: Client, text: str, **headers: str) -> Any:
    return client.post("/cases/roe-v-doe/docket/ten/notes/", {"text": text}, headers=headers)


# --- Who sees them


@pytest.mark.parametrize("address", READING)
@pytest.mark.parametrize("who", [ANYBODY, NO_GROUP, *ROLES])
def test_colleagues_see_notes_and_tags_and_nobody_else(
    note: DocketNote, who: str, address: str
) -> None:
    html = body(signed_in(who), address)
    sees = who in ROLES
    assert (SECRET in html) is sees
    assert (TAG in html) is sees
    assert ("paula" in html) is sees
    assert ('name="tag"' in html) is sees


@pytest.mark.parametrize("address", EXPORTS)
@pytest.mark.parametrize("who", [ANYBODY, "reader", "admin"])
def test_no_file_or_other_page_has_them(note: DocketNote, who: str, address: str) -> None:
    text = body(signed_in(who), address)
    assert SECRET not in text
    assert TAG not in text


def test_the_export_of_a_record_has_neither(note: DocketNote, capsys: Any) -> None:
    call_command("export_record", "roe-v-doe")
    text = capsys.readouterr().out
    assert "roe-v-doe" in text
    assert SECRET not in text
    assert TAG not in text


def test_somebody_without_an_account_cannot_find_out_tags_by_filtering(note: DocketNote) -> None:
    for query in ("?tag=hot+document", "?tag=nothing"):
        assert "<strong>1 entry</strong>" in body(Client(), f"/cases/roe-v-doe/docket/{query}")
    assert "1 of 1 entry" in body(signed_in("reader"), "/cases/roe-v-doe/docket/?tag=hot+document")


# --- Writing


@pytest.mark.parametrize("who", ["paralegal", "attorney", "admin"])
def test_who_works_here_writes_a_note_with_name_and_time(filing: Filing, who: str) -> None:
    client = signed_in(who)
    response = add(client, "  Check the date. ")
    assert response["Location"] == "/cases/roe-v-doe/docket/?entry=ten#filing-ten"
    kept = filing.notes.get()
    assert kept.text == "Check the date."
    assert kept.written_by.role.role == who
    assert kept.written_by.username in body(client, "/cases/roe-v-doe/docket/")


@pytest.mark.parametrize("who", [ANYBODY, NO_GROUP, "reader"])
def test_who_does_not_work_here_writes_none(filing: Filing, note: DocketNote, who: str) -> None:
    client = signed_in(who)
    expected = 302 if who == ANYBODY else 403
    tag = filing.tags.get()
    base = "/cases/roe-v-doe/docket"
    for address in (
        f"{base}/ten/notes/",
        f"{base}/ten/tags/",
        f"{base}/notes/{note.pk}/",
        f"{base}/notes/{note.pk}/delete/",
        f"{base}/notes/{note.pk}/undo/",
        f"{base}/tags/{tag.pk}/remove/",
    ):
        assert client.post(address, {"text": "x", "name": "y"}).status_code == expected, address
    assert [it.text for it in filing.notes.all()] == [SECRET]
    assert [it.name for it in filing.tags.all()] == [TAG]


def test_to_htmx_goes_the_entrys_part_alone_with_its_undo(filing: Filing) -> None:
    client = signed_in("paralegal")
    html = add(client, "Check the date.", **{"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert f'id="told-{filing.pk}"' in html
    assert "The note is kept." in html
    assert f"/cases/roe-v-doe/docket/notes/{filing.notes.get().pk}/undo/" in html


@pytest.mark.parametrize("text", ["", "   ", "\0", "x" * 5001])
def test_a_note_that_says_nothing_or_too_much_is_refused_with_what_was_typed(
    filing: Filing, text: str
) -> None:
    response = add(signed_in("paralegal"), text)
    assert response.status_code == 422
    said = "without words" if not text.strip("\0 ") else "up to 5,000 characters, and this one has"
    assert said in response.content.decode()
    assert not filing.notes.exists()


@pytest.mark.parametrize(("who", "able"), [("attorney", False), ("admin", True)])
def test_a_note_is_changed_by_its_author_and_by_admins_alone(
    note: DocketNote, who: str, able: bool
) -> None:
    other = signed_in(who)
    address = f"/cases/roe-v-doe/docket/notes/{note.pk}/"
    assert other.post(address, {"text": "Mine now"}).status_code == (302 if able else 403)
    assert (address in body(other, "/cases/roe-v-doe/docket/")) is able
    note.refresh_from_db()
    assert note.text == ("Mine now" if able else SECRET)
    author = Client()
    author.force_login(note.written_by)
    author.post(address, {"text": "Asked."})
    note.refresh_from_db()
    assert (note.text, note.written_by.username) == ("Asked.", "paula")


def test_a_note_of_another_case_is_not_found_under_this_one(note: DocketNote) -> None:
    CaseFactory(slug="other")
    client = signed_in("admin")
    assert client.post(f"/cases/other/docket/notes/{note.pk}/delete/").status_code == 404
    tag = DocketTag.objects.get()
    assert client.post(f"/cases/other/docket/tags/{tag.pk}/remove/").status_code == 404
    assert client.post(f"/cases/other/docket/notes/{note.pk}/undo/").status_code == 404


# --- Undo


def test_what_was_done_last_to_a_note_is_taken_back(filing: Filing) -> None:
    author = person("paralegal")
    note = notes.add_note(filing=filing, text="First", by=author)
    notes.change_note(note=note, text="Second")
    undone = notes.undo_last_change(pk=note.pk)
    assert undone is not None
    assert undone.text == "First"
    notes.delete_note(note=note)
    assert not filing.notes.exists()
    back = notes.undo_last_change(pk=note.pk)
    assert back is not None
    assert (back.pk, back.text, back.written_by, back.written_at) == (
        note.pk,
        "First",
        author,
        note.written_at,
    )


def test_undoing_the_writing_of_a_note_takes_it_away(filing: Filing) -> None:
    note = notes.add_note(filing=filing, text="Oops", by=person("paralegal"))
    assert notes.undo_last_change(pk=note.pk) is None
    assert not filing.notes.exists()
    with pytest.raises(NoteError, match="no such note"):
        notes.undo_last_change(pk=note.pk + 1)


def test_nobody_undoes_what_another_wrote(note: DocketNote) -> None:
    client = signed_in("attorney")
    address = f"/cases/roe-v-doe/docket/notes/{note.pk}/undo/"
    assert client.post(address).status_code == 403
    assert DocketNote.objects.filter(pk=note.pk).exists()


# --- Tags


def test_a_tag_has_one_spelling_in_a_case_and_stands_once_on_an_entry(case: Case) -> None:
    first, second = FilingFactory.create_batch(2, case=case)
    notes.add_tag(filing=first, name="Hot  document")
    notes.add_tag(filing=first, name="HOT DOCUMENT")
    notes.add_tag(filing=second, name="hot document")
    assert [tag.name for tag in DocketTag.objects.order_by("pk")] == ["Hot document"] * 2


@pytest.mark.parametrize(("name", "said"), [("  ", "Write a word"), ("x" * 61, "61. Write it")])
def test_a_tag_without_a_word_or_too_long_is_refused(filing: Filing, name: str, said: str) -> None:
    with pytest.raises(NoteError, match=said):
        notes.add_tag(filing=filing, name=name)


def test_tags_in_use_in_this_case_are_offered_and_those_of_others_not(
    filing: Filing, note: DocketNote
) -> None:
    notes.add_tag(filing=FilingFactory(), name="of another case")
    html = body(signed_in("paralegal"), "/cases/roe-v-doe/docket/ten/notes/")
    assert f'<option value="{TAG}">' in html
    assert "of another case" not in html


def test_a_tag_is_taken_off_and_offered_to_be_put_back(note: DocketNote) -> None:
    client = signed_in("paralegal")
    tag = DocketTag.objects.get()
    html = client.post(
        f"/cases/roe-v-doe/docket/tags/{tag.pk}/remove/", headers={"HX-Request": "true"}
    ).content.decode()
    assert not DocketTag.objects.exists()
    assert f'<input type="hidden" name="name" value="{TAG}">' in html
    client.post("/cases/roe-v-doe/docket/ten/tags/", {"name": TAG})
    assert DocketTag.objects.get().name == TAG
