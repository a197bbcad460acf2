"""Where words are looked for: each vector once, for the index and for the query that it serves.

PostgreSQL takes an index on an expression only for a query with the very same expression, and a
partial index only for one that repeats its condition.
"""

from django.db.models import Q
from django.db.models.expressions import Combinable

from cases.words import names_in, names_in_list, text_in

Vector = Combinable

CAPTION: Vector = names_in("caption", "docket_number", "mdl_status")
JUDGES: Vector = names_in_list("judges")
SUMMARY: Vector = names_in("summary") + text_in("summary", "class_definition")
HAS_SUMMARY = ~Q(summary="", class_definition="")

PARTY_NAME: Vector = names_in("name")
PARTY_SAID: Vector = names_in("parent", "description") + text_in("description")
HAS_PARTY_SAID = ~Q(parent="", description="")
COUNSEL: Vector = names_in("attorney", "firm")

CLAIM: Vector = names_in("title", "cause") + text_in("title", "cause", "relief")
EVENT: Vector = names_in("summary", "speaker", "speaker_organization") + text_in(
    *("summary", "words", "reason", "place", "speaker", "speaker_title", "speaker_organization"),
    "medium",
)
DOCKET_TEXT: Vector = text_in("text", "description")
ATTACHMENT: Vector = text_in("description")
HAS_DESCRIPTION = ~Q(description="")
NOTE: Vector = text_in("text")
