"""Names of companies: “Acme, Inc.”, “Acme Inc” and “ACME, INC.” are one. Pure.

What a company is in law stands behind its name, with a comma before it and full stops in it or
without, as each writer likes. Other words for it (Corporation for Corp.) are left as they are.
"""

import re

# In small letters, without full stops.
LEGAL_FORMS = ("inc", "corp", "co", "ltd", "llc", "llp", "lp", "plc", "pllc", "pc")


def written(form: str) -> str:
    """The pattern of a legal form behind a name, in small letters: “, l.l.c.”, “ llc”.

    For Python's regular expressions and for PostgreSQL's, where it means the same.
    """
    return r"(?:, ?| )" + r"\.?".join(form) + r"\.?(?=$|[ ,;:)])"


_PATTERNS = {form: re.compile(written(form)) for form in LEGAL_FORMS}


def one_way(name: str) -> str:
    """A name in small letters, with each legal form in it written one way: “acme inc”."""
    for form, pattern in _PATTERNS.items():
        name = pattern.sub(f" {form}", name)
    return name
