"""Memos made for tests, and what programs that know nothing of ours read in the files."""

import io
import json
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import pypandoc
import pypdfium2
from lxml import etree

from cases.models import Case
from sources.handing_over.assembling import memo_of
from sources.handing_over.memo import (
    Footnote,
    Inline,
    Memo,
    Paragraph,
    Section,
    See,
    Sentence,
    Table,
    Words,
)

MADE = datetime(2026, 11, 22, 17, 35, tzinfo=UTC)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def memo_of_slug(slug: str) -> Memo:
    return memo_of(Case.objects.select_related("court").get(slug=slug), made=MADE)


def memo_with(texts: Iterable[str]) -> Memo:
    """Each text wherever a memo can hold one: in the heading, in a point, a table, a footnote."""
    points, rows = [], []
    for number, text in enumerate(texts, start=1):
        looks = [Words(text), Words(text, italic=True), Words(text, bold=True)]
        note = Footnote(number, (Words(f"a{text}b"), Words(text, italic=True)))
        inlines: tuple[Inline, ...] = (*looks, note, Words(text), See(number))
        points.append(Paragraph((Sentence(inlines),), is_point=True))
        points.append(Paragraph((Sentence((Words(text),)),), is_aside=True))
        rows.append(((Sentence((Words(text),)),), (Sentence(tuple(looks)),)))
    return Memo(
        title=f"Memo: {next(iter(texts))}",
        made=MADE,
        heading=(("Case", Sentence(tuple(Words(text) for text in texts))),),
        preamble=tuple(Paragraph((Sentence((Words(text),)),)) for text in texts),
        sections=(Section("What happened", (*points, Table(("A", "B"), (1, 2), tuple(rows)))),),
    )


def said(sentences: Iterable[Sentence]) -> str:
    """Sentences as one reads them, a footnote as [4]."""
    return " ".join("".join(map(_read, it.inlines)) for it in sentences)


def _read(inline: Inline) -> str:
    match inline:
        case Words() | See():
            return inline.text
        case Footnote():
            return f"[{inline.number}]"
        case _:
            return inline.url


def section(memo: Memo, title: str) -> str:
    """All that a section says."""
    [found] = [it for it in memo.sections if it.title == title]
    alone = Memo("", MADE, (), (), (found,))
    return said(alone.sentences())


def note(memo: Memo, number: int) -> str:
    """What a footnote says."""
    [found] = [it for it in memo.footnotes if it.number == number]
    return "".join(map(_read, found.inlines))


# --- Files ---------------------------------------------------------------------------------------


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as found:
        return {name: found.read(name) for name in found.namelist()}


def paragraphs_of(part: bytes) -> list[str]:
    """The words of each paragraph of a part of a Word document."""
    tree = etree.fromstring(part)
    return ["".join(it.itertext(f"{W}t")) for it in tree.iter(f"{W}p")]


def pages_of(content: bytes) -> list[str]:
    """The text of each page of a PDF, on one line."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(" ".join(text.get_text_bounded().split()))
            text.close()
            page.close()
        return pages
    finally:
        document.close()


def read_by_pandoc(text: str, dialect: str) -> dict[str, Any]:
    """The syntax tree that pandoc reads in a Markdown text."""
    command = [pypandoc.get_pandoc_path(), "--sandbox", f"--from={dialect}", "--to=json"]
    ran = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    tree: dict[str, Any] = json.loads(ran.stdout)
    return tree


def nodes_of(tree: Any) -> Iterator[dict[str, Any]]:
    """Every node of a syntax tree, the outer ones first."""
    if isinstance(tree, dict):
        if "t" in tree:
            yield tree
        for inner in tree.values():
            yield from nodes_of(inner)
    elif isinstance(tree, list):
        for inner in tree:
            yield from nodes_of(inner)
