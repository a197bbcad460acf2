"""Names of people, companies and firms, taken apart for comparison. Pure.

What is no part of who is meant comes off: legal forms (Inc.), a leading “the”, titles, “et al.”,
“individually and on behalf of …”. What else somebody is called by (d/b/a, f/k/a) is a name of its
own. Nothing is thrown away unsaid: each name tells what came off, for the reasons that a check
gives.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cases.conflicts.name_words import (
    AFTER_A_PERSON,
    ALSO_NAMES,
    LEGAL_FORMS,
    LONG_FORMS,
    NO_PERSON,
    PARTICLES,
    SHORT_WORDS,
    TITLES,
    WHOLE_WORDS,
)

_SLASH = r"\s?[./]?\s?"
_ALSO_KNOWN = re.compile(
    r"[,;(]?\s*(?<!\w)(?:"
    rf"(?P<short>(?:f{_SLASH})?d{_SLASH}b{_SLASH}a\b\.?|[afn]{_SLASH}k{_SLASH}a\b\.?|t/a\b)"
    r"|(?P<long>(?:also|formerly|now|previously)\s+known\s+as|doing\s+business\s+as|trading\s+as"
    r"|(?:as\s+)?successor[\s-]+(?:by\s+merger|in[\s-]interest)?[\s-]*to|formerly(?=\s+[A-Z])))"
    r"[\s:,]*",
    re.IGNORECASE,
)
_AND_OTHERS = re.compile(r"[,;]?\s*(?:\bet\.?\s+al\b\.?|\band\s+others\b)\s*$", re.IGNORECASE)
_CAPACITY = re.compile(
    r"[,;(]\s*(?:both\s+)?(?:individually|on\s+behalf\s+of|in\s+(?:his|her|its|their)\s+"
    r"(?:individual|official|personal)|by\s+and\s+through|as\s+(?:an?\s+|the\s+)?(?:trustee|assignee|"
    r"administrat|executor|executrix|guardian|next\s+friend|personal\s+representative|receiver)\w*|"
    r"an?\s+(?:individual|minor|(?:[\w.]+\s+){0,3}?(?:corporation|limited|llc|company|partnership)))"
    r"\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = re.compile(
    r"^(?:the\s+)?(?:estate|heirs|law\s+(?:offices?|firm)|offices?)\s+of\s+(?=\S)", re.IGNORECASE
)
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?\.?")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´")  # noqa: RUF001 - as people and programs type them
_WORDS = re.compile(r"[^\W_]+|&")
_PLUS = re.compile(r"(?<=\s)\+(?=\s)")
_PIECE = re.compile(r"[^\s,;]+|,")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name: in small letters without accents, with them, and as it was written."""

    plain: str
    folded: str
    written: str
    dotted: bool = False
    after_comma: bool = False
    hyphened: bool = False  # joined to the word before

    @property
    def letters(self) -> tuple[str, ...]:
        """The word, or the initials that J.R. is two of, and JT: nobody could say it as a name."""
        short = len(self.plain) == 2 and not set(self.plain) & set("aeiouy")  # noqa: PLR2004
        is_two = self.dotted or (short and self.written.isupper())
        return tuple(self.plain) if is_two and self.plain not in PARTICLES else (self.plain,)


@dataclass(frozen=True)
class Name:
    """One name somebody goes by: its telling words, and what came off them.

    `surname` is the word before the comma in “Smith, John”, else the last; `known_by` says which
    name of several this is (“d/b/a”), "" for the first.
    """

    written: str
    words: tuple[Word, ...]
    forms: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    has_the: bool = False
    has_others: bool = False
    capacity: str = ""
    surname_first: bool = False
    known_by: str = ""

    @cached_property
    def core(self) -> tuple[str, ...]:
        """The telling words as they are compared: “&” is and, Int'l is international."""
        found: list[str] = []
        for word in self.words:
            whole = "and" if word.plain == "&" else WHOLE_WORDS.get(word.plain, word.plain)
            found.extend(whole.split())
        return tuple(found)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The words with initials apart, given names first: John Robert Smith, J. R. Smith."""
        found = [letter for word in self.words for letter in word.letters]
        return tuple(found)

    @cached_property
    def is_a_person(self) -> bool:
        """Whether it may be one: nothing in it says that it is a company or a body."""
        words = {word.plain for word in self.words}
        return not self.forms and not self.has_the and not words & NO_PERSON


def is_short(word: str) -> bool:
    """Whether a word (in small letters, without full stops) is another one written short."""
    return word in WHOLE_WORDS


def ways_to_write(word: str) -> frozenset[str]:
    """A word of a name's core, and how it may stand in another: whole, short, in “US”."""
    return frozenset({word}) | SHORT_WORDS.get(word, frozenset())


def unaccented(text: str) -> str:
    """Without accents: Müller is Muller, Łódź is Lodz."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return bare.translate(_STROKED)


_STROKED = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"})  # noqa: RUF001


def exact_form(name: str) -> str:
    """Equal for names that differ in nothing but capitals, punctuation and blanks.

    "" for a name without a letter or digit, which is the same as no other.
    """
    return "".join(
        _WORDS.findall(unicodedata.normalize("NFC", name).casefold().translate(_APOSTROPHES))
    )


def names_in(written: str) -> tuple[Name, ...]:
    """The names that somebody is given by: the first, and what they are also known as."""
    found: list[Name] = []
    known_by, start = "", 0
    for match in _ALSO_KNOWN.finditer(written):
        found.extend(_read(written[start : match.start()], known_by))
        known_by, start = _said(match), match.end()
    found.extend(_read(written[start:], known_by))
    return tuple(found)


def _said(match: re.Match[str]) -> str:
    if match["long"]:
        return " ".join(match["long"].lower().split())
    return "/".join(re.findall("[a-z]", match["short"].lower()))


def _read(written: str, known_by: str) -> Iterator[Name]:
    text = written.strip(" ,;()")
    capacity = _CAPACITY.search(text)
    if capacity and capacity.start() > 0:
        text = text[: capacity.start()]
    bare = _AND_OTHERS.sub("", text)
    before = _BEFORE.match(bare)
    words = tuple(_words(_PLUS.sub("&", bare[before.end() if before else 0 :])))
    name = Name(
        written=written.strip(" ,;()"),
        words=words,
        titles=(before[0].strip(),) if before else (),
        has_others=bare != text,
        capacity=capacity[0].strip(" ,;()") if capacity and capacity.start() > 0 else "",
        known_by=known_by,
    )
    name = _without_form(_without_titles(_without_the(name)))
    if name.words:
        yield _given_names_first(name)


def _words(text: str) -> Iterator[Word]:
    after_comma = False
    for piece in _PIECE.findall(text):
        if piece == ",":
            after_comma = True
            continue
        dotted = _DOTTED.fullmatch(piece)
        joined = piece.replace(".", "") if dotted else piece.replace(".", " ")
        folded = unicodedata.normalize("NFC", joined).casefold().translate(_APOSTROPHES)
        for at, found in enumerate(_WORDS.findall(folded)):
            if plain := "".join(_WORDS.findall(unaccented(found))):
                yield Word(plain, found, piece, bool(dotted), after_comma, "-" in piece and at > 0)
                after_comma = False


def _without_the(name: Name) -> Name:
    if len(name.words) > 1 and name.words[0].plain == "the":
        return replace(name, words=name.words[1:], has_the=True)
    return name


def _without_titles(name: Name) -> Name:
    words, titles = list(name.words), list(name.titles)
    while len(words) > 1 and words[0].plain in TITLES:
        titles.append(words.pop(0).written)
    kept = []
    for at, word in enumerate(words):
        # Not the only word, and not the first: Jr. Smith may be called so.
        if at and word.plain in AFTER_A_PERSON:
            titles.append(word.written)
        else:
            kept.append(word)
    return replace(name, words=tuple(kept), titles=tuple(titles))


def _without_form(name: Name) -> Name:
    """What a company is in law, off the end of its name; again, for “Co., Ltd.”."""
    words, forms = _without_and(name.words), []
    while found := _form_at_end(words):
        forms.append(" ".join(word.written for word in words[-found:]))
        words = _without_and(words[:-found])
    return replace(name, words=tuple(words), forms=tuple(reversed(forms)))


def _without_and(words: Sequence[Word]) -> list[Word]:
    """Without the “&” that “GmbH & Co. KG” leaves behind."""
    left = list(words)
    while len(left) > 1 and left[-1].plain == "&":
        left.pop()
    return left


def _form_at_end(words: list[Word]) -> int:
    """How many words at the end are a legal form; 0 for none, and where nothing would be left."""
    for form in LONG_FORMS:
        if len(words) > len(form) and tuple(word.plain for word in words[-len(form) :]) == form:
            return len(form)
    last = words[-1] if len(words) > 1 else None
    if last is None or last.plain not in LEGAL_FORMS:
        return 0
    if last.plain in ALSO_NAMES:
        is_form = last.dotted or last.after_comma or last.written.isupper()
        return int(is_form)
    return 1


def _given_names_first(name: Name) -> Name:
    """“Smith, John A.” as John A. Smith; a company's comma stands before its legal form only."""
    at = next((at for at, word in enumerate(name.words) if word.after_comma), 0)
    if not at or not name.is_a_person:
        return name
    plain = tuple(replace(word, after_comma=False) for word in name.words)
    return replace(name, words=(*plain[at:], *plain[:at]), surname_first=True)
