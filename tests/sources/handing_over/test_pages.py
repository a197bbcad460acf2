"""Memo and docket sheet as downloads and from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client

from cases.models import Case
from sources.handing_over import docket_sheet, files
from sources.handing_over.files import FORMATS, Format
from sources.handing_over.refusals import NotMadeError
from tests.factories import CaseFactory, DocketTagFactory, FilingFactory
from tests.sources.handing_over.papers import pages_of, parts_of

pytestmark = pytest.mark.django_db
MOMENT = time_machine.travel("2026-11-22T17:35:00Z", tick=False)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def case() -> Case:
    return CaseFactory(slug="roe-v-doe", caption="Roe v. Doe")


def fails(*given: Any) -> bytes:
    raise NotMadeError("Word document", "pandoc said: out of memory")


# --- Pages ---------------------------------------------------------------------------------------


@MOMENT
@pytest.mark.parametrize(
    ("suffix", "media_type"),
    [("docx", WORD), ("pdf", "application/pdf"), ("md", "text/markdown; charset=utf-8")],
)
def test_a_memo_is_saved_under_a_name_that_says_of_what_and_when(
    client: Client, case: Case, suffix: str, media_type: str
) -> None:
    response = client.get(f"/cases/roe-v-doe/memo.{suffix}")
    assert response.status_code == 200
    assert response["Content-Type"] == media_type
    name = f"roe-v-doe-memo-2026-11-22-0935.{suffix}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_each_format_is_what_it_says(client: Client, case: Case) -> None:
    def saved(suffix: str) -> bytes:
        return client.get(f"/cases/roe-v-doe/memo.{suffix}").content

    assert b"Roe v. Doe" in parts_of(saved("docx"))["word/document.xml"]
    assert "Memo: Roe v. Doe" in pages_of(saved("pdf"))[0]
    assert saved("md").decode().startswith("# Memo: Roe v. Doe\n")


@pytest.mark.parametrize("address", ["roe-v-doe/memo.exe", "nobody/memo.pdf", "nobody/docket.pdf"])
def test_what_there_is_not_is_not_found(client: Client, case: Case, address: str) -> None:
    assert client.get(f"/cases/{address}").status_code == 404


def test_the_pages_offer_them(client: Client, case: Case) -> None:
    FilingFactory(case=case, kind="order")
    page = client.get("/cases/roe-v-doe/").content.decode()
    for suffix in FORMATS:
        assert f'href="/cases/roe-v-doe/memo.{suffix}" download' in page
    docket = client.get("/cases/roe-v-doe/docket/?kind=order").content.decode()
    assert 'href="/cases/roe-v-doe/docket.pdf?kind=order" download' in docket


@MOMENT
def test_a_docket_sheet_has_what_the_filter_leaves(client: Client, case: Case) -> None:
    FilingFactory(case=case, kind="order", description="Order to show cause")
    FilingFactory(case=case, kind="notice", description="Notice of nothing")
    response = client.get("/cases/roe-v-doe/docket.pdf?kind=order")
    assert response["Content-Type"] == "application/pdf"
    name = 'attachment; filename="roe-v-doe-docket-2026-11-22-0935.pdf"'
    assert response["Content-Disposition"] == name
    [page] = pages_of(response.content)
    assert "Order to show cause" in page
    assert "Notice of nothing" not in page


def test_whoever_may_not_see_tags_cannot_filter_a_sheet_by_them(client: Client, case: Case) -> None:
    DocketTagFactory(filing=FilingFactory(case=case, description="Tagged paper"), name="secret")
    FilingFactory(case=case, description="Another paper")
    [page] = pages_of(client.get("/cases/roe-v-doe/docket.pdf?tag=secret").content)
    assert "Tagged paper" in page
    assert "Another paper" in page


def test_a_paper_that_cannot_be_made_leads_back_with_the_reason(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(files.FORMATS, "docx", Format("Word", WORD, fails))
    response = client.get("/cases/roe-v-doe/memo.docx", follow=True)
    assert response.redirect_chain == [("/cases/roe-v-doe/", 302)]
    assert "The Word document could not be made: pandoc said: out of" in response.content.decode()


def test_so_does_a_docket_sheet(
    client: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docket_sheet, "typeset", lambda *given, **named: fails())
    response = client.get("/cases/roe-v-doe/docket.pdf", follow=True)
    assert response.redirect_chain == [("/cases/roe-v-doe/docket/", 302)]
    assert "could not be made" in response.content.decode()


# --- The command ---------------------------------------------------------------------------------


@pytest.fixture
def printed(capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., bytes]:
    def run(*arguments: str) -> bytes:
        capfdbinary.readouterr()
        call_command("export_memo", "roe-v-doe", *arguments)
        return capfdbinary.readouterr().out

    return run


def test_the_command_prints_each_format(case: Case, printed: Callable[..., bytes]) -> None:
    assert b"word/footnotes.xml" in printed("--format", "docx")
    assert printed("--format", "pdf").startswith(b"%PDF-")
    assert printed("--format", "md").startswith(b"# Memo: Roe v. Doe\n")


def test_it_writes_the_file_that_it_is_told_to(
    case: Case, printed: Callable[..., bytes], tmp_path: Path
) -> None:
    file = tmp_path / "memo.docx"
    assert printed("--output", str(file)) == b""
    assert file.read_bytes().startswith(b"PK")


@MOMENT
def test_on_a_terminal_a_file_is_written_and_named(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("django.core.management.base.OutputWrapper.isatty", lambda it: True)
    call_command("export_memo", "roe-v-doe", "--format", "pdf", "--no-color")
    assert (tmp_path / "roe-v-doe-memo-2026-11-22-0935.pdf").read_bytes().startswith(b"%PDF-")
    assert "Wrote roe-v-doe-memo-2026-11-22-0935.pdf" in capsys.readouterr().err


def test_it_names_what_is_wrong(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match="There is no case “nobody”"):
        call_command("export_memo", "nobody")
    with pytest.raises(CommandError, match="invalid choice"):
        call_command("export_memo", "roe-v-doe", "--format", "odt")
    with pytest.raises(CommandError, match=r"could not be written to .*: Is a directory"):
        call_command("export_memo", "roe-v-doe", "--format", "md", "--output", str(tmp_path))
    monkeypatch.setitem(files.FORMATS, "docx", Format("Word", WORD, fails))
    with pytest.raises(CommandError, match="out of memory"):
        call_command("export_memo", "roe-v-doe")
