"""Notes and tags on docket entries: what colleagues tell each other.

They are work product: no reader without an account sees them, and nothing exports them.
"""

from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction

from cases.models import DocketNote, DocketTag, Filing

LONGEST_NOTE = 5000  # characters
LONGEST_TAG = 60
# Whoever may change accounts may change everybody's notes.
_EVERYBODYS: Final = "casetracker.change_user"


class NoteError(ValueError):
    """Why a note or tag is not kept, in words for the person who wrote it."""


def may_see(user: AbstractBaseUser | AnonymousUser) -> bool:
    """People of the house; nobody who reads without an account, whatever is public."""
    return user.is_authenticated and user.has_perm("cases.view_docketnote")  # type: ignore[attr-defined]


def may_change(user: Any, note: DocketNote) -> bool:
    """Its author, while they may work here, and admins."""
    if not user.has_perm("cases.change_docketnote"):
        return False
    return note.written_by_id == user.pk or bool(user.has_perm(_EVERYBODYS))


@transaction.atomic
def add_note(*, filing: Filing, text: str, by: Any) -> DocketNote:
    """Write a note on an entry; NoteError where it says nothing or is too long."""
    return DocketNote.objects.create(filing=filing, text=_said(text), written_by=by)


@transaction.atomic
def change_note(*, note: DocketNote, text: str) -> DocketNote:
    """Say something else in a note; its time stays that of its writing."""
    said = _said(text)
    kept = DocketNote.objects.select_for_update().get(pk=note.pk)
    if kept.text != said:
        kept.text = said
        kept.save(update_fields=["text"])
    return kept


@transaction.atomic
def delete_note(*, note: DocketNote) -> None:
    DocketNote.objects.filter(pk=note.pk).delete()


def last_change(pk: int) -> Any:
    """What the history keeps of the last change of a note; None for one that never was."""
    return _history().objects.filter(pgh_obj_id=pk).order_by("-pgh_id").first()


@transaction.atomic
def undo_last_change(*, pk: int) -> DocketNote | None:
    """Take back the last change of a note; None where that was its writing, so it is gone.

    NoteError where there is nothing to take back, as after a second click.
    """
    changes = list(_history().objects.filter(pgh_obj_id=pk).order_by("-pgh_id")[:2])
    if not changes:
        raise NoteError("There is no such note, so nothing was undone.")
    last = changes[0]
    if last.pgh_label == "delete":
        return DocketNote.objects.create(
            pk=pk,
            filing_id=last.filing_id,
            text=last.text,
            written_by_id=last.written_by_id,
            written_at=last.written_at,
        )
    note = DocketNote.objects.select_for_update().get(pk=pk)
    if last.pgh_label == "insert":
        note.delete()
        return None
    note.text = changes[1].text
    note.save(update_fields=["text"])
    return note


@transaction.atomic
def add_tag(*, filing: Filing, name: str) -> DocketTag:
    """Tag an entry; the tag that it has already, in whatever case it is written, stays."""
    said = " ".join(name.replace("\0", "").split())
    if not said:
        raise NoteError("Write a word for the tag.")
    if len(said) > LONGEST_TAG:
        raise NoteError(
            f"A tag has up to {LONGEST_TAG} characters, and this one has {len(said)}. "
            "Write it shorter, or write a note."
        )
    Filing.objects.select_for_update(no_key=True).get(pk=filing.pk)
    there = DocketTag.objects.filter(filing=filing, name__iexact=said).first()
    # As it is written elsewhere in the case, so that one tag has one spelling.
    known = DocketTag.objects.filter(filing__case=filing.case_id, name__iexact=said).first()
    return there or DocketTag.objects.create(filing=filing, name=known.name if known else said)


@transaction.atomic
def remove_tag(*, tag: DocketTag) -> None:
    DocketTag.objects.filter(pk=tag.pk).delete()


def _said(text: str) -> str:
    said = text.replace("\0", "").replace("\r\n", "\n").strip()
    if not said:
        raise NoteError("Write something: a note without words tells nobody anything.")
    if len(said) > LONGEST_NOTE:
        raise NoteError(
            f"A note has up to {LONGEST_NOTE:,} characters, and this one has {len(said):,}."
        )
    return said


def _history() -> Any:
    """The table in which the database keeps each change of a note."""
    return DocketNote._meta.get_field("history").related_model
