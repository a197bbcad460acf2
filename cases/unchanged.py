"""Whether a page of a case is still what it was, known without making it: ETags and 304.

What a page shows of the record and its evidence is told by the row versions that it is made of.
PostgreSQL gives every version of a row a place and the transaction that wrote it (`ctid`, `xmin`),
so whatever is changed, added or taken away, by whomever and however, makes another sum. Nothing
has to be kept for that, and no write gets slower. `FROM` names the tables; the storeys above add
theirs. A page that reads another table shows in `tests/cases/test_unchanged.py`.

The rest of a page is who asks, what they may, the day, the code and the address.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

View = Callable[..., HttpResponseBase]

_CODE = ("cases", "sources", "casetracker", "templates", "static")
_SUFFIXES = {".py", ".html", ".txt", ".css", ".js", ".csv", ".svg"}

# Each: the rows of one table, called `it`, that a page of the case `c` is made of.
FROM = [
    "cases_case it WHERE it.id = c.id",
    "cases_card it WHERE it.case_id = c.id",
    "cases_party it WHERE it.case_id = c.id",
    "cases_counsel it WHERE it.case_id = c.id",
    "cases_claim it WHERE it.case_id = c.id",
    "cases_filing it WHERE it.case_id = c.id",
    "cases_event it WHERE it.case_id = c.id",
    "cases_relatedcase it WHERE it.case_id = c.id",
    "cases_claimstatute it JOIN cases_claim cl ON cl.id = it.claim_id WHERE cl.case_id = c.id",
    "cases_claimagainst it JOIN cases_claim cl ON cl.id = it.claim_id WHERE cl.case_id = c.id",
    "cases_statute it WHERE it.id IN (SELECT cs.statute_id FROM cases_claimstatute cs"
    " JOIN cases_claim cl ON cl.id = cs.claim_id WHERE cl.case_id = c.id)",
    "cases_ruling it JOIN cases_filing f ON f.id = it.order_id WHERE f.case_id = c.id",
    "cases_document it JOIN cases_filing f ON f.id = it.filing_id WHERE f.case_id = c.id",
    "cases_docketnote it JOIN cases_filing f ON f.id = it.filing_id WHERE f.case_id = c.id",
    "cases_dockettag it JOIN cases_filing f ON f.id = it.filing_id WHERE f.case_id = c.id",
    # The cases that it is related to, by their captions and courts.
    "cases_case it WHERE it.id IN (SELECT r.other_id FROM cases_relatedcase r"
    " WHERE r.case_id = c.id)",
    # Not with an OR, for which PostgreSQL went through the cases of every court.
    "cases_court it WHERE it.id IN (SELECT k.court_id FROM cases_case k WHERE k.id IN"
    " (SELECT c.id UNION ALL SELECT r.other_id FROM cases_relatedcase r WHERE r.case_id = c.id))",
]
# What the frame of every page shows to whoever asks, besides their name.
SHOWN_TO: list[Callable[[HttpRequest], str]] = []


@dataclass(frozen=True)
class State:
    """What a case and its evidence are made of, and the moment at which that was looked at."""

    sums: tuple[str, ...]
    moment: str


def state_of(slug: str) -> State | None:
    """One query, over rows and never over their texts; None where there is no such case."""
    with connection.cursor() as cursor:
        cursor.execute(_query(), [slug])
        found = cursor.fetchone()
    return State(tuple(map(str, found[1:])), found[0]) if found else None


def is_still(slug: str, state: State) -> bool:
    """Whether nothing has been written since; looks at the rows only where anything was at all.

    One query whichever it is, or a page would take one more while somebody works on another case.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT was.is_now, now.* FROM (SELECT pg_current_snapshot()::text = %s AS is_now) was"  # noqa: S608
            f" LEFT JOIN LATERAL ({_query()} AND NOT was.is_now) now ON true",
            [state.moment, slug],
        )
        is_now, _, *sums = cursor.fetchone()
    return is_now or tuple(map(str, sums)) == state.sums


def unless_unchanged(view: View) -> View:
    """Decorator of a page of a case: 304 for whoever has it as it is.

    Without a tag goes out what shows a message or says when it was printed, a part of a page, and
    a page during whose making something was written.
    """

    @wraps(view)
    def conditional(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        state = state_of(slug) if _can_be_kept(request) else None
        if state is None:
            return view(request, slug, *args, **kwargs)
        tag = tag_of(*_asked(request), *state.sums)
        answer: HttpResponseBase | None = get_conditional_response(request, tag)
        if answer is None:
            answer = view(request, slug, *args, **kwargs)
            if not _is_kept(request, answer) or not is_still(slug, state):
                return answer
        _say_so(answer, tag)
        return answer

    return conditional


def tag_of(*parts: str) -> str:
    """A weak tag, for pages that are alike, not the same byte by byte (a token in a form)."""
    joined = "\0".join((code_version(), *parts)).encode()
    return f'W/"{hashlib.sha256(joined).hexdigest()[:32]}"'


@cache
def code_version() -> str:
    """Another one when a file of ours, Django or a setting of the environment is another."""
    parts = [django.__version__, str(settings.DEBUG), settings.TIME_ZONE]
    for path in sorted(_files()):
        found = path.stat()
        parts.append(f"{path} {found.st_size} {found.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _files() -> Iterator[Path]:
    for folder in _CODE:
        for path in (settings.BASE_DIR / folder).rglob("*"):
            if path.suffix in _SUFFIXES:
                yield path


@cache
def _query() -> str:
    version = "hashtextextended(it.ctid::text || it.xmin::text, 0)"
    # Only names of our own tables go into it.
    sums = ", ".join(f"(SELECT coalesce(sum({version}), 0) FROM {rows})" for rows in FROM)  # noqa: S608
    return f"SELECT pg_current_snapshot()::text, {sums} FROM cases_case c WHERE c.slug = %s"  # noqa: S608


def _can_be_kept(request: HttpRequest) -> bool:
    is_whole = "HX-Request" not in request.headers and "print" not in request.GET
    return request.method in {"GET", "HEAD"} and is_whole and not len(get_messages(request))


def _is_kept(request: HttpRequest, answer: HttpResponseBase) -> bool:
    is_page = isinstance(answer, HttpResponse) and answer.status_code == 200  # noqa: PLR2004
    # A new secret for its forms comes with it, which the next request brings along.
    has_forms = bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
    secret = request.COOKIES.get(settings.CSRF_COOKIE_NAME)
    return is_page and (not has_forms or request.META.get("CSRF_COOKIE") == secret)


def _asked(request: HttpRequest) -> Iterator[str]:
    """All that a page depends on besides its case."""
    yield request.build_absolute_uri()
    yield timezone.localdate().isoformat()
    yield str(settings.PUBLIC_READING)
    yield request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    user = request.user
    if user.is_authenticated:
        yield f"{user.pk} {user.get_username()} {user.get_full_name()}"
        yield f"{user.is_superuser} {sorted(user.get_all_permissions())}"
        yield str(sorted(getattr(user, "group_names", ())))
        yield from (shown(request) for shown in SHOWN_TO)


def _say_so(answer: HttpResponseBase, tag: str) -> None:
    answer.headers["ETag"] = tag
    patch_cache_control(answer, private=True, no_cache=True)
    patch_vary_headers(answer, ["Cookie", "HX-Request"])
