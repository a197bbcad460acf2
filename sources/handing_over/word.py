"""A memo as a Word document, with real footnotes, by pandoc.

Pandoc gets its own syntax tree and never a text to parse: what a source says is a string in it,
whatever it looks like. Without the net, without any file but the model, and for so long only.
`reference.docx` is the model for its looks: open it in Word, change a style, save it.
"""

import io
import json
import subprocess
import zipfile
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pypandoc

from cases.wording import shortened
from sources.handing_over.memo import (
    Address,
    Block,
    Footnote,
    Inline,
    Memo,
    Paragraph,
    See,
    Sentence,
    Table,
    Words,
    plain,
)
from sources.handing_over.refusals import NotMadeError

MODEL = Path(__file__).with_name("reference.docx")
_SECONDS = 60
_API = [1, 23, 1]
_NO_ATTRIBUTES: list[Any] = ["", [], []]

Node = dict[str, Any]


def word(memo: Memo) -> bytes:
    """The bytes of a .docx. The same memo makes the same bytes. Raises NotMadeError."""
    command = [pypandoc.get_pandoc_path(), "--sandbox", "--from=json", "--to=docx"]
    command += [f"--reference-doc={MODEL}", "--output=-"]
    environment = {"LANG": "C.UTF-8"}
    try:
        ran = subprocess.run(  # noqa: S603 - the program of our own package, no words of others
            command,
            input=json.dumps(tree(memo)).encode(),
            env=environment,
            capture_output=True,
            check=True,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise NotMadeError("Word document", f"pandoc took more than {_SECONDS} seconds") from error
    except (OSError, subprocess.CalledProcessError) as error:
        said = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip()
        why = shortened(said or str(error), 200)
        raise NotMadeError("Word document", f"pandoc said: {why}") from error
    return _finished(ran.stdout, memo)


def _finished(document: bytes, memo: Memo) -> bytes:
    """The document with what pandoc cannot be asked for.

    Its time (without a look at the clock, pandoc takes the year 1970), its maker, the running
    head, and rows of tables that no page breaks.
    """
    moment = f"{memo.made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    title = escape(plain(memo.title))
    instead = {
        "docProps/core.xml": [
            ("1970-01-01T00:00:00Z", moment),
            ("<dc:creator></dc:creator>", "<dc:creator>Case Tracker</dc:creator>"),
        ],
        "word/header1.xml": [("Running title", title)],
        "word/document.xml": [
            ("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit /></w:trPr><w:tc>"),
            ("<w:tblHeader", "<w:cantSplit /><w:tblHeader"),
        ],
    }
    new = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(new, "w") as written:
        for part in old.infolist():
            content = old.read(part)
            for theirs, ours in instead.get(part.filename, ()):
                content = content.replace(theirs.encode(), ours.encode())
            part.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(part, content)
    return new.getvalue()


def tree(memo: Memo) -> Node:
    """The memo as pandoc's document (pandoc-types 1.23)."""
    heading = Table(
        ("", ""),
        (1, 5),
        tuple(((Sentence((Words(f"{label}"),)),), (it,)) for label, it in memo.heading),
    )
    blocks = [_table(heading), *_blocks(memo.preamble)]
    for number, section in enumerate(memo.sections, start=1):
        title = [_text(f"{number}. {section.title}")]
        blocks += [_node("Header", [1, _NO_ATTRIBUTES, title]), *_blocks(section.blocks)]
    meta = {
        "title": _node("MetaInlines", [_text(memo.title)]),
        "lang": _node("MetaString", "en-US"),
    }
    return {"pandoc-api-version": _API, "meta": meta, "blocks": blocks}


def _blocks(blocks: Iterable[Block]) -> list[Node]:
    """Points that follow each other make one list.

    An aside ends it: within, Word would draw its line beside the bullets.
    """
    made: list[Node] = []
    points: list[list[Node]] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.is_point:
            points.append([_paragraph(block)])
            continue
        made += [_node("BulletList", points)] if points else []
        points = []
        made.append(_paragraph(block) if isinstance(block, Paragraph) else _table(block))
    return [*made, *([_node("BulletList", points)] if points else [])]


def _paragraph(paragraph: Paragraph) -> Node:
    said: list[Node] = []
    for sentence in paragraph.sentences:
        said += [_text(" ")] if said else []
        said += _inlines(sentence.inlines)
    made = _node("Para", said)
    return _styled("Aside", [made]) if paragraph.is_aside else made


def _table(table: Table) -> Node:
    columns = [
        [_node("AlignDefault"), _node("ColWidth", width / sum(table.widths))]
        for width in table.widths
    ]
    head = [[_node("Para", [_node("Strong", [_text(it)])])] for it in table.head]
    rows = [
        _row([[_node("Para", _inlines(it.inlines)) for it in cell] for cell in row])
        for row in table.rows
    ]
    parts = [
        _NO_ATTRIBUTES,
        [None, []],
        columns,
        [_NO_ATTRIBUTES, [_row(head)] if any(table.head) else []],
        [[_NO_ATTRIBUTES, 0, [], rows]],
        [_NO_ATTRIBUTES, []],
    ]
    return _node("Table", parts)


def _row(cells: Iterable[list[Node]]) -> list[Any]:
    align = _node("AlignDefault")
    return [_NO_ATTRIBUTES, [[_NO_ATTRIBUTES, align, 1, 1, [_styled("Cell", it)]] for it in cells]]


def _inlines(inlines: Iterable[Inline]) -> list[Node]:
    made: list[Node] = []
    before: Inline | None = None
    for inline in inlines:
        if isinstance(inline, Footnote) and isinstance(before, Footnote):
            # Two marks side by side would be read as one number.
            made.append(_node("Superscript", [_text(",")]))
        made.append(_inline(inline))
        before = inline
    return made


def _inline(inline: Inline) -> Node:
    match inline:
        case Words():
            text = _text(inline.text)
            text = _node("Emph", [text]) if inline.italic else text
            return _node("Strong", [text]) if inline.bold else text
        case Address():
            return _node("Link", [_NO_ATTRIBUTES, [_text(inline.url)], [inline.url, ""]])
        case See():
            return _node("RawInline", ["openxml", _reference(inline)])
        case Footnote():
            note = _node("Note", [_node("Para", _inlines(inline.inlines))])
            # A bookmark about its mark, to which references lead.
            return _node("Span", [[inline.name, [], []], [note]])


def _reference(see: See) -> str:
    """“fn. 4” as a field, which Word numbers anew when somebody adds a footnote."""
    number = f"<w:r><w:t>{see.number}</w:t></w:r>"
    field = f'<w:fldSimple w:instr=" NOTEREF {see.name} \\h ">{number}</w:fldSimple>'
    said = f"<w:r><w:t>fn.&#160;</w:t></w:r>{field}"
    # Writers that do not know the field follow the link.
    return f'<w:hyperlink w:anchor="{see.name}">{said}</w:hyperlink>'


def _styled(style: str, blocks: list[Node]) -> Node:
    return _node("Div", [["", [], [["custom-style", style]]], blocks])


def _text(text: str) -> Node:
    return _node("Str", text)


def _node(kind: str, content: Any = None) -> Node:
    return {"t": kind} if content is None else {"t": kind, "c": content}
