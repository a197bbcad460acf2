"""The rows of a case on its own form: some of each kind, and a link to all of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from cases.admin.coming_back import with_next
from cases.models import Case, CaseRow, Claim, Counsel, Event, Filing, Party, RelatedCase
from cases.wording import figured

SHOWN = 20
_LENGTH = 120  # characters of a row's name

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Line:
    name: str
    hint: str
    address: str


@dataclass(frozen=True)
class Section:
    """Rows of one kind; `add` and `all` are addresses, empty where there is no such link."""

    title: str
    lines: tuple[Line, ...]
    all_words: str
    all: str
    add: str
    add_words: str


@dataclass(frozen=True)
class _Kind:
    model: type[CaseRow]
    newest: Callable[[Rows], Rows]
    hint: Callable[[Any], str]


_KINDS = (
    _Kind(Party, lambda rows: rows.order_by("-pk"), lambda row: row.get_role_display()),
    _Kind(
        Counsel,
        lambda rows: rows.order_by("-pk").select_related("represents"),
        lambda row: f"for {row.represents}",
    ),
    _Kind(Claim, lambda rows: rows.order_by("-pk"), lambda row: f"no. {row.number}"),
    _Kind(
        Filing,
        lambda rows: rows.newest_first(),  # type: ignore[attr-defined]
        lambda row: ", ".join(str(it) for it in (row.filed_on, row.get_kind_display()) if it),
    ),
    _Kind(
        Event,
        lambda rows: rows.order_by(F("first_day").desc(nulls_last=True), "-pk"),
        lambda row: str(row.date or "no date"),
    ),
    _Kind(
        RelatedCase,
        lambda rows: rows.order_by("-pk").select_related("other"),
        lambda row: row.relation,
    ),
)


def sections_of(case: Case, *, here: str, may: Callable[[str], bool]) -> list[Section]:
    """Every kind of row of the case, in two queries each, however many rows there are.

    `here`: the address to come back to. `may`: whether somebody has a permission.
    """
    return [_section(kind, case, here, may) for kind in _KINDS]


def _section(kind: _Kind, case: Case, here: str, may: Callable[[str], bool]) -> Section:
    meta = kind.model._meta
    of_the_case: dict[str, Any] = {"case": case}
    rows = kind.model._default_manager.filter(**of_the_case)
    total = rows.count()
    base = f"admin:cases_{meta.model_name}"
    add = with_next(reverse(f"{base}_add"), here, case=case.pk)
    names = str(meta.verbose_name_plural)
    return Section(
        title=names,
        lines=tuple(_line(kind, row, base, here) for row in kind.newest(rows)[:SHOWN]),
        all_words=f"all {figured(total, str(meta.verbose_name), names)}" if total > SHOWN else "",
        all=f"{reverse(f'{base}_changelist')}?case__id__exact={case.pk}",
        add=add if may(f"cases.add_{meta.model_name}") else "",
        add_words=f"Add {meta.verbose_name}",
    )


def _line(kind: _Kind, row: Any, base: str, here: str) -> Line:
    hint = "" if kind.model is Claim and row.number is None else kind.hint(row)
    return Line(
        name=Truncator(row.headline).chars(_LENGTH) or row.key,
        hint=Truncator(hint).chars(_LENGTH),
        address=with_next(reverse(f"{base}_change", args=[row.pk]), here),
    )
