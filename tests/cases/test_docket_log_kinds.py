"""The kind of an entry, and what it decides, by a few letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.docket_log.typed_kinds import TypedKindError, offered, parse, rulings
from cases.kinds import FilingKind, MotionType, Outcome


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("complaint", "complaint"),
        ("comp", "complaint"),
        ("motion", "motion"),
        ("mtd", "motion to dismiss"),
        ("mot dis", "motion to dismiss"),
        ("Motion to Dismiss", "motion to dismiss"),
        ("msj", "motion for summary judgment"),
        ("phv", "motion for admission pro hac vice"),
        ("tro", "motion for an injunction or restraining order"),
        ("order", "order or opinion"),
        ("order gr", "order granting"),
        ("order denied in part", "order granting in part"),
        ("not", "notice"),
        ("notice of app", "notice of appeal"),
        ("reply", "response, reply or brief"),
        ("min", "minute entry"),
        ("other", "other"),
    ],
)
def test_a_few_letters_are_enough(typed: str, words: str) -> None:
    assert parse(typed).words == words


def test_the_kind_typed_carries_what_a_motion_asks_and_what_an_order_decides() -> None:
    assert parse("mtd").motion_type is MotionType.DISMISS
    found = parse("order denying")
    assert (found.kind, found.outcome) == (FilingKind.ORDER, Outcome.DENIED)


@given(st.sampled_from(offered()))
def test_whatever_the_list_offers_is_understood(kind: object) -> None:
    assert parse(kind.words) == kind  # type: ignore[attr-defined]


def test_letters_that_may_be_several_kinds_are_told_which() -> None:
    with pytest.raises(TypedKindError, match=r"may be .*: type a letter more"):
        parse("o")


def test_letters_of_no_kind_are_told_how_to_write_one() -> None:
    with pytest.raises(TypedKindError, match="“xyz” is no kind of entry"):
        parse("xyz")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("12 granted", [("12", Outcome.GRANTED)]),
        ("12", [("12", Outcome.NOT_STATED)]),
        (
            "12 granted, #14 denied in part; 15: moot",
            [("12", Outcome.GRANTED), ("14", Outcome.GRANTED_IN_PART), ("15", Outcome.MOOT)],
        ),
        ("12 and 14 den", [("12", Outcome.NOT_STATED), ("14", Outcome.DENIED)]),
    ],
)
def test_what_an_order_decides_is_typed_by_number(
    typed: str, found: list[tuple[str, Outcome]]
) -> None:
    assert rulings(typed) == tuple(found)


@pytest.mark.parametrize("typed", ["granted", "12 banana", "12 granted,"])
def test_what_says_nothing_of_an_entry_is_refused(typed: str) -> None:
    with pytest.raises(TypedKindError, match="write"):
        rulings(typed)
