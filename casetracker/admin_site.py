"""The administration: the same sign-in, permissions and looks as everywhere else."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView, redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator

from cases.permissions import RefusedError
from casetracker.groups import WORK


class TrackerAdminSite(admin.AdminSite):
    """Entered with the permission to work; `is_staff` says nothing here and cannot drift."""

    site_header = "Case Tracker"
    site_title = "Case Tracker"
    index_title = "Administration"
    site_url = "/cases/"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether somebody works here at all; each form then asks for its own permission."""
        return request.user.is_active and request.user.has_perm(WORK)

    @method_decorator(login_not_required)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """No sign-in of its own: the one page that is throttled. Raises RefusedError."""
        wanted = request.GET.get("next") or reverse("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(wanted)
        if not self.has_permission(request):
            raise RefusedError(WORK)
        return redirect("admin:index")

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """Sign out, and go where signing out goes elsewhere."""
        return LogoutView.as_view(next_page="cases:list")(request)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseRedirect:
        """The page for one's own password is not the administration's."""
        return HttpResponseRedirect(reverse("account_change_password"))
