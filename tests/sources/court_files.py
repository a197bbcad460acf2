"""Small court files of imaginary lawsuits, for what brings files in. Written by hand."""

from collections.abc import Sequence

_FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0">
<channel>
<title>Northern District of California - Recent Entries</title>
<link>https://ecf.cand.uscourts.gov</link>
<description>Public entries of the imaginary kind</description>
<lastBuildDate>Wed, 22 Jan 2025 18:00:00 GMT</lastBuildDate>
{items}
</channel>
</rss>
"""
_ITEM = """<item>
<title>{docket} {caption}</title>
<pubDate>Wed, 22 Jan 2025 17:{minute:02}:00 GMT</pubDate>
<guid isPermaLink="true">https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?{case}&amp;{number}</guid>
<description>[{words}] (&lt;a href="https://ecf.cand.uscourts.gov/doc1/0350{case}{number:04}"&gt;\
{number}&lt;/a&gt;)</description>
<link>https://ecf.cand.uscourts.gov/cgi-bin/DktRpt.pl?{case}</link>
</item>"""
_NOTICE = """From: ecf-notices@cand.uscourts.example
To: counsel@example.org
Subject: {subject}
Date: Wed, 22 Jan 2025 17:00:00 +0000
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

An imaginary notice.
"""


def feed(
    *, case: int = 1, caption: str = "", entries: Sequence[str] = ("Complaint", "Summons Issued")
) -> bytes:
    """A feed with these entries of one imaginary case, which is numbered for its docket number."""
    items = [
        _ITEM.format(
            docket=f"3:25-cv-{10_000 + case:05}",
            caption=caption or f"Roe {case} v. Acme Corp.",
            case=400_000 + case,
            minute=number,
            number=number,
            words=words,
        )
        for number, words in enumerate(entries, 1)
    ]
    return _FEED.format(items="\n".join(items)).encode()


def notice(*, subject: str) -> bytes:
    """An e-mail with a subject; no court sent it, so that it is refused when it is read."""
    return _NOTICE.format(subject=subject).encode()
