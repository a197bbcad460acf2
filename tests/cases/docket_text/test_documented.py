"""docs/kinds.md is the table of kinds for a reader; cases/kinds.py that of the program."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models import TextChoices

from cases.kinds import Disposition, FilingKind, MotionType, Outcome

PAGE = Path(settings.BASE_DIR, "docs/kinds.md").read_text(encoding="utf-8")


def rows_below(heading: str) -> list[tuple[str, str]]:
    """Value and name in each row of the table below a heading."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`\w+`|\(empty\)) \| ([^|]+) \|", section, re.MULTILINE)
    return [("" if value == "(empty)" else value.strip("`"), name.strip()) for value, name in rows]


@pytest.mark.parametrize(
    ("heading", "choices"),
    [
        ("Kinds", FilingKind),
        ("What a motion asks for", MotionType),
        ("What an order decides", Outcome),
        ("What ends a case", Disposition),
    ],
)
def test_the_page_lists_every_kind_by_its_name(heading: str, choices: type[TextChoices]) -> None:
    assert rows_below(heading) == [(str(value), str(name)) for value, name in choices.choices]
