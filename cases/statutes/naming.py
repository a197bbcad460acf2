"""The names of codes as people write them: in full, abbreviated, or by initials."""

from __future__ import annotations

import re
from functools import cache

from cases.sections import USC
from cases.statutes.codes import Code, codes

# The states and territories as the Bluebook abbreviates them (table T10), and in full.
STATES = {
    "Ala.": "Alabama",
    "Alaska": "Alaska",
    "Ariz.": "Arizona",
    "Ark.": "Arkansas",
    "Cal.": "California",
    "Colo.": "Colorado",
    "Conn.": "Connecticut",
    "Del.": "Delaware",
    "D.C.": "District of Columbia",
    "Fla.": "Florida",
    "Ga.": "Georgia",
    "Guam": "Guam",
    "Haw.": "Hawaii",
    "Idaho": "Idaho",
    "Ill.": "Illinois",
    "Ind.": "Indiana",
    "Iowa": "Iowa",
    "Kan.": "Kansas",
    "Ky.": "Kentucky",
    "La.": "Louisiana",
    "Me.": "Maine",
    "Md.": "Maryland",
    "Mass.": "Massachusetts",
    "Mich.": "Michigan",
    "Minn.": "Minnesota",
    "Miss.": "Mississippi",
    "Mo.": "Missouri",
    "Mont.": "Montana",
    "Neb.": "Nebraska",
    "Nev.": "Nevada",
    "N.C.": "North Carolina",
    "N.D.": "North Dakota",
    "N.H.": "New Hampshire",
    "N.J.": "New Jersey",
    "N.M.": "New Mexico",
    "N.Y.": "New York",
    "N.Y.C.": "New York City",
    "N. Mar. I.": "Northern Mariana Islands",
    "Ohio": "Ohio",
    "Okla.": "Oklahoma",
    "Or.": "Oregon",
    "Pa.": "Pennsylvania",
    "P.R.": "Puerto Rico",
    "R.I.": "Rhode Island",
    "S.C.": "South Carolina",
    "S.D.": "South Dakota",
    "Tenn.": "Tennessee",
    "Tex.": "Texas",
    "Utah": "Utah",
    "V.I.": "Virgin Islands",
    "Vt.": "Vermont",
    "Va.": "Virginia",
    "W. Va.": "West Virginia",
    "Wash.": "Washington",
    "Wis.": "Wisconsin",
    "Wyo.": "Wyoming",
}
_POSTAL = (  # noqa: SIM905 - a list of them takes a hundred lines
    "al Ala. ak Alaska az Ariz. ar Ark. ca Cal. co Colo. ct Conn. de Del. dc D.C. fl Fla. "
    "ga Ga. hi Haw. id Idaho il Ill. in Ind. ia Iowa ks Kan. ky Ky. la La. me Me. md Md. "
    "ma Mass. mi Mich. mn Minn. ms Miss. mo Mo. mt Mont. ne Neb. nv Nev. nh N.H. nj N.J. "
    "nm N.M. ny N.Y. nc N.C. nd N.D. oh Ohio ok Okla. or Or. pa Pa. pr P.R. ri R.I. sc S.C. "
    "sd S.D. tn Tenn. tx Tex. ut Utah vt Vt. va Va. vi V.I. wa Wash. wi Wis. wy Wyo."
).split()
_ALSO = {
    **dict(zip(_POSTAL[::2], _POSTAL[1::2], strict=True)),
    "calif": "Cal.",
    "hawai'i": "Haw.",
    "penn": "Pa.",
    "penna": "Pa.",
    "us virgin islands": "V.I.",
    "oreg": "Or.",
    "wisc": "Wis.",
    "ny city": "N.Y.C.",
}
# Words that may stand anywhere in a code's name, and say nothing.
_FILLING = frozenset({"of", "the", "official", "ann", "anno", "annot", "annotated"})
# Words of codes' names and how else they are written (after table T6); none counts that is
# abbreviated to nothing.
_WORDS = {
    "and": "&",
    **dict.fromkeys(["code", "codes"], ""),
    **dict.fromkeys(["west", "west's", "wests", "vernon's", "vernon", "mckinney's"], ""),
    **dict.fromkeys(["mckinney", "purdon's", "purdon", "deering's", "baldwin's", "burns"], ""),
    **dict.fromkeys(["unannotated", "state", "commonwealth", "consol"], ""),
    "acts": "act",
    "administrative": "admin",
    "actions": "acts",
    "agriculture": "agric",
    "agricultural": "agric",
    "alcoholic": "alco",
    "beverage": "bev",
    "business": "bus",
    "century": "cent",
    "children's": "child",
    "civil": "civ",
    "commerce": "com",
    "comm": "com",
    "commercial": "com",
    "company": "co",
    "compensation": "comp",
    "compiled": "comp",
    "conservation": "conserv",
    "consolidated": "cons",
    "contract": "cont",
    "corporation": "corp",
    "corporations": "corp",
    "corps": "corp",
    "courts": "cts",
    "court": "ct",
    "credit": "cred",
    "creditor": "cred",
    "criminal": "crim",
    "domestic": "dom",
    "education": "educ",
    "election": "elec",
    "elections": "elec",
    "employment": "empl",
    "environment": "env't",
    "environmental": "env't",
    "envtl": "env't",
    "envir": "env't",
    "estates": "est",
    "evidence": "evid",
    "executive": "exec",
    "family": "fam",
    "finance": "fin",
    "financial": "fin",
    "general": "gen",
    "gov": "gov't",
    "government": "gov't",
    "govt": "gov't",
    "harbors": "harb",
    "highways": "high",
    "human": "hum",
    "hygiene": "hyg",
    "institution": "inst",
    "institutions": "inst",
    "insurance": "ins",
    "judicial": "jud",
    "judiciary": "jud",
    "l": "law",
    "labor": "lab",
    "laws": "law",
    "liability": "liab",
    "limited": "ltd",
    "local": "loc",
    "municipal": "mun",
    "natural": "nat",
    "navigation": "nav",
    "not-for-profit": "not for profit",
    "obligations": "oblig",
    "occupations": "occ",
    "officers": "off",
    "organizations": "orgs",
    "penal": "pen",
    "practice": "prac",
    "probate": "prob",
    "procedure": "proc",
    "proceedings": "proc",
    "professions": "prof",
    "profs": "prof",
    "property": "prop",
    "provisions": "prov",
    "public": "pub",
    "regulation": "reg",
    "regulations": "regs",
    "relations": "rel",
    "remedies": "rem",
    "resource": "res",
    "resources": "res",
    "revenue": "rev",
    "revised": "rev",
    "saf": "safety",
    "service": "serv",
    "services": "serv",
    "social": "soc",
    "statute": "stat",
    "statutes": "stat",
    "stats": "stat",
    "st": "stat",
    "streets": "sts",
    "taxation": "tax",
    "traffic": "traf",
    "transportation": "transp",
    "unemployment": "unemp",
    "utilities": "util",
    "vehicle": "veh",
    "veterans": "vet",
    "welfare": "welf",
    "wildlife": "wild",
    "workers": "workers'",
}
# Titles of the U.S. Code that go by a name of their own.
_TITLES = {
    **dict.fromkeys(["internal rev", "us internal rev", "federal internal rev", "irc"], (USC, 26)),
    **dict.fromkeys(["bankruptcy", "us bankruptcy", "federal bankruptcy"], (USC, 11)),
}


def code_named(text: str) -> Code | None:
    """Return the code that goes by this name, or None."""
    plain, names = plain_name(text), _codes_by_name()
    if code := names.get(plain):
        return code
    # "WA RCW": the state, and a name that says it already.
    state = next((it for it in STATES if plain.startswith(f"{it} ")), None)
    code = names.get(plain.removeprefix(f"{state} ")) if state else None
    return code if code and state and code.name.startswith(state) else None


def title_named(text: str) -> tuple[str, int] | None:
    """Return the code and title whose own name this is: the Internal Revenue Code, or None."""
    return _TITLES.get(plain_name(text))


def californian(text: str) -> Code | None:
    """Return the code that California calls so, for a name that says no state."""
    return code_named(f"Cal. {text}")


@cache
def _codes_by_name() -> dict[str, Code]:
    found: dict[str, Code] = {}
    for code in codes().values():
        for name in (code.name, *code.names):
            found.setdefault(plain_name(name), code)
    # "OH ST § 1345.02", "Georgia Statutes": a state's one compilation, whatever it calls it.
    compilations: dict[str, list[Code]] = {}
    for code in codes().values():
        state = state_of(code.name)
        if state and not _NO_COMPILATION.search(code.name):
            compilations.setdefault(state, []).append(code)
    for state, its in compilations.items():
        if len(its) == 1:
            found.setdefault(f"{state} stat", its[0])
    return found


def state_of(code: str) -> str | None:
    """Return the state, abbreviated, that a code's name begins with; None for a federal one."""
    return next((it for it in _LONGEST_FIRST if code.startswith(f"{it} ")), None)


_LONGEST_FIRST = sorted(STATES, key=len, reverse=True)
# Regulations, and the codes that Louisiana has beside its statutes.
_NO_COMPILATION = re.compile(r"Admin\.|Regs?\.|^La\. (?:Civ|Code|Child)")


@cache
def _states_by_name() -> dict[str, str]:
    names = {_joined(full.lower()): short for short, full in STATES.items()}
    names |= {_joined(short.lower()): short for short in STATES}
    return names | _ALSO


def plain_name(text: str) -> str:
    """Return a code's name as it is compared: abbreviated, in small letters, its state first."""
    words = _joined(text.lower()).replace("'s ", " ").split()
    state, words = _without_state([word for word in words if word not in _FILLING])
    if words != ["code"]:
        words = [_WORDS.get(word, word) for word in words]
    if state == "N.Y." and words[-1:] == ["law"]:
        words = words[:-1]  # "N.Y. Gen. Bus. § 349"
    return " ".join(filter(None, [state, *words]))


def _joined(text: str) -> str:
    """Return the words of a name; initials are one word, with or without full stops."""
    spaced = re.sub(r"[.,]", " ", text.replace("&", " & ")).split()
    joined: list[str] = []
    was_letter = False
    for word in spaced:
        is_letter = len(word) == 1 and word.isalpha()
        if is_letter and was_letter:
            joined[-1] += word
        else:
            joined.append(word)
        was_letter = is_letter
    return " ".join(joined)


def _without_state(words: list[str]) -> tuple[str, list[str]]:
    """Return the state that a name begins or ends with, and its other words."""
    states = _states_by_name()
    for count in (3, 2, 1):
        if len(words) >= count and (state := states.get(" ".join(words[:count]))):
            return state, words[count:]
    for count in (3, 2, 1):
        if len(words) > count and (state := states.get(" ".join(words[-count:]))):
            return state, words[:-count]
    return "", words
