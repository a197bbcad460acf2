"""Characters that no font of a PDF has, which it would show as empty boxes: said in words instead.

The fonts that typst carries have the Latin, Greek, Cyrillic, Hebrew and Arabic alphabets, and
neither Chinese, Japanese and Korean writing nor emoji. Fonts for these would be a hundred times as
large as the program.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from cases.wording import figured

# What English and its neighbours are written with, which the fonts have: tests ask typst.
SURELY_DRAWN = frozenset(
    {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x180)), *"“”‘’–—…•\u200b\n"}
)
_BESIDE = (
    "\u200b\u200d\ufe0e\ufe0f"  # a place to break, a joiner, variants: part of their characters
)
_KEPT = {"url"}  # where a link leads, which nobody sees


def to_be_asked_of(data: Any) -> list[str]:
    """The characters of a paper's texts that the fonts may lack, in order."""
    return sorted({char for text in _texts(data) for char in text} - SURELY_DRAWN)


def said_in_words(data: dict[str, Any], lacking: Iterable[str]) -> dict[str, Any]:
    """The data with “[3 characters not shown]” in the place of such; `lacking` tells of them all.

    `lacking` in what is returned: a sentence for the head of the paper, "" where nothing is lost.
    """
    gone = frozenset(lacking)
    if not gone:
        return data | {"lacking": ""}
    some = f"[{re.escape(''.join(sorted(gone)))}]"
    run = re.compile(f"{some}(?:[{_BESIDE}]*{some})*[{_BESIDE}]*")

    def in_words(found: re.Match[str]) -> str:
        number = sum(char in gone for char in found[0])
        return f"[{figured(number, 'character')} not shown]"

    def told(value: Any) -> Any:
        if isinstance(value, str):
            return run.sub(in_words, value)
        if isinstance(value, dict):
            return {key: it if key in _KEPT else told(it) for key, it in value.items()}
        return [told(it) for it in value] if isinstance(value, list | tuple) else value

    total = sum(char in gone for text in _texts(data) for char in text)
    sentence = (
        f"The fonts of this PDF lack {figured(total, 'character')} of its words, as of Chinese, "
        "Japanese or emoji; each place says how many. The pages of the case show them, and its "
        "memos as Word and Markdown."
    )
    return {**told(data), "lacking": sentence}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in _KEPT:
                yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
