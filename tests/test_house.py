"""What keeps the house in order: documentation that is complete, history that has no gap."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from cases.models import Document
from sources.models import Citation, Decision
from tests import factories

ROOT = Path(settings.BASE_DIR)
APPS = ["cases", "sources", "casetracker"]
READERS_OF_SETTINGS = {"whole_number", "one_of"}  # of casetracker/settings.py, besides env.…


def our_models(*labels: str) -> list[type[models.Model]]:
    """The models that we wrote; history tables are made from them."""
    return [
        model
        for label in labels
        for model in apps.get_app_config(label).get_models()
        if not hasattr(model, "pgh_tracked_model")
    ]


def names(found: list[type[models.Model]]) -> list[str]:
    return [model.__name__ for model in found]


def documentation() -> str:
    """README.md and all of docs/."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())


def commands() -> list[str]:
    """The management commands of our apps."""
    folders = [ROOT / app / "management/commands" for app in APPS]
    return sorted(p.stem for folder in folders for p in folder.glob("*.py") if p.stem[0] != "_")


def make_targets() -> list[str]:
    """The targets that `make help` lists."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return re.findall(r"^([a-z][a-z-]*):.*##", makefile, re.MULTILINE)


def variables_read(code: str) -> set[str]:
    """The environment variables that code reads by name."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found.add(node.slice)
        elif isinstance(node, ast.Call) and node.args:
            called = ast.unparse(node.func)
            reads_env = called.startswith(("env.", "os.environ.get", "os.environ.pop", "os.getenv"))
            if reads_env or called in READERS_OF_SETTINGS:
                found.add(node.args[0])
    constants = {node.value for node in found if isinstance(node, ast.Constant)}
    return {value for value in constants if str(value).isupper()}


def all_variables() -> set[str]:
    """Those of the settings and of every module of our apps."""
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    return set().union(*(variables_read(path.read_text(encoding="utf-8")) for path in files))


def not_named_in(text: str, wanted: list[str] | set[str]) -> list[str]:
    """Of the words wanted, those that do not stand in the text as words of their own."""
    return sorted(word for word in wanted if not re.search(rf"(?<![\w-]){word}(?![\w-])", text))


@pytest.mark.parametrize("model", our_models(*APPS), ids=names(our_models(*APPS)))
def test_every_model_has_a_docstring_of_its_own(model: type[models.Model]) -> None:
    # Django gives a model without one the list of its fields.
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")


# Written by triggers alone: what they are made of has its history, and a factory would be in vain.
DERIVED = {"Card", "CardTurn"}
# What is nobody's statement about a case, and not looked back at.
WITHOUT_HISTORY = DERIVED | {"ConflictCheck", "ConflictOutcome"}  # append-only: their own history
WITHOUT_HISTORY |= {"FilterLook", "FeedKey"}  # where somebody looked last; a key that opens doors
WITH_HISTORY = [m for m in our_models("cases") if m.__name__ not in WITHOUT_HISTORY]


@pytest.mark.parametrize(
    "model", [*WITH_HISTORY, Citation, Decision], ids=names([*WITH_HISTORY, Citation, Decision])
)
def test_every_model_of_the_record_has_its_history(model: type[models.Model]) -> None:
    history = apps.get_model(model._meta.app_label, f"{model.__name__}History")
    assert history.pgh_tracked_model is model
    kept = {field.attname for field in history._meta.concrete_fields}
    # The bytes of a paper never change without its hash.
    but_for = {"content"} if model is Document else set()
    assert {field.attname for field in model._meta.concrete_fields} - but_for <= kept
    triggers = {trigger.name for trigger in model._meta.triggers}
    assert {"insert_insert", "update_update", "delete_delete"} <= triggers


MADE = [m for m in our_models("cases", "sources") if m.__name__ not in DERIVED]


@pytest.mark.parametrize("model", MADE, ids=names(MADE))
def test_every_model_has_a_factory(model: type[models.Model]) -> None:
    assert getattr(factories, f"{model.__name__}Factory")._meta.model is model


def test_every_command_is_documented() -> None:
    assert "load_record" in commands()
    assert not_named_in(documentation(), commands()) == []


def test_every_make_target_is_documented() -> None:
    assert {"run", "test", "check", "help"} <= set(make_targets())
    # A target is a common word: it counts where it is written as code.
    code = " ".join(re.findall(r"`[^`]+`|(?:^ {4}.*$)", documentation(), re.MULTILINE))
    assert not_named_in(code, make_targets()) == []


def test_every_variable_of_the_environment_is_documented() -> None:
    read = all_variables()
    assert {"PORT", "DATA_DIR", "ARTICLES", "DATABASE_URL", "SECRET_KEY"} <= read
    ours = read - {"DJANGO_SETTINGS_MODULE"}
    assert not_named_in(documentation(), ours) == []


def test_every_system_check_has_its_id_in_a_test() -> None:
    checks = "".join((ROOT / app / "checks.py").read_text(encoding="utf-8") for app in APPS)
    ids = set(re.findall(r'id="([a-z]+\.[EW]\d{3})"', checks))
    assert "cases.E001" in ids
    tests = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "tests").rglob("test_checks.py"))
    assert not_named_in(tests, ids) == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('env.str("A_NAME", "")', {"A_NAME"}),
        ('whole_number("A_NAME", 8, least=1, most=2)', {"A_NAME"}),
        ('os.environ.get("A_NAME")', {"A_NAME"}),
        ('os.environ["A_NAME"]', {"A_NAME"}),
        ('f(env.bool("A_NAME"))', {"A_NAME"}),
        ("env.str(variable)", set()),
        ('print("A_NAME")', set()),
    ],
)
def test_variables_are_found_where_they_are_read(code: str, found: set[str]) -> None:
    assert variables_read(code) == found


def test_a_word_counts_as_named_only_by_itself() -> None:
    assert not_named_in("PORTAL and `make run-all`", ["PORT", "run"]) == ["PORT", "run"]
    assert not_named_in("`PORT`, make run.", ["PORT", "run"]) == []
