"""One search over the record and the sources: its hits by case, and in words how it went."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.core.paginator import Paginator
from django.db import connection

from cases import statutes
from cases.models import Case
from cases.searching.asked import Asked, AskedError, read
from cases.searching.finding import (
    Found,
    Hit,
    TooSlowError,
    bounded,
    find,
    find_in_case,
)
from cases.searching.marking import Extract, names_marked, pieces_of
from cases.searching.places import Kind
from cases.searching.spelling import meant_by
from cases.searching.spread import cases_with_all
from cases.statutes import StatuteError
from cases.wording import joined
from cases.words import TEXT, as_in_text
from sources.searching.extracts import Shown, shown
from sources.searching.places import NAMES, TEXTS, find_in_sources, find_in_sources_of
from sources.searching.results import Group, Line, Offer, Results

PER_PAGE = 20  # cases
OF_EACH = 3  # hits of a case that are shown
OF_ONE = 200  # where one case alone was looked in
UNCITED = 10  # sources of no case that are shown
MOST_NUMBERED = 100  # cases of a docket number that says neither office nor court
_BY_NUMBER = 10_000.0  # above whatever words come to

NO_WORD = "There is no word in it. Type letters or digits of what you look for."
ONLY_MINUS = (
    "Say also what must be there: a minus only leaves out. For example: merger -settled, or "
    '"motion to dismiss" -denied.'
)
TOO_SLOW = (
    "The search was stopped: these words are in so much that it took too long. Add a word that "
    "only what you look for has, or choose where to look."
)


def search(
    text: str,
    *,
    kind: str = "",
    page: str = "",
    case: Case | None = None,
    colleague: bool = False,
) -> Results:
    """Look for what somebody typed; what cannot be looked for is said in `error`.

    `kind`: where to look, everywhere if it is none of the kinds. `case`: in that case alone.
    `colleague`: also in what colleagues tell each other, for those who may see it.
    """
    results = Results(text, Kind(kind) if kind in list(Kind) else None, case, colleague)
    try:
        results.asked = read(text)
    except AskedError as error:
        results.text, results.error = text[:200].replace("\0", ""), str(error)
        return results
    if not text.strip():
        return results
    if not results.asked.wanted:
        results.error = ONLY_MINUS if results.asked.unwanted else NO_WORD
        return results
    try:
        with bounded():
            _look(results)
            _turn_to(results, page)
    except TooSlowError:
        results.error = TOO_SLOW
    return results


# --- Looking --------------------------------------------------------------------------------------


def _look(results: Results) -> None:
    asked = _telling(results)
    if not asked.wanted:
        words = joined([f"“{word}”" for word in results.left_out])
        results.error = (
            f"{words} {'is' if len(results.left_out) == 1 else 'are'} in nearly every text. Add a "
            "word that only what you look for has, or put “quotes” around a phrase."
        )
        return
    results.looked = True
    results.asked = asked
    if results.case:
        results.found = tuple(_find_in(results.case, asked, results))
        results.groups, _ = _grouped(_hits(results), {}, ())
        return
    results.found = tuple(_find(asked, results))
    numbered = _numbered(asked, results.kind)
    # Of common words there is more than enough.
    apart = results.kind is None and results.is_whole
    found_in = {hit.case for hit in _hits(results) if hit.case}
    spread = cases_with_all(asked, found_in, results.places) if apart else []
    anything = numbered or spread or any(found.hits or not found.exact for found in results.found)
    if not anything:
        results.nearest = True
        results.asked = asked = asked.without_minus()
        results.found = tuple(_find(asked, results, loosely=True))
    results.groups, results.uncited = _grouped(_hits(results), numbered, spread)
    results.offer = _offer(results)
    if results.finds_nothing:
        results.meant = meant_by(results.text, asked)


def _telling(results: Results) -> Asked:
    """Without the single words that the database leaves out of every text."""
    asked = results.asked
    terms = [as_in_text(term.text) for term in asked.wanted]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT numnode(phraseto_tsquery(%s::regconfig, term)) > 0 "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS it(term, place) ORDER BY place",
            [TEXT, terms],
        )
        tells = [row[0] for row in cursor.fetchall()]
    kept = tuple(
        term for term, telling in zip(asked.wanted, tells, strict=True) if telling or term.is_phrase
    )
    results.left_out = tuple(term.text for term in asked.wanted if term not in kept)
    return replace(asked, wanted=kept)


def _find(asked: Asked, results: Results, *, loosely: bool = False) -> Iterable[Found]:
    for place in results.places:
        yield find(place, asked, loosely=loosely)
    if results.kind in (None, Kind.SOURCES):
        for place in (NAMES, TEXTS):
            yield find_in_sources(place, asked, loosely=loosely)


def _find_in(case: Case, asked: Asked, results: Results) -> Iterable[Found]:
    for place in results.places:
        yield find_in_case(place, asked, case)
    if results.kind in (None, Kind.SOURCES):
        for place in (NAMES, TEXTS):
            yield find_in_sources_of(place, asked, case)


def _hits(results: Results) -> list[Hit]:
    return [hit for found in results.found for hit in found.hits]


def _numbered(asked: Asked, kind: Kind | None) -> dict[int, date | None]:
    if asked.number is None or kind not in (None, Kind.CAPTIONS):
        return {}
    cases = Case.objects.numbered(asked.number).newest_first()
    return dict(cases.values_list("pk", "filed_on")[:MOST_NUMBERED])


def _offer(results: Results) -> Offer | None:
    if results.asked.is_number:
        return None
    try:
        refs = statutes.parse(results.text.strip())
    except StatuteError:
        return None
    number = Case.objects.claiming_under(*refs).count()
    return Offer(joined([str(ref) for ref in refs[:3]]), number) if number else None


# --- By case --------------------------------------------------------------------------------------


def _grouped(
    hits: Sequence[Hit],
    numbered: dict[int, date | None],
    spread: Sequence[tuple[Hit, ...]],
) -> tuple[tuple[Group, ...], Group | None]:
    """The groups, the best first and the newer of equals; and what is of no case."""
    by_case: dict[int | None, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_case[hit.case].append(hit)
    of_case = {case: _once_a_source(its) for case, its in by_case.items()}
    uncited = of_case.pop(None, [])
    groups = [
        Group(
            case,
            _score(its) + _BY_NUMBER * (case in numbered),
            tuple(sorted(its, key=_worth, reverse=True)),
            its[0].filed_on,
            case in numbered,
        )
        for case, its in of_case.items()
    ]
    groups += [
        Group(case, _BY_NUMBER, (), day, by_number=True)
        for case, day in numbered.items()
        if case not in of_case
    ]
    # A case is as near as what the farthest of the words stand in.
    groups += [
        Group(its[0].case, min(map(_worth, its)) / 2, its, its[0].filed_on) for its in spread
    ]
    groups.sort(key=lambda it: (-it.score, it.filed_on is None, _days(it), it.case))
    others = Group(None, 0, tuple(sorted(uncited, key=_worth, reverse=True))) if uncited else None
    return tuple(groups), others


def _once_a_source(hits: list[Hit]) -> list[Hit]:
    """Without the titles of sources whose text is there too."""
    texts = {hit.whole for hit in hits if hit.place is TEXTS}
    return [hit for hit in hits if hit.place is not NAMES or hit.whole not in texts]


def _score(hits: Iterable[Hit]) -> float:
    """The sum of the best hit of each place: of two parties of a name, the one in a claim too."""
    best: dict[str, float] = {}
    for hit in hits:
        best[hit.place.key] = max(best.get(hit.place.key, 0), _worth(hit))
    return sum(best.values())


def _worth(hit: Hit) -> float:
    return hit.place.weight * (1 + hit.rank)


def _days(group: Group) -> int:
    return -group.filed_on.toordinal() if group.filed_on else 0


# --- What the page shows --------------------------------------------------------------------------


def _turn_to(results: Results, number: str) -> None:
    results.page = Paginator(results.groups, PER_PAGE).get_page(number)
    groups = list(results.page)
    uncited = results.uncited if not results.page.has_next() else None
    most = OF_ONE if results.case else OF_EACH
    wanted = [hit for group in groups for hit in _best_of(group, most)]
    if uncited:
        wanted += uncited.hits[:UNCITED]
    made = shown(wanted, results.asked, loosely=results.nearest)
    cases = (
        Case.objects.select_related("court")
        .with_disposition()
        .in_bulk([group.case for group in groups])
    )
    results.lines = tuple(
        _line(cases[group.case], group, made, results, most)
        for group in groups
        if group.case in cases
    )
    if uncited:
        of_none = [made[key] for hit in uncited.hits[:UNCITED] if (key := _key(hit)) in made]
        more = len(uncited.hits) - len(of_none)
        results.uncited_line = Line(
            None, Extract(()), False, tuple(of_none), more, results.is_whole
        )


def _best_of(group: Group, most: int) -> list[Hit]:
    """The hits to show: not the caption's own, which is the heading."""
    return [hit for hit in group.hits if hit.place.key != "caption"][:most]


def _line(
    case: Case,
    group: Group,
    made: dict[tuple[str, int], Shown],
    results: Results,
    most: int,
) -> Line:
    marks = names_marked(case.caption, results.asked, loosely=results.nearest)
    rest = [hit for hit in group.hits if hit.place.key != "caption"]
    incomplete = {found.place.key for found in results.common}
    return Line(
        case=case,
        caption=Extract(pieces_of(case.caption, marks)),
        by_number=group.by_number,
        shown=tuple(made[key] for hit in _best_of(group, most) if (key := _key(hit)) in made),
        more=max(0, len(rest) - most),
        more_exactly=not any(hit.place.key in incomplete for hit in rest),
    )


def _key(hit: Hit) -> tuple[str, int]:
    return hit.place.key, hit.pk
