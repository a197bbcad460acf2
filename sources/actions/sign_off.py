"""Signing a case off."""

from typing import Any

from django.db import DatabaseError, IntegrityError, transaction
from psycopg.errors import CheckViolation, LockNotAvailable

from cases.models import Case
from sources.models import SignOff


class SignOffError(ValueError):
    """Why a case cannot be signed off now, in words."""


def sign_off(*, case: Case, by: Any, remark: str = "") -> SignOff:
    """Vouch for the case as it stands. The database refuses while a point is open.

    Raises SignOffError, with nothing written: a point is open (one may have come up since the page
    was looked at), the case is signed off already, or somebody is in the middle of a change.
    """
    try:
        with transaction.atomic():
            made = SignOff.objects.create(case=case, signed_by=by, remark=remark)
    except DatabaseError as error:
        raise SignOffError(_in_words(error)) from error
    made.refresh_from_db()  # the database put in its own time
    return made


def _in_words(error: DatabaseError) -> str:
    cause = error.__cause__
    if isinstance(cause, LockNotAvailable):
        return (
            "Somebody is in the middle of a change of the record, so nobody can tell what would be "
            "signed. Try again in a moment."
        )
    if isinstance(cause, CheckViolation):
        return (
            "Something came up since you opened this page. What is open now is listed below; "
            "nothing was signed."
        )
    if isinstance(error, IntegrityError) and "sign_off_stands_once_a_case" in str(error):
        return "Somebody has signed this case off already, a moment ago."
    raise error
