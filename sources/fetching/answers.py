"""What a site's answer means, when it is no page."""

from http import HTTPStatus

from sources.fetching.errors import PASTE_IT, FetchError

PAGE = frozenset({200, 203})
REDIRECTS = frozenset({301, 302, 303, 307, 308})

_LATER = "Try again later."
_CHECK = "Check how the address is written; if it moved, look for it on the site."
# What the site means, and what to do about it.
_MEANING = {
    204: ("it has nothing to show at this address", _CHECK),
    205: ("it has nothing to show at this address", _CHECK),
    401: ("it shows this page only to those who sign in", PASTE_IT),
    402: ("it shows this page only to those who pay", PASTE_IT),
    403: ("it does not let programs read this page", PASTE_IT),
    404: ("there is no page at this address", _CHECK),
    406: ("it does not let programs read this page", PASTE_IT),
    407: ("something on the way wants a sign-in", PASTE_IT),
    408: ("it lost patience", _LATER),
    410: ("the page was removed for good", "Look for a copy in a web archive, and cite that."),
    425: ("it is too early", _LATER),
    429: ("it was asked too often", f"{_LATER} Or do it by hand: {PASTE_IT}"),
    451: ("it may not show this page, for legal reasons", PASTE_IT),
}
_MAY_PASS = frozenset({202, 408, 425, 429})
_CLIENT_ERRORS = range(400, 500)
_SERVER_ERRORS = range(500, 600)


def no_page(status: int) -> FetchError:
    """Return the refusal of an answer with a status that is neither PAGE nor one of REDIRECTS."""
    if status in _SERVER_ERRORS:
        means, do = "it is out of order just now", f"{_LATER} Or do it by hand: {PASTE_IT}"
    elif status in _CLIENT_ERRORS:
        means, do = _MEANING.get(status, ("it does not answer this request", PASTE_IT))
    else:
        means, do = _MEANING.get(status, (f"that is no page ({_phrase(status)})", PASTE_IT))
    may_pass = status in _MAY_PASS or status in _SERVER_ERRORS
    return FetchError(f"The site answered {status}: {means}. {do}", may_pass=may_pass)


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "an answer of its own kind"
