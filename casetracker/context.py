"""What every page knows of the person who asks."""

from typing import Any

from django.http import HttpRequest

from casetracker.groups import WORK
from casetracker.public_reading import may_read


def person(request: HttpRequest) -> dict[str, Any]:
    """`may_read`, `may_work`: whether the record is open to them, and the administration.

    Costs no query for somebody who is not signed in, nor any more for somebody who is.
    """
    if not hasattr(request, "user"):  # an error before anybody was looked for
        return {"may_read": False, "may_work": False}
    return {"may_read": may_read(request), "may_work": request.user.has_perm(WORK)}
