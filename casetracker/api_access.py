"""Who may ask the API for what, and how often: the same people and rights as on the pages."""

import binascii
from datetime import datetime, timedelta
from hmac import compare_digest
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from knox.auth import TokenAuthentication as KnoxAuthentication
from knox.crypto import hash_token
from knox.settings import CONSTANTS
from rest_framework import authentication, permissions
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.request import Request

from casetracker.backends import RightsBackend
from casetracker.client_address import client_address
from casetracker.models import ApiToken, ApiUse, User
from casetracker.public_reading import READING, may_read
from casetracker.refusals import why_not

if TYPE_CHECKING:
    # Which takes its authentication from here when it is loaded.
    from rest_framework.views import APIView

_UNKNOWN = (
    "This token is not known here, was revoked, or has expired. Make a new one under "
    "/account/tokens/."
)
_MALFORMED = "Send one token: “Authorization: Bearer ct_…”. Make one under /account/tokens/."
_TOLD_APART = timedelta(minutes=1)  # how exact `last_used` is, so that reading seldom writes
_KEPT = timedelta(days=1)


class TokenAuthentication(KnoxAuthentication):
    """A person by one of their tokens, with all their rights; two queries."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """None where no token is sent. Raises AuthenticationFailed, which is answered 401.

        What is wrong is counted for the address that sends it; whoever has a good token goes on.
        """
        scheme, *sent = authentication.get_authorization_header(request).split() or [b""]
        if scheme.lower() != self.authenticate_header(request).lower().encode():
            return None
        try:
            if len(sent) != 1:
                raise AuthenticationFailed(_MALFORMED)
            return self.authenticate_credentials(sent[0])
        except AuthenticationFailed:
            _count(f"address {client_address(request)}")
            raise

    def authenticate_credentials(self, token: bytes) -> tuple[User, ApiToken]:
        """The person and the token. Raises AuthenticationFailed."""
        found = _token_of(token)
        person = RightsBackend().get_user(found.user_id) if found else None
        if found is None or person is None:
            raise AuthenticationFailed(_UNKNOWN)
        now = timezone.now()
        if found.last_used is None or now - found.last_used > _TOLD_APART:
            ApiToken.objects.filter(pk=found.pk).update(last_used=now)
        return person, found


class SessionAuthentication(authentication.SessionAuthentication):
    """Whoever is signed in on the pages; what they write needs the CSRF token, as there."""

    def enforce_csrf(self, request: HttpRequest) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied as error:
            raise PermissionDenied(
                f"{error.detail} Send the cookie “csrftoken” in the header X-CSRFToken too, or use "
                "a token: Authorization: Bearer ct_…"
            ) from error


class NotTooOften(permissions.BasePermission):
    """API_RATE requests a minute by one person, or from one address; one statement each.

    Counted in the database, which all processes of the web share. Asked before other permissions,
    for a throttle of the framework would be asked after them, and count nothing that is refused.
    """

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Raises Throttled, which is answered 429."""
        if request.user.is_authenticated:
            _count(f"person {request.user.pk}")
        else:
            _count(f"address {client_address(request)}")
        return True


class MayDoIt(permissions.BasePermission):
    """Reading as PUBLIC_READING has it; writing for whoever has what the view says it `needs`."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Raises PermissionDenied in words; False for who is not signed in, answered 401."""
        if request.method in permissions.SAFE_METHODS:
            if may_read(request):
                return True
            return self._refused(request, READING)
        needed: str | None = getattr(view, "needs", {}).get(request.method)
        if needed is None:
            return True  # the view answers that it knows no such method
        if not request.user.is_authenticated:
            return False
        if isinstance(request.auth, ApiToken) and not request.auth.may_write:
            raise PermissionDenied(
                f"The token “{request.auth.name}” only reads. Make one that may write under "
                "/account/tokens/."
            )
        return request.user.has_perm(needed) or self._refused(request, needed)

    def _refused(self, request: Request, permission: str) -> bool:
        user = request.user
        if isinstance(user, User):
            raise PermissionDenied(why_not(user.role, permission))
        return False


def _token_of(sent: bytes) -> ApiToken | None:
    try:
        token = sent.decode("ascii")
        digest = hash_token(token)
    except (UnicodeDecodeError, TypeError, binascii.Error):
        return None
    known_by = token[: CONSTANTS.TOKEN_KEY_LENGTH]
    if "\0" in known_by:
        return None
    alive = ApiToken.objects.filter(token_key=known_by, expiry__gt=timezone.now())
    return next((it for it in alive if compare_digest(it.digest, digest)), None)


def _count(who: str) -> None:
    """Raise Throttled, until the next minute, for whoever has asked more than is allowed."""
    now = timezone.now()
    if _asked(who, now) > settings.API_RATE:
        raise Throttled(60 - now.second)


def _asked(who: str, now: datetime) -> int:
    """How often they have asked in this minute, this time included."""
    minute = now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO casetracker_apiuse AS it (who, minute, asked) VALUES (%s, %s, 1)
            ON CONFLICT (who) DO UPDATE SET
                minute = excluded.minute,
                asked = CASE WHEN it.minute = excluded.minute THEN it.asked + 1 ELSE 1 END
            RETURNING asked
            """,
            [who, minute],
        )
        [asked] = cursor.fetchone()
    if asked == 1:
        ApiUse.objects.filter(minute__lt=minute - _KEPT).delete()
    return int(asked)
