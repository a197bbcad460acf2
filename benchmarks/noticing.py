"""Editor's notes put into imaginary pages: are they noticed, and is anything else?

Every note is put into every place of every page shape; a note counts as noticed when the notices
of the page with it, less those of the page without it, are that note and nothing more. Beside it:
how often the body text has the note's words, which is why notices are a channel of their own.
Then pages that say "correction", "updated" and the like and hold no note: each notice is wrong.
"""

import random
import time
from collections.abc import Iterator
from statistics import median

from sources.extracting import ExtractError, Media, extract
from sources.noticing import NoticeKind, notices_in_html

SEED = 4

NOTES = (
    "Correction: An earlier version of this article misstated the name of the judge.",
    "Editor’s note: This story was changed on Jan. 23 to say that the case is in Oregon.",
    "CLARIFICATION (Jan. 23, 2025): The suit names the company and not its founder.",
    "This story has been updated with comment from the company.",
    "• This article was amended on 23 January 2025 to correct the date of the hearing.",
    "Update, Jan. 23, 5 p.m. ET: The plaintiff withdrew the lawsuit on Thursday.",
    "An earlier version of this post gave the wrong number of customers.",
    "(Corrects spelling of plaintiff’s name in paragraph 3)",
    "A correction was made on Jan. 23, 2025: The court is in Portland, not in Salem.",
    "Because of an editing error, the amount at stake was given as $9 million.",
    "The spelling of the lawyer’s name has been corrected in this article.",
    "We’ve updated this story to reflect that the motion was denied.",
)
PLACES = {
    "<p>": "<p>{}</p>",
    "<div>": "<div>{}</div>",
    "<aside>": "<aside>{}</aside>",
    "<footer>": "<footer>{}</footer>",
    "<section>": "<section>{}</section>",
    "<blockquote>": "<blockquote>{}</blockquote>",
    "<p><em>": "<p><em>{}</em></p>",
    "<div><strong>": "<div class=meta><strong>{}</strong></div>",
    "<em> ending a paragraph": "<p>The company did not answer. <em>{}</em></p>",
    "<small> after <br>": "<p>The company did not answer.<br><small>{}</small></p>",
    "<li>": "<ul class=notes><li>{}</li></ul>",
    "<details>": "<details><summary>About</summary>{}</details>",
    "own element": "<gz-note>{}</gz-note>",
}
_SENTENCES = (
    "The plaintiff, a customer since {n}, says that the company sold her messages to advertisers.",
    "A lawyer for the company said on {day} that the claims have no merit.",
    "The complaint was amended in {n} to add a claim under the state’s unfair competition law.",
    "Judge Alma Ruiz issued a correction notice after the clerk gave the wrong date.",
    "The company updated its privacy policy on {day}, according to the lawsuit.",
    "Lawyers asked the court to certify a class of {n} customers in Oregon.",
    "“We will fight this in court,” the plaintiff said on {day}.",
    "The case was filed in federal court in Portland and seeks ${n} for each customer.",
)
_HEAD = (
    "<!doctype html><html><head><meta charset=utf-8><title>Roe sues Acme | The Gazette</title>"
    '<meta property="og:title" content="Roe sues Acme"></head><body>'
)
# What surrounds an article: {body} is the text, {note} where the page's own extras stand.
SHAPES = {
    "semantic": "<header><nav><a href=/c>Corrections</a></nav></header><main><article><h1>Roe sues "
    "Acme</h1>{body}{note}</article></main><footer><a href=/p>Corrections policy</a></footer>",
    "divs": "<div id=top><a href=/>Home</a></div><div class=story><h1>Roe sues Acme</h1><div "
    "class=text>{body}</div>{note}</div><div class=bottom>© The Gazette</div>",
    "note first": "<article><h1>Roe sues Acme</h1>{note}{body}</article>",
    "sidebar": "<div class=page><div class=left><h2>Updates</h2><ul><li><a href=/1>Correction: "
    "Doe story</a></li><li><a href=/2>Update: Doe trial</a> 2 hours ago</li></ul></div><div "
    "class=content><h1>Roe sues Acme</h1>{body}</div><div class=right>{note}</div></div>",
    "after the article": "<main><article><h1>Roe sues Acme</h1>{body}</article></main>{note}"
    "<footer>Report a correction: write to the desk.</footer>",
    "table": "<table><tr><td><h1>Roe sues Acme</h1>{body}</td></tr>"
    "<tr><td>{note}</td></tr></table>",
    "comments below": "<article><h1>Roe sues Acme</h1>{body}{note}</article><div id=comments><p>"
    "Correction: you are all wrong.</p></div>",
}
CLEAN = (
    "<p>The court issued a correction notice on {day}.</p>",
    "<p>The Department of Corrections was sued {n} times.</p>",
    "<p>An earlier version of the policy said that messages were private.</p>",
    "<p>The complaint was corrected on {day} and filed again.</p>",
    "<p>This article originally appeared in The Courier.</p>",
    "<p>A version of this article appears in print on {day}.</p>",
    "<p>Updated 3 hours ago</p>",
    "<p>Update your settings to read on.</p>",
    "<footer><a href=/c>Corrections</a> <a href=/n>Editor’s note</a></footer>",
    "<p>This is a developing story and will be updated.</p>",
    "<div hidden>Correction: this is a template.</div>",
    "<p>Update on the lawsuit: both sides met on {day}.</p>",
)


def run() -> None:
    """Print the figures; the first should be all of all, the last none."""
    rng = random.Random(SEED)
    noticed: dict[str, list[bool]] = {place: [] for place in PLACES}
    in_body: dict[str, list[bool]] = {place: [] for place in PLACES}
    seconds = []
    for place, shape, note in _cases():
        body = _body(rng)
        before, after = _page(shape, body, ""), _page(shape, body, PLACES[place].format(note))
        began = time.perf_counter()
        new = set(notices_in_html(after)) - set(notices_in_html(before))
        seconds.append((time.perf_counter() - began) / 2)
        noticed[place].append([n.words for n in new] == [note])
        in_body[place].append(note in _text(after))
    print(f"{'place':26}{'noticed alone':>15}{'in the body text':>18}")
    for place, hits in noticed.items():
        print(f"{place:26}{_share(hits):>15}{_share(in_body[place]):>18}")
    everything = [hit for hits in noticed.values() for hit in hits]
    print(f"{'all':26}{_share(everything):>15}   {1000 * median(seconds):.1f} ms a page")
    print(f"pages without a note: {_wrong(rng)} wrong notices on {len(SHAPES) * len(CLEAN)}")


def _cases() -> Iterator[tuple[str, str, str]]:
    for place in PLACES:
        for shape in SHAPES:
            for note in NOTES:
                yield place, shape, note


def _wrong(rng: random.Random) -> int:
    """How many notes are noticed on pages that hold none."""
    found = 0
    for shape in SHAPES:
        for clean in CLEAN:
            page = _page(shape, _body(rng), _filled(rng, clean))
            found += sum(n.kind is NoticeKind.NOTE for n in notices_in_html(page))
    return found


def _page(shape: str, body: str, note: str) -> bytes:
    return f"{_HEAD}{SHAPES[shape].format(body=body, note=note)}</body></html>".encode()


def _body(rng: random.Random) -> str:
    paragraphs = (
        " ".join(_filled(rng, rng.choice(_SENTENCES)) for _ in range(rng.randint(1, 3)))
        for _ in range(rng.randint(4, 14))
    )
    return "".join(f"<p>{words}</p>" for words in paragraphs)


def _filled(rng: random.Random, words: str) -> str:
    day = rng.choice(["Tuesday", "Jan. 21", "January 22, 2025", "Nov. 3, 2024"])
    return words.format(n=f"{rng.randint(1, 9)},000", day=day)


def _text(page: bytes) -> str:
    try:
        return extract(page, Media.HTML).text
    except ExtractError:
        return ""


def _share(hits: list[bool]) -> str:
    return f"{sum(hits)}/{len(hits)}"
