"""The table of kinds: what a federal docket entry can be, and the names we give to that.

Empty means that nothing says so; `other` that something is said which is not in the table. The
rules that tell one from the other in a court's own words are in `cases/docket_text`.
"""

from django.db import models


class FilingKind(models.TextChoices):
    """What a docket entry is."""

    NOT_STATED = "", "not stated"
    COMPLAINT = "complaint", "complaint"
    PETITION = "petition", "petition"
    ANSWER = "answer", "answer"
    MOTION = "motion", "motion"
    BRIEF = "brief", "response, reply or brief"
    ORDER = "order", "order or opinion"
    PROPOSED_ORDER = "proposed_order", "proposed order"
    JUDGMENT = "judgment", "judgment"
    VERDICT = "verdict", "verdict"
    MINUTE_ENTRY = "minute_entry", "minute entry"
    NOTICE = "notice", "notice"
    NOTICE_OF_DISMISSAL = "notice_of_dismissal", "notice of voluntary dismissal"
    NOTICE_OF_APPEAL = "notice_of_appeal", "notice of appeal"
    STIPULATION = "stipulation", "stipulation, agreement or waiver"
    SUMMONS = "summons", "summons, warrant or subpoena"
    SERVICE = "service", "proof of service or mailing"
    DECLARATION = "declaration", "declaration or exhibit"
    DISCLOSURE = "disclosure", "disclosure statement"
    REPORT = "report", "report or recommendation"
    TRANSCRIPT = "transcript", "transcript"
    LETTER = "letter", "letter"
    CHARGE = "charge", "indictment or information"
    SCHEDULE = "schedule", "bankruptcy schedule, statement or plan"
    SETTING = "setting", "deadline or hearing set"
    CLERK = "clerk", "clerk’s entry"
    OTHER = "other", "other"


class MotionType(models.TextChoices):
    """What a motion asks for."""

    NOT_STATED = "", "not stated"
    DISMISS = "dismiss", "to dismiss"
    SUMMARY_JUDGMENT = "summary_judgment", "for summary judgment"
    JUDGMENT_ON_PLEADINGS = "judgment_on_pleadings", "for judgment on the pleadings"
    DEFAULT_JUDGMENT = "default_judgment", "for default judgment"
    REMAND = "remand", "to remand"
    TRANSFER = "transfer", "to transfer"
    INJUNCTION = "injunction", "for an injunction or restraining order"
    CLASS_CERTIFICATION = "class_certification", "for class certification"
    AMEND = "amend", "to amend"
    LEAVE = "leave", "for leave to file"
    INTERVENE = "intervene", "to intervene, join or substitute a party"
    STRIKE = "strike", "to strike"
    COMPEL = "compel", "to compel"
    QUASH = "quash", "to quash"
    SANCTIONS = "sanctions", "for sanctions or contempt"
    PROTECTIVE_ORDER = "protective_order", "for a protective order"
    STAY = "stay", "to stay"
    RELIEF_FROM_STAY = "relief_from_stay", "for relief from the stay"
    EXTEND = "extend", "to extend time or continue"
    SEAL = "seal", "to seal"
    PRO_HAC_VICE = "pro_hac_vice", "for admission pro hac vice"
    WITHDRAW_COUNSEL = "withdraw_counsel", "to withdraw as or substitute counsel"
    APPOINT_COUNSEL = "appoint_counsel", "to appoint counsel"
    IN_FORMA_PAUPERIS = "in_forma_pauperis", "to proceed in forma pauperis"
    CONSOLIDATE = "consolidate", "to consolidate or relate"
    RECONSIDER = "reconsider", "to reconsider"
    VACATE = "vacate", "to vacate or set aside"
    NEW_TRIAL = "new_trial", "for a new trial or judgment after trial"
    APPEAL = "appeal", "on an appeal"
    HEARING = "hearing", "for a hearing or conference"
    SERVE = "serve", "on service of process"
    FEES = "fees", "for fees or costs"
    IN_LIMINE = "in_limine", "in limine or to exclude"
    SUPPRESS = "suppress", "to suppress"
    RELEASE = "release", "on detention, bail or release"
    SENTENCE = "sentence", "on the sentence"
    FORFEITURE = "forfeiture", "for forfeiture"
    LIEN = "lien", "to avoid a lien"
    SELL = "sell", "to sell property"
    EMPLOY = "employ", "to employ a professional"
    REOPEN = "reopen", "to reopen"
    CONVERT = "convert", "to convert to another chapter"
    SETTLEMENT = "settlement", "to approve a settlement"
    PAY = "pay", "to pay or to be paid"
    OTHER = "other", "other"


class Outcome(models.TextChoices):
    """What became of what was asked for."""

    NOT_STATED = "", "not stated"
    GRANTED = "granted", "granted"
    DENIED = "denied", "denied"
    GRANTED_IN_PART = "granted_in_part", "granted in part, denied in part"
    MOOT = "moot", "moot"
    WITHDRAWN = "withdrawn", "withdrawn"
    DEFERRED = "deferred", "deferred or taken under advisement"
    OTHER = "other", "other"


class Status(models.TextChoices):
    """Where a case stands, as the filings and dates of the record have it."""

    OPEN = "open", "open"
    CLOSED = "closed", "closed"
    UNKNOWN = "unknown", "not known"


class Disposition(models.TextChoices):
    """How a filing ends a case or claims (Fed. R. Civ. P. 41, 54, 56, 58; 28 U.S.C. 1404, 1447)."""

    NONE = "", "none"
    VOLUNTARY_DISMISSAL = "voluntary_dismissal", "voluntarily dismissed"
    DISMISSAL = "dismissal", "dismissed by the court"
    SETTLEMENT = "settlement", "settled"
    JUDGMENT = "judgment", "decided by judgment"
    DEFAULT_JUDGMENT = "default_judgment", "decided by default"
    TRANSFER = "transfer", "transferred"
    REMAND = "remand", "remanded"


class Prejudice(models.TextChoices):
    """Whether the claim can be brought again (Fed. R. Civ. P. 41(a)(1)(B))."""

    NOT_STATED = "", "not stated"
    WITH = "with", "with prejudice"
    WITHOUT = "without", "without prejudice"


class Scope(models.TextChoices):
    """What a filing with a disposition disposes of."""

    NONE = "", "nothing"
    CASE = "case", "the whole case"
    CLAIMS = "claims", "some claims or parties"
