"""The rows of a case, each with its form, its list and its search."""

from django.contrib import admin

from cases.admin.forms import ClaimForm, EventForm, FilingForm
from cases.admin.record import RowAdmin
from cases.models import Claim, Counsel, Event, Filing, Party, RelatedCase


@admin.register(Party)
class PartyAdmin(RowAdmin):
    own_fields = (
        *("name", "role", "court_role", "kind"),
        *("description", "parent", "terminated_on"),
    )
    autocomplete_fields = ("case",)
    list_display = ("name", "role", "kind", "case")
    list_filter = ("role", "kind")
    search_fields = ("name", "court_role", "description", "case__caption")


@admin.register(Counsel)
class CounselAdmin(RowAdmin):
    own_fields = (
        *("attorney", "firm", "position", "represents"),
        *("roles", "contact", "appeared_on", "withdrew_on"),
    )
    autocomplete_fields = ("case",)
    in_case = ("represents",)
    list_display = ("__str__", "firm", "represents", "case")
    list_filter = ("appeared_on", "withdrew_on")
    list_select_related = ("case", "represents")
    search_fields = ("attorney", "firm", "represents__name", "case__caption")


@admin.register(Claim)
class ClaimAdmin(RowAdmin):
    form = ClaimForm
    own_fields = (
        *("number", "title", "statutes", "against"),
        *("relief", "amount", "amount_basis", "disposed_by"),
    )
    autocomplete_fields = ("case",)
    in_case = ("against", "disposed_by")
    list_display = ("title", "number", "amount", "case")
    list_filter = (("disposed_by", admin.EmptyFieldListFilter),)
    search_fields = ("title", "statutes__citation", "statutes__popular_name", "case__caption")


@admin.register(Filing)
class FilingAdmin(RowAdmin):
    form = FilingForm
    own_fields = (
        *("number", "filed_on", "entered_on", "kind", "motion_type", "outcome"),
        *("description", "filed_by"),
        *("text", "wrote_nothing"),
        *("answers", "disposition", "disposes", "prejudice", "rule", "sealed"),
    )
    autocomplete_fields = ("case",)
    in_case = ("filed_by", "answers")
    list_display = ("__str__", "number", "filed_on", "kind", "disposition", "case")
    list_filter = ("kind", "disposition", "sealed", "filed_on")
    list_select_related = ("case", "filed_by")
    search_fields = ("description", "text", "=number", "case__caption")


@admin.register(Event)
class EventAdmin(RowAdmin):
    form = EventForm
    own_fields = (
        *("kind", "summary", "date", "stance", "place", "reason"),
        *("speaker", "speaker_title", "speaker_organization", "words", "medium"),
    )
    autocomplete_fields = ("case",)
    list_display = ("summary", "date", "kind", "stance", "case")
    list_filter = ("kind", "stance", "first_day")
    search_fields = ("summary", "speaker", "words", "case__caption")


@admin.register(RelatedCase)
class RelatedCaseAdmin(RowAdmin):
    own_fields = ("other", "relation", "description")
    autocomplete_fields = ("case", "other")
    list_display = ("__str__", "relation", "case")
    list_filter = ("relation",)
    list_select_related = ("case", "other")
    search_fields = ("other__caption", "relation", "case__caption")
