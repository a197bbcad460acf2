"""Words as they are indexed and looked for: one spelling of what people write in several.

Names lose accents, full stops and apostrophes, so that `J.P. Morgan` and `JP Morgan`, `O'Brien` and
`OBRIEN`, `Müller` and `Muller` meet. Running text keeps every character in its place, so that a
mark in what is indexed is a mark in what was written. In both, what would make the database's
parser take several words for one (a path in `and/or`, an address in `linkedin.com`, a tag in
`<b>`; where its locale is C, every typographic sign) is a blank.
"""

import re
import unicodedata

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db.models import F, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Left

# Characters of a column. A vector of over a megabyte is refused, and with it the row; a character
# takes four bytes of it at the most. What is longer than this is a text, and not on a docket.
LONGEST = 50_000

NAMES, TEXT = "simple", "english"  # configurations of PostgreSQL's full text search

# U+2010 to U+2015: hyphens and dashes. U+00A0 is the blank that breaks no line.
SIGNS = "\u2010\u2011\u2012\u2013\u2014\u2015\u00a0“”„«»…§¶•·†′″"  # noqa: RUF001
_APOSTROPHES = "\u2018\u2019\u02bc\u00b4"
# Of running text; the hyphen last, where a bracket of a regular expression takes it as it is.
BLANKS_OF_TEXT = f"[/.<>&+{SIGNS}{_APOSTROPHES}-]"
# Letters that Unicode does not take apart into a letter and its accent.
_IN_NAMES = {
    **dict.fromkeys("/<>&-+:@_" + SIGNS, " "),
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
}
_ACCENTS = "".join(map(chr, range(0x300, 0x30D))) + "\u0327\u0328"
_GONE_FROM_NAMES = ".'`" + _APOSTROPHES + _ACCENTS

_TEXT_BLANKS = re.compile(BLANKS_OF_TEXT)
_NAMES_TABLE = str.maketrans({**_IN_NAMES, **dict.fromkeys(_GONE_FROM_NAMES, "")})
_WORD = re.compile(r"[^\W_]+")


def as_in_names(words: str) -> str:
    """The words as names are indexed: “O'Brien & Müller, Inc.” is “OBrien   Muller, Inc”."""
    return unicodedata.normalize("NFKD", words).translate(_NAMES_TABLE)


def as_in_text(words: str) -> str:
    """The words as running text is indexed, each character in its place."""
    return _TEXT_BLANKS.sub(" ", words)


def words_of(text: str) -> list[str]:
    """The runs of letters and digits."""
    return _WORD.findall(text)


def names_in(*fields: str) -> SearchVector:
    """The words of names in these columns, each as it is written."""
    return SearchVector(*(_plain_name(F(field)) for field in fields), config=NAMES)


def text_in(*fields: str) -> SearchVector:
    """The words of running text in these columns, by their stems."""
    return SearchVector(*(text_as_indexed(F(field)) for field in fields), config=TEXT)


def names_in_list(field: str) -> SearchVector:
    """The words of the names that a column of lists holds.

    `array_to_string` is not immutable, as an index must be; a list of lexemes, written out, is.
    """
    lists = ArrayField(TextField())
    filled = Func(F(field), Value(""), function="array_remove", output_field=lists)
    filled = Func(filled, Value(None), function="array_remove", output_field=lists)
    lexemes = Func(filled, function="array_to_tsvector", output_field=SearchVectorField())
    return SearchVector(_plain_name(Cast(lexemes, TextField())), config=NAMES)


def text_as_indexed(words: Combinable) -> Left:
    """Running text with every character in its place, as `as_in_text` gives it, to LONGEST."""
    # With so many signs to look for, translate() takes longer than the taking apart into words.
    plain = Func(
        *(words, Value(BLANKS_OF_TEXT), Value(" "), Value("g")),
        function="regexp_replace",
        output_field=TextField(),
    )
    return Left(plain, LONGEST)


def _plain_name(words: Combinable) -> Left:
    apart = Func(words, Value("NFKD"), function="pg_catalog.normalize", output_field=TextField())
    plain = Func(
        apart,
        Value("".join(_IN_NAMES) + _GONE_FROM_NAMES),
        Value("".join(_IN_NAMES.values())),
        function="translate",
        output_field=TextField(),
    )
    return Left(plain, LONGEST)
