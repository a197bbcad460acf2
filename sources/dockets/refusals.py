"""Why a file is not taken in, in words: what it is instead, and what to do."""

from __future__ import annotations

import re

from lxml import etree

from sources.dockets.records import RefusedFileError

_DOCKET = "Open the case at the court's site, run the docket report, and save that page as HTML."
_PAGES = (
    (
        r"MetaMask.{0,2000}web3|CloudMask|Drumpf",
        "An extension of the browser has changed this page (its own program is in it), so that its "
        "words are not surely the court's. Switch the extension off, load the docket report again, "
        "and save that.",
    ),
    (
        r"pacer\.login\.uscourts\.gov|PACER: ?Login"
        r"|Manage (?:My )?(?:PACER )?Account.{0,200}Password"
        r"|<input[^>]{0,200}type=[\"']?password",
        f"This is the page on which one signs in to PACER, and no docket. {_DOCKET}",
    ),
    (
        r"do not have permission to view",
        "The court answered that the document may not be viewed or is not in the case; this page "
        "is that answer, and no docket. Ask for the docket report of the case itself.",
    ),
    (
        r"Incomplete request",
        "The court answered that the request was incomplete; this page is that answer, and no "
        f"docket. {_DOCKET}",
    ),
    (
        r"must be less than or equal to|Invalid (?:date|document|case)",
        "The court answered that the dates or numbers asked for cannot be; this page is that "
        "answer, and no docket. Run the report again with a range that begins before it ends.",
    ),
    (
        r"Case (?:Number )?not found|Cannot find case|does not exist"
        r"|no (?:matching )?cases? (?:was|were) found"
        r"|404 Not Found",
        "The court answered that it found no such case or page; this is that answer, and no "
        "docket. Look the docket number up and run the report again.",
    ),
    (
        r"may take a long time to run because this case has many",
        "The court asks here whether the whole long docket is wanted; the docket itself comes "
        "after that. Answer the question, and save the page that follows.",
    ),
    (
        r"To accept charges shown below|Accept Charges and (?:Retrieve|View)",
        "This is the page that tells what the report will cost; the docket comes after it. Accept "
        "the charge, and save the page that follows.",
    ),
    (
        r"There are no documents in this case|No docket entries found",
        "The court says that there are no documents in this case yet, so that there is no docket "
        "to take in. Run the report again once something has been filed.",
    ),
    (
        r"case is in the process of being opened",
        "The court is still opening this case, and has no docket of it yet. Try again tomorrow.",
    ),
    (
        r"administratively closed|is sealed|under seal|sealed case",
        "The court shows no docket of this case: it says that it is sealed or closed. Ask the "
        "clerk of the court for what may be had.",
    ),
    (
        r"Server timeout waiting|Submission already made|Service Unavailable|Internal Server Error",
        "The court's site was too busy and sent an error instead of the docket. Run the report "
        "again.",
    ),
    (
        r"Documents? (?:are|is) attached to this filing|Document Selection Menu|Download All",
        "This page lists the documents of one filing, and is no docket. Run the docket report of "
        "the case, and save that.",
    ),
    (
        r"name=[\"']?date_(?:range|from)|Documents? to Include|Terminated parties.{0,300}Sort by"
        r"|DktRpt\.pl\?\d+-L_",
        "This is the form in which one asks for a docket report, and holds no docket. Press Run "
        "Report, and save the page that follows.",
    ),
)
_KNOWN_PAGES = [(re.compile(words, re.IGNORECASE | re.DOTALL), why) for words, why in _PAGES]
_SCRIPT = re.compile(r"<(script|style|head)\b.{0,1000000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_TAIL = 3_000  # characters of a page in which it ends
_LOOKED_AT = 400_000  # characters of a page that is no docket
_SHOWN = 120
_FIRST_BYTES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "a file compressed with gzip"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"BZh", "a file compressed with bzip2"),
    (b"\xd0\xcf\x11\xe0", "an old Office document or an Outlook message (.msg)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"{\\rtf", "a document in RTF"),
    (b"bplist", "a web archive of Safari"),
)


def no_docket(markup: str) -> RefusedFileError:
    """Return the refusal of a page on which the parser finds no docket."""
    [(extension, why), *known] = _KNOWN_PAGES
    if extension.search(markup):
        return RefusedFileError(why)
    looked_at = _SCRIPT.sub(" ", markup[:_LOOKED_AT])
    for words, why in known:
        if words.search(looked_at):
            return RefusedFileError(why)
    begins = f" It begins: “{shown}”." if (shown := _beginning(looked_at)) else " It is empty."
    return RefusedFileError(f"This page is no docket report.{begins} {_DOCKET}")


def refuse_by_first_bytes(raw: bytes) -> None:
    """Raise RefusedFileError on a file whose first bytes say that it is no text."""
    if not raw.strip(b" \t\r\n\0\x0c"):
        raise RefusedFileError("This file is empty. Save or download it again.")
    for begins, what in _FIRST_BYTES:
        if raw.startswith(begins):
            raise RefusedFileError(
                f"This file is {what}. Docket reports and notices are taken in as the court's "
                "web page (HTML), an e-mail (.eml or .txt) or a feed (XML): save it as one of "
                "those."
            )


def _beginning(markup: str) -> str:
    try:
        tree = etree.fromstring(markup[:20_000], etree.HTMLParser(no_network=True))
    except (etree.LxmlError, ValueError):
        return ""
    words = " ".join(" ".join(tree.itertext()).split()) if tree is not None else ""
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"


def refuse_if_cut_off(markup: str, *signs: str, receipt: bool = False) -> None:
    """Raise RefusedFileError on a page that ends before its end.

    With `signs`, only on a page that has one of them. `receipt` says that the court's receipt,
    which comes after the last entry, is whole.
    """
    if receipt or _END.search(markup, max(0, len(markup) - _TAIL)):
        return
    if not signs or any(sign in markup for sign in signs):
        raise RefusedFileError(
            "This docket report is cut off: the page does not come to its end, so that entries may "
            "be missing. Download it again, and wait until the page has loaded whole."
        )
