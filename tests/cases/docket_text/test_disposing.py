"""What ends a case by itself; and, more important, what does not."""

import pytest

from cases.docket_text import read_entry
from cases.kinds import Prejudice, Scope

ENDS_THE_CASE = [
    ("voluntary_dismissal", "NOTICE of Voluntary Dismissal by Ana Rivera (Poe, Sam)"),
    ("voluntary_dismissal", "NOTICE of Voluntary Dismissal without prejudice by Ana Rivera"),
    ("voluntary_dismissal", "STIPULATION of Dismissal with prejudice by Ana Rivera, Acme Corp.."),
    ("voluntary_dismissal", "JOINT STIPULATION OF VOLUNTARY DISMISSAL by Ana Rivera."),
    ("voluntary_dismissal", "STIPULATION AND ORDER of Dismissal. Signed by Judge Ann Lee."),
    ("voluntary_dismissal", "ORDER granting 30 Stipulation of Dismissal. Signed by Judge Ann Lee."),
    ("voluntary_dismissal", "ORDER granting 30 Motion for Voluntary Dismissal."),
    ("dismissal", "ORDER OF DISMISSAL. Signed by Judge Ann Lee."),
    ("dismissal", "ORDER DISMISSING CASE without prejudice. Signed by Judge Ann Lee."),
    ("dismissal", "ORDER granting 22 Motion to Dismiss. This action is dismissed with prejudice."),
    ("dismissal", "MEMORANDUM AND ORDER: the case is hereby DISMISSED for lack of prosecution."),
    ("dismissal", "Order Dismissing Case Signed on 1/2/2025"),
    ("dismissal", "JUDGMENT. Plaintiff's action is dismissed with prejudice."),
    ("judgment", "JUDGMENT in favor of Acme Corp. against Ana Rivera. Signed by Judge Ann Lee."),
    ("judgment", "CLERK'S JUDGMENT entered. Signed by Kim Fay."),
    ("judgment", "FINAL JUDGMENT. Signed by Judge Ann Lee."),
    ("default_judgment", "DEFAULT JUDGMENT in favor of Ana Rivera against Acme Corp.."),
    ("transfer", "Case transferred to District of Utah. Original file certified copy of docket "
     "sent."),
    ("transfer", "Case electronically transferred to the Southern District of Texas."),
    ("transfer", "ORDER TRANSFERRING CASE to the Northern District of Texas."),
    ("transfer", "ORDER granting 2 Motion to Transfer Case to Western District of Texas."),
    ("remand", "ORDER granting 9 Motion to Remand. Case remanded to Superior Court of Los "
     "Angeles."),
    ("remand", "ORDER REMANDING CASE to State Court. Signed by Judge Ann Lee."),
]  # fmt: skip

ENDS_SOME = [
    "NOTICE of Voluntary Dismissal as to Beta LLC only by Ana Rivera",
    "NOTICE of Partial Voluntary Dismissal by Ana Rivera",
    "STIPULATION of Dismissal of Count II with prejudice by Ana Rivera.",
    "STIPULATION of Dismissal as to Defendant Beta LLC by Ana Rivera.",
    "ORDER granting 30 Stipulation of Dismissal as to defendant Beta LLC.",
    "PARTIAL JUDGMENT in favor of Acme Corp. against Ana Rivera.",
]

ENDS_NOTHING = [
    "ORDER granting 22 Motion to Dismiss. Signed by Judge Ann Lee.",
    "ORDER granting 22 Motion to Dismiss with leave to amend.",
    "ORDER denying 22 Motion to Dismiss.",
    "ORDER denying without prejudice to renewal 22 Motion to Dismiss.",
    "ORDER dismissing as moot 22 Motion to Dismiss.",
    "ORDER of dismissal of motion 22 as moot.",
    "ORDER dismissing complaint with leave to amend.",
    "ORDER TO SHOW CAUSE why this case should not be dismissed.",
    "ORDER: failure to comply will result in this action being dismissed. This case will be "
    "dismissed if no answer comes.",
    "ORDER VACATING 40 Order of Dismissal. Signed by Judge Ann Lee.",
    "ORDER granting Motion to vacate order dismissing case.",
    "ORDER denying 31 Motion for Voluntary Dismissal.",
    "ORDER denying 9 Motion to Remand.",
    "ORDER granting in part 9 Motion to Remand.",
    "ORDER re 12 Notice: the case was previously dismissed in another court.",
    "ORDER adopting 40 Report recommending that the case be dismissed.",
    "REPORT AND RECOMMENDATIONS that this action be dismissed with prejudice.",
    "PROPOSED ORDER of Dismissal by Acme Corp..",
    "[PROPOSED] ORDER DISMISSING CASE by Ana Rivera",
    "STIPULATION of Dismissal and [Proposed] Order by Ana Rivera.",
    "MOTION to Dismiss for Lack of Jurisdiction by Acme Corp..",
    "Joint MOTION to Dismiss Case with prejudice by Ana Rivera.",
    "NOTICE of Dismissal of Appeal by Ana Rivera",
    "NOTICE of settlement by Ana Rivera",
    "NOTICE of Voluntary Dismissal of Motion 22 by Acme Corp.",
    "JUDGMENT as to Lee Roe (1), Count(s) 1, 24 months imprisonment.",
    "JUDGMENT IN A CRIMINAL CASE as to Lee Roe.",
    "USCA JUDGMENT as to 50 Notice of Appeal: affirmed.",
    "JUDGMENT of USCA: the appeal is dismissed.",
    "Case transferred in from District of Utah; Case Number 2:25-cv-1.",
    "Case reassigned and transferred to Judge Ann Lee.",
    "ORDER transferring case to Judge Ann Lee of this district.",
    "CONDITIONAL TRANSFER ORDER (CTO-3): action transferred to the Northern District of Ohio.",
    "MINUTES before Judge Lee: counts 6-9 DISMISSED, terminating defendant Lee Roe case terminated",
    "NOTICE of Hearing on Motion 22 to dismiss case",
    "BRIEF in support of dismissal",
    "ORDER that the action is not dismissed.",
    "ORDER granting 8 Motion to Dismiss Party Beta LLC.",
]  # fmt: skip


@pytest.mark.parametrize(("disposition", "text"), ENDS_THE_CASE)
def test_what_says_that_the_case_ends_disposes_of_it(disposition: str, text: str) -> None:
    reading = read_entry(text)
    assert (reading.disposition, reading.disposes) == (disposition, Scope.CASE)


@pytest.mark.parametrize("text", ENDS_SOME)
def test_what_names_a_party_or_a_count_disposes_of_no_more(text: str) -> None:
    reading = read_entry(text)
    assert reading.disposition
    assert reading.disposes is Scope.CLAIMS


@pytest.mark.parametrize("text", ENDS_NOTHING)
def test_what_asks_recounts_or_decides_less_disposes_of_nothing(text: str) -> None:
    reading = read_entry(text)
    assert (reading.disposition, reading.disposes, reading.prejudice) == ("", "", "")


@pytest.mark.parametrize(
    ("prejudice", "text"),
    [
        (Prejudice.WITH, "STIPULATION of Dismissal with prejudice by Ana Rivera."),
        (Prejudice.WITHOUT, "NOTICE of Voluntary Dismissal Without Prejudice by Ana Rivera"),
        (Prejudice.NOT_STATED, "NOTICE of Voluntary Dismissal by Ana Rivera"),
        (
            Prejudice.NOT_STATED,
            "STIPULATION of Dismissal of plaintiff with prejudice, of the class without prejudice",
        ),
    ],
)
def test_prejudice_is_only_what_the_text_says(prejudice: Prejudice, text: str) -> None:
    assert read_entry(text).prejudice is prejudice


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("Fed. R. Civ. P. 41(a)(1)(A)(i)", "NOTICE of Voluntary Dismissal by Ana Rivera"),
        ("Fed. R. Civ. P. 41(a)(1)(A)(ii)", "STIPULATION of Dismissal by Ana Rivera."),
        (
            "Fed. R. Civ. P. 41(a)(1)(A)(i)",
            "NOTICE OF VOLUNTARY DISMISSAL Pursuant to Rule 41(a)(1)(A)(i) by Ana Rivera",
        ),
        ("Fed. R. Civ. P. 41(b)", "ORDER DISMISSING CASE under Fed. R. Civ. P. 41(b)."),
        ("28 U.S.C. § 1404(a)", "ORDER TRANSFERRING CASE under 28 U.S.C. 1404(a) to District of "
         "Utah"),
        ("", "ORDER DISMISSING CASE. Signed by Judge Ann Lee."),
    ],
)  # fmt: skip
def test_the_rule_is_the_one_cited_or_that_of_the_kind_of_paper(rule: str, text: str) -> None:
    assert read_entry(text).rule == rule
