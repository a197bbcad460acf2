"""The form beside words that somebody pointed at: which fact they support, and what they state."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from cases.citable import WHOLE_ROW
from cases.presenting import in_words
from sources.actions.cite import CiteError, place_pointed_at
from sources.actions.quoting import QuoteError, only_place_of
from sources.actions.stating import plain_form
from sources.anchoring import Span
from sources.choosing import fact_of_id
from sources.disagreements import agrees
from sources.facts import Fact
from sources.models import Proposal, Snapshot, Source

LOST = "The words cannot be found any more. Reload the page and select them again."
_LONGEST_WORDS = 20_000  # characters of a selection; far more than the fewest that carry a fact


class PlaceForm(forms.Form):
    """Where the words stand: by offsets with the words that were seen there, or by a quote."""

    snapshot = forms.ModelChoiceField(
        queryset=Snapshot.objects.none(), required=False, widget=forms.HiddenInput
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    end = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    words = forms.CharField(
        required=False, strip=False, max_length=_LONGEST_WORDS, widget=forms.HiddenInput
    )
    quote = forms.CharField(
        required=False,
        max_length=_LONGEST_WORDS,
        label="Words to cite",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Word for word, as few as carry the fact. They are looked for in the text.",
    )
    proposal = forms.ModelChoiceField(
        queryset=Proposal.objects.none(), required=False, widget=forms.HiddenInput
    )

    def __init__(self, source: Source, *args: Any, **kwargs: Any) -> None:
        """Take the source whose text it is."""
        super().__init__(*args, **kwargs)
        texts: Any = self.fields["snapshot"]
        texts.queryset = source.snapshots.whole_texts().defer("raw").select_related("source")
        proposals: Any = self.fields["proposal"]
        proposals.queryset = Proposal.objects.filter(
            passage__snapshot__source=source
        ).select_related("passage")
        self.source = source
        self.span: Span | None = None

    def clean(self) -> dict[str, Any]:
        """Find the words. `span` is set where they stand; errors say why they do not."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            # Nobody sees what is wrong with a field that is hidden.
            if set(self.errors) - {"quote"}:
                raise ValidationError(LOST)
            return given
        snapshot = given["snapshot"] or self.fields["snapshot"].queryset.first()  # type: ignore[attr-defined]
        if snapshot is None:
            raise ValidationError(
                "The whole text of this source is not here, only the words quoted from it: "
                "add its text first."
            )
        given["snapshot"] = snapshot
        if given["start"] is not None and given["end"] is not None:
            try:
                self.span = place_pointed_at(snapshot, given["start"], given["end"], given["words"])
            except CiteError as error:
                raise ValidationError(str(error)) from error
        elif given["quote"]:
            try:
                self.span = only_place_of(given["quote"], snapshot)
            except QuoteError as error:
                self.add_error("quote", f"{error}.")
        return given


class StatedForm(forms.Form):
    """What the words state of the fact chosen."""

    fact = forms.CharField(error_messages={"required": "Choose the fact that they support."})
    stated_for = forms.CharField(required=False, widget=forms.HiddenInput)
    stated_value = forms.CharField(required=False, label="They state")
    inferred = forms.CharField(
        required=False,
        max_length=300,
        label="What is inferred",
        help_text="What the value adds to the words: “the year”.",
    )
    attributed_to = forms.CharField(
        required=False,
        max_length=200,
        label="Attributed to",
        help_text="Whose word it is: Reuters, the complaint.",
    )

    def clean_fact(self) -> Fact:
        """The fact of the id given."""
        fact = fact_of_id(self.cleaned_data["fact"])
        if fact is None:
            raise ValidationError("There is no such fact any more. Choose another.")
        return fact

    def clean(self) -> dict[str, Any]:
        """Refuse a value that was read for another fact than the one chosen in the end."""
        given = super().clean() or self.cleaned_data
        fact, read_for = given.get("fact"), given.get("stated_for")
        if fact is not None and read_for and read_for != fact.id:
            raise ValidationError(
                "You chose another fact: see what the words state of it, and cite again.",
                code="another_fact",
            )
        return given


@dataclass(frozen=True)
class Verdict:
    """What citing a value would mean, said before it is saved."""

    kind: str  # agrees, differs, new or error: the class of its look
    words: str


def verdict_on(fact: Fact, stated: str) -> Verdict:
    """Whether a value, as somebody typed it, agrees with what the record shows."""
    stated = stated.strip()
    if fact.citable.field == WHOLE_ROW:
        return Verdict("agrees", f"Supports that there is this {fact.row._meta.verbose_name}.")
    if not stated and fact.value:
        return Verdict("agrees", f"Left empty, it is what the record shows: {fact.shown}")
    if not stated:
        return Verdict("error", "The record shows nothing here: say what the words state.")
    return _verdict_on_words(fact, stated)


def _verdict_on_words(fact: Fact, stated: str) -> Verdict:
    try:
        plain = plain_form(fact.row, fact.citable, stated)
    except ValueError as error:
        return Verdict("error", f"{error}.")
    said = in_words(fact.row, fact.citable, plain)
    said = "" if said == stated else f" ({said})"
    if not fact.value:
        return Verdict("new", f"New{said}: the record shows nothing here yet.")
    if agrees(fact.citable.kind, fact.value, plain):
        return Verdict("agrees", f"Agrees with the record{said}.")
    return Verdict("differs", f"Differs{said}: the record shows {fact.shown}. Both will be kept.")
