"""Forms of the administration as a browser would send them back."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cases.models import CitedModel


def form_of(row: Any, query: str = "") -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk]) + query


def form_for_a_new(model: type[CitedModel], query: str = "") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add") + query


def opened(client: Client, address: str) -> dict[str, Any]:
    """What the form at this address holds, as it would be sent back unchanged."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    shown = response.context["adminform"]
    names = {name for _, options in shown.fieldsets for name in options["fields"]}
    data = {}
    for name in names & set(shown.form.fields):
        bound = shown.form[name]
        value = bound.field.prepare_value(bound.value())
        if value not in (None, False):
            data[name] = value
    return data


def sent(client: Client, address: str, **changes: Any) -> HttpResponse:
    """Open the form, change this, send it back."""
    return client.post(address, opened(client, address) | changes)


def said(response: Any) -> list[str]:
    """What the page that follows says was done."""
    return [str(message) for message in response.wsgi_request._messages]


def errors(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200, response.status_code
    return dict(response.context["adminform"].form.errors)
