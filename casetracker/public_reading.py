"""Who may read: anybody in the demo; else those who sign in and are in a group."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase

from cases.permissions import RefusedError, to_sign_in

READING = "cases.view_case"

View = Callable[..., HttpResponseBase]


def may_read(request: HttpRequest) -> bool:
    """Whether the record and its evidence are open to whoever asks."""
    return settings.PUBLIC_READING or request.user.has_perm(READING)


def for_everybody_signed_in(view: View) -> View:
    """Mark a view that needs no permission to read: one's own account."""

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    marked.needs_reading = False  # type: ignore[attr-defined]
    return marked


class ReadingMiddleware(LoginRequiredMiddleware):
    """Unless PUBLIC_READING is on, every page needs sign-in and then the permission to read.

    A new page is behind this by itself; `login_not_required` takes one out. What people change is
    guarded by the views, whatever is set here.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: View,
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Send people to sign in, or raise RefusedError; None lets them through."""
        if not getattr(view_func, "login_required", True) or settings.PUBLIC_READING:
            return None
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if getattr(view_func, "needs_reading", True) and not may_read(request):
            raise RefusedError(READING)
        return None
