"""The log row as somebody would fill it in: `typed(case, kind="mtd")`, `logged(case, …)`."""

import secrets
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from cases.docket_log.forms import LogForm
from cases.docketing import log_event
from cases.models import Case, Filing
from tests.people import person

PDF = b"%PDF-1.4 an imaginary paper"


def filed(name: str = "motion.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def typed(case: Case, *, papers: Any = (), **fields: Any) -> LogForm:
    """The row with these fields; filed on 30 January 2025, unless they say otherwise."""
    given = {"token": secrets.token_hex(8), "filed": "1/30/25"} | fields
    data = MultiValueDict(
        {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    )
    form = LogForm(case, data, MultiValueDict({"papers": list(papers)}))
    form.is_valid()
    return form


def logged(case: Case, *, by: Any = None, **fields: Any) -> Filing:
    """Log the row; by a new paralegal, unless somebody is named."""
    form = typed(case, **fields)
    assert form.errors == {}
    assert form.understood is not None
    token = form.cleaned_data["token"]
    by = by or person("paralegal")
    return log_event(case=case, by=by, token=token, entry=form.understood)
