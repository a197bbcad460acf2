"""The docket of a case: its entries with every filter of the page, and logging one."""

import hashlib
import json
import secrets
from typing import Any, ClassVar

from django.db import transaction
from django.http import Http404, QueryDict
from drf_spectacular.drainage import set_override
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api.entries import EntrySerializer, NewEntry
from cases.api.problems import GENERAL, ConflictError
from cases.api.views import OfCase
from cases.docket_filters import DocketFilter, NumbersFilter
from cases.docket_log.forms import LogForm
from cases.docket_page import with_all_it_shows
from cases.docketing import (
    LOGGED,
    LoggingError,
    UndoRefusedError,
    log_event,
    name_of,
    undo_log,
)
from cases.models import Case, Filing
from cases.notes import may_see

# A range, though its column is of numbers: 12-45.
set_override(NumbersFilter, "field", OpenApiTypes.STR)

_IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="Any words of yours that name this entry. The same request sent again with the "
    "same key gives the entry that is there (200); another request with it is refused (409).",
)
_IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The ETag that you read; refused (412) where it is another by now.",
)
_LONGEST_KEY = 200  # characters
_HALF = 20  # signs of the name of an entry; of two halves it is as long as a form takes


class Docket(OfCase):
    """Docket entries of one case."""

    queryset = Filing.objects.none()
    serializer_class: Any = EntrySerializer
    filterset_class = DocketFilter
    lookup_field = "key"
    needs: ClassVar = {"POST": "cases.add_filing", "DELETE": "cases.add_filing"}

    def filterset_for(self, queryset: Any) -> DocketFilter:
        given = self.request.query_params
        return DocketFilter(self.case, given, with_tags=may_see(self.request.user))

    def filter_queryset(self, queryset: Any) -> Any:
        return with_all_it_shows(super().filter_queryset(queryset))

    def get_queryset(self) -> Any:
        return with_all_it_shows(self.case.filings.all())

    def get_object(self) -> Filing:
        """The entry of the address. Raises Http404."""
        found: Filing | None = self.get_queryset().filter(key=self.kwargs["key"]).first()
        if found is None:
            raise Http404
        found.case = self.case
        return found

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        for filing in page or ():
            filing.case = self.case
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    @extend_schema(
        request=NewEntry,
        parameters=[_IDEMPOTENCY],
        responses={
            201: EntrySerializer,
            200: OpenApiResponse(EntrySerializer, "It was logged with this key before."),
        },
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Log a docket entry. What you leave out is read from its text, as on the page."""
        case = self.case
        given = NewEntry(data=request.data)
        given.is_valid(raise_exception=True)
        named, token = _names(request, given.validated_data)
        with transaction.atomic():
            # Of two who send the same at once, the second sees what the first has made.
            Case.objects.select_for_update().get(pk=case.pk)
            made = case.filings.filter(key__startswith=LOGGED + named).first()
            code = status.HTTP_200_OK
            if made is None:
                made = self._logged(token, given.validated_data)
                code = status.HTTP_201_CREATED
            elif made.key != LOGGED + token:
                raise ConflictError(
                    f"Something else was logged already, as {name_of(made).lower()}, with this "
                    "Idempotency-Key; what you send now was not saved. Send it with another key."
                )
        self.kwargs["key"] = made.key
        answer = Response(self.get_serializer(self.get_object()).data, status=code)
        answer.headers["Location"] = answer.data["url"]
        return answer

    @extend_schema(parameters=[_IF_MATCH])
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take back an entry that was logged here and that nobody has touched since."""
        with transaction.atomic():
            # What the tag was compared with stays so until it is taken back.
            Case.objects.select_for_update().get(pk=self.case.pk)
            found = self.get_object()
            self.refuse_if_changed(found)
            try:
                undo_log(filing=found, by=request.user)
            except UndoRefusedError as error:
                raise ConflictError(str(error)) from error
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _logged(self, token: str, given: dict[str, Any]) -> Filing:
        form = _form(self.case, token, given)
        if not form.is_valid() or form.understood is None:
            raise ValidationError({name: list(words) for name, words in form.errors.items()})
        if not set(given.get("claims", ())) <= {claim.pk for claim in form.understood.claims}:
            words = "The entry disposes of no claims: say “disposes”: “claims”, and how."
            raise ValidationError({"claims": [words]})
        try:
            return log_event(
                case=self.case, by=self.request.user, token=token, entry=form.understood
            )
        except LoggingError as error:
            raise ValidationError({error.field: [str(error)]}) from error


def _names(request: Request, given: dict[str, Any]) -> tuple[str, str]:
    """How all entries of this Idempotency-Key begin, and the whole name of the one of this body.

    A key is somebody's own, so that no two share one.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        own = secrets.token_hex(_HALF)
        return own, own
    if len(key) > _LONGEST_KEY:
        words = f"Idempotency-Key may have {_LONGEST_KEY} characters at the most."
        raise ValidationError({GENERAL: [words]})
    named = _short(f"{request.user.pk} {key}")
    return named, named + _short(json.dumps(given, sort_keys=True))


def _short(words: str) -> str:
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()[:_HALF]


def _form(case: Case, token: str, given: dict[str, Any]) -> LogForm:
    """The log row of the page, filled in."""
    row = QueryDict(mutable=True)
    row["token"] = token
    for name, value in given.items():
        if name == "claims":
            row.setlist(name, [str(claim) for claim in value])
        elif isinstance(value, bool):
            row.update({name: "on"} if value else {})
        elif value is not None:
            row[name] = str(value)
    if "claims" in given:
        row["claims_shown"] = "on"
    return LogForm(case, row)
