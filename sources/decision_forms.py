"""The form in which a decision on one fact is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from cases.citable import WHOLE_ROW, Kind
from cases.presenting import choices_of
from sources.actions.decide import Seen, last_decision
from sources.adopting import column_of, held, may_be_empty, rows_to_choose
from sources.facts import Fact, Reading
from sources.models import Basis

OTHER = "other"
_GROUNDS = (Basis.INFERENCE, Basis.UNSOURCED)


@dataclass(frozen=True)
class Option:
    """One of the values that can be shown: what it is, on what basis, and who states it."""

    key: str
    words: str
    note: str
    basis: Basis
    value: str | None = None  # as a source states it; None keeps what is shown
    readings: tuple[Reading, ...] = ()
    impossible: str = ""  # why the record cannot hold it


def options_of(fact: Fact) -> list[Option]:
    """What can be decided, the value shown first, then what sources state otherwise."""
    return [*_keeping(fact), *_stated_otherwise(fact), *_empty(fact)]


def _keeping(fact: Fact) -> Iterator[Option]:
    agreeing = tuple(reading for reading in fact.readings if reading.agrees)
    if not fact.value:
        if fact.readings:
            note = "Shown now. None of what they state is adopted."
            yield Option("keep", "Nothing", note, Basis.SOURCES)
        else:
            yield Option("unsourced", "Nothing", "Shown now. No source states it.", Basis.UNSOURCED)
        return
    if agreeing:
        yield Option("keep", fact.shown, "Shown now.", Basis.SOURCES, readings=agreeing)
    if not agreeing or fact.inferred:
        note = "Shown now. It is inferred: no source states it in full."
        yield Option("inferred", fact.shown, note, Basis.INFERENCE)
    if not agreeing:
        yield Option("unsourced", fact.shown, "Shown now. No source states it.", Basis.UNSOURCED)


def _stated_otherwise(fact: Fact) -> Iterator[Option]:
    for version in fact.versions:
        if version.readings and not version.readings[0].agrees:
            citation = version.readings[0].citation
            yield Option(
                f"stated-{citation.pk}",
                version.value or "Nothing",
                "Stated otherwise." if fact.value else "Not in the record yet.",
                Basis.SOURCES,
                citation.stated_value,
                version.readings,
                _impossible(fact, citation.stated_value),
            )


def _empty(fact: Fact) -> Iterator[Option]:
    if fact.citable.field != WHOLE_ROW and may_be_empty(fact.row, fact.citable):
        yield Option("none", "None", "A source says that there is none.", Basis.STATED_NONE, "")


def _impossible(fact: Fact, stated: str) -> str:
    if fact.citable.field == WHOLE_ROW:
        return "This is about the row as a whole: edit the field that it names it by."
    try:
        held(fact.row, fact.citable, stated)
    except ValueError as error:
        return f"The record cannot show it in these words: {error}."
    return ""


class DecisionForm(forms.Form):
    """Which value is shown, and why. It remembers what its reader had seen."""

    choice = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Which value is shown",
        error_messages={"required": "Choose which value is shown."},
    )
    ground = forms.ChoiceField(
        label="On what ground",
        choices=[(basis.value, basis.label) for basis in _GROUNDS],
        required=False,
    )
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="A colleague will ask. It is kept for good, and cannot be edited later.",
        error_messages={"required": "Give the reason: a colleague will ask."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, fact: Fact, *args: Any, **kwargs: Any) -> None:
        """Take the fact as it is now; its field decides how another value is given."""
        super().__init__(*args, **kwargs)
        self.fact = fact
        self.options = options_of(fact)
        keys = [(option.key, option.words) for option in self.options if not option.impossible]
        other = other_value(fact)
        if other is not None:
            self.fields[OTHER] = other
            keys.append((OTHER, "Another value"))
        self.fields["choice"].choices = keys  # type: ignore[attr-defined]
        if len(keys) == 1:
            self.fields["choice"].initial = keys[0][0]
        self.fields["version"].initial = fact.row.version
        self.fields["decision"].initial = last_decision(fact.row, fact.citable.field)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("choice") == OTHER and not cleaned.get(OTHER) and OTHER not in self.errors:
            self.add_error(OTHER, "Say which value.")
        return cleaned

    @property
    def stated(self) -> list[Option]:
        """What sources state, to stand side by side."""
        return [option for option in self.options if option.readings]

    @property
    def otherwise(self) -> list[Option]:
        """What no source states."""
        return [option for option in self.options if not option.readings]

    @property
    def decided(self) -> dict[str, Any]:
        """For `adopt`: value, basis, reason and what was seen; of a valid form."""
        given = self.cleaned_data
        rest = {
            "reason": given["reason"].strip(),
            "seen": Seen(given["version"], given["decision"]),
        }
        if given["choice"] == OTHER:
            basis = Basis(given["ground"] or Basis.INFERENCE)
            return {"value": _as_value(given[OTHER]), "basis": basis, **rest}
        chosen = next(option for option in self.options if option.key == given["choice"])
        return {"value": chosen.value, "basis": chosen.basis, **rest}


def other_value(fact: Fact) -> forms.Field | None:
    """The field for a value that no source states: words, a choice, or rows of the case."""
    row, citable = fact.row, fact.citable
    if citable.field == WHOLE_ROW:
        return None
    label = f"{fact.label}, otherwise"
    rows = rows_to_choose(row, citable)
    if rows is not None:
        if column_of(row, citable).many_to_many:
            return forms.ModelMultipleChoiceField(
                rows, required=False, label=label, widget=forms.CheckboxSelectMultiple
            )
        return forms.ModelChoiceField(rows, required=False, label=label, empty_label="–")
    if citable.kind is Kind.CHOICE:
        known = [(value, words) for value, words in choices_of(row, citable).items() if value]
        return forms.ChoiceField(required=False, label=label, choices=[("", "–"), *known])
    return forms.CharField(
        required=False, strip=True, label=label, help_text=_HOW_WRITTEN.get(citable.kind, "")
    )


_HOW_WRITTEN = {
    Kind.DATE: "Written as 2025-01-21.",
    Kind.MONEY: "Dollars in digits, such as 1000.",
    Kind.STATUTES: "Such as 18 U.S.C. § 2701; several with a semicolon between them.",
}


def _as_value(given: Any) -> Any:
    """Words stay words; a row or rows become a list of rows."""
    if isinstance(given, str):
        return given
    return list(given) if hasattr(given, "__iter__") else [given]
