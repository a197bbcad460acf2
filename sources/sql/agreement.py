"""Whether sources agree, as the database works it out: at least as strict as Python.

`sources.disagreements.agrees` is the rule. Where SQL cannot follow it (a letter of a script whose
small letters are not listed here, an act by its popular name) it says “differs”: a person is asked
to decide where nobody need have been, and nothing is signed off that Python would call disputed.
"""

import json
import re
import unicodedata
from dataclasses import replace

from cases.statutes import LONGEST_TEXT, StatuteRef, acts
from cases.statutes.codes import CALIFORNIA_CODES
from sources import anchoring
from sources.clerks_marks import MARKS, SIGNS
from sources.company_names import LEGAL_FORMS, written
from sources.sql.database_object import DatabaseObject, literal

_LAST_LETTER = 0x52F  # of Cyrillic: what a court of the United States writes, names included
_LETTERS = [chr(code) for code in range(0x80, _LAST_LETTER + 1)]
# The same whatever locale a server has: lower() of the C locale knows ASCII only.
_CAPITALS = [chr(code) for code in range(ord("A"), ord("Z") + 1)] + [
    char
    for char in _LETTERS
    if len(char.casefold()) == 1
    and char.casefold() != char
    and unicodedata.normalize("NFKC", char) == char
]
_SPACES = "".join(chr(code) for code in range(1, 0x3001) if chr(code).isspace())


def _class_of(letters: list[str]) -> str:
    """The inside of a bracket expression of PostgreSQL, for letters in their order."""
    runs: list[tuple[str, str]] = []
    for char in letters:
        if runs and ord(runs[-1][1]) + 1 == ord(char):
            runs[-1] = (runs[-1][0], char)
        else:
            runs.append((char, char))
    return "".join(f"\\u{ord(first):04x}-\\u{ord(last):04x}" for first, last in runs)


def _expanded(inside: str) -> str:
    """The characters that the inside of a bracket expression names."""
    wanted = re.compile(f"[{inside}]")
    return "".join(filter(wanted.match, map(chr, range(1, 0x10000))))


def _translation() -> str:
    """The two arguments of translate() that make typography plain and drop what is invisible."""
    plain = {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(anchoring._SINGLE_QUOTES, "'"),
        **dict.fromkeys(anchoring._DOUBLE_QUOTES, '"'),
        **dict.fromkeys(anchoring._DASHES, "-"),
    }
    gone = _expanded(anchoring._INVISIBLES)
    return f"{literal(''.join(plain) + gone)}, {literal(''.join(plain.values()))}"


_TRANSLATION = _translation()
_SMALL = literal("".join(char.casefold() for char in _CAPITALS))
_LOWERED = f"{literal(''.join(_CAPITALS))}, {_SMALL}"
_BLANKS = f"{literal(_SPACES)}, {literal(' ' * len(_SPACES))}"
_WORD = f"[0-9A-Za-z_{_class_of([char for char in _LETTERS if char.isalnum()])}]+"
_KNOWN = f"[^\\u0001-\\u{_LAST_LETTER:04x}\\u2000-\\u206f]"


def _one_way(words: str) -> str:
    """An expression as `company_names.one_way` has it."""
    for form in LEGAL_FORMS:
        words = f"regexp_replace({words}, {literal(written(form))}, ' {form}', 'g')"
    return words


_BARE = f"""
CREATE OR REPLACE FUNCTION sources_bare(value text) RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    visible text := translate(value, {_TRANSLATION});
    plain text := normalize(visible, NFKC);
BEGIN
    -- An accent that stands alone would gain a space: such words are taken as they are.
    IF length(plain) - length(replace(plain, ' ', ''))
       <> length(visible) - length(replace(visible, ' ', '')) THEN
        RETURN normalize(visible, NFC);
    END IF;
    plain := translate(translate(plain, {_TRANSLATION}), {_LOWERED});
    plain := btrim(btrim(regexp_replace(plain, ' +', ' ', 'g')), '"''');
    IF right(plain, 1) = '.' THEN
        plain := left(plain, -1);
    END IF;
    plain := btrim(btrim(plain, '"'''));
    RETURN {_one_way("plain")};
END;
$function$
"""

_ITEMS = """
CREATE OR REPLACE FUNCTION sources_items(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
    SELECT coalesce(array_agg(bare ORDER BY bare COLLATE "C"), '{}')
      FROM (
        SELECT sources_bare(item) AS bare FROM unnest(string_to_array(value, ';')) AS item
      ) AS it
     WHERE bare <> '';
$function$
"""

_LIES_IN = """
CREATE OR REPLACE FUNCTION sources_lies_in(shown text, stated text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
BEGIN
    IF shown !~ '^[0-9]{4}-(0[1-9]|1[0-2])(-[0-3][0-9])?$' OR left(shown, 4) = '0000'
       OR length(stated) NOT IN (4, 7) OR left(shown, length(stated)) <> stated THEN
        RETURN false;
    END IF;
    RETURN length(shown) = 7 OR right(shown, 2)::integer BETWEEN 1 AND extract(
        day FROM make_date(left(shown, 4)::integer, substr(shown, 6, 2)::integer, 1)
            + interval '1 month - 1 day'
    );
END;
$function$
"""

_PLACE = """
CREATE OR REPLACE FUNCTION sources_is_place_of(shown text, stated text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    parts text[] := ARRAY(
        SELECT sources_bare(part)
          FROM unnest(string_to_array(shown, ',')) WITH ORDINALITY AS it(part, at) ORDER BY at
    );
    stated_parts text[] := ARRAY(
        SELECT sources_bare(part)
          FROM unnest(string_to_array(stated, ',')) WITH ORDINALITY AS it(part, at) ORDER BY at
    );
BEGIN
    RETURN stated <> ''
       AND parts[cardinality(parts) - cardinality(stated_parts) + 1:] = stated_parts;
END;
$function$
"""

_DESCRIBES = f"""
CREATE OR REPLACE FUNCTION sources_describes(shown text, stated text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    whole text := sources_bare(shown);
    part text := sources_bare(stated);
    words text[];
    stated_words text[];
    word text;
    at integer := 0;
BEGIN
    IF whole ~ '{_KNOWN}' OR part ~ '{_KNOWN}'
       OR whole IS NOT NFKC NORMALIZED OR part IS NOT NFKC NORMALIZED THEN
        RETURN false;
    END IF;
    words := ARRAY(SELECT hit[1] FROM regexp_matches(whole, '({_WORD})', 'g') AS hit);
    stated_words := ARRAY(SELECT hit[1] FROM regexp_matches(part, '({_WORD})', 'g') AS hit);
    FOREACH word IN ARRAY stated_words LOOP
        at := array_position(words, word, at + 1);
        IF at IS NULL THEN
            RETURN false;
        END IF;
    END LOOP;
    RETURN cardinality(stated_words) > 0;
END;
$function$
"""


def _reaches() -> dict[str, str]:
    """How far an act reaches that begins at a section: the range that its “et seq.” means."""
    furthest: dict[str, StatuteRef] = {}
    for act in acts():
        for span in act.ranges:
            if span.subsection:
                continue  # no "et seq." of the section means a part of it
            known = furthest.get(span.lower_key, span)
            furthest[span.lower_key] = max(span, known, key=lambda it: it.upper_key)
    return {str(replace(span, last=None, et_seq=True)): str(span) for span in furthest.values()}


_REACHES = _reaches()
_CODES = "|".join(re.escape(code) for code in CALIFORNIA_CODES)
# Sections that are surely read again as they are written: the reader of statutes knows many more.
_PLAINLY = (
    r"^(([1-9]|[1-4][0-9]|5[0-4]) U\.S\.C\. \u00a7 [1-9][0-9]{0,5}[a-z]?"
    rf"|({_CODES}) \u00a7 [1-9][0-9]{{0,5}}(\.[0-9]{{1,6}})?)( et seq\.)?$"
)

_SECTIONS = f"""
CREATE OR REPLACE FUNCTION sources_same_sections(shown text, stated text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    reaches jsonb;
    ranges text[];
    listed text[] := ARRAY(
        SELECT btrim(item) COLLATE "C" AS it
          FROM unnest(string_to_array(shown, ';')) AS item ORDER BY it
    );
    stated_list text[] := ARRAY(
        SELECT btrim(item) COLLATE "C" AS it
          FROM unnest(string_to_array(stated, ';')) AS item ORDER BY it
    );
BEGIN
    -- A cause as PACER writes it (42:1983) goes on after a semicolon: its list is not reordered.
    IF position(':' IN shown || stated) > 0
       OR greatest(length(shown), length(stated)) > {LONGEST_TEXT} THEN
        RETURN false;
    END IF;
    IF listed = stated_list THEN
        RETURN true;
    END IF;
    reaches := {literal(json.dumps(_REACHES, ensure_ascii=False))};
    ranges := ARRAY(SELECT value FROM jsonb_each_text(reaches));
    -- Where all of it is surely read: an “et seq.” means the act that begins there. Where none
    -- does, it goes to the end of one that the database does not know, and agrees with itself only.
    RETURN NOT EXISTS (
        SELECT FROM unnest(listed || stated_list) AS item
         WHERE item !~ {literal(_PLAINLY)} AND item <> ALL (ranges)
    ) AND ARRAY(
        SELECT DISTINCT coalesce(reaches ->> item, item) COLLATE "C" AS it
          FROM unnest(listed) AS item ORDER BY it
    ) = ARRAY(
        SELECT DISTINCT coalesce(reaches ->> item, item) COLLATE "C" AS it
          FROM unnest(stated_list) AS item ORDER BY it
    );
END;
$function$
"""


def _without_marks() -> str:
    words = "words"
    for mark in MARKS:
        words = f"regexp_replace({words}, {literal(mark)}, '', 'g')"
    return f"""
CREATE OR REPLACE FUNCTION sources_without_marks(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $function$
    SELECT regexp_replace({words}, {literal(SIGNS)}, '', 'g');
$function$
"""


_AGREES = f"""
CREATE OR REPLACE FUNCTION sources_agrees(kind text, shown text, stated text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
BEGIN
    IF shown = stated THEN
        RETURN true;
    END IF;
    IF btrim(translate(shown, {_BLANKS})) = '' THEN
        RETURN btrim(translate(stated, {_BLANKS})) = '';
    END IF;
    IF kind = 'place' THEN
        RETURN sources_is_place_of(shown, stated);
    ELSIF kind = 'statutes' THEN
        RETURN sources_same_sections(shown, stated);
    ELSIF sources_items(shown) = sources_items(stated) THEN
        RETURN true;
    ELSIF kind = 'date' THEN
        RETURN sources_lies_in(shown, stated);
    ELSIF kind = 'docket_text' THEN
        RETURN sources_without_marks(sources_bare(shown))
             = sources_without_marks(sources_bare(stated));
    ELSIF kind = 'description' THEN
        RETURN sources_describes(shown, stated);
    END IF;
    RETURN false;
END;
$function$
"""


def agreement() -> list[DatabaseObject]:
    """The functions, those first that others call."""
    return [
        DatabaseObject(name="sources_bare", create=_BARE),
        DatabaseObject(name="sources_items", create=_ITEMS),
        DatabaseObject(name="sources_lies_in", create=_LIES_IN),
        DatabaseObject(name="sources_is_place_of", create=_PLACE),
        DatabaseObject(name="sources_describes", create=_DESCRIBES),
        DatabaseObject(name="sources_without_marks", create=_without_marks()),
        DatabaseObject(name="sources_same_sections", create=_SECTIONS),
        DatabaseObject(name="sources_agrees", create=_AGREES),
    ]
