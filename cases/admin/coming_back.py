"""From a page of the tracker to a form and back to where one was: `?next=/cases/…`."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def next_of(request: HttpRequest) -> str:
    """The address to go back to, or "" when none is given or it leads out of the tracker."""
    address = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""


class ComingBackAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """After "Save", back to the page that sent one here."""

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return _back(request) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return _back(request) or super().response_post_save_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        answer = super().response_delete(request, obj_display, obj_id)
        return _back(request) or answer

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if next_of(request):
            # Those would forget where one came from.
            context |= {"show_save_and_continue": False, "show_save_and_add_another": False}
            context["coming_back_to"] = next_of(request)
        return super().render_change_form(request, context, *args, **kwargs)


def with_next(address: str, next_address: str, **more: object) -> str:
    """An address of a form that leads back to `next_address`."""
    return f"{address}?{urlencode({**more, 'next': next_address})}"


def _back(request: HttpRequest) -> HttpResponseRedirect | None:
    address = next_of(request)
    return HttpResponseRedirect(address) if address else None
