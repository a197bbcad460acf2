"""YAML read as plain text values, each with the line it stands on.

Every scalar stays a string, so that a docket number of 010 or a party named "No" is not turned
into something else; the schema decides what it is. JSON is YAML, so an export reads the same way.
"""

from dataclasses import dataclass
from typing import Any

import yaml

Path = tuple[str | int, ...]

_DEEPEST = 20  # a record has 5 levels; the parser's time grows with the square of the depth


class YamlError(ValueError):
    """The text is not YAML that we read; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(frozen=True)
class Lines:
    """Where each value of a document stands."""

    by_path: dict[Path, int]

    def of(self, path: Path) -> int:
        """The line of the value, or of the nearest thing around it that is in the document."""
        while path and path not in self.by_path:
            path = path[:-1]
        return self.by_path.get(path, 1)


def read(text: str) -> tuple[Any, Lines]:
    """Plain dicts, lists, strings and None, with the lines they stand on.

    Raises YamlError on what is no YAML, on a key given twice, on what is nested beyond reason and
    on aliases (an alias can be made to stand for a billion values, and a record needs none).
    """
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise YamlError(_line_of(event), "nested too deeply to be a record")
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise YamlError(
                    _line_of(event),
                    "anchors (&) and aliases (*) are not read; write the value out, "
                    "or put it in quotation marks if the sign belongs to it",
                )
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = " ".join(filter(None, (error.context, error.problem)))
        raise YamlError(mark.line + 1 if mark else 1, f"not YAML: {problem}") from error
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        found = f"the character U+{int(error.character):04X}"
        raise YamlError(line, f"not YAML: {found} may not stand in it") from error
    except (ValueError, OverflowError) as error:
        # A number in an escape (\UFFFFFFFF) or in %YAML that is out of all bounds.
        if isinstance(error, YamlError):
            raise
        raise YamlError(1, f"not YAML: {error}") from error
    lines: dict[Path, int] = {}
    return (None if node is None else _value(node, (), lines)), Lines(lines)


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), lines) for index, item in enumerate(node.value)]
    is_null = node.tag == "tag:yaml.org,2002:null"
    return None if is_null else node.value


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError(line, "a key must be a plain word")
        key = key_node.value
        if key in values:
            raise YamlError(line, f"“{key}” is given twice here; keep one of them")
        values[key] = _value(value_node, (*path, key), lines)
        lines[(*path, key)] = line
    return values
