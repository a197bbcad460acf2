"""Three storeys: casetracker → sources → cases. Imports go down only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
STOREYS = ["casetracker", "sources", "cases"]  # from the top


def storeys_imported(code: str) -> Iterator[tuple[int, str]]:
    """The line and the storey of every import, wherever in the code it stands."""
    for node in ast.walk(ast.parse(code)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if called in {"import_module", "__import__", "import_string"}:
                names = [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
        for name in names:
            if name.partition(".")[0] in STOREYS:
                yield node.lineno, name.partition(".")[0]


def climbing(storey: str, code: str) -> list[tuple[int, str]]:
    """The imports that go up."""
    above = STOREYS[: STOREYS.index(storey)]
    return [(line, found) for line, found in storeys_imported(code) if found in above]


@pytest.mark.parametrize("storey", STOREYS)
def test_imports_go_down_only(storey: str) -> None:
    files = [p for p in (ROOT / storey).rglob("*.py") if "migrations" not in p.parts]
    assert files
    found = [
        f"{path.relative_to(ROOT)}:{line} imports {above}"
        for path in files
        for line, above in climbing(storey, path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_migrations_of_the_record_depend_on_no_other_storey() -> None:
    for path in (ROOT / "cases/migrations").glob("0*.py"):
        code = path.read_text(encoding="utf-8")
        assert climbing("cases", code) == []
        assert "('sources'," not in code


@pytest.mark.parametrize(
    "code",
    [
        "import sources",
        "import sources.facts as f",
        "from sources import facts",
        "from sources.facts import facts_of",
        "def f():\n    from sources.facts import facts_of",
        "if TYPE_CHECKING:\n    import sources.models",
        "import importlib\nimportlib.import_module('sources.facts')",
        "from casetracker.settings import DEBUG",
    ],
)
def test_an_import_upwards_is_seen_wherever_it_stands(code: str) -> None:
    assert len(climbing("cases", code)) == 1


@pytest.mark.parametrize(
    "code",
    ["from cases.models import Case", "import json", "from . import sources", "sources = 1"],
)
def test_other_imports_pass(code: str) -> None:
    assert climbing("cases", code) == []
