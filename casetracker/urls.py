from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from casetracker.health import healthz

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="cases:list")),
    path("", include("sources.urls")),
    path("cases/", include("cases.urls")),
    path("statutes/", include("cases.statute_urls")),
    path("conflicts/", include("sources.conflict_urls")),
    path("account/", include("casetracker.account_urls")),
    path("api/v1/", include("casetracker.api")),
    path("admin/", admin.site.urls),
    path("healthz", login_not_required(healthz), name="healthz"),
]
handler403 = "casetracker.refusals.refused"
handler429 = "casetracker.throttling.too_many_requests"
