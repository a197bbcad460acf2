"""Who may read: anybody in the demo; else those who sign in and are in a group."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url
from django_htmx.http import HttpResponseClientRedirect

from cases.permissions import RefusedError

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

    def get_login_url(self, view_func: View) -> str:
        """The one page, also for the administration, which would name its own."""
        return str(settings.LOGIN_URL)

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: View
    ) -> HttpResponseBase:
        """To htmx, which asks for a part of a page, the word to take the whole page there."""
        part = getattr(request, "htmx", None)
        if not part:
            return super().handle_no_permission(request, view_func)
        sign_in = resolve_url(self.get_login_url(view_func))
        back = quote(part.current_url_abs_path or "/")
        return HttpResponseClientRedirect(f"{sign_in}?next={back}")

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
            return self.handle_no_permission(request, view_func)
        if getattr(view_func, "needs_reading", True) and not may_read(request):
            raise RefusedError(READING)
        return None
