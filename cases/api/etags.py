"""ETags: whoever asks again with the one they have is told that nothing changed; RFC 9110.

The tag of an answer is a hash of it, so it cannot be wrong. An answer that takes long to make
has a tag of its own that is known before (`cases/unchanged.py`).
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags
from rest_framework.request import Request
from rest_framework.response import Response

from cases import unchanged
from cases.api.problems import ChangedMeanwhileError


def tag_of(content: bytes) -> str:
    """The tag of these bytes, in its quotes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def tag_when_rendered(request: Request, response: Response) -> Response:
    """Put the tag on an answer once it is written; 304 in its place for whoever has it."""

    def conditional(written: Response) -> Any:
        tag = tag_of(written.content)
        answer = HttpResponseNotModified() if has_it(request, tag) else written
        answer.headers["ETag"] = tag
        private(answer)
        return answer

    response.add_post_render_callback(conditional)
    return response


def has_it(request: Request, tag: str) -> bool:
    """Whether who asks has the answer of this tag.

    Of other preconditions none is of use to a reader here: an answer has no day of its last change,
    and no parts to be fetched one after another.
    """
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or tag.removeprefix("W/") in {it.removeprefix("W/") for it in known}


def known_before(
    request: Request, slug: str, make: Callable[[], Response]
) -> Response | HttpResponse:
    """An answer about a case that takes long to make: 304 without making it, where it can be."""
    state = unchanged.state_of(slug)
    if state is None:
        return make()
    tag = unchanged.tag_of(request.build_absolute_uri(), *state.sums)
    answer: Response | HttpResponse
    if has_it(request, tag):
        answer = HttpResponseNotModified()
    else:
        answer = make()
        if not unchanged.is_still(slug, state):
            return answer
    answer.headers["ETag"] = tag
    return answer


def private(answer: HttpResponse) -> None:
    """Let nobody keep it for others, nor show it again without asking."""
    patch_cache_control(answer, private=True, no_cache=True)
    patch_vary_headers(answer, ["Accept", "Authorization", "Cookie"])


def refuse_if_changed(request: Request, content: bytes) -> None:
    """Raise ChangedMeanwhileError where If-Match names another state of the row than this.

    A tag that came compressed is a weak one, and still names what was read.
    """
    given = request.headers.get("If-Match", "").strip()
    if not given or given == "*":
        return
    tags = {tag.strip().removeprefix("W/") for tag in given.split(",")}
    if tag_of(content) not in tags:
        raise ChangedMeanwhileError
