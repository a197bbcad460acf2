"""The addresses of the API, version 1, and what describes it."""

from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import path, re_path
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema, inline_serializer
from drf_spectacular.views import SpectacularAPIView
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from cases.api import etags
from cases.api.claims import Claims, ClaimsOfCase
from cases.api.docket import Docket
from cases.api.parties import Parties, PartiesOfCase
from cases.api.statutes import Statutes
from cases.api.views import refuse_unknown_of_one
from sources.api.citations import Citations
from sources.api.facts import CasesWithEvidence, Facts
from sources.api.sources import Snapshots, Sources

_LISTS = ("cases", "parties", "claims", "statutes", "sources", "citations")


class Index(APIView):
    """What there is."""

    @extend_schema(
        operation_id="index",
        responses=inline_serializer(
            "Index", {name: serializers.URLField() for name in (*_LISTS, "schema", "docs")}
        ),
    )
    def get(self, request: Request) -> Response:
        """The addresses of the lists, of this description and of its page."""
        refuse_unknown_of_one(request)
        names = (*_LISTS, "schema", "docs")
        found = {name: reverse(f"api:{name}", request=request) for name in names}
        return etags.tag_when_rendered(request, Response(found))


class Description(SpectacularAPIView):
    """The API in OpenAPI, for programs."""


class Nowhere(APIView):
    """An address that is none: told as other refusals are, whoever asks."""

    permission_classes = (AllowAny,)
    schema = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        self.http_method_names = [str(request.method).lower()]
        return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound


class WithoutSlash(APIView):
    """An address that leaves out its slash: the same with it, by the same method (308).

    Django's own redirect is 301, after which programs read where they meant to write.
    """

    schema = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        address = request.get_full_path(force_append_slash=True)
        return HttpResponsePermanentRedirect(address, preserve_request=True)


@require_safe
@csp_update({"img-src": ["data:"]})  # the arrows of Swagger UI are written into its CSS
def docs(request: HttpRequest) -> HttpResponse:
    """The description to read and to try."""
    return render(request, "api/docs.html")


_LIST, _ONE = {"get": "list"}, {"get": "retrieve"}
app_name = "api"
urlpatterns = [
    path("", Index.as_view(), name="index"),
    path("schema/", Description.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("cases/", CasesWithEvidence.as_view(_LIST), name="cases"),
    path("cases/<slug:slug>/", CasesWithEvidence.as_view(_ONE), name="case"),
    path("cases/<slug:slug>/facts/", Facts.as_view(_LIST), name="facts"),
    path(
        "cases/<slug:slug>/docket/",
        Docket.as_view({"get": "list", "post": "create"}),
        name="docket",
    ),
    path(
        "cases/<slug:slug>/docket/<slug:key>/",
        Docket.as_view({"get": "retrieve", "delete": "destroy"}),
        name="entry",
    ),
    path("cases/<slug:slug>/parties/", PartiesOfCase.as_view(_LIST), name="parties_of_case"),
    path("cases/<slug:slug>/claims/", ClaimsOfCase.as_view(_LIST), name="claims_of_case"),
    path("parties/", Parties.as_view(_LIST), name="parties"),
    path("parties/<int:pk>/", Parties.as_view(_ONE), name="party"),
    path("claims/", Claims.as_view(_LIST), name="claims"),
    path("claims/<int:pk>/", Claims.as_view(_ONE), name="claim"),
    path("statutes/", Statutes.as_view(_LIST), name="statutes"),
    path("statutes/<int:pk>/", Statutes.as_view(_ONE), name="statute"),
    path("sources/", Sources.as_view(_LIST), name="sources"),
    path("sources/<int:pk>/", Sources.as_view(_ONE), name="source"),
    path("snapshots/<int:pk>/", Snapshots.as_view(_ONE), name="snapshot"),
    path("citations/", Citations.as_view({"get": "list", "post": "create"}), name="citations"),
    path(
        "citations/<int:pk>/",
        Citations.as_view({"get": "retrieve", "delete": "destroy"}),
        name="citation",
    ),
    re_path(r"^[\s\S]*/$", Nowhere.as_view(), name="nowhere"),
    re_path(r"^[\s\S]*[^/]$", WithoutSlash.as_view(), name="without_slash"),
]
