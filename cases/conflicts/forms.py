import secrets
from typing import Any

from django import forms

from cases.conflicts.checking import NamesError, names_on
from cases.models.conflict_check import Outcome


class NamesForm(forms.Form):
    """The names to look for; cleans to a list of them."""

    names = forms.CharField(
        label="Names, one a line",
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": "Write the names to look for, one a line."},
    )
    matter = forms.CharField(label="What for", max_length=200, required=False)
    # Which form it is: sent twice, it asks once.
    token = forms.CharField(
        max_length=64,
        required=False,
        initial=lambda: secrets.token_hex(8),
        widget=forms.HiddenInput,
    )

    def clean_token(self) -> str:
        """One for whoever sends none, a program: then each time is another."""
        return self.cleaned_data["token"] or secrets.token_hex(8)

    def clean_names(self) -> list[str]:
        try:
            return names_on(self.cleaned_data["names"])
        except NamesError as error:
            raise forms.ValidationError(str(error)) from error


class OutcomeForm(forms.Form):
    """The outcome of a check, and why."""

    outcome = forms.ChoiceField(
        label="Outcome",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one: cleared, conflict or referred."},
    )
    reason = forms.CharField(
        label="Reason",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: it is what the next one reads."},
    )

    def clean_reason(self) -> Any:
        return self.cleaned_data["reason"].strip()
