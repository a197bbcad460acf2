"""Evidence on the form of a row: one citation and one decision may be added as it is saved."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db.models import Exists, OuterRef

from cases.citable import WHOLE_ROW
from cases.models import CitedModel
from cases.wording import capitalised
from sources.actions import CiteError
from sources.models import Basis, Citation, Snapshot, Source

CITE = "cite_"
DECIDE = "decide_"
NEWEST = 50  # sources, offered beside those of the case


class SnapshotField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the sources' newest texts."""

    def label_from_instance(self, obj: Snapshot) -> str:
        title = f" “{obj.source.title}”" if obj.source.title else ""
        clipped = "" if obj.is_whole else ": only clippings of it are here"
        return f"{obj.source.name}{title}{clipped}"


def newest_texts() -> Any:
    """The newest whole text of each source; its newest clippings where it has none."""
    whole = Snapshot.objects.whole_texts().filter(source=OuterRef("source"))
    newer = Snapshot.objects.filter(source=OuterRef("source"), pk__gt=OuterRef("pk"))
    newest_whole = whole.values("pk")[:1]
    clippings = Snapshot.objects.filter(~Exists(whole), ~Exists(newer))
    found = Snapshot.objects.filter(pk=newest_whole) | clippings
    return found.select_related("source").defer("raw", "text").order_by("source_id")


def offer_texts(form: forms.BaseForm, case_id: int | None) -> None:
    """Offer the texts of the sources that the case is cited from, and of the newest ones.

    Of a million sources nobody finds one in a list: any other is cited from its own page.
    """
    field: Any = form.fields[f"{CITE}snapshot"]
    newest = list(Source.objects.order_by("-pk").values_list("pk", flat=True)[: NEWEST + 1])
    cited = Citation.objects.filter(case=case_id).order_by()
    near = {*newest[:NEWEST], *cited.values_list("passage__snapshot__source", flat=True).distinct()}
    texts_near = newest_texts().filter(source__in=near)
    chosen = str(form[f"{CITE}snapshot"].value() or "")
    asked_for = newest_texts().filter(pk=chosen) if chosen.isdecimal() else ()
    texts = {text.pk: text for text in (*texts_near, *asked_for)}
    labels = [(key, field.label_from_instance(text)) for key, text in texts.items()]
    field.choices = [("", field.empty_label), *labels]
    if len(newest) > NEWEST:
        field.help_text = (
            "The sources of this case and the newest are here. To cite another, find it under "
            "Sources, and select the words on its page."
        )


def citation_fields(model: type[CitedModel]) -> dict[str, forms.Field]:
    """The fields of a new citation for a row of this model, by name."""
    fields: dict[str, forms.Field] = {
        "snapshot": SnapshotField(
            queryset=newest_texts(), required=False, label="Source", empty_label="No source now"
        ),
        "quote": forms.CharField(
            required=False,
            label="Quoted words",
            widget=AdminTextareaWidget(attrs={"rows": 3}),
            help_text="Word for word, as few as carry the fact. They are looked for in the source.",
        ),
        "field": _which_fact(model, "What they support"),
        "stated_value": forms.CharField(
            required=False,
            label="Value they state",
            widget=AdminTextInputWidget,
            help_text="Leave empty when it is the value shown.",
        ),
        "inferred": forms.CharField(
            required=False,
            max_length=300,
            label="What is inferred",
            widget=AdminTextInputWidget,
            help_text="What the value adds to the words quoted: “the year”.",
        ),
        "attributed_to": forms.CharField(
            required=False,
            max_length=200,
            label="Attributed to",
            widget=AdminTextInputWidget,
            help_text="Whose word it is: Reuters, the complaint.",
        ),
    }
    return {f"{CITE}{name}": field for name, field in fields.items()}


def decision_fields(model: type[CitedModel]) -> dict[str, forms.Field]:
    """The fields of a new decision about a row of this model, by name."""
    fields: dict[str, forms.Field] = {
        "field": _which_fact(model, "Decision about"),
        "basis": forms.ChoiceField(
            required=False, label="Basis", choices=[("", "No decision now"), *Basis.choices]
        ),
        "reason": forms.CharField(
            required=False,
            label="Reason",
            widget=AdminTextareaWidget(attrs={"rows": 3}),
            help_text="Why the value shown is the one adopted. It cannot be edited later.",
        ),
    }
    return {f"{DECIDE}{name}": field for name, field in fields.items()}


def filled(cleaned: dict[str, Any], prefix: str) -> dict[str, Any]:
    """What was given of a citation or decision, without the prefix; empty when nothing was.

    Which fact is chosen does not count: something always is.
    """
    given = {
        name.removeprefix(prefix): value
        for name, value in cleaned.items()
        if name.startswith(prefix)
    }
    return given if any(value for name, value in given.items() if name != "field") else {}


def missing(cleaned: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """The fields that a citation or decision begun still needs, each with what to do."""
    citation = filled(cleaned, CITE)
    if citation and not citation["snapshot"]:
        yield f"{CITE}snapshot", "Choose the source that these words stand in."
    if citation and not citation["quote"]:
        yield f"{CITE}quote", "Quote the words of the source."
    decision = filled(cleaned, DECIDE)
    if decision and not decision["basis"]:
        yield f"{DECIDE}basis", "Say on what basis the value is shown."
    if decision and not decision["reason"]:
        yield f"{DECIDE}reason", "Give the reason: a colleague will ask."


def with_evidence(
    form_class: type[forms.ModelForm],  # type: ignore[type-arg]
    model: type[CitedModel],
    *,
    may_decide: bool,
) -> type[forms.ModelForm]:  # type: ignore[type-arg]
    """The form of a row with the fields of a citation, and of a decision for who may decide."""
    fields = citation_fields(model) | (decision_fields(model) if may_decide else {})

    def clean(self: Any) -> Any:
        cleaned = super(combined, self).clean() or self.cleaned_data
        for name, message in missing(self.cleaned_data):
            if name not in self.errors:
                self.add_error(name, message)
        return cleaned

    combined: Any = type("FormWithEvidence", (form_class,), {**fields, "clean": clean})
    return combined  # type: ignore[no-any-return]


def refuse(form: forms.BaseForm, refused: CiteError) -> None:
    """Show beside its field why a citation was refused."""
    if form.is_bound:
        form.add_error(f"{CITE}{refused.about}", str(refused))


def _which_fact(model: type[CitedModel], label: str) -> forms.ChoiceField:
    choices = [(citable.field, capitalised(citable.label)) for citable in model.citable]
    whole = f"the {model._meta.verbose_name} as a whole"
    return forms.ChoiceField(
        required=False, label=label, choices=[(WHOLE_ROW, capitalised(whole)), *choices]
    )
