"""The other entries and the filer that an entry's text names."""

import re

from cases.docket_text.titles import HEAD

# What a court writes before the number of an entry: `ECF No. 22`, `Filing No. 50`, `pldg. 1`.
# (Spaces stand in brackets, for patterns that are written over several lines.)
LABEL = r"(?:ecf|dkt|doc(?:ket|ument)?s?|pldg|filing|entry|d\.?e|d\.?i)\.?(?:[ ]?nos?\.?)?[ ]?"
_LABELS = (
    "no.", "nos.", "no", "ecf", "dkt", "doc", "docs", "document", "document(s)", "documents",
    "docket", "entry", "filing", "pldg", "pldg.", "doc.", "dkt.", "related", "the", "court's",
    "event",
)  # fmt: skip
_RELATIONS = (" re", " to", " regarding", " supporting", " opposing", " support of", " opposition "
"of",
    " opposition", " amending", " related", " document(s)", " on", " re:", "\nre", "(re", "[re",
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\d/:$,-])\d{1,5}(?![\w/:-])")
# A bare number is an entry's before the name of an event, with a capital, or at the end; a
# statute's
# (`28 U.S.C.`), a day's or a defendant's is none.
_NOT_AN_EVENT = re.compile(
    r" (?:U\.?S\.?C|C\.?F\.?R|F\.|Days|Jan|Feb|Mar|Apr|May |Jun|Jul|Aug|Sep|Oct|Nov|Dec|Doe|John"
    r"|Largest|[^A-Z])"
    r"|[^ ),;.]|[.]\d|,\d"
)

# The filer is named after the title, up to whatever comes next.
_NOT_A_FILER = re.compile(
    r"(?i:(?:(?:chief|senior|district|u\.?s\.?|united states|magistrate|bankruptcy|hon\.?|the"
    r"|honorable|deputy|panel) )*(?:judges?|clerk|court|counsel|email|mail|videoconference"
    r"|telephone"
    r"|order|publication)\b)"
)
_ATTORNEY = re.compile(r"(?i)(?:attorney|mr\.|ms\.|mrs\.)[^(;]{2,80}? for ")
_FILER_ENDS = re.compile(
    r" ?[()\[;]|,? (?:(?i:as to|re|regarding|against|with|upon|in|to|dated|pursuant|identifying"
    r"|served"
    r"|that|w/\w+|filed|stating|section|new address)\b|on (?=\d|behalf))|[:\n]| -{1,2}[ \w]"
    r"|(?<=\.)\."
    r"|(?<=[a-z]{3})\.(?=[A-Z(])|(?<!Corp)(?<!Bros)(?<!Assn)(?<=[a-z]{3})\. (?=[A-Z])"
    r"|\. (?=(?:Document|Certificate|Attorney|Filed|Served|Related|Return|Modified|Fee"
    r"|Objections?|Response|Answer|Motion|Hearing|Service|Receipt|Signed|Date|Type|Copies|Brief"
    r"|Reply"
    r"|Incomplete|Schedule|Government|Chapter|Nine|Transcript|Proposed|No|The|This|Appendix"
    r"|Notice)\b)"
)
_ROLE = re.compile(
    r"(?i)(?:(?:the|attorneys?|defendants?|plaintiffs?|debtors?|joint|creditors?|trustee"
    r"|appellants?"
    r"|appellees?|petitioners?|respondents?|movants?|intervenors?|amicus|interested|party|parties"
    r"|deft"
    r"|dft|defts|dfts|pltf|pltfs|3rd|third|counter|cross|claimants?|mr|ms|mrs|us"
    r"|pro hac vice)(?:\(s\))?[ .:-]+)+"
)
_ABBREVIATED = re.compile(r"(?i)\b(?:inc|corp|co|ltd|jr|sr|esq|et al|[a-z])$")


def answers(text: str) -> int | None:
    """The number of the entry that this one responds to, supports or is about."""
    for found in _NUMBER.finditer(text, 0, HEAD):
        start, end = found.span()
        before = f" {text[max(0, start - 48) : start].lower()}"
        words = before.rstrip(" [#(:")
        marked = "[" in before[len(words) :] or "#" in before[len(words) :]
        for _ in range(3):
            if words.endswith(_RELATIONS) or not words.endswith(_LABELS):
                break
            label = next(label for label in _LABELS if words.endswith(label))
            words, marked = words[: -len(label)].rstrip(" [#(:."), True
        if not words.endswith(_RELATIONS):
            continue
        after = text[end : end + 8]
        if marked or not _NOT_AN_EVENT.match(after):
            return int(found[0]) or None
    return None


def filer(text: str) -> str:
    """Whom the text names as the filer: the party, if an attorney files for one."""
    words = _words_of_filer(text)
    if not words or _NOT_A_FILER.match(words):
        return ""
    # `filed by ATTORNEY of FIRM, P.C. on behalf of PARTY`; `filed by Mr. ATTORNEY for PARTY`.
    behalf = words.find(" on behalf of ", 0, words.find("(") if "(" in words else None)
    if behalf >= 0:
        words = words[behalf + 14 :]
    elif _ATTORNEY.match(words):
        words = words.partition(" for ")[2]
    ends = _FILER_ENDS.search(words)
    if ends:
        words = words[: ends.start()]
    role = _ROLE.match(words)
    name = (words[role.end() :] if role else words).strip(" ,")
    bare = name.rstrip(".")
    return f"{bare}." if bare != name and _ABBREVIATED.search(bare) else bare


def _words_of_filer(text: str) -> str:
    """What follows `filed by`, outside the brackets in which other entries are recounted."""
    small = text[: 2 * HEAD].lower()
    at = small.find("filed by")
    while at >= 0 and small.count("(", 0, at) > small.count(")", 0, at):
        at = small.find("filed by", at + 8)
    if at >= 0:
        return text[at + 8 : at + 208].lstrip(" :")
    at = small.find(" by ", 0, HEAD)
    words = text[at + 4 : at + 204] if at >= 0 else ""
    named = words[:1].isupper() or words[:1] in "\"'" or _ROLE.match(words)
    return words if named and small.count("(", 0, at) <= small.count(")", 0, at) else ""
