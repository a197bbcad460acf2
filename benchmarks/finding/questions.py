"""What is asked: each question as a filter, and as the address of each that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db import connection

from cases import statutes
from cases.models import Statute

ACT = "Stored Communications Act"
COURT, FROM, TO = "cand", date(2015, 1, 1), date(2016, 12, 31)
MIDDLING_SHARE = 0.005  # of all cases
RARE_STATUTE = "a rare statute"
RARE = 60  # cases, at any size: a full page, so that sizes compare
FACETS = ("court_id", "status", "disposition", "nature_of_suit", "filed_year")


@dataclass(frozen=True)
class Filter:
    """Which cases: those under one of these statutes, in a court, filed in a time."""

    name: str
    statute: str = ""  # as a person writes it
    keys: tuple[int, ...] = ()  # of the statutes that overlap it
    court: str = ""
    filed: tuple[date, date] | None = None
    is_selective: bool = False

    @property
    def ours(self) -> str:
        return f"?{urlencode(self._given())}" if self._given() else ""

    @property
    def admin(self) -> str:
        """For the changelist of `benchmarks.finding.admin`, whose filters have these names."""
        given = {"statutes": ",".join(map(str, self.keys))} if self.keys else {}
        if self.court:
            given["card__court__id__exact"] = self.court
        if self.filed:
            given["card__filed_on__gte"], given["card__filed_on__lte"] = map(str, self.filed)
        return f"?{urlencode(given)}"

    @property
    def datasette(self) -> str:
        given = [("_size", "50"), ("_sort_desc", "filed_on")]
        given += [("_facet", name) for name in FACETS]
        if self.keys:
            # Not by its own _through, which finds nothing together with a filter by a column.
            keys = ", ".join(map(str, self.keys))
            given.append(
                (
                    "_where",
                    f"id in (select case_id from case_statutes where statute_id in ({keys}))",
                )
            )
        if self.court:
            given.append(("court_id", self.court))
        if self.filed:
            given += [("filed_on__gte", str(self.filed[0])), ("filed_on__lte", str(self.filed[1]))]
        return f"?{urlencode(given)}"

    def condition(self, *, without: str = "") -> tuple[str, list[object]]:
        """The WHERE clause over index cards, and its values; less that on one column."""
        parts = ["true"]
        values: list[object] = []
        if self.keys:
            parts.append("statutes && %s::bigint[]")
            values.append(list(self.keys))
        if self.court and without != "court_id":
            parts.append("court_id = %s")
            values.append(self.court)
        if self.filed and without != "filed_year":
            parts.append("filed_on BETWEEN %s AND %s")
            values += self.filed
        return " AND ".join(parts), values

    @property
    def filtered(self) -> list[str]:
        """The facets whose own column is filtered: their choices stand in place of one another."""
        return [*(["court_id"] if self.court else []), *(["filed_year"] if self.filed else [])]

    def _given(self) -> dict[str, str]:
        given = {"statute": self.statute} if self.statute else {}
        if self.court:
            given["court"] = self.court
        if self.filed:
            given["filed_after"], given["filed_before"] = map(str, self.filed)
        return given


def filters(commonest: str) -> list[Filter]:
    """The lists asked for, of the world connected to; statutes by how many cases they have."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT citation, count(*) FROM cases_card, unnest(statutes) AS under
              JOIN cases_statute ON id = under
             WHERE NOT jurisdictional AND lower_key = upper_key GROUP BY 1 ORDER BY 2 DESC, 1
            """
        )
        counts: dict[str, int] = dict(cursor.fetchall())
        cursor.execute("SELECT count(*) FROM cases_card")
        [total] = cursor.fetchone()

    def nearest(cases: float) -> str:
        enough = [citation for citation, count in counts.items() if count >= min(cases, 50)]
        return min(enough or counts, key=lambda citation: abs(counts[citation] - cases))

    middling, rare = nearest(total * MIDDLING_SHARE), nearest(RARE)
    return [
        Filter("all cases"),
        _under("the commonest statute", commonest),
        _under("a middling statute", middling),
        _under(RARE_STATUTE, rare, is_selective=True),
        _under("an act", ACT),
        _under("the commonest in a court and years", commonest, court=COURT, filed=(FROM, TO)),
        _under("a middling one in a court and years", middling, court=COURT, filed=(FROM, TO),
               is_selective=True),
    ]  # fmt: skip


def _under(
    name: str,
    statute: str,
    *,
    court: str = "",
    filed: tuple[date, date] | None = None,
    is_selective: bool = False,
) -> Filter:
    overlapping = Statute.objects.overlapping(*statutes.parse(statute)).order_by("pk")
    keys = tuple(overlapping.values_list("pk", flat=True))
    return Filter(name, statute, keys, court, filed, is_selective)
