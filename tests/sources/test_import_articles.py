"""The whole texts of articles that were quoted from: every quote is found, or named."""

import json
import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from sources.models import CheckState, PassageCheck, Snapshot, Source, Taken
from tests import sql
from tests.sources.small_record import GAZETTE, SMALL, load

pytestmark = pytest.mark.django_db

FACT = "  - {target: party:beta, citations: [{source: gazette, quote: %s}]}\n"
REAL = Path(settings.BASE_DIR) / "sources/records/de-la-torre-v-linkedin.yaml"


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with the Gazette's text; the record that quotes it is loaded."""
    load()
    (tmp_path / "gazette.txt").write_text(GAZETTE, encoding="utf-8")
    return tmp_path


def test_every_clipping_is_found_in_the_whole_text(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("import_articles", articles)
    assert "The Gazette: text new, 3 of 3 quotes found" in capsys.readouterr().out
    [snapshot] = Snapshot.objects.whole_texts()
    assert (snapshot.text, snapshot.taken) == (GAZETTE, Taken.IMPORTED)
    assert bytes(snapshot.raw) == GAZETTE.encode()
    checks = PassageCheck.objects.filter(snapshot=snapshot, state=CheckState.SAME)
    assert sorted(check.found.exact for check in checks) == [
        "Acme was sued",
        "a thousand dollars",
        "sued on 4 March",
    ]


def test_a_quote_is_found_through_typography(articles: Path) -> None:
    quote = '"it\'s a rota — at last"'
    load(SMALL + FACT % json.dumps(quote, ensure_ascii=False))
    text = f"{GAZETTE} It was “it’s a\u00a0rota –\n  at\u200b last”, they said."
    (articles / "gazette.txt").write_text(text, encoding="utf-8")
    call_command("import_articles", articles)
    [found] = [c.found for c in PassageCheck.objects.filter(passage__exact=quote)]
    assert found.exact == "“it’s a\u00a0rota –\n  at\u200b last”"
    assert found.prefix.endswith(" It was ")


def test_the_newest_text_shows_where_the_words_are_and_the_citation_stays(articles: Path) -> None:
    call_command("import_articles", articles)
    citation = Source.objects.get(key="gazette").snapshots.get(taken=Taken.CLIPPED)
    assert citation.passages.first().citations.exists()


def test_importing_the_same_text_again_changes_nothing(articles: Path) -> None:
    call_command("import_articles", articles)
    before = sql.everything()
    call_command("import_articles", articles)
    assert sql.everything() == before


def test_loading_the_record_again_after_the_import_changes_nothing(articles: Path) -> None:
    call_command("import_articles", articles)
    before = sql.everything()
    load()
    assert sql.everything() == before


def test_a_text_that_was_edited_is_a_second_snapshot(articles: Path) -> None:
    call_command("import_articles", articles)
    (articles / "gazette.txt").write_text(GAZETTE + "\nCorrected.", encoding="utf-8")
    call_command("import_articles", articles)
    assert [s.text[-10:] for s in Snapshot.objects.whole_texts()] == ["Corrected.", GAZETTE[-10:]]
    assert PassageCheck.objects.filter(state=CheckState.SAME).count() == 6


def test_a_quote_added_later_is_found_in_the_text_that_is_here(articles: Path) -> None:
    call_command("import_articles", articles)
    load(SMALL + FACT % "and sued again")
    [snapshot] = Snapshot.objects.whole_texts()
    assert snapshot.passages.filter(exact="and sued again").exists()


def test_a_quote_that_is_not_in_the_text_is_named_and_the_others_kept(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "gazette.txt").write_text(GAZETTE.replace("4 March", "6 March"), encoding="utf-8")
    with pytest.raises(CommandError, match="Some quotes were not found") as failure:
        call_command("import_articles", articles)
    assert failure.value.returncode != 0
    told = capsys.readouterr().out
    assert "2 of 3 quotes found" in told
    assert "not in the text: “sued on 4 March”" in told
    assert PassageCheck.objects.filter(state=CheckState.SAME).count() == 2
    assert PassageCheck.objects.get(state=CheckState.MISSING).found is None


def test_a_quote_that_stands_twice_is_named(
    articles: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "gazette.txt").write_text(f"{GAZETTE}\nAcme was sued!", encoding="utf-8")
    with pytest.raises(CommandError, match="Some quotes were not found"):
        call_command("import_articles", articles)
    assert "in the text more than once: “Acme was sued”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"\xffRivera", "not UTF-8 text"), (b"Riv\0era", "NUL"), ("R".encode("utf-16"), "not UTF-8")],
)
def test_a_file_that_is_no_text_is_refused_and_nothing_imported(
    articles: Path, content: bytes, message: str
) -> None:
    (articles / "gazette.txt").write_bytes(content)
    before = sql.everything()
    with pytest.raises(CommandError, match=message):
        call_command("import_articles", articles)
    assert sql.everything() == before


def test_a_byte_order_mark_is_not_part_of_the_text(articles: Path) -> None:
    (articles / "gazette.txt").write_text(GAZETTE, encoding="utf-8-sig")
    call_command("import_articles", articles)
    [snapshot] = Snapshot.objects.whole_texts()
    assert snapshot.text == GAZETTE
    assert bytes(snapshot.raw) == b"\xef\xbb\xbf" + GAZETTE.encode()


def test_a_folder_that_is_none_or_holds_nothing_is_told(articles: Path) -> None:
    with pytest.raises(CommandError, match="is no folder"):
        call_command("import_articles", articles / "nowhere")
    with pytest.raises(CommandError, match="is no folder"):
        call_command("import_articles", articles / "gazette.txt")
    (articles / "gazette.txt").unlink()
    with pytest.raises(CommandError, match="holds no text that a source names"):
        call_command("import_articles", articles)


def test_without_a_record_the_command_says_to_load_one(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="load_record"):
        call_command("import_articles", tmp_path)


@pytest.mark.skipif(not os.environ.get("ARTICLES"), reason="ARTICLES names no folder of articles")
def test_every_quote_of_the_real_record_stands_in_the_real_texts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("load_record", REAL)
    call_command("import_articles", os.environ["ARTICLES"])
    told = capsys.readouterr().out
    assert "not in the text" not in told
    assert not PassageCheck.objects.filter(state=CheckState.MISSING).exists()
    assert Snapshot.objects.whole_texts().count() == 5
