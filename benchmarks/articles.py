"""Made-up articles about imaginary lawsuits, the same for the same seed.

Real texts repeat themselves: names, dates, sums and whole phrases come again and again, and that
is what makes a quote hard to find again. So words are drawn with the skew of real ones, from few
templates, and some sentences are stock phrases that stand in a text many times.
"""

from __future__ import annotations

from random import Random

Paragraphs = list[list[str]]  # of sentences

_PEOPLE = [
    "Ashgrove",
    "Bellweather",
    "Corrigan",
    "Dunmore",
    "Ellery",
    "Fairburn",
    "Grantley",
    "Hollis",
    "Ivers",
]
_FIRMS = ["Quillon", "Brightwater Systems", "Tern & Lowe", "Halvard Data", "Pemberly Inc."]
_COURTS = ["the district court", "the court of appeals", "the state court", "a magistrate judge"]
_MONTHS = ["Jan.", "Feb.", "March", "April", "May", "Sept.", "Nov.", "December"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
_THINGS = [
    "private messages",
    "location records",
    "the users’ contact lists",
    "payment histories",
    "unpublished drafts",
    "medical notes",
]
_CLAIMS = ["breach of contract", "unjust enrichment", "invasion of privacy", "unfair competition"]
_ADVERBS = ["quietly", "repeatedly", "knowingly", "later", "also"]
_TEMPLATES = [
    "{firm} was sued on {date}, in {court} over claims that it {adverb} shared {thing}.",
    "The complaint, filed on {date}, accuses {firm} of {claim} and of selling {thing} for ${sum}.",
    "“We {adverb} disclosed {thing},” said {person}, a spokesperson for {firm}, on {day}.",
    "Judge {person} ruled on {day} that the plaintiffs’ claim for {claim} may go forward.",
    "Lawyers for {person} asked {court} to award ${sum} to each member of the class.",
    "The plaintiffs seek at least ${sum} in damages for {claim}, according to the complaint.",
    "In {month} {year}, {firm} changed its policy—without notice—so that {thing} could be used.",
    "{person}, who lives in {town}, said that {firm} had {adverb} sold {thing} to third parties.",
    "According to the filing, {number} people were affected between {month} and {month} {year}.",
    "{firm} moved to dismiss the case on {date}, arguing that nobody had been harmed.",
    "A hearing before {court} is set for {date}, at {hour} a.m. in {town}.",
    "The agreement would pay ${sum} to {number} customers, “subject to approval by the court.”",
    "“This is about {thing},” {person} told reporters; “it is not about money.”",
    "{person} v. {firm} is the {ordinal} suit of its kind since {month} {year}.",
    "The motion says the company’s terms of {year} allowed it to share {thing} with {firm}.",
    "On {day}, {court} denied the request of {firm} to seal {number} pages of exhibits.",
]
_STOCK = [
    "The company declined to comment.",
    "A lawyer for the plaintiffs did not immediately respond to a request for comment.",
    "The case is pending.",
    "The judge did not say when she would rule.",
    "The company has denied any wrongdoing.",
]
_TOWNS = ["San Rafael", "Eastport", "Marlow", "St. Anselm"]
_ORDINALS = ["second", "third", "fifth", "first"]


def article(random: Random, size: int) -> Paragraphs:
    """Return paragraphs of about `size` characters in all, the first a headline."""
    paragraphs: Paragraphs = [[f"{_skewed(random, _FIRMS)} sued over {_skewed(random, _THINGS)}"]]
    written = 0
    while written < size:
        paragraph = [sentence(random) for _ in range(random.choice([1, 2, 2, 3, 3, 4, 5]))]
        paragraphs.append(paragraph)
        written += sum(len(words) + 1 for words in paragraph)
    return paragraphs


def sentence(random: Random) -> str:
    """Return one sentence, now and then one that articles repeat."""
    return random.choice(_STOCK) if random.random() < 0.08 else particular(random)


def particular(random: Random) -> str:
    """Return a sentence that states something: a date, a name, a sum."""
    made = _skewed(random, _TEMPLATES).format(
        firm=_skewed(random, _FIRMS),
        person=_skewed(random, _PEOPLE),
        court=_skewed(random, _COURTS),
        date=f"{random.choice(_MONTHS)} {random.randint(1, 28)}, {random.randint(2021, 2025)}",
        month=random.choice(_MONTHS),
        year=random.randint(2021, 2025),
        day=random.choice(_DAYS),
        thing=_skewed(random, _THINGS),
        claim=_skewed(random, _CLAIMS),
        adverb=random.choice(_ADVERBS),
        sum=f"{random.choice([1, 5, 10, 100]) * 1000:,}",
        number=f"{random.randint(1, 99) * 10:,}",
        hour=random.randint(8, 11),
        town=_skewed(random, _TOWNS),
        ordinal=random.choice(_ORDINALS),
    )
    return made[0].upper() + made[1:]


def _skewed(random: Random, items: list[str]) -> str:
    """Return the first items much more often than the last, as the words of a language come."""
    return random.choices(items, [1 / (rank + 1) for rank in range(len(items))])[0]
