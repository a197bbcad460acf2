"""What editors do to an article, each edit with its right answer by construction.

The cited words are marked in the older text and the marks are carried through the edit, so that
where they stand afterwards is known and not computed by what is measured.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from benchmarks.articles import Paragraphs, article, particular, sentence
from sources.anchoring import Span
from sources.comparing import Fate

_BEGIN, _END = "\ue000", "\ue001"  # private characters, which no text here uses
_MARKS = re.compile(f"[{_BEGIN}{_END}]")
_WORD = re.compile(r"[^\s—“”]+")


@dataclass(frozen=True)
class Trial:
    """Two texts, a passage of the older one, and its fate and place in the newer."""

    older: str
    start: int
    end: int
    newer: str
    fate: Fate
    place: Span | None  # of the words, or of what stands in their place


@dataclass
class Draft:
    """An article with one sentence that is cited, in whole or in part."""

    random: Random
    paragraphs: Paragraphs
    paragraph: int
    sentence: int
    twin: int | None = None

    @property
    def cited(self) -> str:
        """The sentence that is cited, marks and all."""
        return self.paragraphs[self.paragraph][self.sentence]

    @cited.setter
    def cited(self, words: str) -> None:
        self.paragraphs[self.paragraph][self.sentence] = words

    @property
    def quote(self) -> str:
        """The words that are cited."""
        return self.cited.partition(_BEGIN)[2].partition(_END)[0]

    def requote(self, words: str) -> None:
        """Write other words where the quote stands."""
        self.cited = self.cited.replace(self.quote, words)

    def elsewhere(self) -> int:
        """The number of a paragraph to insert before, well away from the cited one."""
        return self.random.choice(
            [
                number
                for number in range(1, len(self.paragraphs) + 1)
                if not -_FAR < number - self.paragraph <= _FAR + 1
            ]
        )

    def others(self) -> list[int]:
        """The numbers of all paragraphs but the headline and the cited one."""
        return [at for at in range(1, len(self.paragraphs)) if at != self.paragraph]

    def text(self) -> str:
        """The article as text, a line a paragraph."""
        return "\n".join(" ".join(sentences) for sentences in self.paragraphs)


_FAR = 8  # paragraphs; what is moved less far may as well be what stood still
Edit = Callable[[Draft], tuple[Fate, str]]


@dataclass(frozen=True)
class Scenario:
    """An edit, what quotes it is made to, and whether the cited paragraph stands twice before."""

    edit: Edit
    quote: str
    has_twin: bool


SCENARIOS: dict[str, Scenario] = {}


def trial(name: str, seed: int, size: int) -> Trial:
    """Return one trial of a scenario on an article of about `size` characters."""
    random = Random(f"{name} {seed} {size}")
    chosen = SCENARIOS[name]
    draft = _draft(random, size, chosen)
    older = draft.text()
    fate, newer = chosen.edit(draft)
    older_place, place = _place(older), _place(newer)
    assert older_place
    return Trial(
        _MARKS.sub("", older),
        older_place.start,
        older_place.end,
        _MARKS.sub("", newer),
        fate,
        place,
    )


def scenario(name: str, quote: str = "words", *, has_twin: bool = False) -> Callable[[Edit], Edit]:
    """Register an edit; `quote`: words, value (words with one), date or sum, or sentence."""

    def register(edit: Edit) -> Edit:
        SCENARIOS[name] = Scenario(edit, quote, has_twin)
        return edit

    return register


def _draft(random: Random, size: int, chosen: Scenario) -> Draft:
    paragraphs = article(random, size)
    long = [at for at, sentences in enumerate(paragraphs) if at and len(sentences) > 1]
    paragraph = random.choice(long)
    number = random.randrange(len(paragraphs[paragraph]))
    draft = Draft(random, paragraphs, paragraph, number)
    draft.cited = particular(random)
    while "words" not in chosen.quote and not re.search(r"\d", draft.cited):
        draft.cited = particular(random)
    if chosen.has_twin:
        draft.twin = draft.elsewhere()
        draft.paragraphs.insert(draft.twin, list(draft.paragraphs[paragraph]))
        draft.paragraph += draft.twin <= paragraph
    draft.cited = _marked(random, draft.cited, chosen.quote)
    return draft


def _marked(random: Random, words: str, kind: str) -> str:
    if kind == "sentence":
        return f"{_BEGIN}{words}{_END}"
    spans = [match.span() for match in _WORD.finditer(words)]
    first = random.randrange(1, len(spans) - 4)
    last = min(len(spans) - 2, first + random.randint(2, 12))
    if kind in {"value", "date or sum"}:
        values = [at for at, (start, end) in enumerate(spans) if re.search(r"\d", words[start:end])]
        if values:
            first = last = random.choice(values)
        if kind == "value":
            first, last = max(0, first - random.randint(2, 5)), min(last + 2, len(spans) - 1)
    start, end = spans[first][0], spans[last][1]
    while words[end - 1] in ".,;:":
        end -= 1
    return f"{words[:start]}{_BEGIN}{words[start:end]}{_END}{words[end:]}"


def _place(text: str) -> Span | None:
    start = text.find(_BEGIN)
    return Span(start, text.find(_END) - 1) if start >= 0 else None


def _unmarked(words: str) -> str:
    return _MARKS.sub("", words)


def _other_value(random: Random, words: str) -> str:
    """Another number for one of those in the words."""
    number = random.choice(list(re.finditer(r"\d+", words)))
    digits = number[0]
    while digits == number[0]:
        digits = str(random.randint(1, 9)) + "".join(
            random.choices("0123456789", k=len(digits) - 1)
        )
    return words[: number.start()] + digits + words[number.end() :]


def _reworded(random: Random, words: str) -> str:
    """A sentence edited: a word inserted, dropped or replaced."""
    parts = words.split(" ")
    at = random.randrange(1, len(parts))
    new = random.choice(["reportedly", "then", "partly", "so-called"])
    parts[at : at + random.randint(0, 1)] = [new]
    return " ".join(parts)


@scenario("typography straightened")
def typography(draft: Draft) -> tuple[Fate, str]:
    """Quotation marks, apostrophes and dashes straightened, spaces made unbreakable."""
    plain = draft.text().translate(str.maketrans("“”’—", '""\'-'))
    return Fate.SAME, re.sub(r"(?<=\.) (?=\d)", "\u00a0", plain)


@scenario("value changed in the quote", "value")
def value(draft: Draft) -> tuple[Fate, str]:
    """A date, a sum or a number in the quote made another."""
    draft.requote(_other_value(draft.random, draft.quote))
    return Fate.CHANGED, draft.text()


@scenario("word inserted in the quote")
def word_inserted(draft: Draft) -> tuple[Fate, str]:
    """An adverb that the quote did not have."""
    parts = draft.quote.split(" ")
    parts.insert(draft.random.randrange(1, len(parts)), "allegedly")
    draft.requote(" ".join(parts))
    return Fate.CHANGED, draft.text()


@scenario("case changed in the quote")
def case_changed(draft: Draft) -> tuple[Fate, str]:
    """A word written with a capital that had none, or the reverse."""
    parts = draft.quote.split(" ")
    at = draft.random.choice([at for at, word in enumerate(parts) if word[0].isalpha()])
    parts[at] = parts[at][0].swapcase() + parts[at][1:]
    draft.requote(" ".join(parts))
    return Fate.CHANGED, draft.text()


@scenario("quote deleted")
def deleted(draft: Draft) -> tuple[Fate, str]:
    """The cited sentence taken out."""
    del draft.paragraphs[draft.paragraph][draft.sentence]
    return Fate.MISSING, draft.text()


@scenario("quote deleted, lookalike elsewhere", "value")
def lookalike(draft: Draft) -> tuple[Fate, str]:
    """The cited sentence taken out; one like it, of another value, added far away."""
    false = draft.cited.replace(draft.quote, _other_value(draft.random, draft.quote))
    at = draft.elsewhere()
    del draft.paragraphs[draft.paragraph][draft.sentence]
    draft.paragraphs.insert(at, [_unmarked(false), sentence(draft.random)])
    return Fate.MISSING, draft.text()


@scenario("date or sum deleted with its sentence", "date or sum")
def short_deleted(draft: Draft) -> tuple[Fate, str]:
    """A quote of a word or two, deleted; a new sentence with the same words stands elsewhere."""
    at, words = draft.elsewhere(), draft.quote
    del draft.paragraphs[draft.paragraph][draft.sentence]
    draft.paragraphs.insert(at, [f"Separately, nobody would explain {words}, he wrote."])
    return Fate.MISSING, draft.text()


@scenario("sentence replaced by another", "sentence")
def replaced(draft: Draft) -> tuple[Fate, str]:
    """Something else said in its place."""
    draft.cited = "Neither side would say what they had agreed on, or whether."
    return Fate.MISSING, draft.text()


@scenario("paragraph moved")
def moved(draft: Draft) -> tuple[Fate, str]:
    """The cited paragraph put elsewhere, far enough that it was not the rest that moved."""
    at = draft.elsewhere()
    paragraph = draft.paragraphs.pop(draft.paragraph)
    draft.paragraphs.insert(at - (at > draft.paragraph), paragraph)
    return Fate.MOVED, draft.text()


@scenario("neighbouring sentence edited")
def neighbour(draft: Draft) -> tuple[Fate, str]:
    """The sentence before or after reworded, or a new one put beside the cited one."""
    sentences, at = draft.paragraphs[draft.paragraph], draft.sentence
    near = [other for other in (at - 1, at + 1) if 0 <= other < len(sentences)]
    chosen = draft.random.choice(near)
    if draft.random.random() < 0.5:
        sentences[chosen] = _reworded(draft.random, sentences[chosen][:-1]) + "."
    else:
        sentences.insert(draft.random.choice([at, at + 1]), "It was widely expected to.")
    return Fate.SAME, draft.text()


@scenario("same sentence edited outside the quote")
def same_sentence(draft: Draft) -> tuple[Fate, str]:
    """A reservation put before or after, in the cited sentence."""
    before, _, rest = draft.cited.partition(_BEGIN)
    quote, _, after = rest.partition(_END)
    if draft.random.random() < 0.5:
        before = f"Reportedly, {before[:1].lower()}{before[1:]}"
    else:
        after = f"{after[:-1]}, a person close to the talks said."
    draft.cited = f"{before}{_BEGIN}{quote}{_END}{after}"
    return Fate.CONTEXT_CHANGED, draft.text()


@scenario("not put before the quote")
def negated(draft: Draft) -> tuple[Fate, str]:
    """The words kept, their meaning turned round."""
    draft.cited = draft.cited.replace(_BEGIN, f"not {_BEGIN}")
    return Fate.CONTEXT_CHANGED, draft.text()


@scenario("text added before and after")
def added_around(draft: Draft) -> tuple[Fate, str]:
    """Paragraphs put on top and at the end."""
    more = ["\n".join(sentence(draft.random) for _ in range(5)) for _ in range(2)]
    return Fate.SAME, f"{more[0]}\n{draft.text()}\n{more[1]}"


@scenario("editor's note on top")
def note(draft: Draft) -> tuple[Fate, str]:
    """A correction that repeats the quote."""
    text = f"Correction: an earlier version of this article misstated that {draft.quote}."
    return Fate.SAME, f"{text}\n{draft.text()}"


@scenario("a third of the paragraphs edited")
def edited_all_over(draft: Draft) -> tuple[Fate, str]:
    """Sentences reworded, added and taken out everywhere but in the cited one."""
    others = draft.others()
    for at in draft.random.sample(others, len(others) * 3 // 10):
        sentences = draft.paragraphs[at]
        chosen = draft.random.randrange(len(sentences))
        change = draft.random.choice(["reword", "add", "drop"])
        if change == "add":
            sentences.insert(chosen, sentence(draft.random))
        elif change == "drop":
            del sentences[chosen]
        else:
            sentences[chosen] = _reworded(draft.random, sentences[chosen])
    draft.paragraphs = [sentences for sentences in draft.paragraphs if sentences]
    return Fate.SAME, draft.text()


@scenario("paragraph repeated later")
def repeated(draft: Draft) -> tuple[Fate, str]:
    """The cited paragraph stands a second time, further down."""
    copied = [_unmarked(words) for words in draft.paragraphs[draft.paragraph]]
    draft.paragraphs.append(copied)
    return Fate.SAME, draft.text()


@scenario("own paragraph gone, two copies elsewhere")
def copied_twice(draft: Draft) -> tuple[Fate, str]:
    """Nobody can tell which of the two it became."""
    first, second = draft.elsewhere(), draft.elsewhere()
    original = [_unmarked(words) for words in draft.paragraphs[draft.paragraph]]
    draft.paragraphs[draft.paragraph] = []
    for at in sorted([first, second], reverse=True):
        draft.paragraphs.insert(at, [*original, sentence(draft.random)])
    draft.paragraphs = [sentences for sentences in draft.paragraphs if sentences]
    return Fate.AMBIGUOUS, draft.text()


@scenario("white space and lines re-flowed")
def reflowed(draft: Draft) -> tuple[Fate, str]:
    """Every line broken to a width, as a PDF has it."""
    lines = [
        textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False)
        for line in draft.text().split("\n")
    ]
    return Fate.SAME, "\n\n".join(lines)


@scenario("paragraphs split and merged")
def split_and_merged(draft: Draft) -> tuple[Fate, str]:
    """The same sentences in other paragraphs."""
    sentences = [words for paragraph in draft.paragraphs[1:] for words in paragraph]
    breaks = (draft.random.choice(["\n", " ", " "]) for _ in sentences)
    body = "".join(words + gap for words, gap in zip(sentences, breaks, strict=True))
    return Fate.SAME, f"{draft.paragraphs[0][0]}\n{body}"


@scenario("cut off by a paywall")
def cut_off(draft: Draft) -> tuple[Fate, str]:
    """All gone from some way above the cited paragraph on, and a plea put there."""
    draft.paragraphs[max(1, draft.paragraph - 2) :] = [["Subscribe to continue reading."]]
    return Fate.MISSING, draft.text()


@scenario("rewritten from scratch")
def rewritten(draft: Draft) -> tuple[Fate, str]:
    """Another article at the same address; the words are as frequent, the phrases are gone."""
    words = _unmarked(draft.text()).split()
    draft.random.shuffle(words)
    return Fate.MISSING, " ".join(words)


@scenario("twin of the paragraph deleted", has_twin=True)
def twin_deleted(draft: Draft) -> tuple[Fate, str]:
    """The paragraph stood twice, and the copy that is not cited goes."""
    assert draft.twin is not None
    del draft.paragraphs[draft.twin]
    return Fate.SAME, draft.text()


@scenario("paragraph deleted, its twin stays", has_twin=True)
def twin_stays(draft: Draft) -> tuple[Fate, str]:
    """The paragraph stood twice, and the copy that is cited goes: its words have not moved."""
    del draft.paragraphs[draft.paragraph]
    return Fate.MISSING, draft.text()
