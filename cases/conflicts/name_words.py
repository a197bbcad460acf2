"""Words of names that do not tell one from another. In small letters, without full stops."""


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What a company is in law, as it stands at the end of a name: the forms of the states' acts, and
# those of other countries that American dockets have most.
LEGAL_FORMS = _each(
    "inc incorporated corp corporation co company ltd limited unlimited llc llp lllp lp plp plc"
    " pc pa pllc na nv bv gmbh mbh kg kgaa ag se sa sas sarl spa srl sl ab as asa aps oy oyj kk"
    " pty pte pvt sdn bhd ulc dac"
)
# Of these a name may also end for another reason (Maria Sa, Jan As): they count only behind a
# comma, with full stops, or in capitals.
ALSO_NAMES = _each("ab ag as asa kg kk na pa pc pte se sa sas sl spa")
LONG_FORMS = (
    ("limited", "liability", "company"),
    ("limited", "liability", "partnership"),
    ("limited", "partnership"),
    ("professional", "corporation"),
    ("professional", "association"),
    ("public", "limited", "company"),
    ("national", "association"),
)

TITLES = _each("mr mrs ms miss mx dr prof professor hon honorable judge rev sir")
AFTER_A_PERSON = _each(
    "jr sr ii iii iv esq esquire md phd jd llm cpa dds dmd dvm rn deceased decd ret"
)
# Before a surname, joined to it or not: De La Torre, DeLaTorre; O'Brien, O Brien; al-Saud, Al Saud.
PARTICLES = _each(
    "o d de del dela della delle di da das do dos du des la las le les lo los van von vander vanden"
    " vonder vande der den ter ten te zu zum zur af av al el bin bint ibn ben abu ap fitz mac mc st"
    " san santa"
)
# Too little to be looked for alone: with one of these the next word is asked for as well.
LEADS_MANY = _each(
    "first second american america united new north south east west general global international"
    " pacific atlantic central federal us usa city county state bank law"
)
# With one of these a name is no person's.
NO_PERSON = _each(
    "& and of for the bank group holdings university college school county city state states"
    " department board commission association society church trust fund insurance international"
    " services systems solutions technologies partners associates foundation union district agency"
)

# Words as they are written short, after tables T6 and T13 of the Bluebook.
WHOLE_WORDS = dict(
    pair.split("=", 1)
    for pair in _each(
        "assn=association assoc=association assocs=associates bd=board bros=brothers"
        " commn=commission dept=department dist=district govt=government grp=group"
        " hldgs=holdings hosp=hospital indus=industries ins=insurance inst=institute"
        " intl=international labs=laboratories mfg=manufacturing mfrs=manufacturers"
        " mgmt=management mkt=market natl=national pharm=pharmaceutical"
        " pharms=pharmaceuticals rr=railroad ry=railway sch=school soc=society socy=society"
        " sys=systems tech=technology techs=technologies tel=telephone transp=transportation"
        " univ=university"
    )
) | {
    "us": "united states",
    "usa": "united states of america",
    # The other way about, for “St.” is short for two words.
    "saint": "st",
    "street": "st",
    "mount": "mt",
    "fort": "ft",
}


def _short_words() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for short, whole in WHOLE_WORDS.items():
        for word in whole.split():
            found[word] = found.get(word, frozenset()) | {short}
    return found


SHORT_WORDS = _short_words()
