"""What all views of the API have in common."""

from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from rest_framework import serializers, viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cases.api import etags
from cases.api.bodies import refuse_without_length
from cases.api.filtering import StrictFilters
from cases.models import Case

_SAFE = ("GET", "HEAD")


class Strict(serializers.Serializer[Any]):
    """A body in which a name that is none is refused: misspelt, it would be lost."""

    def to_internal_value(self, data: Any) -> Any:
        """Raises ValidationError."""
        if isinstance(data, dict):
            unknown = sorted(str(name) for name in set(data) - set(self.fields))
            if unknown:
                known = ", ".join(sorted(self.fields))
                raise ValidationError(
                    {it: [f"No such field. There are: {known}."] for it in unknown}
                )
        return super().to_internal_value(data)


class View(viewsets.GenericViewSet[Any]):
    """`needs`: the permission that each writing method takes; reading is for whoever may read."""

    needs: ClassVar[dict[str, str]] = {}
    filter_backends = (StrictFilters,)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse what is not read to its end, once it is known who asks."""
        super().initial(request, *args, **kwargs)
        refuse_without_length(request)
        if self.action and self.action != "list" and request.method in _SAFE:
            refuse_unknown_of_one(request)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """With its ETag, where it was read."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        if request.method in _SAFE and answer.status_code == 200 and "ETag" not in answer:  # noqa: PLR2004
            etags.tag_when_rendered(request, answer)
        else:
            etags.private(answer)
        return answer

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        page = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.get_serializer(self.get_object()).data)

    def refuse_if_changed(self, row: Any) -> None:
        """Raise ChangedMeanwhileError where If-Match names another state than the row is in."""
        body = Response(self.get_serializer(row).data)
        accepted = self.request.accepted_media_type
        content = self.request.accepted_renderer.render(body.data, accepted)
        etags.refuse_if_changed(self.request, content)


def refuse_unknown_of_one(request: Request) -> None:
    """Raise ValidationError for any parameter: the address of one row takes none."""
    given = list(request.query_params)
    if given:
        raise ValidationError({name: ["This address takes no parameters."] for name in given})


class OfCase(View):
    """Rows of the case that the address names."""

    _case: Case | None = None

    @property
    def case(self) -> Case:
        """The case, read once. Raises Http404."""
        if self._case is None:
            cases = Case.objects.select_related("court")
            self._case = get_object_or_404(cases, slug=self.kwargs["slug"])
        return self._case
