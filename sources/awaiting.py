"""What awaits a review: of everything, of one case, of one source."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from cases.models import Case
from sources.facts import Fact, Reading, facts_cited_by
from sources.flags import Flag, flag_of_check, flag_of_notice
from sources.models import Citation, Notice, PassageCheck, Source
from sources.models.citation import CitationQuerySet
from sources.models.notice import NoticeQuerySet
from sources.models.passage import PassageCheckQuerySet

_WITHOUT_TEXTS = ("snapshot__text", "snapshot__raw", "passage__snapshot__text")


@dataclass(frozen=True)
class Waiting:
    """A passage to review, with the facts that lean on it."""

    check: PassageCheck
    flag: Flag
    facts: tuple[tuple[Fact, Reading], ...]


@dataclass(frozen=True)
class Noticed:
    """A notice to read, which flags every fact of its source."""

    notice: Notice
    flag: Flag


@dataclass(frozen=True)
class OfSource:
    """All that awaits a review of one source."""

    source: Source
    notices: tuple[Noticed, ...]
    passages: tuple[Waiting, ...]


def open_checks() -> PassageCheckQuerySet:
    """Checks that flag facts today."""
    return PassageCheck.objects.in_current_texts().unreviewed()


def open_notices() -> NoticeQuerySet:
    """Notices that flag facts today: of sources that are cited."""
    cited = Citation.objects.filter(passage__snapshot__source=OuterRef("snapshot__source"))
    return Notice.objects.in_current_texts().unreviewed().filter(Exists(cited))


def how_much_awaits() -> int:
    """How many passages and notices there are to review; one query, on two partial indexes."""
    sql, values = _counting()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        [number] = cursor.fetchone()
    return int(number)


@cache  # every page asks, and to build the query took longer than to answer it
def _counting() -> tuple[str, tuple[Any, ...]]:
    checks = open_checks().order_by().values("pk")
    both = checks.union(open_notices().order_by().values("pk"), all=True)
    sql, values = both.query.sql_with_params()
    return f"SELECT count(*) FROM ({sql}) AS waiting", tuple(values)  # noqa: S608 - ours


def awaiting_for(request: HttpRequest) -> int:
    """The same, asked once for a request: its ETag and the head of its page both say it."""
    asked = vars(request)
    if "how_much_awaits" not in asked:
        asked["how_much_awaits"] = how_much_awaits()
    return int(asked["how_much_awaits"])


def how_much_awaits_of_each() -> Counter[int]:
    """The same by the key of the source, for the list of them; two queries."""
    keys = [
        *open_checks().values_list("snapshot__source", flat=True),
        *open_notices().values_list("snapshot__source", flat=True),
    ]
    return Counter(keys)


def awaiting(*, case: Case | None = None, source: Source | None = None) -> list[OfSource]:
    """What is to be reviewed, by source and by place in its text; six queries, however much.

    Of a case, what its own facts lean on; its passages are shown with these facts only.
    """
    citations = Citation.objects.all()
    checks, notices = open_checks(), open_notices()
    if case is not None:
        citations = citations.filter(case=case)
        checks = checks.filter(Exists(citations.filter(passage=OuterRef("passage"))))
        of_source = citations.filter(passage__snapshot__source=OuterRef("snapshot__source"))
        notices = notices.filter(Exists(of_source))
    if source is not None:
        checks = checks.filter(snapshot__source=source)
        notices = notices.filter(snapshot__source=source)
    found = list(
        checks.select_related("passage__snapshot", "snapshot__source")
        .defer(*_WITHOUT_TEXTS, "passage__snapshot__raw")
        .order_by("passage__snapshot_id", "passage__start")
    )
    noticed = list(notices.select_related("snapshot__source").defer(*_WITHOUT_TEXTS[:2]))
    leaning = facts_by_passage(citations.filter(passage__in=[check.passage_id for check in found]))
    return _by_source(noticed, found, leaning)


def _by_source(
    notices: list[Notice],
    checks: list[PassageCheck],
    leaning: dict[int, list[tuple[Fact, Reading]]],
) -> list[OfSource]:
    texts = [*(one.snapshot for one in notices), *(one.snapshot for one in checks)]
    sources = {text.source_id: text.source for text in texts}
    return [
        OfSource(
            source,
            tuple(
                Noticed(one, flag_of_notice(one)) for one in notices if one.snapshot.source_id == pk
            ),
            tuple(
                Waiting(one, flag_of_check(one), tuple(leaning[one.passage_id]))
                for one in checks
                if one.snapshot.source_id == pk
            ),
        )
        for pk, source in sorted(sources.items())
    ]


def facts_by_passage(citations: CitationQuerySet) -> dict[int, list[tuple[Fact, Reading]]]:
    """The facts of these citations by the key of the passage that they cite."""
    leaning: dict[int, list[tuple[Fact, Reading]]] = defaultdict(list)
    for fact in facts_cited_by(citations.for_facts()):
        for reading in fact.readings:
            leaning[reading.citation.passage_id].append((fact, reading))
    return leaning
