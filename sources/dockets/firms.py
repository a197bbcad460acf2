"""An attorney's firm, from the lines under the attorney's name."""

import re

# What stands where a firm would, and is none: a street, a box, a town, a telephone, a remark.
_NO_FIRM = re.compile(
    r"\d|^p\.? ?o\.? box\b|^(?:one|two|three|four|five|six|seven|eight|nine|ten)\b.*"
    r"\b(?:street|st|avenue|ave|plaza|center|square|place|way|drive|road|parkway|broadway)\b"
    r"|\b(?:suite|floor|room|building|bldg|tower|box|route|rural)\b\.?(?: \w+)?$"
    r"|^(?:phone|fax|email|e-mail|tel|direct|firm|cell)\b|@|^pro se$|see above|^bar |^\(|"
    r"\b(?:street|avenue|boulevard|blvd|road|highway|lane|drive)\.?$|"
    r"prison|penitentiary|correctional|detention|^jail\b|\bjail$|"
    r", [A-Z]{2}$",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:direct|phone|tel|fax|firm|email|e-mail|cell|business)\.? ?:", re.I)
_WORD_OF_A_FIRM = re.compile(
    r"\b(?:LLP|LLC|L\.L\.P\.?|L\.L\.C\.?|P\.?C\.?|P\.?A\.?|PLLC|PLC|Ltd|APC|A\.P\.C\.?|law|legal"
    r"|office|offices|attorneys?|counsel|group|firm|associates|defender|justice|department|dept"
    r"|clinic|center|foundation|union|commission|chartered|partners|solicitor|prosecutor)\b|&",
    re.IGNORECASE,
)


def firm_in(contact: str, attorney: str = "") -> str:
    """Return the firm that the first line of a contact names; "" when it may be something else."""
    lines = [line.strip(" ,") for line in contact.splitlines()]
    named = [line for line in lines if line and not _LABELLED.match(line)]
    if not named:
        return ""
    first = named[0]
    if first.casefold() == attorney.casefold():
        return ""
    # Digits are a street's, unless a word says that it is a firm: "3M Law Department".
    if _WORD_OF_A_FIRM.search(first) and not re.match(r"\d+ |p\.? ?o\.? box", first, re.I):
        return first
    return "" if _NO_FIRM.search(first) or len(first.split()) < 2 else first  # noqa: PLR2004
