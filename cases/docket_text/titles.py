"""The title that an entry begins with, freed of what courts put before it.

CM/ECF composes an entry as TITLE, then prepositions and particulars: `Unopposed MOTION for
Extension of Time by Acme Corp..`. In the noun phrase before the first preposition the last noun
names the paper: a letter motion is a motion, a scheduling order an order.
"""

import re

HEAD = 400  # characters: no title is longer, and a long entry costs no more than a short one

# Marks, and remarks of clerks, before the title: `***SELECT EVENT`, `[Proposed]`, `(Court only)`,
# `FILING ERROR - WRONG EVENT TYPE SELECTED FROM MENU - MOTION` (New York), the judge whose order a
# text-only order is (Massachusetts: `Judge Ann B. Lee: ELECTRONIC ORDER entered`), the adversary
# case's number (bankruptcy), a copy of a paper, a paper received, a document under seal.
_BEFORE = re.compile(
    r"""(?: [\W_]+
    | \d+(?:st|nd|rd|th)\b
    | (?:court\ only|sealed|restricted|redacted|text\ only|private\ entry)\ (?:document
    |entry)\)?\ ?\*+
    | \(?(?:court\ only|sealed|under\ seal|public|redacted|joint|amended|corrected|proposed\ only)\)
    | filing\ error\ -(?:\ [\w\ ,/]{3,60}\ -)+
    | (?:electronic\ filing|docket)\ error:?
    | (?:(?:chief|senior|district|u\.?s\.?|united\ states|magistrate|bankruptcy|hon\.?
    |honorable)\ )*
      judge\ [^:;]{3,50}:
    | chapter\ \d+\ (?!trustee)
    | adversary\ case\ [\d:-]+(?:ap[\d-]*)?\.
    | (?:true\ |certified\ |courtesy\ )*cop(?:y|ies)\ of\b
    | document\ filed\ as\b
    | (?:the|a|an|this|and|re|amended|corrected|revised|modified|supplemental|supplement\ to
      |first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|1st|2nd|3rd
      |joint|jointly|consolidated|consent(?!\ (?:of|to|form|by|and))|consented|agreed|stipulated
      |unopposed|opposed|uncontested
      |assented\ to|assented-to|exparte|ex\ parte|emergency|expedited|urgent|renewed|sealed|redacted
      |unredacted|under\ seal|public|duplicate|verified|cross|omnibus|interim|partial|oral
      |sua\ sponte
      |superseding|initial|original|pro\ se|government|state\ court|united\ states'?
      |[a-z]{1,20}'s|(?:plaintiff|defendant|debtor|creditor|trustee|appellant|appellee|petitioner
      |respondent|movant|party|parties|government)s?'?s?)\b(?![-/]\ ?(?:in|order))
    )+""",
    re.VERBOSE,
)

# Where the noun phrase ends.
# Verbs in -ing end it too, but not the nouns among them (a scheduling order is still an order); so
# does a name in the genitive (`RESPONSE Plaintiffs' Report on …`).
_END = re.compile(
    r"""[:;,.(\[{–—*]|\ -|--|\ (?:of|for|to|re|by|as|in|on|against|with|from|filed|at|under|upon|the
    |that|pursuant|per|is|are|was|has|have|be|held|issued|entered|received|signed|sent|due|vs?
    |(?!scheduling|briefing|filing|hearing|sentencing|holding|finding|operating|counseling|meeting
      |ruling|pleading|accounting|standing|opening|closing|answering|monitoring|cooperating|staffing
      |funding|financing|billing)\w+ing)\b
    |\ \w+(?:'s|s')\ """,
    re.VERBOSE,
)


def head_of(text: str) -> str:
    """The first words of an entry in small letters, with single spaces and plain apostrophes."""
    return " ".join(text[:HEAD].split()).lower().replace("’", "'")


def title_of(head: str) -> str:
    """The head from the first word of the title that tells something."""
    before = _BEFORE.match(head)
    return head[before.end() :] if before else head


def noun_phrase(title: str) -> str:
    """The words of a title before its first preposition, verb or mark."""
    end = _END.search(title)
    return title[: end.start()] if end else title
