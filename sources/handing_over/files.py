"""The memo and the docket sheet as files: in which format, and under which name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.text import get_valid_filename

from cases.models import Case
from sources.handing_over.assembling import memo_of
from sources.handing_over.markdown import markdown
from sources.handing_over.memo import Memo
from sources.handing_over.pdf import pdf
from sources.handing_over.word import word


@dataclass(frozen=True)
class Format:
    """A format of the memo: what a reader calls it, and what writes it."""

    name: str
    media_type: str
    write: Callable[[Memo], bytes]


FORMATS = {
    "docx": Format(
        "Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        word,
    ),
    "pdf": Format("PDF", "application/pdf", pdf),
    "md": Format("Markdown", "text/markdown; charset=utf-8", lambda memo: markdown(memo).encode()),
}


def memo_file(case: Case, suffix: str, *, made: datetime) -> bytes:
    """The memo of a case, read with its court, in one of FORMATS. Raises NotMadeError."""
    return FORMATS[suffix].write(memo_of(case, made=made))


def file_name(case: Case, what: str, suffix: str, *, made: datetime) -> str:
    """A name that every system takes, and that says when: roe-v-doe-memo-2026-11-22-0935.docx."""
    when = timezone.localtime(made)
    return get_valid_filename(f"{case.slug}-{what}-{when:%Y-%m-%d-%H%M}.{suffix}")
