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
from sources.handing_over.refusals import NotMadeError

_HERE = Path(__file__).parent
_SECONDS = 60
_LONGEST_WORD, _PIECE = 60, 40
# Fonts are those that typst carries, so that every machine makes the same file.
_CHILD = """
import sys, typst
from datetime import datetime, timezone
template, data = sys.stdin.buffer.read().split(b"\\0")
sys.stdout.buffer.write(typst.compile(
    template, root=".", package_path=".", package_cache_path=".", ignore_system_fonts=True,
    format="pdf", sys_inputs={"data": data.decode()},
    timestamp=datetime.fromtimestamp(int(sys.argv[1]), timezone.utc),
))
"""


def typeset(template: str, data: Any, *, made: datetime, paper: str) -> bytes:
    """The bytes of a PDF: `paper.typ` and this template, with data that JSON can hold.

    The same data and moment make the same bytes. Raises NotMadeError, which names the paper.
    """
    templates = [(_HERE / name).read_bytes() for name in ("paper.typ", template)]
    given = b"\n".join(templates) + b"\0" + json.dumps(data).encode()
    command = [sys.executable, "-I", "-c", _CHILD, str(int(made.timestamp()))]
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
