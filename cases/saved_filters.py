"""Filters of the list that people keep under a name, and the keys to their feeds.

A filter is its owner's: colleagues see what is shared, and change nothing of it.
"""

from typing import Any

import pghistory
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from cases.filters import CaseFilter
from cases.list_address import Address
from cases.models import Card, Case, FeedKey, FilterLook, SavedFilter
from cases.models.saved_filter import LONGEST_NAME, LONGEST_QUERY, new_key

_UNDOES = "undoes"  # in what the history says of a change: the change that it took back


class SavedFilterError(ValueError):
    """Why a filter is not kept so, in words for the person who asks. `is_taken`: by its name."""

    def __init__(self, words: str, *, is_taken: bool = False) -> None:
        super().__init__(words)
        self.is_taken = is_taken


def filter_of(query: str) -> CaseFilter:
    """What a query string asks for, as the list reads it."""
    return CaseFilter(QueryDict(query), Case.objects.all())


@transaction.atomic
def save_filter(
    *, owner: Any, name: str, query: str, shared: bool = False, replace: bool = False
) -> SavedFilter:
    """Keep what an address asks for, in its shortest form and without what makes no sense.

    `replace`: in place of one's own filter of this name. Raises SavedFilterError.
    """
    said, kept = _name(name), _query(query)
    # Two at once: the second waits for the first, and sees what it has written.
    _lock(owner.pk)
    there = SavedFilter.objects.filter(owner=owner, name__iexact=said).first()
    if there is None:
        return SavedFilter.objects.create(owner=owner, name=said, query=kept, shared=shared)
    if not replace:
        raise SavedFilterError(_taken(there.name), is_taken=True)
    there.name, there.query, there.shared = said, kept, shared
    there.save()
    return there


@transaction.atomic
def rename_filter(*, saved: SavedFilter, name: str) -> SavedFilter:
    said = _name(name)
    _lock(saved.owner_id)
    others = SavedFilter.objects.filter(owner=saved.owner, name__iexact=said)
    if there := others.exclude(pk=saved.pk).first():
        raise SavedFilterError(_taken(there.name), is_taken=True)
    return _changed(saved, name=said)


@transaction.atomic
def share_filter(*, saved: SavedFilter, shared: bool) -> SavedFilter:
    """Let colleagues see it, or no longer."""
    return _changed(saved, shared=shared)


@transaction.atomic
def delete_filter(*, saved: SavedFilter) -> None:
    SavedFilter.objects.filter(pk=saved.pk).delete()


def last_change(pk: int) -> Any:
    """What the history keeps of the last change of a filter; None for one that never was."""
    changes = _history().objects.filter(pgh_obj_id=pk).select_related("pgh_context")
    return changes.order_by("-pgh_id").first()


@transaction.atomic
def undo_last_change(*, pk: int) -> SavedFilter | None:
    """Take back the last change of a filter; None where that was its saving, so it is gone.

    SavedFilterError where there is nothing to take back, where that is done already, for a button
    is pressed twice, or where its name has been given to another.
    """
    if (any_change := last_change(pk)) is None:
        raise SavedFilterError("There is no such filter, so nothing was undone.")
    _lock(any_change.owner_id)
    last: Any = last_change(pk)
    if last.pgh_context and _UNDOES in last.pgh_context.metadata:
        raise SavedFilterError("That is undone already.")
    with pghistory.context(**{_UNDOES: last.pgh_id}):
        return _take_back(pk, last)


def _take_back(pk: int, last: Any) -> SavedFilter | None:
    now = SavedFilter.objects.select_for_update().filter(pk=pk).first()
    if last.pgh_label == "insert":
        if now is not None:
            now.delete()
        return None
    earlier = _history().objects.filter(pgh_obj_id=pk, pgh_id__lt=last.pgh_id)
    back = last if last.pgh_label == "delete" else earlier.order_by("-pgh_id")[0]
    others = SavedFilter.objects.filter(owner_id=back.owner_id, name__iexact=back.name)
    if others.exclude(pk=pk).exists():
        raise SavedFilterError(
            f"Nothing was undone: another filter of yours is called “{back.name}” by now. "
            "Rename that one first."
        )
    was = {name: getattr(back, name) for name in ("name", "query", "shared")}
    if now is not None:
        return _changed(now, **was)
    return SavedFilter.objects.create(pk=pk, owner_id=back.owner_id, made_at=back.made_at, **was)


def look_at(*, saved: SavedFilter, person: Any) -> None:
    """Note that somebody has now seen what it finds, so that new cases can be told."""
    newest = Card.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    FilterLook.objects.update_or_create(
        saved=saved,
        person=person,
        defaults={"newest_case": newest, "looked_at": timezone.now()},
    )


def feed_key_of(person: Any) -> FeedKey:
    """The key in the addresses of somebody's feeds, made when it is first asked for."""
    key, _ = FeedKey.objects.get_or_create(owner=person)
    return key


def renew_feed_key(*, person: Any) -> FeedKey:
    """Another key: feeds under the old one are found no more."""
    key, _ = FeedKey.objects.update_or_create(
        owner=person, defaults={"key": new_key(), "made_at": timezone.now()}
    )
    return key


def _changed(saved: SavedFilter, **values: Any) -> SavedFilter:
    kept = SavedFilter.objects.select_for_update().get(pk=saved.pk)
    if any(getattr(kept, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save(update_fields=list(values))
    return kept


def _lock(owner: int) -> None:
    get_user_model().objects.select_for_update(no_key=True).get(pk=owner)


def _name(name: str) -> str:
    said = " ".join(name.replace("\0", "").split())
    if not any(sign.isprintable() for sign in said if sign != " "):
        raise SavedFilterError("Write a name, by which you and others know what it finds.")
    if len(said) > LONGEST_NAME:
        raise SavedFilterError(
            f"A name has up to {LONGEST_NAME} characters, and this one has {len(said):,}. "
            "Write it shorter."
        )
    return said


def _query(query: str) -> str:
    address = Address.of(QueryDict(query))
    found = filter_of(address.query)
    sensible = {*found.holding, *(["sort"] if found.order else [])}
    kept = address.without(*(address.given.keys() - sensible))
    if not found.holding:
        raise SavedFilterError(
            "This filters nothing: all cases are on the list anyway. Filter first, then save."
        )
    if len(kept.query) > LONGEST_QUERY:
        raise SavedFilterError("This is more than a filter can hold. Choose fewer values.")
    return kept.query


def _taken(name: str) -> str:
    return f"You have a filter called “{name}”. Take another name, or put this one in its place."


def _history() -> Any:
    """The table in which the database keeps each change of a filter."""
    return SavedFilter._meta.get_field("history").related_model
