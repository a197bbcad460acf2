"""An imaginary article as a page of the web, for tests that take texts."""

SUED = "A resident of Fresno sued Acme Corp. on Tuesday over messages that it had read and sold."
ASKED = "The complaint, filed on January 21, 2025, asks for a thousand dollars for each customer."
ANSWERED = "Acme said that the claims were false and without merit; it has thirty days to answer."
PARAGRAPHS = (SUED, ASKED, ANSWERED)


def article(*paragraphs: str, head: str = "", foot: str = "", title: str = "Acme sued") -> bytes:
    """The page; `head` and `foot` are markup in its head, and after its text."""
    body = "".join(f"<p>{words}</p>" for words in paragraphs or PARAGRAPHS)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}">{head}</head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main>{foot}</body></html>"
    ).encode()
