"""Where a text names somebody: runs of capitalised words, without titles and sentence openings."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from sources.reader.name_words import (
    ALONE_NO_NAME,
    NO_DESCRIPTION,
    NO_FIRST_NAMES,
    OF_ORGANIZATIONS,
    OPENING,
)
from sources.reader.prose import Prose, is_headline

# ---- What a name is made of ----------------------------------------------------------------------

_NOT_IN_NAMES = (
    "January|February|March|April|June|July|August|September|October|November|December|"
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|"
    "Oct|Nov|Dec"
)
_SUFFIX = (
    r"(?:(?:Inc|Ltd|Corp|Co|Jr|Sr)\b\.?|(?:L\.L\.[CP]|P\.[CA]|P\.L\.L\.C|N\.A|S\.A|L\.P)\."
    r"|(?:LLC|LLP|PC|PLLC|PA|AG|GmbH|PLC|plc|LP|APC|III|II|IV)\b)"
)
_WORD = (
    rf"(?:(?!(?:{_NOT_IN_NAMES})\b)(?:{_SUFFIX}|(?:[A-Z]\.)+|(?:Bros|St|Mt|Ft)\."
    r"|[A-Z][\w&]*(?:[-'.](?!s\b)(?=\w)[\w&]+)*|[a-z][A-Z]\w+|[0-9]\w*[A-Z]\w*|&))"
)
_PARTICLE = (
    r"(?:de(?: la| los)?|la|le|van(?: der| den)?|von(?: der)?|der|del|di|da|dos|du|bin|al|el|y)"
)
_INSTITUTION = (
    "Alliance|Americans|Association|Authority|Bank|Board|Bureau|Campaign|Cent(?:er|re)|Church|"
    "Citizens|City|Coalition|College|Commission|Committee|Commonwealth|Council|County|Court|"
    "Department|District|Federation|Foundation|Fund|House|Institute|League|Ministry|Museum|Office|"
    "People|Port|Republic|Society|State|Town|Union|University|Village"
)
_NAME = re.compile(
    rf"(?<![\w$£€-])(?:{_WORD} ){{0,6}}(?:{_INSTITUTION})s?(?: (?:of|for|on|the|{_WORD})){{0,7}}"
    rf" {_WORD}(?:,? {_SUFFIX}){{0,2}}"
    rf"|(?<![\w$£€-])(?!&){_WORD}(?: (?:{_PARTICLE} )?{_WORD}){{0,8}}(?:, {_SUFFIX}){{0,2}}"
)

# Titles stand before and after names and are no part of them.
TITLES = (
    r"(?:(?:Acting|Interim|Former|Deputy|Assistant|Associate|Senior|Executive|Managing|Lead|Global"
    r"|Co-) ?)*(?:Chief (?:[A-Z]\w+ ){0,2}Officer|Chief Executive|Chief of Staff|C[A-Z]O|S?E?VPs?"
    r"|Vice President|President|General Counsel|Counsel|Attorney General|Solicitor General"
    r"|District Attorney|City (?:Manager|Attorney)|County Executive|Attorneys?|Lawyers?|Solicitors?"
    r"|Barristers?|Directors?|Managers?|Partner|Founder|Co-Founder|Chair(?:man|woman|person)?"
    r"|Commissioner|Secretary|Senator|Sen\.|Representative|Rep\.|Governor|Gov\.|Mayor|Sheriff"
    r"|Superintendent|Professor|Prof\.|Spokes(?:man|woman|person)|Head|Analyst|Editor|Principal"
    r"|Plaintiffs?|Defendants?|Claimants?|Petitioners?|Respondents?|Appell(?:ant|ee)s?|Mr\.?|Mrs\.?"
    r"|Ms\.?|Dr\.?|Sir|Dame|Lord|Lady|Hon\.|Honorable|(?:Chief |Magistrate |Presiding )*Judge"
    r"|(?:Chief |Associate )?Justice(?! Department)|(?:Vice )?Chancellor|Magistrate)"
)
_TITLES = re.compile(rf"(?<![\w-]){TITLES}(?![\w-])")

_MOST_WORDS_OF_A_PERSON = 6

_RELATION = (
    r"executive|president|officer|director|founder|chair(?:man|woman)?|owner|CEO|counsel|parent|"
    r"subsidiary|unit|rival|manager|author|head|chief|partner|husband|wife"
)
_BRIDGE_WORD = re.compile(rf"(?:(?:{_RELATION}), (?=[A-Z])|[\w'/-]+ )")
_MODIFIED = re.compile(
    r"(?:'s?(?P<owned>(?: [a-z][\w-]*){0,4})|(?P<noun>(?: [a-z][\w-]*){1,4})) (?=\w)"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in the text; `words` in plain characters and single spaces."""

    start: int
    end: int
    words: str

    @property
    def looks_personal(self) -> bool:
        """Tell whether it could be a person's full name: a guess from its words alone."""
        parts = self.words.replace(",", "").split()
        capitals = [part for part in parts if part[0].isupper()]
        return (
            2 <= len(capitals) <= _MOST_WORDS_OF_A_PERSON  # noqa: PLR2004
            and len(parts) <= _MOST_WORDS_OF_A_PERSON
            and not any(char.isdigit() or char == "&" for char in self.words)
            and parts[0] not in NO_FIRST_NAMES
            and not any(part.rstrip(".").lower() in OF_ORGANIZATIONS for part in parts)
            and not any(part in {"of", "for", "the", "on"} for part in parts)
            and any(part[1:2].islower() for part in capitals)
        )


class Names:
    """The names of one text, from left to right."""

    def __init__(self, prose: Prose) -> None:
        self.prose = prose
        masked = _TITLES.sub(lambda match: "\x1f" * len(match[0]), prose.plain)
        self.all: list[Name] = []
        for sentence in prose.sentences:
            if is_headline(prose.plain[sentence.start : sentence.end]):
                continue
            for match in _NAME.finditer(masked, sentence.start, sentence.end):
                if name := self._trimmed(match.start(), match.end()):
                    self.all.append(name)
        self._starts = [name.start for name in self.all]
        self._ends = {name.end: name for name in self.all}

    def starting_at(self, at: int) -> Name | None:
        index = bisect_left(self._starts, at)
        return self.all[index] if index < len(self.all) and self._starts[index] == at else None

    def ending_at(self, at: int) -> Name | None:
        return self._ends.get(at)

    def next_from(self, at: int) -> Name | None:
        """Return the first name that begins at `at` or later in the same sentence."""
        index = bisect_left(self._starts, at)
        if index == len(self.all) or self._starts[index] >= self.prose.sentence(at).end:
            return None
        return self.all[index]

    def described_from(self, at: int) -> Name | None:
        """Return the name that a noun phrase beginning at `at` ends in.

        Steps over an article and a short description: "the data enrichment service Acme",
        "Bigco's Acme", "Bigco parent Acme"; any other word stops it.
        """
        end = min(self.prose.sentence(at).end, at + 120)
        for _ in range(10):
            if name := self.starting_at(at):
                return self._modified(name, end)
            word = _BRIDGE_WORD.match(self.prose.plain, at, end)
            if not word or word[0].strip(" ,").lower() in NO_DESCRIPTION:
                return None
            at = word.end()
        return None

    def listed_until(self, name: Name) -> list[Name]:
        """Return the names of an enumeration that ends in a name: "Al Poe, Bo Ray and Jo Roe"."""
        found = [name]
        while joint := _JOINT_BEFORE.search(self.prose.before(found[0].start, 6)):
            before = self.ending_at(found[0].start - len(joint[0]))
            # "Ann and Al Poe": the first has its surname from the second; a person reads that.
            is_half = before and " " not in before.words and self.is_person(found[0])
            if before is None or is_half or (joint[0] == ", " and len(found) == 1):
                break
            found.insert(0, before)
        return found

    def listed_from(self, at: int) -> list[Name]:
        """Return the names of an enumeration that begins at `at`: "Acme, Beta LLC and Jo Roe"."""
        found: list[Name] = []
        unnamed = _UNNAMED.match(self.prose.plain, at)
        if unnamed and not self.described_from(at):
            at = unnamed.end()
        while name := self.described_from(at):
            found.append(name)
            joint = _JOINT.match(self.prose.plain, name.end)
            # After a bare comma an apposition is as likely, so only a name counts there.
            if not joint or (joint[1] == "," and not self.starting_at(joint.end())):
                break
            at = joint.end()
        return found

    def subject_before(self, at: int) -> Name | None:
        """Return the name that is the subject of a verb at `at`.

        Steps back over auxiliaries and adverbs and one apposition between commas.
        """
        before = self.prose.before(at, 260)
        base = at - len(before)
        head = _AUXILIARIES.search(before)
        end = base + (head.start() if head else len(before))
        if name := self.ending_at(end):
            return self._as_subject(name)
        if end > base and self.prose.plain[end - 1] == ",":
            # "Its counsel, Jo Roe, wrote": the name itself stands between the commas.
            name = self.ending_at(end - 1)
            if name and self._fills_a_slot(who := self._who_is_of(name)):
                return who
            for apposition in reversed(list(_APPOSITION.finditer(before, 0, end - base))):
                name = self.ending_at(base + apposition.start())
                if name and (subject := self._as_subject(name)):
                    return subject
        return None

    def _fills_a_slot(self, name: Name) -> bool:
        """Tell whether a name stands alone between commas, after what it is the name of."""
        before = self.prose.before(name.start, 40)
        return before.endswith(", ") and (
            self.is_person(name) or bool(_COMPANY_NOUN.search(before))
        )

    def _as_subject(self, name: Name) -> Name | None:
        """Return who a name stands for as a subject; None where a preposition governs it."""
        who = self._who_is_of(name)
        if who is name and _NO_SUBJECT.search(self.prose.before(name.start, 16)):
            return None
        return who

    def _who_is_of(self, name: Name) -> Name:
        """Return the person of "Jo Roe of Roe LLP", given the organization or the place."""
        before = self.prose.before(name.start, 12)
        of = _OF.search(before)
        person = self.ending_at(name.start - len(before) + of.start()) if of else None
        return person if person and self.is_person(person) else name

    @cached_property
    def _full_names(self) -> dict[str, set[str]]:
        full = defaultdict(set)
        for name in self.all:
            if name.looks_personal:
                parts = name.words.replace(", Jr.", "").split()
                for first in range(1, len(parts)):
                    full[" ".join(parts[first:])].add(name.words)
        return full

    def is_person(self, name: Name) -> bool:
        """Tell whether a name is a person's, also by how the rest of the text shortens it.

        A person is shortened to the last word, a company to the first; a company's long form has
        a word in it that only organizations have.
        """
        if not name.looks_personal:
            return False
        first, last = name.words.partition(" ")[0], name.words.rpartition(" ")[2]
        if first in self._single_words and last not in self._single_words:
            return False
        return not any(long.startswith(f"{name.words} ") for long in self._organizations)

    @cached_property
    def _single_words(self) -> set[str]:
        return {name.words for name in self.all if " " not in name.words}

    @cached_property
    def _organizations(self) -> list[str]:
        return list({name.words for name in self.all if not name.looks_personal})[:500]

    def full_name(self, surname: str) -> str | None:
        """Return the one full name of the text that ends in the surname, if there is just one."""
        full = self._full_names.get(surname, set())
        # "Jo Ann Roe" and "Ann Roe" are one name.
        longest = max(full, key=len, default=None)
        return longest if longest and all(longest.endswith(name) for name in full) else None

    def _modified(self, name: Name, end: int) -> Name | None:
        """Return the name that another only describes: Acme of "Bigco's Acme"."""
        between = _MODIFIED.match(self.prose.plain, name.end, end)
        is_possessive = self.prose.plain.startswith("'", name.end)
        if not between:
            return None if is_possessive else name
        words = (between["owned"] or between["noun"] or "").split()
        # "Jo Roe accuses Acme": a verb stands between, and the first name is who was meant.
        if between["noun"] and any(word.endswith(("s", "ed")) for word in words):
            return name
        other = self.starting_at(between.end())
        if other and not any(word in NO_DESCRIPTION or word.endswith("ing") for word in words):
            return other
        return None if is_possessive else name

    def _opens_sentence(self, at: int) -> bool:
        return not self.prose.before(at, 40).strip(" \n\"'(")

    @cached_property
    def _small_words(self) -> set[str]:
        return set(re.findall(r"(?<![\w'-])[a-z][a-z]+(?![\w'-])", self.prose.plain))

    def _trimmed(self, start: int, end: int) -> Name | None:
        """Cut what only opens a sentence, and leave out what names nobody."""
        words = self.prose.plain[start:end]
        # "Customers said": a word that the text has in small letters too is no name.
        is_bare = " " not in words and words.istitle() and self._opens_sentence(start)
        if is_bare and words.lower() in self._small_words:
            return None
        while (first := words.partition(" ")[0].rstrip(",")) in OPENING:
            if first == words.rstrip(","):
                return None
            start += len(words.partition(" ")[0]) + 1
            words = self.prose.plain[start:end]
        if words.startswith("& ") or words in ALONE_NO_NAME or not words:
            return None
        if words.endswith((" &", " the", " of", " for")):
            end = start + words.rfind(" ")
        return Name(start, end, self.prose.words(start, end))


# "the drugmaker and | its former chief executive, Jo Roe"
_UNNAMED = re.compile(r"(?:the|a|an|its|their) (?:[a-z-]+ ){1,4}and ")
_OF = re.compile(r" (?:of|at|from|with) (?:the )?$")
_JOINT = re.compile(r"(,? and |,? & |,) ?")
_JOINT_BEFORE = re.compile(r",? and $|, $")
_AUXILIARIES = re.compile(
    r"(?: (?:has|have|had|is|was|were|are|also|recently|now|reportedly|currently|then|later|first|"
    r"allegedly|subsequently|already|just|formally|officially|never|immediately|quickly|again|"
    r"himself|herself|initially|earlier|previously|be|been|being|will|would|did|does|not|n't|"
    r"on [A-Z][a-z]+day|[a-z]+ly))* $"
)
_APPOSITION = re.compile(rf"(?:, |,? \()(?=[a-z0-9\"]|{TITLES}\b)")
_NO_SUBJECT = re.compile(
    r"\b(?:by|of|for|against|with|to|from|at|in|on|representing|behalf) (?:the )?$"
)
_COMPANY_NOUN = re.compile(
    r"\b(?:company|parent|firm|owner|maker|startup|subsidiary|unit|rival), $"
)
