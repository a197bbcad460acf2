"""Links from the pages of the record to its forms, for those who may write."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.template.context import RequestContext
from django.urls import reverse

from cases.admin.coming_back import with_next
from cases.models import Case
from sources.facts import Fact
from sources.models import ROW_MODELS, Target

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
    shown = fact.anchor.replace("evidence-", "shown-", 1)
    back = f"{_page_of(context, fact)}#{shown}"
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


def _page_of(context: RequestContext, fact: Fact) -> str:
    """The page to come back to: that of the docket or of the parties, if one came from there."""
    request: Any = context["request"]
    here: str = urlsplit(request.headers.get("HX-Current-URL", "") or request.path).path
    if fact.target is Target.FILING and here == reverse("cases:docket", args=[fact.case.slug]):
        return f"{here}?entry={fact.row.key}"  # type: ignore[attr-defined]
    if here == reverse("cases:parties", args=[fact.case.slug]):
        return here
    return fact.case.get_absolute_url()


def _may(context: RequestContext, permission: str) -> bool:
    request: Any = context.get("request")
    return request is not None and bool(request.user.has_perm(permission))
