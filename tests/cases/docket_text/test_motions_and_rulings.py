"""What a motion asks for, what an order decides of which motion, and who filed what on what."""

import pytest

from cases.docket_text import read_entry
from cases.kinds import FilingKind, MotionType, Outcome

G, D, P, M = Outcome.GRANTED, Outcome.DENIED, Outcome.GRANTED_IN_PART, Outcome.MOOT


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        (MotionType.DISMISS, "MOTION to Dismiss for Failure to State a Claim by Acme Corp.."),
        (
            MotionType.DISMISS,
            "MOTION to Dismiss or in the alternative to Transfer Case by Acme Corp.",
        ),
        (MotionType.SUMMARY_JUDGMENT, "MOTION for Partial Summary Judgment by Acme Corp.."),
        (MotionType.EXTEND, "First MOTION for Extension of Time to File Answer re 1 Complaint"),
        (MotionType.EXTEND, "MOTION filed by Sam Poe for Ana Rivera to extend time to file brief."),
        (MotionType.PRO_HAC_VICE, "MOTION for Leave to Appear Pro Hac Vice by Sam Poe"),
        (MotionType.AMEND, "MOTION for Leave to File Amended Complaint by Ana Rivera."),
        (MotionType.LEAVE, "MOTION for Leave to File Excess Pages by Ana Rivera."),
        (MotionType.SEAL, "MOTION for Leave to File Document Under Seal by Acme Corp.."),
        (MotionType.DEFAULT_JUDGMENT, "MOTION for Default Judgment as to Acme Corp."),
        (MotionType.RELIEF_FROM_STAY, "Motion for Relief from Stay . Fee Amount $199."),
        (MotionType.STAY, "MOTION to Stay Discovery by Acme Corp..".replace(" Discovery", "")),
        (MotionType.CLASS_CERTIFICATION, "MOTION to Certify Class by Ana Rivera."),
        (MotionType.IN_LIMINE, "MOTION in Limine to Exclude Expert Testimony by Acme Corp.."),
        (MotionType.REMAND, "MOTION to Remand to State Court by Ana Rivera."),
        (MotionType.WITHDRAW_COUNSEL, "MOTION to Withdraw as Attorney by Sam Poe"),
        (MotionType.VACATE, "MOTION to Vacate 40 Judgment by Acme Corp.."),
        (MotionType.OTHER, "MOTION for Miscellaneous Relief by Ana Rivera."),
    ],
)
def test_a_motion_asks_for_the_first_thing_it_names(asked: MotionType, text: str) -> None:
    assert read_entry(text).motion_type is asked


def test_only_a_motion_asks_for_something() -> None:
    opposed = read_entry("RESPONSE in Opposition re 22 MOTION to Dismiss filed by Ana Rivera.")
    assert opposed.motion_type is MotionType.NOT_STATED


def test_what_is_attached_to_a_motion_is_not_asked_for() -> None:
    text = "MOTION for Hearing by Acme Corp.. (Attachments: # 1 Proposed Order to Dismiss)"
    assert read_entry(text).motion_type is MotionType.HEARING


@pytest.mark.parametrize(
    ("text", "outcome", "rulings"),
    [
        ("ORDER granting 22 Motion to Dismiss. Signed by Judge Lee.", G, ((22, G),)),
        ("ORDER denying [22] Motion to Dismiss.", D, ((22, D),)),
        (
            "ORDER granting 22 Motion to Dismiss; denying as moot [24] MOTION to Strike.",
            G,
            ((22, G), (24, M)),
        ),
        ("ORDER granting in part and denying in part 30 Motion to Compel.", P, ((30, P),)),
        ("ORDER granting 22 Motion to Seal; denying 23 Motion to Stay.", P, ((22, G), (23, D))),
        ("ORDER granting 22 Motion to Seal, 23 Motion to Stay.", G, ((22, G), (23, G))),
        ("TEXT ORDER granting filing 127 , Motion for Extension of Time.", G, ((127, G),)),
        ("Order Granting Motion To Pay (Related Doc # 87 ) in the amount of $5.", G, ((87, G),)),
        ("Order Granting Motion to Sell (Re: # 279).", G, ((279, G),)),
        ("ORDER: Defendant's motion to seal (Filing No. 50 ) is granted.", G, ((50, G),)),
        ("ORDER finding as moot 22 Motion to Dismiss.", M, ((22, M),)),
        ("MEMORANDUM AND ORDER granting motion to continue 19 as to Lee Roe (1).", G, ((19, G),)),
        ("ORDER granting 19 Motion for Extension of Time to Respond re 17 MOTION.", G, ((19, G),)),
        ("ORDER granting motion to extend time by 7-days [31].", G, ((31, G),)),
        ("Minute Entry held before Judge Lee: 22 Motion taken under advisement.",
         Outcome.DEFERRED, ()),
        ("SCHEDULING ORDER: Jury Trial set for 3/4/2026.", Outcome.NOT_STATED, ()),
        ("ORDER: the request should be granted only if it is renewed by 3/4/2026.",
         Outcome.NOT_STATED, ()),
    ],
)  # fmt: skip
def test_an_order_decides_the_entries_it_numbers(
    text: str, outcome: Outcome, rulings: tuple[tuple[int, Outcome], ...]
) -> None:
    reading = read_entry(text)
    assert reading.outcome is outcome
    assert reading.rulings == (rulings or ())


def test_a_motion_that_quotes_an_order_decides_nothing() -> None:
    reading = read_entry("MOTION for Reconsideration re 40 Order denying 22 Motion by Ana Rivera.")
    assert (reading.outcome, reading.rulings) == (Outcome.NOT_STATED, ())


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (22, "RESPONSE in Opposition re 22 MOTION to Dismiss filed by Ana Rivera."),
        (22, "RESPONSE to [22] MOTION to Dismiss filed by Ana Rivera."),
        (22, "Reply to opposition re [22] filed by Acme Corp."),
        (1, "ANSWER to 1 Complaint by Acme Corp.."),
        (45, "NOTICE by Acme Corp. re 45"),
        (8, "BNC Certificate of Notice (RE: related document(s)8 Meeting of Creditors)."),
        (12, "BRIEF IN SUPPORT re [12] Motion for Attorney Fees filed by Ana Rivera."),
        (None, "MOTION to Strike under 28 U.S.C. 1927 by Acme Corp.."),
        (None, "NOTICE of Change of Hearing to 3/4/2026 by Acme Corp."),
        (None, "LETTER from Sam Poe re 3 Days of Trial"),
        (None, "COMPLAINT against Acme Corp., filed by Ana Rivera."),
    ],
)
def test_an_entry_answers_the_first_entry_it_is_about(number: int | None, text: str) -> None:
    assert read_entry(text).answers == number


@pytest.mark.parametrize(
    ("filer", "text"),
    [
        ("Acme Corp.", "RESPONSE re 22 MOTION filed by Defendant Acme Corp.. (Poe, Sam)"),
        ("Ana Rivera", "COMPLAINT against Acme Corp. (Filing fee $ 405), filed by Ana Rivera.(kf)"),
        ("Acme Corp.", "MOTION to Dismiss by Acme Corp.. (Attachments: # 1 Brief)(Poe, Sam)"),
        ("Ana Rivera, Bo Day", "LETTER MOTION to Stay. Document filed by Ana Rivera, Bo Day. "
         "Return Date set."),
        ("Lee Roe", "Request for Notice filed by Sam Poe of Poe & Co., P.C. on behalf of Lee Roe. "
         "(Poe, S.)"),
        ("Ana Rivera", "MOTION filed by Mr. Sam Poe for Ms. Ana Rivera to extend time."),
        ("", "ORDER by Judge Ann Lee granting 22 Motion."),
        ("", "NOTICE of Hearing. Status Conference set by telephone."),
        ("", "CERTIFICATE of Mailing by Clerk re 5 Order"),
        ("", "BNC Certificate of Notice (RE: related document(s) 2 Plan filed by Debtor Lee Roe)."),
    ],
)  # fmt: skip
def test_the_filer_is_the_party_that_the_text_names(filer: str, text: str) -> None:
    assert read_entry(text).filed_by == filer


def test_no_text_says_nothing() -> None:
    assert read_entry(None).kind is FilingKind.NOT_STATED
    assert read_entry("  ", "").kind is FilingKind.NOT_STATED


def test_words_that_are_not_in_the_table_are_something_else() -> None:
    assert read_entry("Lorem ipsum.").kind is FilingKind.OTHER


def test_the_text_counts_before_the_name_of_the_event() -> None:
    assert read_entry("ORDER closing the estate.", "Close Case").kind is FilingKind.ORDER


def test_the_name_of_the_event_counts_when_the_text_does_not_tell() -> None:
    assert read_entry("(Poe, Sam)", "Motion to Sell").motion_type is MotionType.SELL
