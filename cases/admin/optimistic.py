"""Nobody writes over what they have not seen: one mechanism for every form of a versioned row.

The form carries the version that it was opened on. The row is locked before it is compared, so
of two who save at once the second is refused. Django's own page asks `get_object` for the row
before it looks at anything else, and runs in one transaction: that is where this sits.
"""

from copy import copy
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db import models
from django.db.models import F
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from cases.editing import Disagreement, EditConflictError, Shown, shown
from cases.models.versioned import Versioned

SEEN = "seen_version"


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A form that remembers which version of the row it was opened on."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """As any model form."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields[SEEN].initial = self.instance.version

    @property
    def row_fields(self) -> list[str]:
        """The fields of the form that belong to the row, and are not about it."""
        return [name for name in self.fields if hasattr(type(self.instance), name)]


class OptimisticAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Answers 409, with both versions side by side, when somebody else was there meanwhile."""

    form: type[forms.ModelForm] = VersionedForm  # type: ignore[type-arg]

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Any:
        saves = request.method == "POST" and "post" not in request.POST  # a deletion's "yes"
        if not saves:
            return super().get_object(request, object_id, from_field)
        try:
            pk = self.opts.pk.to_python(object_id)
            row = self.model._default_manager.select_for_update().filter(pk=pk).first()
        except (ValueError, forms.ValidationError):
            return None
        if row is not None and self.has_change_permission(request, row):
            self._compare(request, row)
        return row

    def _compare(self, request: HttpRequest, row: Versioned) -> None:
        if request.POST.get(SEEN) != str(row.version):
            raise EditConflictError(row)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except EditConflictError as conflict:
            return self._both_versions(request, conflict.row)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A list of the row (its statutes, say) is in another table, and counts as a change."""
        super().save_related(request, form, formsets, change)
        lists = {field.name for field in self.opts.many_to_many}
        if change and lists & set(form.changed_data):
            rows = self.model._default_manager.filter(pk=form.instance.pk)
            rows.update(version=F("version") + 1)

    def _both_versions(self, request: HttpRequest, row: Any) -> HttpResponse:
        fields = flatten_fieldsets(self.get_fieldsets(request, row))
        form_class = self.get_form(request, row, change=True, fields=fields)
        mine: Any = form_class(request.POST, request.FILES, instance=copy(row))
        names = mine.row_fields
        theirs = shown(row, names)
        was = _as_it_was(row, request.POST.get(SEEN, ""), names)
        context = {
            **self.admin_site.each_context(request),
            "title": "Somebody else changed this meanwhile",
            "opts": self.opts,
            "row": str(row),
            "differences": _differences(_as_typed(mine, names), theirs, was),
            "kept": _resent(request.POST),
            "seen": SEEN,
            "version": row.version,
            "address": request.get_full_path(),
        }
        return TemplateResponse(request, "admin/conflict.html", context, status=409)


def _as_typed(form: Any, names: list[str]) -> dict[str, str]:
    """What the form would write, in words; what it cannot write, as it was typed."""
    form.is_valid()
    row, typed = form.instance, {}
    for name in names:
        if name in form.cleaned_data and not _is_list(row, name):
            typed[name] = shown(row, [name])[name].words
        elif name in form.cleaned_data:
            typed[name] = "; ".join(str(item) for item in form.cleaned_data[name])
        else:
            typed[name] = ", ".join(form.data.getlist(name))
    return typed


def _is_list(row: models.Model, name: str) -> bool:
    return name in {field.name for field in row._meta.many_to_many}


def _as_it_was(row: Any, version: str, names: list[str]) -> dict[str, str]:
    """The row of that version in words, out of its history; lists are in another table."""
    history = getattr(row, "history", None)
    if history is None or not version.isdigit():
        return {}
    kept = history.filter(version=int(version)).order_by("-pgh_id").first()
    if kept is None:
        return {}
    # What a machine writes is not kept, and no form shows it.
    known = {field.attname for field in kept._meta.concrete_fields}
    columns = {
        field.attname: getattr(kept, field.attname)
        for field in row._meta.concrete_fields
        if field.attname in known
    }
    old = type(row)(**columns)
    return {name: shown(old, [name])[name].words for name in names if not _is_list(row, name)}


def _differences(
    yours: dict[str, str], theirs: dict[str, Shown], was: dict[str, str]
) -> list[Disagreement]:
    return [
        Disagreement(field.label, yours[name], field.words, was.get(name, "not kept here"))
        for name, field in theirs.items()
        if yours[name] != field.words
    ]


def _resent(posted: QueryDict) -> list[tuple[str, str]]:
    """What was sent, to be sent again on the new version."""
    left_out = {SEEN, "csrfmiddlewaretoken"}
    return [(n, value) for n, values in posted.lists() if n not in left_out for value in values]
