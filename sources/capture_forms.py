"""The forms for a source's text: where it comes from, and what it says of itself."""

import re
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.dateparse import parse_date

from sources.actions.capture import PROPOSED
from sources.decoding import clean
from sources.fetching import FetchError, check_address
from sources.models import Capture, Source, SourceKind, Way

LONGEST_PASTE = 2_000_000  # characters
LONGEST_ADDRESS = 1000
_ACCEPTED = ".html,.htm,.txt,.pdf,.eml"


class PastedTextField(forms.CharField):
    """A text as a person pasted it: plain line ends, and nothing that no text holds."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        # Cleaned first: the field itself would refuse a NUL, which no person can see or take out.
        return super().to_python(clean(value) if isinstance(value, str) else value) or ""


class TextForm(forms.Form):
    """A newer text for a source: pasted, or a file."""

    WAYS: ClassVar[tuple[tuple[str, str], ...]] = (
        (Way.PASTE, "I paste it"),
        (Way.UPLOAD, "From a file"),
    )

    way = forms.ChoiceField(
        label="How does the text come in?", choices=WAYS, widget=forms.RadioSelect, initial="paste"
    )
    text = PastedTextField(
        label="The text",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="All of it, from the headline to the last line. It is kept as it is.",
    )
    file = forms.FileField(
        label="The file",
        required=False,
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text="A web page saved as HTML, a PDF, an e-mail (.eml) or a plain text; "
        f"{settings.LARGEST_UPLOAD // 1_000_000} MB at the most.",
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text) > LONGEST_PASTE:
            raise forms.ValidationError(
                f"The text has {len(text):,} characters; {LONGEST_PASTE:,} is the most that can be "
                "pasted. Save it as a file and add that, or paste the part that matters."
            )
        return text

    def clean_file(self) -> "UploadedFile[bytes] | None":
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > settings.LARGEST_UPLOAD:
            raise forms.ValidationError(
                f"The file has {(file.size or 0) / 1e6:,.1f} MB; "
                f"{settings.LARGEST_UPLOAD // 1_000_000} MB is the most that can be taken. "
                "Add the pages that matter by themselves, or paste their text."
            )
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        way = cleaned.get("way")
        if way == Way.PASTE and "text" not in self.errors and not _has_words(cleaned["text"]):
            self.add_error("text", "There are no words in it: paste the text of the source.")
        if way == Way.UPLOAD and "file" not in self.errors and not cleaned["file"]:
            self.add_error("file", "Choose the file that holds the text.")
        return cleaned

    def taken(self) -> dict[str, Any]:
        """What to ask the workers for, as `ask_for_capture` and `add_source` take it."""
        way = Way(self.cleaned_data["way"])
        asked: dict[str, Any] = {"way": way}
        if way == Way.PASTE:
            asked["raw"] = self.cleaned_data["text"].encode()
        if way == Way.UPLOAD:
            file: UploadedFile[bytes] = self.cleaned_data["file"]
            asked["raw"] = file.read()
            asked["filename"] = clean(file.name or "")[-255:]
            asked["content_type"] = clean(file.content_type or "")[:255]
        return asked


class AddForm(TextForm):
    """A new source: its text in one of three ways, and the little that a person must say."""

    WAYS = (
        (Way.ADDRESS, "From its address: the tracker fetches the page"),
        *TextForm.WAYS,
    )

    way = forms.ChoiceField(
        label="How does the text come in?",
        choices=WAYS,
        widget=forms.RadioSelect,
        initial=Way.ADDRESS,
    )
    url = forms.CharField(
        label="Address",
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
        help_text="Where it is on the web: https://…",
    )
    kind = forms.ChoiceField(
        label="Kind of source", choices=SourceKind.choices, initial=SourceKind.PRESS_ARTICLE
    )
    publisher = forms.CharField(
        label="Publisher",
        required=False,
        max_length=200,
        help_text="If you know it. What the page says of itself is proposed to you afterwards.",
    )
    field_order = ("way", "url", "text", "file", "kind", "publisher")

    known: Source | None = None  # the source that has this address already

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"])
        if url and "://" not in url:
            url = f"https://{url}"
        if url and not url.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(
                "An address of the web begins with https:// or http://; "
                f"this one begins with {url.partition('://')[0][:20]}://."
            )
        if url and not _has_a_host(url):
            raise forms.ValidationError(
                "There is no address of the web to be read in this. Copy it from the browser’s "
                "address line: https://gazette.example/article"
            )
        return url[:8].lower() + url[8:]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("way") == Way.ADDRESS and "url" not in self.errors:
            if not cleaned["url"]:
                self.add_error("url", "Give the address of the page.")
            else:
                self._refuse_what_is_not_fetched(cleaned["url"])
        return cleaned

    def _refuse_what_is_not_fetched(self, url: str) -> None:
        try:
            check_address(url, settings.FETCH_ALLOWED)
        except FetchError as error:
            self.add_error("url", str(error))


@dataclass(frozen=True)
class Row:
    """A field of the form, the value recorded, and the one that the text gives."""

    field: forms.BoundField
    recorded: Any
    proposed: Any


class ConfirmForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the text says of itself, for a person to confirm or put right."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    rows: list[Row]

    class Meta:
        model = Source
        fields = PROPOSED
        widgets = {"published": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    @classmethod
    def for_capture(cls, capture: Capture, data: Mapping[str, Any] | None = None) -> Self:
        """The form for what a capture proposes, which stands in it where nothing is recorded."""
        # A copy, for a form writes into its row also what is refused afterwards.
        source = copy(capture.source)
        proposed: dict[str, str] = capture.proposed
        initial = {n: value for n, value in proposed.items() if not getattr(source, n, "")}
        form = cls(data, instance=source, initial={**initial, "seen_version": source.version})
        # Only what the text gives is asked; the rest of the source has its own form.
        for name in set(PROPOSED) - proposed.keys():
            del form.fields[name]
        form.rows = [
            Row(form[name], getattr(capture.source, name), _as_it_is(name, proposed[name]))
            for name in PROPOSED
            if name in proposed
        ]
        return form

    @property
    def values(self) -> dict[str, Any]:
        """What the person confirmed, by field name."""
        return {row.field.name: self.cleaned_data[row.field.name] for row in self.rows}


def _has_words(text: str) -> bool:
    """Whether there is anything to be seen: a zero-width space is printable to nobody."""
    return any(character.isprintable() and not character.isspace() for character in text)


def _has_a_host(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and not re.search(r"\s", url)
    except ValueError:
        return False


def _as_it_is(name: str, proposed: str) -> Any:
    return parse_date(proposed) if name == "published" else proposed
