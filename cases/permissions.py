"""How a view says what it needs; who has it is settled above, in `casetracker/groups.py`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


NOT_DONE = "You are no longer signed in, so nothing was changed. Sign in, and do it once more."


class RefusedError(PermissionDenied):
    """A permission is missing; the page for it says who has it. `permission` is `app.codename`."""

    def __init__(self, permission: str) -> None:
        super().__init__(permission)
        self.permission = permission


def needs(permission: str) -> Callable[[View[P]], View[P]]:
    """`@needs("cases.change_party")`: for people with this permission only.

    Somebody who is not signed in is sent to do so, and comes back. Raises RefusedError for others.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            if not request.user.has_perm(permission):
                raise RefusedError(permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the page for signing in, and from there back to the page that somebody was on.

    What takes only forms cannot be gone back to: whoever sent one comes back to its page, and is
    told that nothing was done. To htmx, which asks for a part of a page, the word to take the
    whole page there.
    """
    part = getattr(request, "htmx", None)
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, NOT_DONE)
        back = (part.current_url_abs_path if part else "") or _page_of_form(request)
    else:
        back = (part.current_url_abs_path or "/") if part else request.get_full_path()
    if part:
        return HttpResponseClientRedirect(f"{resolve_url(settings.LOGIN_URL)}?next={quote(back)}")
    return redirect_to_login(back)


def _page_of_form(request: HttpRequest) -> str:
    """Where a form was sent from, as the browser says; the first page where it does not."""
    page = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(page, request.get_host()):
        return "/"
    return urlsplit(page)._replace(scheme="", netloc="", fragment="").geturl() or "/"
