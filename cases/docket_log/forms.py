"""The form of the log row: what is typed wins, what is left empty is read out of the text."""

import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, TypeVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from cases.docket_log import typed_dates, typed_kinds
from cases.docket_log.finding import entry_called, party_called
from cases.docket_log.merging import Typed, merged
from cases.docket_log.papers import ACCEPT, PaperError, papers_of
from cases.docket_log.proposing import Proposal, proposal_of
from cases.docketing import Entry
from cases.kinds import Disposition, Prejudice, Scope
from cases.models import Case, Claim
from cases.wording import plain_day

NONE = "-"  # typed or chosen: nothing, whatever the text says
LONGEST_TEXT = 100_000  # characters
_LARGEST_NUMBER = 10**15
_TOKEN = re.compile(r"[a-z0-9]{8,40}")
_AS_READ = "as the text says"
Found = TypeVar("Found")


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs)


class FilesField(forms.FileField):
    """Several files; cleans to a tuple of Paper."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files: list[UploadedFile[bytes]] = [file for file in data or [] if file]
        try:
            return papers_of(files)
        except PaperError as error:
            raise forms.ValidationError(str(error)) from error


def _as_read(choices: Any, nothing: str) -> list[tuple[str, str]]:
    return [("", _AS_READ), (NONE, nothing), *((it.value, it.label) for it in choices if it)]


def _typing(placeholder: str, **attrs: str) -> forms.TextInput:
    return forms.TextInput({"autocomplete": "off", "placeholder": placeholder, **attrs})


class LogForm(forms.Form):
    """One docket entry. Cleaned, it has the entry as `understood`."""

    token = forms.CharField(widget=forms.HiddenInput)
    filed = forms.CharField(
        max_length=60, required=False, widget=_typing("1/30", accesskey="l", spellcheck="false")
    )
    entered = forms.CharField(max_length=60, required=False, widget=_typing("same day"))
    number = forms.CharField(
        label="No.", max_length=30, required=False, widget=_typing("none", inputmode="numeric")
    )
    kind = forms.CharField(max_length=200, required=False, widget=_typing("mtd", list="log-kinds"))
    filed_by = forms.CharField(
        max_length=1000, required=False, widget=_typing("a party", list="log-parties")
    )
    answers = forms.CharField(
        max_length=200, required=False, widget=_typing("an entry", list="log-entries")
    )
    text = forms.CharField(
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 1, "placeholder": "The court’s text, typed or pasted"}),
    )
    papers = FilesField(
        label="Documents", required=False, widget=FilesInput(multiple=True, accept=ACCEPT)
    )
    decides = forms.CharField(
        label="Decides", max_length=300, required=False, widget=_typing("12 granted, 14 denied")
    )
    disposes = forms.ChoiceField(
        label="Disposes of", required=False, choices=_as_read(Scope, "nothing")
    )
    disposition = forms.ChoiceField(
        label="How", required=False, choices=_as_read(Disposition, "none")
    )
    prejudice = forms.ChoiceField(
        label="Prejudice", required=False, choices=_as_read(Prejudice, "not stated")
    )
    rule = forms.CharField(
        label="Under", max_length=100, required=False, widget=_typing("Fed. R. Civ. P. 41(a)(2)")
    )
    claims = forms.ModelMultipleChoiceField(
        Claim.objects.none(),
        label="Which claims",
        required=False,
        error_messages={
            "invalid_choice": "Another entry has disposed of one of these meanwhile: choose again."
        },
    )
    no_claims = forms.BooleanField(label="None of those recorded", required=False)
    sealed = forms.BooleanField(label="Sealed", required=False)

    FIRST = ("number", "filed", "text")
    SECOND = ("kind", "filed_by", "answers", "entered", "papers")
    EFFECTS = ("decides", "disposes", "disposition", "prejudice", "rule")

    understood: Entry | None = None  # also of a form with errors, as far as it can be read
    claim_choices: list[tuple[Claim, bool]]

    def __init__(self, case: Case, *args: Any, number: int | None = None, **kwargs: Any) -> None:
        initial = {"token": secrets.token_hex(8), "number": number}
        kwargs |= {"initial": initial, "auto_id": "log-%s"}
        super().__init__(*args, **kwargs)
        self.case, self.today = case, timezone.localdate()
        self.claim_choices = []
        claims: Any = self.fields["claims"]
        claims.queryset = Claim.objects.filter(case=case, disposed_by=None)

    @property
    def first(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def second(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SECOND]

    @property
    def effects(self) -> list[forms.BoundField]:
        return [self[name] for name in self.EFFECTS]

    @property
    def has_effects(self) -> bool:
        """Whether something of what it decides was typed, or is to be put right."""
        names = (*self.EFFECTS, "sealed")
        return self.is_bound and any(self.errors.get(n) or self[n].data for n in names)

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"]
        if not _TOKEN.fullmatch(token):
            raise forms.ValidationError("The form has lost its mark: reload the page.")
        return token

    def clean_filed(self) -> Any:
        return self._day("filed")

    def clean_entered(self) -> Any:
        return self._day("entered")

    def clean_number(self) -> int | None:
        typed = self.cleaned_data["number"].lstrip("#").strip()
        if typed in {"", NONE}:
            return None
        if not (typed.isascii() and typed.isdecimal() and 0 < int(typed) < _LARGEST_NUMBER):
            raise forms.ValidationError(
                f"“{typed[:20]}” is no number of an entry: write 46, or nothing where the court "
                "gave none."
            )
        return int(typed)

    def clean_kind(self) -> typed_kinds.TypedKind | str:
        return self._found("kind", typed_kinds.parse)

    def clean_filed_by(self) -> Any:
        return self._found("filed_by", lambda typed: party_called(typed, self.case))

    def clean_answers(self) -> Any:
        return self._found("answers", lambda typed: entry_called(typed, self.case))

    def clean_decides(self) -> Any:
        return self._found("decides", self._rulings)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        proposal = proposal_of(cleaned["text"], self.case, self.today)
        # Read now, for an error takes its field out of the cleaned data.
        entry = merged(Typed(**{name: cleaned[name] for name in Typed.names()}), proposal)
        self._check_days(entry)
        if not cleaned["kind"] and not cleaned["text"]:
            self.add_error("kind", "Say what was filed: its kind here, or the text.")
        self._refuse_half_said(entry)
        self.understood = replace(entry, claims=self._claims_of(entry, proposal))
        return cleaned

    # --- Parts of cleaning ------------------------------------------------------------------

    def _found(self, name: str, find: Callable[[str], Found]) -> Found | str:
        """What was found for the words typed; NONE, or nothing, as they are."""
        typed: str = self.cleaned_data[name].strip()
        if typed in {"", NONE}:
            return typed
        try:
            return find(typed)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def _day(self, name: str) -> Any:
        day = self._found(name, lambda typed: typed_dates.parse(typed, self.today))
        # East of here it may be tomorrow already.
        if not isinstance(day, str) and day > self.today + timedelta(days=1):
            raise forms.ValidationError(
                f"{plain_day(day)} is still to come. An entry is logged once it is filed."
            )
        return day

    def _check_days(self, entry: Entry) -> None:
        filed, entered = entry.filed_on, entry.entered_on
        if not filed and not entered:
            self.add_error("filed", "When was it filed? Write 1/30, Jan 30 2025 or yesterday.")
        elif filed and entered and entered < filed:
            self.add_error(
                "entered",
                f"Entered {plain_day(entered)}, before it was filed on {plain_day(filed)}.",
            )

    def _rulings(self, typed: str) -> Any:
        return tuple(
            (entry_called(number, self.case), outcome)
            for number, outcome in typed_kinds.rulings(typed)
        )

    def _refuse_half_said(self, entry: Entry) -> None:
        if entry.prejudice and not entry.disposes:
            self.add_error("disposes", "Prejudice goes with what it disposes of: say that too.")
        elif entry.disposition and not entry.disposes:
            self.add_error("disposes", "Say what it disposes of: the whole case, or some claims.")
        elif entry.disposes and not entry.disposition:
            self.add_error("disposition", "Say how: dismissed, decided by judgment, transferred …")
        for motion, outcome in entry.rulings:
            if not outcome:
                self.add_error(
                    "decides", f"Say what it decides of {motion.number}: {motion.number} granted."
                )

    def _claims_of(self, entry: Entry, proposal: Proposal) -> tuple[Claim, ...]:
        """Those that it disposes of: as chosen, or all open ones where the text says so."""
        fields: Any = self.fields
        still_open = tuple(fields["claims"].queryset)
        if entry.disposes != Scope.CLAIMS or not still_open:
            return ()
        chosen = {claim.pk for claim in self.cleaned_data.get("claims") or ()}
        if not chosen and proposal.all_claims and "claims_shown" not in self.data:
            chosen = {claim.pk for claim in still_open}
        if not chosen and not self.cleaned_data["no_claims"]:
            self.add_error("claims", "Which claims does it dispose of? Choose them.")
        self.claim_choices = [(claim, claim.pk in chosen) for claim in still_open]
        return tuple(claim for claim in still_open if claim.pk in chosen)
