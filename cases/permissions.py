"""How a view says what it needs; who has it is settled above, in `casetracker/groups.py`."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


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
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(permission):
                raise RefusedError(permission)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
