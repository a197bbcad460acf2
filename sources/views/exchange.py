from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.text import get_valid_filename
from django.views.decorators.http import require_safe

from cases.models import Case
from sources.annotations import MEDIA_TYPE, collection
from sources.facts import facts_of, facts_stated_by
from sources.models import Source


@require_safe
def annotations_of_case(request: HttpRequest, slug: str) -> JsonResponse:
    """The citations of a case as W3C Web Annotations, to keep."""
    case = get_object_or_404(Case.objects.select_related("court"), slug=slug)
    return _file(collection(case.caption, facts_of(case)), slug)


@require_safe
def annotations_of_source(request: HttpRequest, pk: int) -> JsonResponse:
    """What one source is cited for, in any case, as W3C Web Annotations."""
    source = get_object_or_404(Source, pk=pk)
    return _file(collection(source.name, facts_stated_by(source)), source.key)


def _file(annotations: dict[str, Any], name: str) -> JsonResponse:
    response = JsonResponse(
        annotations, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    filename = get_valid_filename(f"{name}.annotations.jsonld")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
