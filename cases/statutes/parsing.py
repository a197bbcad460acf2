"""Reading a text that consists of references to statutes, in any order of their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from cases.sections import EN_DASH, SectionError
from cases.statutes.act_sections import sections_of_act
from cases.statutes.acts import act_named
from cases.statutes.citations import FEDERAL, PACER, SEPARATOR, Reader
from cases.statutes.naming import code_named
from cases.statutes.notes import LABEL_WORDS
from cases.statutes.reference import StatuteError, StatuteRef
from cases.statutes.subsections import SUBSECTION
from cases.statutes.tidying import tidied, without_heading

LONGEST_TEXT = 1_000  # characters; a string of citations is shorter, a pasted page is longer

_SIGNS = r"(?:§ ?){1,3}|sections?|sects?\.?|secs?\.?|ss?\.|articles?|arts?\.?|rules?|parts?|pts?\."
_DIVISIONS = r"titles?|tits?\.?|chapters?|chaps?\.?|chs?\.?|c\.?"
# "§ 2702" after "18 U.S.C. § 2701;": no code, and no title before one.
_NEEDS_CODE = re.compile(
    rf"(?:and )?(?:(?:{_SIGNS}) ?)?[0-9][0-9A-Za-z.:/\u2013-]*(?:\([0-9A-Za-z]+\))*"
    r"(?:,? et\.? seq\.?)?(?:,| and .*)?",
    re.IGNORECASE,
)
_SECTION_OF = re.compile(
    rf"((?:{_SIGNS}) ?[0-9].{{0,80}}?),? (?:of|under) (?:the )?(.+)", re.IGNORECASE
)
_TITLE_APART = re.compile(
    r"title ([0-9]{1,2}),? ((?:§§?|sections?) ?[0-9].{0,80}?),? (?:of the )?"
    r"(United States Code|U\. ?S\. ?C\.|U\.S\. Code)",
    re.IGNORECASE,
)
_SUBSECTION_OF = re.compile(
    rf"(?:sub(?:section|division|sec\.|d\.)|paragraph) ?({SUBSECTION}) of (.+[0-9A-Za-z])",
    re.IGNORECASE,
)
_CHAPTER_OF = re.compile(
    rf"((?:{_DIVISIONS}) ?[0-9][0-9A-Za-z.:-]{{0,12}}),? of (?:the )?"
    r"([A-Za-z][A-Za-z.,&' ]{0,80}?)((?:,? (?:§|sec).{0,200})?)",
    re.IGNORECASE,
)
_CODE_LAST = re.compile(
    rf"((?:{_SIGNS}|{_DIVISIONS}) ?[0-9].{{0,200}}?[0-9A-Z)/.](?:,? et\.? seq\.?)?),? "
    r"([A-Za-z][A-Za-z.,&' ]{0,80})(?: \((?:18|19|20)[0-9]{2}\))?",
    re.IGNORECASE,
)
_LONGEST_NAME = 200  # characters of an act's name before its citation
_MOST_COMMAS = 10  # and words such as "and", in the name of an act with its sections
_AFTER_NAME = re.compile(r",? ?[(\[]|[,:] ?| (?=§|[0-9A-Z])| [-\u2013] ")
_ET_SEQ = re.compile("et ", re.IGNORECASE)
_CODIFIED = re.compile(r"(?:as )?codified (?:as amended )?at |see ", re.IGNORECASE)
# "Sections 1981, 1983 and 1985" names acts by their numbers.
_BY_NUMBER = re.compile(r"(?:sections?|secs?\.|§§?) ?[0-9]", re.IGNORECASE)
_TITLES = re.compile(
    r"titles ((?:[IVX]{1,5}(?:,? and |,? & |, )?){2,9}) of (?:the )?(.{2,120})", re.IGNORECASE
)
_TITLE = re.compile("[IVX]+", re.IGNORECASE)
_NUMBER_FIRST = re.compile(r"[0-9]{3,4}(?![0-9A-Za-z])(?! ?[A-Z])")
_NUMBER_NEXT = re.compile(r"[§ ]*[0-9]")
_FEDERAL_CHAPTER = re.compile(
    r"chapter ([0-9]{1,3}[A-Z]?) of title ([0-9]{1,2})"
    r"(?:,? (?:of the )?(?:U\. ?S\. ?C\.|United States Code|U\.S\. Code))?",
    re.IGNORECASE,
)
# A docket number (5:25-cv-00709) and a time of day look like PACER's cause.
_NO_CAUSE = re.compile(
    r"[0-9]{1,2} ?: ?[0-9]{2}(?:-[a-z]{2,3}-[0-9]|(?::[0-9]{2})? ?[ap]\.? ?m\b)", re.IGNORECASE
)
# What a claim is called, before or after the citation that it is under: words, and no other
# citation. A year, a patent, and an act's own section may be among them.
_LABEL = re.compile(
    r"(?:(?:§§?|sections?) [0-9][0-9A-Za-z.()-]{0,12} of (?=the [A-Z]))?"
    r"(?:[^\W\d]|[ ,.&'\"/()\u201c\u201d\u2013-]|\b(?:18|19|20)[0-9]{2}\b|(?<=No\. )[0-9][0-9,]*)"
    r"{2,160}",
    re.IGNORECASE,
)
_LABEL_ENDS = re.compile(
    r"(?:, (?:and |in )?|: ?| [-\u2013] | ?\(| (?:under|pursuant to|in violation of|violating) )"
    r"(?:the )?",
    re.IGNORECASE,
)
_LABEL_AFTER = re.compile(
    rf"(.{{2,120}}?)(?:(?: [-\u2013] |: )({LABEL_WORDS})| \(({LABEL_WORDS})\))"
)


def parse_one(text: str) -> StatuteRef:
    """Read exactly one reference; raises StatuteError on none and on several."""
    refs = parse(text)
    if len(refs) > 1:
        written = "; ".join(map(str, refs))
        raise StatuteError(text, f"one statute is expected here, and it names {written}")
    return refs[0]


def parse(text: str) -> tuple[StatuteRef, ...]:
    """Read the references that a text consists of: at least one, in their order, none twice.

    Raises StatuteError on a text that holds anything else, apart from the label that PACER
    writes after a cause, an act's name or the year beside a citation, and what a complaint's
    heading calls the claim ("Count II - Fraud, 18 U.S.C. § 1343"). The ends of a range are whole
    sections: subsections written on them are left out.

    What is written is kept, with one exception: PACER's 28:1983 is read as 42 U.S.C. § 1983.
    Title 28 has no section 1983; clerks enter it for the civil-rights cause 42:1983, because
    most causes are of title 28, and a case would not be found by the law it is about. Written
    out, "28 U.S.C. § 1983" stays as it is, for a person chose every part of it.
    """
    if len(text) > LONGEST_TEXT:
        raise StatuteError(text, f"it has {len(text):,} characters, more than {LONGEST_TEXT:,}")
    if any(not (char.isprintable() or char.isspace()) for char in text):
        raise StatuteError(text, "it holds control characters or invisible ones")
    clean = without_heading(tidied(text))
    if not clean:
        raise StatuteError(text, "it is empty")
    if _NO_CAUSE.match(clean):
        raise StatuteError(text, "it is a docket number or a time")
    try:
        refs = _read_all(clean)
    except SectionError as error:
        raise StatuteError(text, str(error)) from None
    except StatuteError as error:
        # Printers set the hyphen within a section as an en dash: D.C. Code § 28–3904.
        refs = _with_hyphens(clean) if EN_DASH in clean else []
        if not refs:
            raise StatuteError(text, error.why) from None
    return tuple(dict.fromkeys(refs))


def _read_all(text: str) -> list[StatuteRef]:
    # PACER's label may hold any punctuation, so only what is no PACER cause is cut at semicolons.
    pieces = [text] if PACER.match(text) else _pieces(text)
    return [ref for piece in pieces for ref in _read(piece)]


def _with_hyphens(text: str) -> list[StatuteRef]:
    """Read a text whose dashes are hyphens; nothing where it is no statute so either."""
    try:
        return _read_all(text.replace(EN_DASH, "-"))
    except (StatuteError, SectionError):
        return []


def _pieces(text: str) -> list[str]:
    """Return what semicolons divide, but for a section that needs the code before it."""
    pieces: list[str] = []
    for piece in text.split(";"):
        if pieces and _NEEDS_CODE.fullmatch(piece.strip()):
            pieces[-1] += f"; {piece.strip()}"
        else:
            pieces.append(piece.strip())
    return pieces


def _read(text: str) -> Iterator[StatuteRef]:
    """Read one piece: an act's name, or citations with perhaps a name or label beside them."""
    text = without_heading(text)
    # No act's name begins so; most texts do, and need no search for one.
    if PACER.match(text) or (
        (code := FEDERAL.match(text)) and _NUMBER_NEXT.match(text, code.end())
    ):
        yield from Reader(text, read_on=_read).citations()
        return
    if refs := _by_act(text):
        yield from refs
    elif listed := _first_of_acts(text):
        refs, rest = listed
        yield from refs
        yield from _read(rest)
    else:
        bare = _in_order(_without_name(text))
        reader = Reader(bare, read_on=_read)
        if not reader.is_at_code() and (unlabelled := _without_label(text)):
            yield from _read(unlabelled)
        else:
            yield from reader.citations()


def _by_act(text: str) -> tuple[StatuteRef, ...]:
    """Return what an act's name stands for, or the sections named by the act's own numbers."""
    if chapter := _FEDERAL_CHAPTER.fullmatch(text):
        text = f"{chapter[2]} U.S.C. ch. {chapter[1]}"
    if act := act_named(text):
        return act.ranges
    if titles := _TITLES.fullmatch(text):
        named = [act_named(f"title {it} of the {titles[2]}") for it in _TITLE.findall(titles[1])]
        return tuple(ref for act in named if act for ref in act.ranges) if all(named) else ()
    if refs := sections_of_act(text):
        return refs
    labelled = _LABEL_AFTER.fullmatch(text)
    if labelled is None or _by_act(labelled[2] or labelled[3]):
        return ()
    return _by_act(labelled[1])


def _first_of_acts(text: str) -> tuple[tuple[StatuteRef, ...], str] | None:
    """Return what the first act of a list stands for ("CFAA and SCA"), and the rest of it."""
    for split in reversed(_separators(text)):
        if refs := _by_act(text[: split.start()]):
            rest = text[split.end() :]
            if _BY_NUMBER.match(text) and _NUMBER_FIRST.match(rest):
                return refs, f"section {rest}"
            # "RICO, 18 U.S.C. § 1962" names one thing twice.
            if split[0].strip(" ,") or _begins_with_act(rest):
                return refs, rest
    return None


def _begins_with_act(text: str) -> bool:
    ends = [split.start() for split in _separators(text)]
    return any(_by_act(text[:end]) for end in [*ends, len(text)])


def _separators(text: str) -> list[re.Match[str]]:
    """Return the places where the first act of a list may end."""
    return [*islice(SEPARATOR.finditer(text, 0, _LONGEST_NAME), _MOST_COMMAS)]


def _without_name(text: str) -> str:
    """Return the citation alone: "Lanham Act § 43(a), 15 U.S.C. § 1125(a)", "SCA (18 U.S.C...)"."""
    for split in reversed([*_AFTER_NAME.finditer(text, 0, _LONGEST_NAME)]):
        # "Lanham Act § 43(a), 15 U.S.C.": the number is the code's title.
        if split[0] == " " and text[split.start() - 1].isdigit() and text[split.end()].isalpha():
            continue
        if _by_act(text[: split.start()]) and not _ET_SEQ.match(text, split.end()):
            rest = text[split.end() :]
            if split[0].endswith(("(", "[")):
                rest = _unbracketed(rest)
            return _CODIFIED.sub("", rest, count=1)
    return text


def _without_label(text: str) -> str | None:
    """Return the statute of a claim without what it is called: Fraud, 18 U.S.C. § 1341."""
    for split in islice(_LABEL_ENDS.finditer(text, 0, _LONGEST_NAME), _MOST_COMMAS):
        if not _LABEL.fullmatch(text, 0, split.start()):
            continue
        rest = text[split.end() :]
        rest = without_heading(_unbracketed(rest) if split[0].strip() == "(" else rest)
        if Reader(_in_order(rest), read_on=_read).is_at_code():
            return rest
        # "Retaliation under Title VII"; a comma, as in "negligence, UCL", would make a list.
        if split[0].strip()[0].isalpha() and _by_act(rest):
            return rest
    return None


def _unbracketed(rest: str) -> str:
    """Return the text without the bracket that closes the one before it."""
    depth = 1
    for at, char in enumerate(rest):
        depth += (char in "([") - (char in ")]")
        if depth == 0:
            return rest[:at] + rest[at + 1 :]
    return rest


def _in_order(text: str) -> str:
    """Return the text with its code first: "section 2 of chapter 93A of the General Laws"."""
    if apart := _TITLE_APART.fullmatch(text):
        text = f"{apart[1]} {apart[3]} {apart[2]}"
    if part_of := _SUBSECTION_OF.fullmatch(text):
        text = f"{part_of[2]}{part_of[1]}"
    if section_of := _SECTION_OF.fullmatch(text):
        text = f"{section_of[2].rstrip('.,')} {section_of[1]}"
    if chapter_of := _CHAPTER_OF.fullmatch(text):
        text = f"{chapter_of[2]} {chapter_of[1]}{chapter_of[3]}"
    code_last = _CODE_LAST.fullmatch(text)
    if code_last and code_named(code_last[2]):
        text = f"{code_last[2]} {code_last[1]}"
    return text
