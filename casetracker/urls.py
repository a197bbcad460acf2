from django.urls import include, path
from django.views.generic import RedirectView

from casetracker.health import healthz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="cases:list")),
    path("", include("sources.urls")),
    path("cases/", include("cases.urls")),
    path("healthz", healthz, name="healthz"),
]
