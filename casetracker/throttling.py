"""How often somebody may fail to sign in, and the page that says it was too often."""

from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from casetracker.client_address import client_address

# Without a name there is only the pace to slow down.
PAUSE = timedelta(minutes=1)
STATUS = 429


def username_of(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name to count failures for: sign-in ignores case, so the count does too."""
    name = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(name).strip().lower()


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """The page for somebody who failed too often (the name and the address together)."""
    last = (
        AccessAttempt.objects.filter(
            username=username_of(request, credentials), ip_address=client_address(request)
        )
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    return _answer(
        request, (last or timezone.now()) + settings.AXES_COOLOFF_TIME, settings.AXES_FAILURE_LIMIT
    )


def too_many_requests(request: HttpRequest, *_: Any) -> HttpResponse:
    """The page for somebody who asks too often, whoever they say they are."""
    return _answer(request, timezone.now() + PAUSE, None)


def forget_failures(usernames: list[str]) -> int:
    """Let people who are locked out try again; the number of counts dropped."""
    names = [name.lower() for name in usernames]
    dropped: int = AccessAttempt.objects.filter(username__in=names).delete()[0]
    return dropped


def _answer(request: HttpRequest, until: datetime, failures: int | None) -> HttpResponse:
    seconds = max(1, round((until - timezone.now()).total_seconds()))
    context = {"until": until, "minutes": -(-seconds // 60), "failures": failures}
    response = render(request, "429.html", context, status=STATUS)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
