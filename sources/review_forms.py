"""The forms of a review: what a person concludes of a passage or a notice."""

from typing import Any

from django import forms

from cases.presenting import in_words
from sources.actions.quoting import QuoteError, only_place_of
from sources.anchoring import Span
from sources.facts import Fact, Reading
from sources.models import Every
from sources.reviewing import Study

OTHER_WORDS = "other"
NEVER = ""


class ListForm(forms.Form):
    """Whose reviews are listed, by the short name of a case or source; without any, all."""

    case = forms.SlugField(required=False)
    source = forms.SlugField(required=False)


class RemarkForm(forms.Form):
    """Confirm: a remark is welcome."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    remark = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Remark (optional)"
    )


class WithdrawForm(forms.Form):
    """Withdraw: a reason is asked for."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Reason",
        error_messages={"required": "Say why, so that whoever wonders later finds the reason."},
    )


class ReAnchorForm(forms.Form):
    """Re-anchor: to one of the places found, or to words of the newer text, and what they state."""

    # So that all that is wrong is said on the page, at its field.
    use_required_attribute = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    place = forms.ChoiceField(widget=forms.RadioSelect, label="Which words")
    words = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "data-takes-selection": ""}),
        label="Words of the newer text",
        help_text="Copy them from the text above, exactly.",
    )
    remark = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 2}), label="Remark (optional)"
    )

    def __init__(self, study: Study, *args: Any, **kwargs: Any) -> None:
        """Make a field for what each citation states, filled with what it stated so far."""
        super().__init__(*args, **kwargs)
        self.study = study
        choices = [(choice.key, choice.words) for choice in study.choices]
        place: Any = self.fields["place"]
        place.choices = [*choices, (OTHER_WORDS, "other words")]
        place.initial = place.choices[0][0]
        for fact, reading in study.facts:
            self.fields[_name(reading)] = self._stated_field(fact, reading)

    def _stated_field(self, fact: Fact, reading: Reading) -> forms.CharField:
        """What was stated so far, or empty and asked for where the words seem to state another.

        Left there, the old value would go along with words that do not state it.
        """
        seems, so_far = self.study.seems_to_state(fact, reading), reading.citation.stated_value
        words = in_words(fact.row, fact.citable, seems)
        hint = f"{so_far} was stated so far. " if so_far else ""
        hint += f"The words there now seem to state {words}. If they do, write {seems} here."
        return forms.CharField(
            required=bool(seems),
            label=f"What these words state: {_in_a_line(fact)}",
            initial="" if seems else so_far,
            help_text=hint if seems else "",
            error_messages={"required": "Write what the words state now."},
        )

    @property
    def stated_fields(self) -> list[forms.BoundField]:
        return [self[_name(reading)] for _, reading in self.study.facts]

    @property
    def stated(self) -> dict[int, str]:
        """By a citation's key, the value typed for it."""
        return {
            reading.citation.pk: self.cleaned_data[_name(reading)]
            for _, reading in self.study.facts
        }

    def clean(self) -> None:
        """Find the words chosen in the newer text."""
        super().clean()
        chosen, words = self.cleaned_data.get("place"), self.cleaned_data.get("words", "")
        self.span: Span | None = None
        if chosen == OTHER_WORDS:
            try:
                self.span = only_place_of(words, self.study.newer)
            except QuoteError as error:
                self.add_error("words", f"{error}.")
        elif chosen:
            start, _, end = chosen.partition("-")
            self.span = Span(int(start), int(end))

    def refuse(self, message: str, about: int | None) -> None:
        """Show why a review was refused, at the citation that it is about."""
        self.add_error(None if about is None else f"stated_{about}", message)


class WatchForm(forms.Form):
    """How often an address is looked at again."""

    CHOICES = [
        (NEVER, "never"),
        (Every.DAY.value, "every day"),
        (Every.WEEK.value, "every week"),
        (Every.MONTH.value, "every 30 days"),
    ]
    every = forms.ChoiceField(required=False, label="Look at its address again", choices=CHOICES)

    @classmethod
    def in_words(cls, every: str) -> str:
        """The choice in a sentence: every week."""
        return dict(cls.CHOICES)[every]


def _name(reading: Reading) -> str:
    return f"stated_{reading.citation.pk}"


def _in_a_line(fact: Fact) -> str:
    of = f", {fact.subject[:60]}" if fact.subject else ""
    return f"{fact.label}{of} ({fact.case.caption})"
