"""What a motion asks for.

The first thing that it names counts: a motion to dismiss or to transfer is one to dismiss. Leave
to file is named first of all and says least, so it counts only when nothing else is named.
"""

import re

from cases.docket_text.titles import head_of
from cases.kinds import MotionType as M

# Within one place the earlier pattern wins.
_ASKED: list[tuple[M, str]] = [
    (M.PRO_HAC_VICE, r"pro hac vice|phv\b"),
    (M.IN_FORMA_PAUPERIS, r"(?:in )?forma pauperis|ifp\b|proceed without prepay|without prepayment"
     r"|waive(?:r of)? (?:the )?(?:chapter \d+ )?(?:filing )?fee"),
    (M.RELIEF_FROM_STAY, r"relief from (?:the )?(?:automatic |co-?debtor )*stay|(?:lift|modify"
     r"|annul"
     r"|terminate) (?:the )?(?:automatic )?stay|stay relief|adequate protection or"),
    (M.EXTEND, r"exten(?:d|sion|ding)\b|enlarge(?:ment)?\b|continue\b|continuance\b"
     r"|adjourn(?:ment)?\b"
     r"|postpone\b|reschedule\b|more time\b|additional time|further time|reset\b"
     r"|time to (?:file|answer|respond|serve|indict)"),
    (M.SUMMARY_JUDGMENT, r"(?:partial |cross )?summary (?:judge?ment|adjudication|affirmance)"),
    (M.JUDGMENT_ON_PLEADINGS, r"judge?ment on the (?:pleadings|administrative)"),
    (M.DEFAULT_JUDGMENT, r"(?:entry of |enter |clerk's (?:entry of )?)*default\b"),
    (M.NEW_TRIAL, r"new trial|judge?ment as a matter of law|jmol|judge?ment of acquittal|acquittal"
     r"|judge?ment notwithstanding|directed verdict|mistrial|remittitur"),
    (M.VACATE, r"vacate|set(?:ting)? aside|relief from (?:final )?(?:judge?ment|order)|2255\b"),
    (M.RECONSIDER, r"reconsider(?:ation)?\b|rehearing|reargument|en banc"
     r"|alter (?:or amend )?(?:the )?"
     r"(?:judge?ment)|alter\b|amend (?:the )?judge?ment"),
    (M.DISMISS, r"(?:voluntar(?:y|ily) )?(?:partial(?:ly)? )?dismiss(?:al)?\b"),
    (M.REMAND, r"remand\b"),
    (M.TRANSFER, r"transfer\b|change (?:of )?venue"),
    (M.INJUNCTION, r"(?:preliminary |permanent )?injunct\w+|temporary restraining|restraining order"
     r"|t\.?r\.?o\b|enjoin"),
    (M.CLASS_CERTIFICATION, r"(?:conditional )?(?:class|collective)(?: action)? certif\w+"
     r"|certify (?:the |a )?(?:\w+ )?class|conditional certification|decertify"
     r"|appoint(?:ment)? (?:of )?"
     r"(?:interim )?(?:lead|class)"),
    (M.INTERVENE, r"interven\w+|join(?:der)?\b|substitut\w+ (?:of )?(?:\w+ )?part(?:y|ies)|implead"
     r"|substitute (?:the )?(?:plaintiff|defendant)"),
    (M.CONSOLIDATE, r"consolidat\w+|relate (?:case|action)|joint administration|jointly administer"
     r"|related case|consider whether cases|bifurcate|sever\b|severance"),
    (M.PROTECTIVE_ORDER, r"(?:stipulated |agreed )?protective order|confidentiality order"),
    (M.SEAL, r"(?:un)?seal\b|sealing|under seal|impound|redact\w*|restrict(?:ed)?\b"),
    (M.STRIKE, r"strike\b|strik(?:e|ing)\b"),
    (M.COMPEL, r"compel(?:ling)?\b|discovery\b|production\b|subpoena\b|deposition\b"),
    (M.QUASH, r"quash\b"),
    (M.SANCTIONS, r"sanctions?\b|contempt|order to show cause|show cause"),
    (M.SUPPRESS, r"suppress(?:ion)?\b"),
    (M.IN_LIMINE, r"in limine|exclude\b|preclude\b|daubert"),
    (M.WITHDRAW_COUNSEL, r"withdraw(?:al)?(?: \w+){0,3} (?:as (?:\w+ )?(?:attorney|counsel)"
     r"|attorney"
     r"|counsel|appearance)|withdraw(?: following appeal)?(?= *(?:\W|by |following|$))"
     r"|withdrawal of"
     r"|substitut\w+ (?:of )?(?:\w+ )?(?:attorney|counsel)|new counsel|relieve counsel"),
    (M.APPOINT_COUNSEL, r"appoint(?:ment)? (?:of )?(?:\w+ )?(?:counsel|attorney|cja)"
     r"|court[- ]appointed"),
    (M.RELEASE, r"detention|detain\b|bail\b|bond\b|pretrial release|release (?:from|on|pending|of "
     r"defendant)|conditions of release|compassionate release|revok\w+|travel\b|passport"),
    (M.SENTENCE, r"(?:reduce|reduction of|reduction in|modify) (?:\w+ )?sentence|sentenc\w+"
     r"|downward"
     r"|departure|variance|early termination|supervised release|probation|5k1|amendment 782"),
    (M.FORFEITURE, r"forfeit\w*"),
    (M.FEES, r"attorneys?'?s? fees?|fees\b|costs\b|(?:interim |final )?compensation\b|bill of costs"
     r"|reimbursement"),
    (M.SETTLEMENT, r"(?:approv\w+ )?(?:of )?(?:\w+ )?(?:preliminary approval|final approval"
     r"|settlement"
     r"|compromise)|9019|minor'?s"),
    (M.APPEAL, r"(?:interlocutory )?appeal\b|certificate of appealability|stay pending appeal"),
    (M.LIEN, r"avoid\w*(?: \w+){0,2} liens?|lien\b|value (?:of )?collateral|strip"),
    (M.SELL, r"sell\b|sale\b|auction"),
    (M.EMPLOY, r"employ(?:ment)?\b|retain\b|retention of"),
    (M.REOPEN, r"re-?open\b|reinstate"),
    (M.CONVERT, r"convert\b|conversion\b"),
    (M.STAY, r"stay\b"),
    (M.AMEND, r"(?:file )?(?:\w+ )?amend(?:ed|/correct|ing|ment)?\b|correct\b|supplement\b"),
    (M.SERVE, r"serv(?:e|ice)\b|alternative(?:ly)? (?:means|service)|publication"),
    (M.HEARING, r"(?:for |request )?(?:\w+ )?(?:hearing|conference|oral argument|argument)\b"
     r"|appear "
     r"(?:by )?(?:telephon|remote|video)\w*|competency"),
    (M.PAY, r"pay\b|payment\b|unclaimed|disburse\w*|withdraw(?:al)? (?:of )?(?:unclaimed )?funds"
     r"|installments?"),
]  # fmt: skip

_LEAVE = re.compile(r"\bleave\b|\bpermission\b|excess pages|\bto file\b|amicus|page limit")
# The numbers and names of other papers, and the filer and the attachments after the title.
_AFTER = re.compile(r" filed by |\(attachments?|\(filed on|\(entered| document filed | suggested ")
_NAMED = re.compile(r"\b(?:motions?|application|request|petition|bill)\b")
_ASK = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind.value}>{pattern})" for kind, pattern in _ASKED) + ")"
)


def motion_type_of(text: str) -> M:
    """What the motion in this entry's title asks for; `OTHER` when the table does not have it."""
    head = head_of(text)[:260]
    after = _AFTER.search(head, 8)
    if after:
        # New York puts `filed by` in front of what is asked for; then that is read on.
        rest = head[after.end() :] if " to " not in head[: after.start()] else ""
        head = head[: after.start()] if " for " in head[: after.start()] or not rest else head
    named = _NAMED.search(head)
    asked = (_ASK.search(head, named.end()) if named else None) or _ASK.search(head)
    if asked:
        return M(asked.lastgroup or "")
    return M.LEAVE if _LEAVE.search(head) else M.OTHER
