"""Notes and tags for the templates of the docket."""

from typing import Any

from django import template

from cases import notes
from cases.docket_page import DocketPage, Told
from cases.models import DocketNote, Filing

register = template.Library()


@register.filter
def may_change(user: Any, note: DocketNote) -> bool:
    """{% if user|may_change:note %}: its author, and admins."""
    return notes.may_change(user, note)


@register.filter
def told_on(listing: DocketPage, filing: Filing) -> Told | None:
    """What colleagues say of one of the rows of a page."""
    return listing.told.get(filing.pk)
