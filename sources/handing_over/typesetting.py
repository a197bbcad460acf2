"""PDF by typst: a fixed template, and data that it sets as plain strings.

Typst runs in a process of its own, in an empty folder that is all it can see: should a template
ever read a file or run without end, there is no file, and an end.
"""

import json
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from cases.wording import shortened
from sources.handing_over.glyphs import said_in_words, to_be_asked_of
from sources.handing_over.refusals import NotMadeError

_HERE = Path(__file__).parent
_SECONDS = 60
_LONGEST_WORD, _PIECE = 60, 40
# Fonts are those that typst carries, so that every machine makes the same file. Of PDF/UA-1, the
# standard for readers who hear a page, typst checks what it can; a paper that fails is made still.
_MAKES = """
import sys, typst
from datetime import datetime, timezone
template, data = sys.stdin.buffer.read().split(b"\\0")
def made(standards):
    return typst.compile(
        template, root=".", package_path=".", package_cache_path=".", ignore_system_fonts=True,
        format="pdf", sys_inputs={"data": data.decode()}, pdf_standards=standards,
        timestamp=datetime.fromtimestamp(int(sys.argv[1]), timezone.utc),
    )
try:
    paper = made(["ua-1"])
except typst.TypstError:
    paper = made([])
sys.stdout.buffer.write(paper)
"""
# PDF/UA-1 refuses a text with a character that no font has, so halves are asked until one is left.
_ASKS = """
import json, sys, typst
page = b'''
#set document(title: "x")
#set text(font: "Libertinus Serif", lang: "en")
#text(json(bytes(sys.inputs.data)))
'''
def lacking(chars):
    try:
        typst.compile(
            page, root=".", package_path=".", package_cache_path=".", ignore_system_fonts=True,
            format="pdf", sys_inputs={"data": json.dumps(" ".join(chars))}, pdf_standards=["ua-1"],
        )
    except typst.TypstError:
        half = len(chars) // 2
        return lacking(chars[:half]) + lacking(chars[half:]) if half else chars
    return []
json.dump(lacking(json.load(sys.stdin)), sys.stdout)
"""


def typeset(template: str, data: dict[str, Any], *, made: datetime, paper: str) -> bytes:
    """The bytes of a PDF: `paper.typ` and this template, with data that JSON can hold.

    The same data and moment make the same bytes. Raises NotMadeError, which names the paper.
    """
    chars = to_be_asked_of(data)
    shown = said_in_words(data, not_in_fonts(chars, paper=paper) if chars else ())
    templates = [(_HERE / name).read_bytes() for name in ("paper.typ", template)]
    given = b"\n".join(templates) + b"\0" + json.dumps(shown).encode()
    return _run(_MAKES, given, str(int(made.timestamp())), paper=paper)


def not_in_fonts(chars: list[str], *, paper: str) -> list[str]:
    """Of some characters those that no font has. Raises NotMadeError."""
    found: list[str] = json.loads(_run(_ASKS, json.dumps(chars).encode(), paper=paper))
    return found


def _run(script: str, given: bytes, *arguments: str, paper: str) -> bytes:
    command = [sys.executable, "-I", "-c", script, *arguments]
    with tempfile.TemporaryDirectory() as empty:
        try:
            ran = subprocess.run(  # noqa: S603 - a program of ours; no words of others in it
                command, input=given, cwd=empty, capture_output=True, check=True, timeout=_SECONDS
            )
        except subprocess.TimeoutExpired as error:
            raise NotMadeError(paper, f"typst took more than {_SECONDS} seconds") from error
        except (OSError, subprocess.CalledProcessError) as error:
            said = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip()
            last = said.splitlines()[-1] if said else str(error)
            raise NotMadeError(paper, f"typst said: {shortened(last, 200)}") from error
    return ran.stdout


def breakable(text: str) -> str:
    """Words too long for a line, with places where one may end."""
    if len(text) < _LONGEST_WORD:
        return text
    return " ".join(
        "\N{ZERO WIDTH SPACE}".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE))
        if len(word) > _LONGEST_WORD
        else word
        for word in text.split(" ")
    )
