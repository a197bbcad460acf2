"""What reading a text brings to light: words that carry a fact, and what they say."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    DATE = "date"
    AMOUNT = "amount"
    STATUTE = "statute"
    COURT = "court"
    DOCKET_NUMBER = "docket_number"
    JUDGE = "judge"
    PARTY = "party"
    COUNSEL = "counsel"
    SPEAKER = "speaker"
    PROCEDURE = "procedure"
    CLAIM = "claim"


class About(StrEnum):
    """The field of the record that a finding likely supports: a model's name and its field.

    Of a party, the role follows after a colon, for without it the name has no place.
    """

    UNKNOWN = ""
    CASE_CAPTION = "case.caption"
    CASE_CLASS_STATUS = "case.class_status"
    CASE_COURT = "case.court"
    CASE_DOCKET_NUMBER = "case.docket_number"
    CASE_FILED_ON = "case.filed_on"
    CASE_JUDGES = "case.judges"
    CASE_JURISDICTION = "case.jurisdiction"
    CASE_SEAT = "case.seat"
    CASE_TERMINATED_ON = "case.terminated_on"
    CLAIM_AMOUNT = "claim.amount"
    CLAIM_STATUTES = "claim.statutes"
    CLAIM_TITLE = "claim.title"
    COUNSEL_ATTORNEY = "counsel.attorney"
    COUNSEL_FIRM = "counsel.firm"
    COUNSEL_POSITION = "counsel.position"
    EVENT_DATE = "event.date"
    EVENT_SPEAKER = "event.speaker"
    EVENT_SPEAKER_ORGANIZATION = "event.speaker_organization"
    EVENT_SPEAKER_TITLE = "event.speaker_title"
    EVENT_SUMMARY = "event.summary"
    FILING_DISPOSITION = "filing.disposition"
    FILING_FILED_ON = "filing.filed_on"
    FILING_KIND = "filing.kind"
    FILING_PREJUDICE = "filing.prejudice"
    APPELLANT = "party.name:appellant"
    APPELLEE = "party.name:appellee"
    DEFENDANT = "party.name:defendant"
    INTERVENOR = "party.name:intervenor"
    PETITIONER = "party.name:petitioner"
    PLAINTIFF = "party.name:plaintiff"
    RESPONDENT = "party.name:respondent"


@dataclass(frozen=True, slots=True)
class AmountDetails:
    """The currency by its ISO 4217 code, and what the amount is counted by: "per person"."""

    currency: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class CounselDetails:
    """Of an attorney: the firm, the position in it, and whom both represent, as the text says."""

    firm: str = ""
    position: str = ""
    represents: str = ""


@dataclass(frozen=True, slots=True)
class SpeakerDetails:
    title: str = ""
    organization: str = ""


Details = AmountDetails | CounselDetails | SpeakerDetails


@dataclass(frozen=True, slots=True)
class Finding:
    """Words of a text, `start` to `end` in code points, and the value that they state.

    The words are the fewest that carry the value. `value` is written as the record writes it: a
    date in ISO form with its precision (2025-01), an amount as plain digits, a court by its id in
    courts-db, a choice by its stored word. `inferred` says what the value adds to the words,
    `doubt` what a person should look at before believing it; both are sentences' parts in plain
    English, empty where there is nothing to say.
    """

    kind: FindingKind
    start: int
    end: int
    value: str
    about: About = About.UNKNOWN
    inferred: str = ""
    doubt: str = ""
    details: Details | None = None
