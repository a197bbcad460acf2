"""The query string of the list of cases: what it asks for, and the same with more or less. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol, Self
from urllib.parse import urlencode

# In the order in which an address has them, whatever the order they came in.
NAMES = (
    *("statute", "court", "status", "disposition", "claim", "party", "counsel", "judge"),
    *("nature_of_suit", "filed_after", "filed_before", "q", "sort"),
)
# Given several times, one of them is enough. Of the others the last counts.
MANY = ("statute", "court", "status", "disposition", "nature_of_suit")
USUAL_SORT = "-filed"


class Given(Protocol):
    """A QueryDict, or what can be asked as one."""

    def getlist(self, name: str) -> list[str]: ...


@dataclass(frozen=True)
class Address:
    """What is given for each filter, in its shortest form: no blanks, nothing twice, no page."""

    given: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, query: Given) -> Self:
        return cls({name: found for name in NAMES if (found := _values(name, query.getlist(name)))})

    def values(self, name: str) -> tuple[str, ...]:
        return self.given.get(name, ())

    def value(self, name: str) -> str:
        """The one value of a filter that has but one; "" where it is not given."""
        return self.given.get(name, ("",))[-1]

    def with_only(self, name: str, *values: str) -> Self:
        """The same, but for this filter these values and no others."""
        return type(self)(_in_order({**self.given, name: _values(name, values)}))

    def adding(self, name: str, value: str) -> Self:
        """The same with one more value, any of which will do."""
        return self.with_only(name, *self.values(name), value)

    def without(self, *names: str) -> Self:
        return type(self)({n: values for n, values in self.given.items() if n not in names})

    def without_value(self, name: str, value: str) -> Self:
        return self.with_only(name, *(held for held in self.values(name) if held != value))

    @property
    def query(self) -> str:
        """court=cand&court=nysd&status=open"""
        return "&".join(_part(name, held) for name, values in self.given.items() for held in values)

    def __str__(self) -> str:
        """With its question mark; "" where nothing is asked for."""
        return f"?{self.query}" if self.given else ""


@lru_cache(4096)  # the hundred links of a page are made of the same parts
def _part(name: str, value: str) -> str:
    return urlencode([(name, value)])


def _values(name: str, values: Iterable[str]) -> tuple[str, ...]:
    held = tuple(dict.fromkeys(value for value in map(str.strip, values) if value))
    if name == "sort" and held[-1:] == (USUAL_SORT,):
        return ()
    return held if name in MANY else held[-1:]


def _in_order(given: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {name: given[name] for name in NAMES if given.get(name)}
