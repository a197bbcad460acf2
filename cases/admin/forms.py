"""The forms of the record: what a lawyer types, where the columns are otherwise."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.db import models

from cases.admin.optimistic import VersionedForm
from cases.dates import PartialDate
from cases.models import Statute
from cases.statutes import StatuteError, StatuteRef, parse


class PartialDateField(forms.CharField):
    """A day, month or year as ISO 8601 writes them: 2025-01-21, 2025-01, 2025."""

    widget = AdminTextInputWidget

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(typed)
        except ValueError as error:
            raise ValidationError(f"{error}.") from error

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, PartialDate) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((self.prepare_value(initial) or "") != (data or "").strip())


class StatutesField(forms.CharField):
    """References to statutes in any spelling; cleans to a tuple of StatuteRef."""

    widget = AdminTextareaWidget(attrs={"rows": 2})

    def clean(self, value: Any) -> tuple[StatuteRef, ...]:
        typed = super().clean(value)
        try:
            return parse(typed) if typed.strip() else ()
        except StatuteError as error:
            raise ValidationError(f"{error}.") from error

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list | tuple):
            return "; ".join(str(statute) for statute in value)
        return value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            refs = [str(ref) for ref in parse(data)] if (data or "").strip() else []
        except StatuteError:
            return True
        return sorted(str(statute) for statute in initial or ()) != sorted(refs)


class CaseForm(VersionedForm):
    judges = SimpleArrayField(
        forms.CharField(max_length=200),
        delimiter="\n",
        required=False,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text="One on a line.",
    )


class RowForm(VersionedForm):
    """A row of a case. It never leaves the case, so what it points at is checked against that."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields[
                "key"
            ].help_text = (
                "A short name that links and record files use. Made from the name when left empty."
            )

    def _get_validation_exclusions(self) -> set[str]:
        excluded = set(super()._get_validation_exclusions())  # type: ignore[misc]
        return excluded - {"case"} if self.instance.case_id else excluded


class EventForm(RowForm):
    date = PartialDateField(
        required=False, help_text="As exactly as is known: 2025-01-21, 2025-01 or 2025."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "date" in self.fields:
            self.fields["date"].initial = self.instance.date

    def _post_clean(self) -> None:
        if "date" in self.cleaned_data:
            self.instance.date = self.cleaned_data["date"]
        super()._post_clean()  # type: ignore[misc]


class FilingForm(RowForm):
    """Not having seen the court's text and its having written none are two things."""

    wrote_nothing = forms.BooleanField(
        required=False, label="The court wrote nothing", help_text="Seen, and there was no text."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "wrote_nothing" in self.fields:
            self.fields["wrote_nothing"].initial = self.instance.text == ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        text = self.cleaned_data.get("text") or None
        if self.cleaned_data.get("wrote_nothing"):
            if text:
                self.add_error("wrote_nothing", "There is a text: empty it, or untick this.")
            text = text or ""
        self.cleaned_data["text"] = text
        return cleaned


class ClaimForm(RowForm):
    statutes = StatutesField(
        required=False,
        help_text="In any spelling, divided by semicolons: 18 U.S.C. § 2701 et seq.; 42:1983.",
    )

    def clean_against(self) -> Any:
        against, case_id = self.cleaned_data["against"], self._case_id()
        strangers = [str(party) for party in against if party.case_id != case_id]
        if strangers and case_id:
            raise ValidationError(
                f"“{strangers[0]}” belongs to another case; choose one of its own."
            )
        return against

    def _case_id(self) -> int | None:
        case: models.Model | None = self.cleaned_data.get("case")
        found: int | None = case.pk if case else self.instance.case_id
        return found

    def _save_m2m(self) -> None:
        if "statutes" in self.cleaned_data:
            refs = self.cleaned_data["statutes"]
            self.cleaned_data["statutes"] = [Statute.objects.written(ref) for ref in refs]
        super()._save_m2m()  # type: ignore[misc]
