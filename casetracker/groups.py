"""Who may do what: the four groups and their permissions, declared here and nowhere else.

Each group may what the one before it may, and more. `casetracker/group_installation.py` brings the
database to what stands here after every `migrate`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

WORK = "casetracker.work"

# What no group may: the database keeps these rows as they are, whoever asks.
KEPT_FOR_GOOD = (
    *("*.add_*history", "*.change_*history", "*.delete_*history"),
    *("sources.change_snapshot", "sources.delete_snapshot", "sources.change_passage"),
    *("sources.change_decision", "sources.delete_decision"),
    *("sources.change_signoff", "sources.delete_signoff"),
)

# What only the tracker itself does, when a person asks it to read or compare a text.
MADE_BY_THE_TRACKER = (
    *("sources.delete_capture", "sources.add_notice", "sources.delete_notice"),
    *("sources.change_perusal", "sources.delete_perusal"),
    *("sources.add_proposal", "sources.delete_proposal"),
    *("sources.change_delivery", "sources.delete_delivery", "sources.delete_courtfile"),
)


@dataclass(frozen=True)
class Group:
    """A group of people, with patterns of the permissions they have (`cases.view_*`)."""

    name: str
    one: str
    patterns: tuple[str, ...]

    @property
    def role(self) -> str:
        """What somebody in it is, in one word: reader."""
        return self.one.split()[-1]

    def may(self, permission: str) -> bool:
        """Whether people of this group have a permission, written `app.codename`."""
        return _matches(permission, self.patterns) and not _matches(
            permission, (*KEPT_FOR_GOOD, *MADE_BY_THE_TRACKER)
        )


# A filter that somebody keeps is their own, whatever else they may change.
_SAVING = ("cases.add_savedfilter", "cases.change_savedfilter", "cases.delete_savedfilter")
_READING = ("cases.view_*", "sources.view_*", *_SAVING)
_RECORD = ("cases.add_*", "cases.change_*", "cases.delete_*", WORK)
_EVIDENCE = (
    *("sources.add_source", "sources.change_source", "sources.delete_source"),
    *("sources.add_citation", "sources.change_citation", "sources.delete_citation"),
    *("sources.add_passagecheck", "sources.change_passagecheck", "sources.delete_passagecheck"),
    *("sources.add_snapshot", "sources.add_passage", "sources.delete_passage"),
    *("sources.add_capture", "sources.change_capture", "sources.change_notice"),
    *("sources.add_delivery", "sources.add_courtfile", "sources.change_courtfile"),
    *("sources.add_watch", "sources.change_watch", "sources.delete_watch"),
    *("sources.add_perusal", "sources.change_proposal"),
)
_DECIDING = ("sources.add_decision", "sources.add_signoff", "cases.decide_conflictcheck")
_ADMINISTERING = ("casetracker.*", "auth.view_group")

READERS = Group("readers", "a reader", _READING)
PARALEGALS = Group("paralegals", "a paralegal", READERS.patterns + _RECORD + _EVIDENCE)
ATTORNEYS = Group("attorneys", "an attorney", PARALEGALS.patterns + _DECIDING)
ADMINS = Group("admins", "an admin", ATTORNEYS.patterns + _ADMINISTERING)
GROUPS = (READERS, PARALEGALS, ATTORNEYS, ADMINS)


def role_of(names: Collection[str], *, is_superuser: bool = False) -> Group | None:
    """The strongest of the groups named; a superuser is an admin; None if there is none."""
    if is_superuser:
        return ADMINS
    return next((group for group in reversed(GROUPS) if group.name in names), None)


def who_may(permission: str) -> list[Group]:
    """The groups that have a permission, weakest first; empty for what is kept for good."""
    return [group for group in GROUPS if group.may(permission)]


def permissions_of(group: Group, permissions: Iterable[str]) -> set[str]:
    """Of all permissions that there are, those of a group."""
    return {permission for permission in permissions if group.may(permission)}


def _matches(permission: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(permission, pattern) for pattern in patterns)
