"""The kind of an entry as people type it: a few letters, a word's start, or initials. Pure.

“mot dis” and “mtd” are a motion to dismiss, “ord gr” an order that grants something.
"""

import re
from dataclasses import dataclass
from functools import cache

from cases.kinds import FilingKind, MotionType, Outcome
from cases.wording import joined, shortened

# How else people call them, first the shortest.
_ALSO: dict[FilingKind, tuple[str, ...]] = {
    FilingKind.BRIEF: ("brief", "response", "reply", "opposition", "memorandum"),
    FilingKind.ORDER: ("order", "opinion", "ruling"),
    FilingKind.STIPULATION: ("stipulation", "agreement", "waiver"),
    FilingKind.SUMMONS: ("summons", "warrant", "subpoena"),
    FilingKind.SERVICE: ("proof of service", "certificate of service", "affidavit of service"),
    FilingKind.DECLARATION: ("declaration", "affidavit", "exhibit"),
    FilingKind.REPORT: ("report", "recommendation", "report and recommendation"),
    FilingKind.CHARGE: ("indictment", "information"),
    FilingKind.SCHEDULE: ("schedule", "plan"),
    FilingKind.SETTING: ("deadline", "hearing set"),
    FilingKind.NOTICE_OF_DISMISSAL: ("notice of dismissal", "voluntary dismissal"),
}
_RULED = {
    Outcome.GRANTED: ("granting", "granted"),
    Outcome.DENIED: ("denying", "denied"),
    Outcome.GRANTED_IN_PART: ("granting in part", "granted in part", "denied in part"),
    Outcome.MOOT: ("denying as moot", "moot"),
    Outcome.DEFERRED: ("deferring", "deferred"),
}
_MOVED = {
    MotionType.EXTEND: ("motion for extension of time", "motion to continue"),
    MotionType.INJUNCTION: (
        *("tro", "motion for preliminary injunction", "motion for temporary restraining order"),
    ),
    MotionType.IN_FORMA_PAUPERIS: ("ifp", "motion for in forma pauperis"),
    MotionType.PRO_HAC_VICE: ("phv", "motion pro hac vice", "motion to appear pro hac vice"),
    MotionType.SANCTIONS: ("motion for contempt",),
}
_NO_MOTION = {MotionType.NOT_STATED, MotionType.OTHER}
_MOST_NAMED = 4


class TypedKindError(ValueError):
    """What was typed is no kind, or may be several; the message names them."""


@dataclass(frozen=True)
class TypedKind:
    """What a few letters were understood to say."""

    kind: FilingKind
    motion_type: MotionType = MotionType.NOT_STATED
    outcome: Outcome = Outcome.NOT_STATED

    @property
    def words(self) -> str:
        """As the list offers it: motion to dismiss, order granting."""
        if self.motion_type:
            return f"{self.kind.label} {self.motion_type.label}"
        if self.outcome:
            return f"order {_RULED[self.outcome][0]}"
        return str(self.kind.label)


@cache
def offered() -> tuple[TypedKind, ...]:
    """All that can be typed, in the order in which a list offers it."""
    kinds = [TypedKind(kind) for kind in FilingKind if kind]
    motions = [
        TypedKind(FilingKind.MOTION, motion_type=it) for it in MotionType if it not in _NO_MOTION
    ]
    orders = [TypedKind(FilingKind.ORDER, outcome=it) for it in _RULED]
    return (*kinds, *motions, *orders)


def parse(typed: str) -> TypedKind:
    """What was typed; its whole name wins over the start of another's. Raises TypedKindError."""
    words = _words(typed)
    if not words:
        raise TypedKindError("Type the kind: complaint, mtd, order granting …")
    for matches in (_is_whole, _begins, _begins_words, _are_initials):
        found = {
            kind: [name for name in _names(kind) if matches(words, name)] for kind in offered()
        }
        found = {kind: names for kind, names in found.items() if names}
        if found:
            return _one(typed, found)
    raise TypedKindError(
        f"“{shortened(typed, 40)}” is no kind of entry. Type the start of one: complaint, "
        "motion to dismiss (or mtd), order granting, notice, minute entry; or “other”."
    )


def _one(typed: str, found: dict[TypedKind, list[tuple[str, ...]]]) -> TypedKind:
    """The only one found, or the one whose name begins those of all others: motion, of motions."""
    everything = [name for names in found.values() for name in names]
    for kind, names in found.items():
        if all(any(_starts_with(other, name) for name in names) for other in everything):
            return kind
    named = [f"“{kind.words}”" for kind in list(found)[:_MOST_NAMED]]
    raise TypedKindError(
        f"“{shortened(typed, 40)}” may be {joined(named, last='or')}: type a letter more."
    )


def _starts_with(name: tuple[str, ...], start: tuple[str, ...]) -> bool:
    return name[: len(start)] == start


@cache
def _names(kind: TypedKind) -> tuple[tuple[str, ...], ...]:
    if kind.outcome:
        names = [f"order {it}" for it in _RULED[kind.outcome]]
    elif kind.motion_type:
        names = [kind.words, *_MOVED.get(kind.motion_type, ())]
    else:
        names = [kind.words, *_ALSO.get(kind.kind, ())]
    return tuple(tuple(_words(name)) for name in names)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("’", ""))


def _is_whole(typed: list[str], name: tuple[str, ...]) -> bool:
    return tuple(typed) == name


def _begins(typed: list[str], name: tuple[str, ...]) -> bool:
    return " ".join(name).startswith(" ".join(typed))


def _begins_words(typed: list[str], name: tuple[str, ...]) -> bool:
    """Whether each word typed begins a word of the name, in its order, from the first: mot dis."""
    if not name[0].startswith(typed[0]):
        return False
    rest = iter(name)
    return all(any(word.startswith(start) for word in rest) for start in typed)


def _are_initials(typed: list[str], name: tuple[str, ...]) -> bool:
    """Whether it is the initials of the name, small words left in or out: mtd, msj, tro."""
    letters = "".join(typed)
    small = {"for", "on", "or", "a", "an", "the", "of"}
    return letters in {
        "".join(word[0] for word in name),
        "".join(word[0] for word in name if word not in small),
    }


# --- What an order decides ------------------------------------------------------------------------

_RULING = re.compile(r"#?\s*(?P<number>[0-9]{1,15})\b\s*:?\s*(?P<words>[^,;]*)")


def rulings(typed: str) -> tuple[tuple[str, Outcome], ...]:
    """“12 granted, 14 denied in part”: numbers of entries, and what is decided of each.

    Without words the outcome is not stated. Raises TypedKindError.
    """
    found = []
    for part in re.split(r"[,;]|\band\b(?=\s*#?\s*[0-9])", typed):
        match = _RULING.fullmatch(part.strip())
        if match is None:
            raise TypedKindError(
                f"“{shortened(part.strip(), 40)}” says of no entry what was decided: write "
                "“12 granted, 14 denied”."
            )
        found.append((match["number"], _outcome(match["words"])))
    return tuple(found)


def _outcome(typed: str) -> Outcome:
    words = _words(typed)
    if not words:
        return Outcome.NOT_STATED
    for outcome in (Outcome.GRANTED_IN_PART, *_RULED, Outcome.WITHDRAWN):
        names = [*_RULED.get(outcome, ()), str(outcome.label), outcome.value]
        if any(_begins(words, tuple(_words(name))) for name in names):
            is_part = outcome is Outcome.GRANTED_IN_PART and "part" not in words
            if not is_part:
                return outcome
    raise TypedKindError(
        f"“{shortened(typed, 40)}” is no outcome: write granted, denied, granted in part, moot, "
        "withdrawn or deferred."
    )
