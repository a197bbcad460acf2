"""The forms of the record, with the evidence of each row below its fields."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from cases.admin.record import VersionedAdmin, short, tell
from cases.citable import WHOLE_ROW
from cases.models import Case
from sources.actions import CiteError, cite, decide
from sources.facts import Fact, facts_of_row
from sources.forms import (
    CITE,
    DECIDE,
    citation_fields,
    decision_fields,
    filled,
    offer_texts,
    refuse,
)
from sources.forms import with_evidence as form_with_evidence
from sources.models import TARGET_MODELS, Basis

_CITING, _DECIDING = "sources.add_citation", "sources.add_decision"


class EvidencedAdmin(VersionedAdmin):
    """Saves a row, the citation given with it and the decision in one transaction."""

    change_form_template = "admin/evidenced_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        if not self._writes(request, obj):
            return fieldsets
        if request.user.has_perm(_CITING):
            names = list(citation_fields(self.model))
            fieldsets.append(("Add a source for it", {"fields": names, "classes": ["evidence"]}))
        if request.user.has_perm(_DECIDING):
            names = list(decision_fields(self.model))
            fieldsets.append(("Decide on a value", {"fields": names, "classes": ["evidence"]}))
        return fieldsets

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if request.user.has_perm(_CITING) and self._writes(request, obj):
            kwargs["form"] = form_with_evidence(
                self.form, self.model, may_decide=request.user.has_perm(_DECIDING)
            )
        return super().get_form(request, obj, change=change, **kwargs)

    def prepare(self, request: HttpRequest, obj: Any, form: forms.BaseForm) -> None:
        super().prepare(request, obj, form)
        refused: CiteError | None = vars(request).get("refused")
        if refused is not None:
            _show_when_cleaned(form, refused)
        field, about = request.GET.get("field", ""), form.fields.get(f"{CITE}field")
        if about is not None and field in {citable.field for citable in self.model.citable}:
            for prefix in (CITE, DECIDE):
                if f"{prefix}field" in form.fields:
                    form.fields[f"{prefix}field"].initial = field
        if about is None:
            return
        given = request.GET.get("case", "")
        case = obj.pk if isinstance(obj, Case) else getattr(obj, "case_id", None)
        offer_texts(form, case or (int(given) if given.isdecimal() else None))
        if request.GET.get("add") == "source":
            form.fields[f"{CITE}snapshot"].widget.attrs["autofocus"] = True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except CiteError as refused:
            # The transaction is undone, the row with it. Again, to show the form with the reason.
            vars(request)["refused"] = refused
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_evidence(self, request: HttpRequest, form: Any) -> None:
        citation = filled(form.cleaned_data, CITE)
        if citation:
            made = cite(row=form.instance, by=request.user, **citation)
            fact = form.instance.label_of(made.field)
            source = made.passage.snapshot.source
            tell(request, f"{fact}: {source.name} is cited, {short(made.passage)}.")
        decision = filled(form.cleaned_data, DECIDE)
        if decision:
            decided = decide(
                row=form.instance,
                field=decision["field"],
                basis=Basis(decision["basis"]),
                reason=decision["reason"],
                by=request.user,
            )
            fact = form.instance.label_of(decided.field)
            tell(request, f"{fact}: decided, {decided.get_basis_display()}.")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self.save_evidence(request, form)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        row = context.get("original")
        if row is not None:
            context["facts"] = [fact for fact in facts_of_row(row) if _says_something(fact)]
        return super().render_change_form(request, context, *args, **kwargs)

    def _writes(self, request: HttpRequest, obj: Any) -> bool:
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)


def register_with_evidence() -> None:
    """Put the evidence onto the forms that `cases.admin` has registered."""
    for model in TARGET_MODELS.values():
        plain: Any = type(admin.site._registry[model])
        name = f"Evidenced{plain.__name__}"
        admin.site.unregister(model)
        admin.site.register(model, type(name, (EvidencedAdmin, plain), {"__doc__": plain.__doc__}))


def _says_something(fact: Fact) -> bool:
    is_shown = fact.citable.field != WHOLE_ROW and bool(fact.value)
    return is_shown or fact.sourced or fact.decision is not None


def _show_when_cleaned(form: Any, refused: CiteError) -> None:
    clean = form.clean

    def refusing() -> Any:
        cleaned = clean()
        refuse(form, refused)
        return cleaned

    form.clean = refusing
