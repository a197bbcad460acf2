"""Links from the pages of the record to its forms, for those who may write."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse

from cases.admin.coming_back import with_next
from cases.models import Case
from sources.facts import Fact
from sources.models import ROW_MODELS

register = template.Library()


@dataclass(frozen=True)
class EditLinks:
    """The form of a fact's row: at the field itself, and where a source of it is added."""

    edit: str
    add_source: str


@register.simple_tag(takes_context=True)
def edit_links(context: RequestContext, fact: Fact) -> EditLinks | None:
    """{% edit_links fact as links %}: nothing for somebody who may not change the row."""
    name = fact.row._meta.model_name
    if not _may(context, f"cases.change_{name}"):
        return None
    form = reverse(f"admin:cases_{name}_change", args=[fact.row.pk])
    back = f"{fact.case.get_absolute_url()}#{fact.anchor.replace('evidence-', 'shown-', 1)}"
    field = fact.citable.field
    return EditLinks(
        edit=with_next(form, back, field=field),
        add_source=with_next(form, back, field=field, add="source"),
    )


@register.simple_tag(takes_context=True)
def add_link(context: RequestContext, case: Case, target: str, section: str) -> str:
    """{% add_link case "party" "parties-title" as address %}: the form for a new row, or ""."""
    name = ROW_MODELS[target]._meta.model_name
    if not _may(context, f"cases.add_{name}"):
        return ""
    back = f"{case.get_absolute_url()}#{section}"
    return with_next(reverse(f"admin:cases_{name}_add"), back, case=case.pk)


def _may(context: RequestContext, permission: str) -> bool:
    request: Any = context.get("request")
    return request is not None and bool(request.user.has_perm(permission))
