"""A memo as PDF, by typst and `memo.typ`."""

from collections.abc import Iterable
from typing import Any

from sources.handing_over.memo import (
    Address,
    Block,
    Footnote,
    Inline,
    Memo,
    Paragraph,
    See,
    Words,
)
from sources.handing_over.typesetting import breakable, typeset


def pdf(memo: Memo) -> bytes:
    """The bytes of a PDF. The same memo makes the same bytes. Raises NotMadeError."""
    return typeset("memo.typ", as_data(memo), made=memo.made, paper="PDF memo")


def as_data(memo: Memo) -> dict[str, Any]:
    """The memo as the template takes it."""
    return {
        "title": memo.title,
        "heading": [
            {"label": label, "inlines": inlines_as_data(it.inlines)} for label, it in memo.heading
        ],
        "preamble": [_block(block) for block in memo.preamble],
        "sections": [
            {
                "title": f"{number}. {section.title}",
                "blocks": [_block(block) for block in section.blocks],
            }
            for number, section in enumerate(memo.sections, start=1)
        ],
    }


def inlines_as_data(inlines: Iterable[Inline]) -> list[dict[str, Any]]:
    """Stretches of text as `inlines` of `paper.typ` takes them."""
    return [_inline(inline) for inline in inlines]


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        said: list[Inline] = []
        for sentence in block.sentences:
            said += [Words(" ")] if said else []
            said += sentence.inlines
        kind = "point" if block.is_point else "aside" if block.is_aside else "paragraph"
        return {"kind": kind, "inlines": inlines_as_data(said)}
    rows = [
        [{"sentences": [inlines_as_data(it.inlines) for it in cell]} for cell in row]
        for row in block.rows
    ]
    return {"kind": "table", "head": block.head, "widths": block.widths, "rows": rows}


def _inline(inline: Inline) -> dict[str, Any]:
    match inline:
        case Words():
            look = {"bold": inline.bold, "italic": inline.italic}
            return {"kind": "words", "text": breakable(inline.text), **look}
        case Address():
            return {"kind": "address", "url": inline.url, "text": breakable(inline.url)}
        case See():
            one_piece = inline.text.replace(" ", "\N{NO-BREAK SPACE}")
            return {"kind": "see", "name": inline.name, "text": one_piece}
        case Footnote():
            body = inlines_as_data(inline.inlines)
            return {"kind": "footnote", "name": inline.name, "body": body}
