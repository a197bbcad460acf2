"""What kind of paper a title names.

First come customs: titles whose first words mean something else than their last noun does (a notice
of motion is a motion). They are kept by first word, so that an entry is compared with few of them;
the first that fits wins. Then comes the grammar: the last noun of the noun phrase (see `titles`).
Last come customs that stand anywhere in the title.
"""

import re
from collections.abc import Iterable

from cases.docket_text.titles import head_of, noun_phrase, title_of
from cases.kinds import FilingKind as K

# (first words, what may follow, kind). The second is a pattern for what stands right after the
# first word; an empty one fits anything.
_CUSTOMS: list[tuple[str, str, K]] = [
    # The papers of Fed. R. Civ. P. 41(a)(1)(A)(i); one of a motion or a hearing is only a notice.
    (
        "notice",
        r"(?:\W+\w+){0,4}\W+voluntar(?:y|ily)\W+(?:\w+\W+)?(?:dismiss|discontinu)",
        K.NOTICE_OF_DISMISSAL,
    ),
    (
        "notice",
        r" of (?:plaintiffs?'?s? |partial |rule 41\S* )?dismissal(?! hearing)(?!.{0,60}"
        r"for (?:lack|failure|want))",
        K.NOTICE_OF_DISMISSAL,
    ),
    # New York and California title a motion by its notice; one about a motion is a notice.
    (
        "notice",
        r"(?:[/ ]+(?:of|and|cross|amended|joint|ex|parte|defendant\S*|plaintiff\S*|"
        r"unopposed)){1,4}[- ]*motions?\b(?! hearing)",
        K.MOTION,
    ),
    (
        "notice",
        r" of (?:\w+ )?(?:cross[- ]?|interlocutory )?appeal\b(?! (?:filed|doc|fee|hear))",
        K.NOTICE_OF_APPEAL,
    ),
    ("notice", r" (?:and|&|of) acknowledge?ment", K.SERVICE),
    # The entry of the transcript itself begins with the notice that it is there.
    ("notice", r" of (?:filing (?:of )?)?(?:official |redacted )*transcript", K.TRANSCRIPT),
    ("notice", r" and order\b", K.ORDER),
    ("notice", "", K.NOTICE),
    ("clerk's", r" (?:entry|certificate) of default|certificate of cash", K.CLERK),
    # Process, and what came back of it.
    ("summons", r".{0,40}(?:returned|executed|unexecuted|service)", K.SERVICE),
    ("summons", "", K.SUMMONS),
    ("warrant", r".{0,40}(?:returned|executed)", K.SERVICE),
    ("arrest", r" warrant.{0,20}(?:returned|executed)", K.SERVICE),
    ("arrest", r" warrant|\W+warrant", K.SUMMONS),
    ("arrest", "", K.CLERK),
    ("bench", r" warrant", K.SUMMONS),
    ("subpoena", r".{0,40}(?:returned|executed)", K.SERVICE),
    ("writ", "", K.SUMMONS),
    ("request", r" for (?:the )?(?:issuance|summons)|.{0,20}issue summons", K.SUMMONS),
    ("praecipe", "", K.SUMMONS),
    ("process", r" receipt", K.SERVICE),
    ("proof", r" of claim", K.SCHEDULE),
    ("proof", "", K.SERVICE),
    ("return", r" of|(?:ed)? (?:receipt|mail)", K.SERVICE),
    ("return", "", K.BRIEF),  # to a petition for habeas corpus
    ("returned", "", K.SERVICE),
    ("service", r" (?:of|by|on|executed|returned|list)", K.SERVICE),
    ("acknowledgment", r" (?:of|and) (?:receipt|service|acceptance)", K.SERVICE),
    ("acknowledgement", r" (?:of|and) (?:receipt|service|acceptance)", K.SERVICE),
    ("acceptance", r" of service", K.SERVICE),
    ("waiver", r" of (?:the )?(?:service|summons)", K.SERVICE),
    ("certificate", r" of (?:no|electronic )?(?:service|mailing|notice|publication)", K.SERVICE),
    (
        "certificate",
        r" of (?:amended )?(?:interested|disclosure|corporate)|\W+interested",
        K.DISCLOSURE,
    ),
    ("certificate", r" of (?:credit|debtor|financial|completion|pre-?petition)", K.SCHEDULE),
    ("certificate", r" of no (?:objection|response|answer)", K.NOTICE),
    ("certificate", r" of appealability", K.ORDER),
    ("certificate", r" of (?:the )?record|d", K.CLERK),
    ("certificate", "", K.DECLARATION),
    ("certification", r" of (?:service|mailing)", K.SERVICE),
    ("certification", r" (?:of|as to) (?:\w+ )?interested", K.DISCLOSURE),
    ("certification", r" of (?:\w+ )?record", K.CLERK),
    ("certification", "", K.DECLARATION),
    ("certified", r".{0,30}mail", K.SERVICE),
    ("bnc", r".{0,12}cert", K.SERVICE),
    ("court", r" certificate of mailing", K.SERVICE),
    ("court", r" reporter", K.TRANSCRIPT),
    ("mail", "", K.SERVICE),
    ("affidavit", r".{0,30}\b(?:service|mailing|publication|serving)\b", K.SERVICE),
    ("declaration", r" (?:of|re|regarding)\W+(?:\w+ )?(?:service|mailing|publication)", K.SERVICE),
    ("affirmation", r" of (?:\w+ )?(?:service|mailing)", K.SERVICE),
    # Papers that parties offer for the judge's signature.
    ("proposed", r"\W+(?:\w+ ){0,3}(?:order|judgment|decree|findings)\b", K.PROPOSED_ORDER),
    ("proposed", r"\W+(?:\w+ )?(?:jury|voir|verdict|instruction|exam)", K.OTHER),
    ("text", r" of proposed", K.PROPOSED_ORDER),
    ("lodged", r".{0,30}order", K.PROPOSED_ORDER),
    ("order", r"\W+proposed|.{0,20}lodged", K.PROPOSED_ORDER),
    ("placed", r" in file.{0,40}order", K.PROPOSED_ORDER),
    (
        "stipulation",
        r"(?:(?! by ).){0,60}\border\b.{0,200}(?:signed by|so ordered|ordered by)",
        K.ORDER,
    ),
    ("stipulation", r"(?:\W+\w+){0,5}\W+proposed", K.STIPULATION),
    # Requests that are not motions.
    ("request", r" (?:for|to receive) (?:special |service of |all )*notices?", K.NOTICE),
    ("request", r" for (?:\w+ )?transcript", K.TRANSCRIPT),
    ("request", r" for (?:removal|courtesy|electronic|change of address)", K.NOTICE),
    ("petition", r" for (?:\w+ )?(?:panel |en banc )*rehearing|.{0,20}en banc", K.MOTION),
    ("petition", r" for (?:\w+ ){0,3}attorney|.{0,25} fees", K.MOTION),
    ("bill", r" of (?:costs|particulars)", K.MOTION),
    # Pleadings; an answer to a motion is an opposition.
    (
        "answer",
        r" (?:in opposition|brief|to (?:\w+ )?(?:motion|petition for rehear|order to show))",
        K.BRIEF,
    ),
    ("answer", "", K.ANSWER),
    ("reply", r" to (?:\w+ )?(?:counterclaim|cross-?claim|answer)", K.ANSWER),
    ("information", "", K.CHARGE),
    ("felony", r" information", K.CHARGE),
    ("amendment", r" to (?:\w+ )?complaint", K.COMPLAINT),
    ("amendment", r" to .{0,30}(?:petition|schedule|statement|list|matrix|creditors)", K.SCHEDULE),
    # What the court writes without the word order.
    (
        "memorandum",
        r".{0,40}\bopinion|.{0,25}\border\b(?! to show)|(?: of| &| and)? decision|"
        r" and (?:recommend|finding)",
        K.ORDER,
    ),
    ("memorandum", r" of plea", K.STIPULATION),
    (
        "memorandum",
        r"(?!.{0,60}(?:in support|in opp|support of|opposition)).{0,200}"
        r"\b(?:signed|ordered|entered) by\b",
        K.ORDER,
    ),
    ("memo", r"\W*endors", K.ORDER),
    ("memo", "", K.BRIEF),
    ("endorsement", "", K.ORDER),
    ("endorsed", "", K.ORDER),
    ("letter", r".{0,30}endors", K.ORDER),
    ("ruling", "", K.ORDER),
    ("findings", r".{0,30}recommend", K.REPORT),
    ("findings", "", K.ORDER),
    ("mandate", "", K.ORDER),
    ("so", r"\W+ordered", K.ORDER),
    ("discharge", r" of", K.ORDER),
    ("final", r" decree", K.ORDER),
    ("usca", r".{0,20}(?:order|opinion|mandate|memorandum)", K.ORDER),
    ("usca", r".{0,20}judgment", K.JUDGMENT),
    ("usca", "", K.CLERK),
    ("abstract", r" of judgment", K.CLERK),
    ("satisfaction", "", K.NOTICE),
    # Minutes; what was only set is a setting.
    ("minute", r"\W+order", K.ORDER),
    ("minute", "", K.MINUTE_ENTRY),
    ("minutes", "", K.MINUTE_ENTRY),
    ("civil", r" minutes", K.MINUTE_ENTRY),
    (
        "civil",
        r"(?: adversary)? (?:case|action)\W+(?:terminat|clos|dismiss|open|transfer|re)",
        K.CLERK,
    ),
    ("civil", r" (?:case )?(?:cover|category) ", K.OTHER),
    ("criminal", r" minutes", K.MINUTE_ENTRY),
    ("criminal", r" case (?:docketed|terminated|closed|open)", K.CLERK),
    ("courtroom", "", K.MINUTE_ENTRY),
    ("proceedings", "", K.MINUTE_ENTRY),
    ("plea", r" (?:entered|of)", K.MINUTE_ENTRY),
    ("set", "", K.SETTING),
    ("set/reset", "", K.SETTING),
    ("reset", "", K.SETTING),
    ("util", r".{0,8}set", K.SETTING),
    ("util", "", K.CLERK),
    ("utility", "", K.CLERK),
    ("hearing", r" (?:order|notice)", K.ORDER),
    ("hearing", r".{0,8} appearance", K.NOTICE),
    (
        "meeting",
        r".{0,60}(?:held|concluded|non-?appearance|not held)(?! on)(?!.{0,9}to be)",
        K.MINUTE_ENTRY,
    ),
    ("meeting", r" of creditors|.{0,20}\b341", K.SETTING),
    ("341", r".{0,40}(?<!be )held", K.MINUTE_ENTRY),
    ("341", "", K.SETTING),
    ("341(a)", "", K.SETTING),
    ("deadline", "", K.SETTING),
    ("deadlines", "", K.SETTING),
    ("answer", r"\W+due", K.SETTING),
    ("terminate", r".{0,20}(?:deadline|hearing)", K.SETTING),
    ("briefing", r" schedule", K.SETTING),
    # The clerk's own entries.
    ("case", r" (?:calendared|set|scheduled)", K.SETTING),
    (
        "case",
        r" (?:assigned|reassign|clos|docket|transfer|open|terminat|unassign|designat|redirect"
        r"|no longer|type|in other|remand|number|eligible|selected|stayed|reopen|flag|class|refer"
        r"|associated|related|electronically|accepted|voluntarily|dismissed|participants|added)",
        K.CLERK,
    ),
    ("agency", r" case", K.CLERK),
    (
        "attorney",
        r" (?:discipline )?(?:case |update|added|terminated|[\w., ]{2,40}"
        r"(?:added|terminated|for))",
        K.CLERK,
    ),
    ("adversary", r" (?:case|proceeding).{0,40}clos", K.CLERK),
    ("bankruptcy", r" case.{0,20}clos", K.CLERK),
    ("close", "", K.CLERK),
    ("closed", "", K.CLERK),
    ("receipt", r" of (?:\w+ ){0,2}statement of social", K.SCHEDULE),
    ("receipt", "", K.CLERK),
    ("filing", r" fees?\b", K.CLERK),
    ("payment", r" (?:advices|records)", K.SCHEDULE),
    ("payment", "", K.CLERK),
    ("fee", "", K.CLERK),
    ("docket", r" order", K.ORDER),
    ("docket", "", K.CLERK),
    ("docketing", r" statement", K.DISCLOSURE),
    ("correction", "", K.CLERK),
    ("modification", r" (?:of|to) docket", K.CLERK),
    ("remark", "", K.CLERK),
    ("staff", "", K.CLERK),
    ("deleted", "", K.CLERK),
    ("quality", r" control", K.CLERK),
    ("terminated", "", K.CLERK),
    ("pro", r" hac vice (?:counsel|fee|attorney)", K.CLERK),
    ("default", r" (?:entered|of)", K.CLERK),
    ("entry", r" of default", K.CLERK),
    ("entry", r" of appearance", K.NOTICE),
    ("transmi", "", K.CLERK),
    ("transmission", "", K.CLERK),
    ("transmittal", "", K.CLERK),
    ("transmitted", "", K.CLERK),
    ("record", "", K.CLERK),
    ("magistrate", r" judge (?!'s)", K.CLERK),
    ("judge", "", K.CLERK),
    ("interdistrict", "", K.CLERK),
    ("transfer", r" of claim", K.NOTICE),
    ("transfer", "", K.CLERK),
    ("transferred", "", K.CLERK),
    ("remanded", "", K.CLERK),
    ("appeal", r".{0,30}transcript", K.TRANSCRIPT),
    ("appeal", r" (?:record|fee|number|case|remark|docketed)", K.CLERK),
    ("random", "", K.CLERK),
    ("chapter", r" \d+ trustee's report", K.REPORT),
    ("indiv/joint", r"\W+notice", K.NOTICE),
    ("the", "", K.CLERK),
    ("opinion", r".{0,20}distributed", K.CLERK),
    ("hold", "", K.CLERK),
    ("placed", "", K.CLERK),
    ("fld", "", K.CLERK),
    ("statistical", "", K.CLERK),
    # Names that hide behind a common noun.
    ("statement", r" (?:of|re|regarding) (?:\w+ )?(?:corporate|disclosure|related)", K.DISCLOSURE),
    (
        "statement",
        r" (?:of|about|adjourn).{0,12}(?:financial|inten|social|current|income|soc)",
        K.SCHEDULE,
    ),
    ("statement", r" adjourning", K.SETTING),
    ("corporate", "", K.DISCLOSURE),
    ("disclosure", r" of", K.DISCLOSURE),
    ("rule", r" 7\.1", K.DISCLOSURE),
    ("rule", r" 5\b", K.CLERK),
    ("suggestions", "", K.BRIEF),
    ("suggestion", "", K.NOTICE),
    ("designation", r".{0,20}transcript", K.TRANSCRIPT),
    ("designation", "", K.NOTICE),
    ("withdrawal", "", K.NOTICE),
    ("appearance", r" bond", K.OTHER),
    ("appearance", "", K.NOTICE),
    ("substitution", "", K.NOTICE),
    ("demand", "", K.NOTICE),
    ("jury", r" demand", K.NOTICE),
    ("jury", r" verdict", K.VERDICT),
    ("jury", r" (?:note|question|list|instr|charge|questionnaire)", K.OTHER),
    ("verdict", "", K.VERDICT),
    ("plea", r" agreement", K.STIPULATION),
    ("transcript", "", K.TRANSCRIPT),
    ("audio", "", K.TRANSCRIPT),
    ("motion", r"s? (?:referred|submitted|taken|terminated|no longer|ripe|not)", K.CLERK),
    ("motions", r" (?:referred|submitted|taken|terminated|no longer)", K.CLERK),
    ("redaction", "", K.OTHER),
    ("version", "", K.OTHER),
    ("letter", r"[ -]+brief", K.BRIEF),
    ("list", r" of .{0,30}(?:creditor|equity|largest)", K.SCHEDULE),
    ("list", "", K.DECLARATION),
    ("social", r" security", K.SCHEDULE),
    ("employee", r" income", K.SCHEDULE),
    ("creditor", "", K.SCHEDULE),
    ("verification", r" of (?:\w+ )?(?:creditor|mat|mail)", K.SCHEDULE),
    ("tax", r" (?:information|return|documents)", K.SCHEDULE),
]

# Nouns, and the kind that a noun phrase ending in each of them names.
_NOUNS: dict[str, K] = {
    **dict.fromkeys(
        [
            "complaint",
            "counterclaim",
            "counterclaims",
            "crossclaim",
            "cross-claim",
            "cross-complaint",
            "counter-claim",
        ],
        K.COMPLAINT,
    ),
    **dict.fromkeys(["petition"], K.PETITION),
    **dict.fromkeys(["answer", "answers"], K.ANSWER),
    **dict.fromkeys(["motion", "motions", "application", "request", "movant"], K.MOTION),
    **dict.fromkeys(
        [
            "brief",
            "briefs",
            "response",
            "responses",
            "reply",
            "replies",
            "opposition",
            "objection",
            "objections",
            "sur-reply",
            "surreply",
            "sur-response",
            "memorandum",
            "memo",
            "traverse",
            "points",
            "authorities",
            "argument",
            "statement",
            "counterstatement",
            "position",
            "rebuttal",
            "recommendation to",
            "joinder",
        ],
        K.BRIEF,
    ),
    **dict.fromkeys(
        [
            "order",
            "orders",
            "opinion",
            "decision",
            "endorsement",
            "ruling",
            "mandate",
            "injunction",
            "commitment order",
            "certification order",
        ],
        K.ORDER,
    ),
    **dict.fromkeys(["judgment", "judgement", "decree", "judgment order"], K.JUDGMENT),
    **dict.fromkeys(["verdict"], K.VERDICT),
    **dict.fromkeys(
        ["minute entry", "minutes", "minute sheet", "clerk's notes", "proceedings"], K.MINUTE_ENTRY
    ),
    **dict.fromkeys(
        [
            "notice",
            "notices",
            "appearance",
            "acknowledgment",
            "acknowledgement",
            "notification",
            "election",
            "demand",
            "withdrawal",
        ],
        K.NOTICE,
    ),
    **dict.fromkeys(
        ["stipulation", "stipulations", "agreement", "waiver", "consent", "settlement"],
        K.STIPULATION,
    ),
    **dict.fromkeys(["summons", "subpoena", "warrant", "writ"], K.SUMMONS),
    **dict.fromkeys(
        [
            "declaration",
            "affidavit",
            "affirmation",
            "exhibit",
            "exhibits",
            "exhibit list",
            "witness list",
            "list",
            "appendix",
            "attachment",
            "attachments",
            "certification",
            "supporting documents",
            "addendum",
        ],
        K.DECLARATION,
    ),
    **dict.fromkeys(
        [
            "disclosure statement",
            "corporate disclosure",
            "ownership statement",
            "disclosure",
            "disclosures",
            "interested parties",
            "interested persons",
        ],
        K.DISCLOSURE,
    ),
    **dict.fromkeys(
        [
            "report",
            "reports",
            "recommendation",
            "recommendations",
            "status statement",
            "management statement",
            "accounting",
            "status update",
        ],
        K.REPORT,
    ),
    **dict.fromkeys(["transcript", "transcripts"], K.TRANSCRIPT),
    **dict.fromkeys(["letter", "letters", "correspondence"], K.LETTER),
    **dict.fromkeys(["indictment"], K.CHARGE),
    **dict.fromkeys(
        [
            "schedule a",
            "schedules",
            "plan",
            "matrix",
            "means test",
            "payment advices",
            "course certificate",
            "counseling certificate",
            "income records",
            "pay stubs",
            "monthly income",
            "statement of financial affairs",
            "budget",
        ],
        K.SCHEDULE,
    ),
}

# Customs that stand anywhere in the title.
_ANYWHERE: list[tuple[str, K]] = [
    (r"transfer(?:red)? (?:in|out)\b|\bfee\b.{0,15}\bpaid|\bassigned to\b|\b(?:re)?assigned\b|"
     r"\badded (?:to|as)\b|\bdesignated\b|\b(?:is|was|has been) (?:added|closed)", K.CLERK),
    (r"\b(?:hearing|conference|trial|arraignment|sentencing|appearance|selection|mediation|meeting|"
     r"argument|voir dire|deliberations?)s?\b.{0,80}?"
     r"\b(?:set|scheduled|rescheduled|reset|continued|to be held|cancelled|canceled|vacated)\b",
     K.SETTING),
    (r"\b(?:hearing|conference|trial|arraignment|sentencing|appearance|selection|mediation|argument|"
     r"meeting|plea|deliberations?)s?\b.{0,150}?"
     r"\b(?:held|began|begun|concluded|completed|before)\b", K.MINUTE_ENTRY),
    (r"\b(?:hearing|conference|trial|mediation)\b.{0,40}(?:settled|withdrawn|marked off|adjourned|"
     r"not held)", K.MINUTE_ENTRY),
    (r"\bhearings?\b|\bdeadlines?\b", K.SETTING),
]  # fmt: skip

# Of two papers in one entry the court's is what it is: a stipulation and order is an order.
_OF_THE_COURT = (K.JUDGMENT, K.ORDER)

_JOINTS = re.compile(r" (?:and|&|or) |/(?!re)")


def _by_first_word(
    customs: Iterable[tuple[str, str, K]],
) -> dict[str, list[tuple[re.Pattern[str], K]]]:
    found: dict[str, list[tuple[re.Pattern[str], K]]] = {}
    for first, after, kind in customs:
        found.setdefault(first, []).append((re.compile(after), kind))
    return found


_CUSTOMS_BY_FIRST_WORD = _by_first_word(_CUSTOMS)
_NOUN = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _NOUNS), key=len, reverse=True)) + r")(?![\w'-])"
)
_ELSEWHERE = [(re.compile(pattern), kind) for pattern, kind in _ANYWHERE]
# Where a title ends that its grammar did not tell.
_ABOUT = re.compile(r" (?:re|by|filed|consisting|to|as to|in)\b|[(:;]")
_FIRST_WORD = re.compile(r"[a-z0-9/]+(?:'s)?(?:\(a\))?")
_RECEIVED = re.compile(r"(?:received|recd|filed|lodged|proposed)\b\W*")
# Massachusetts and others put remarks about the related paper first; then no title is left.
_UNTITLED = re.compile(r"\((?:re\b|related)")


def kind_of(text: str) -> K:
    """What kind of entry this is; `OTHER` when its title tells nothing in the table."""
    head = head_of(text)
    if _UNTITLED.match(head):
        return K.OTHER
    title = title_of(head)
    kind = _kind_of_title(title)
    if kind is None and title != head:
        # What was taken for a remark may have been the title (`Amended.`, `Supplement to 5 Motion`).
        kind = _kind_of_title(head.lstrip("*[]() "))
    return kind or K.OTHER


def _kind_of_title(title: str) -> K | None:
    word = _FIRST_WORD.match(title)
    if word:
        for after, kind in _CUSTOMS_BY_FIRST_WORD.get(word.group(), ()):
            if after.match(title, word.end()):
                return kind
        received = _RECEIVED.match(title)
        if received:
            kind = _kind_of_title(title_of(title[received.end() :]))
            return K.CLERK if kind is None and word.group().startswith("rec") else kind
    return _by_grammar(noun_phrase(title)) or _anywhere(title[:200])


def _by_grammar(phrase: str) -> K | None:
    """The last noun of the first conjunct, or of that which is the court's."""
    if "proposed" in phrase and "order" in phrase:
        conjuncts = [c for c in _JOINTS.split(phrase) if "proposed" not in c]
        return _by_grammar(" and ".join(conjuncts)) if conjuncts else K.PROPOSED_ORDER
    found = []
    for conjunct in _JOINTS.split(phrase):
        nouns = _NOUN.findall(conjunct)
        if nouns:
            found.append(_NOUNS[nouns[-1]])
    for kind in _OF_THE_COURT:
        if kind in found:
            return kind
    return found[0] if found else None


def _anywhere(title: str) -> K | None:
    for pattern, kind in _ELSEWHERE:
        if pattern.search(title):
            return kind
    return _by_grammar(_ABOUT.split(title, 1)[0])
