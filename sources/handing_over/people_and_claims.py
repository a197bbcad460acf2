"""Who sues whom, by which counsel, for what and under which law."""

from collections.abc import Sequence
from typing import cast

from cases.models import Claim, Counsel, Party
from cases.wording import figured
from sources.handing_over.memo import Block, Inline, Paragraph, Section, Sentence, Words
from sources.handing_over.telling import Teller
from sources.models import Target

_KINDS = {"person": "a person", "organization": "an organization", "government": "a public body"}


def parties(tell: Teller) -> Section:
    """A point for each party, with its counsel; of very many, the first."""
    record = tell.record
    shown = cast("Sequence[Party]", record.rows[Target.PARTY])
    lawyers = cast("Sequence[Counsel]", record.rows[Target.COUNSEL])
    everybody = cast("Sequence[Counsel]", record.all_rows(Target.COUNSEL))
    blocks: list[Block] = []
    total = len(record.all_rows(Target.PARTY))
    if total > len(shown):
        words = f"The first {len(shown)} of {figured(total, 'party', 'parties')}; the docket sheet"
        blocks.append(_words(f"{words} names all."))
    for party in shown:
        sentences = _party(tell, party)
        theirs = [lawyer for lawyer in lawyers if lawyer.represents_id == party.pk]
        for lawyer in theirs:
            sentences += _lawyer(tell, lawyer)
        more = sum(lawyer.represents_id == party.pk for lawyer in everybody) - len(theirs)
        if more:
            sentences += tell.said(f"{more} more appear for this party")
        if not theirs and not more:
            sentences += tell.said("No source names counsel")
        blocks += tell.paragraphs(sentences, is_point=True)
    return Section("Parties and counsel", tuple(blocks or [_words("No source names the parties.")]))


def claims(tell: Teller) -> Section:
    """A point for each cause of action: the law, against whom, what is asked, what became of it."""
    blocks: list[Block] = []
    for claim in cast("Sequence[Claim]", tell.record.rows[Target.CLAIM]):
        number = tell.value(claim, "number", before="Count ")
        title = tell.value(claim, "title", bold=True, with_row=True)
        sentences = tell.said(number, ": " if number else "", title)
        law = tell.value(claim, "statutes")
        sentences += tell.said("Under ", law) if law else tell.said("No statute is named")
        sentences += tell.said(tell.value(claim, "cause", before="The docket gives the cause as "))
        sentences += tell.said(tell.value(claim, "against", before="Against "))
        sentences += tell.said(tell.value(claim, "relief", before="Relief asked: "))
        amount = tell.value(claim, "amount", before="Amount asked: ")
        sentences += tell.said(amount, tell.value(claim, "amount_basis", before=", "))
        sentences += tell.said(tell.value(claim, "disposed_by", before="Disposed of by: "))
        blocks += tell.paragraphs(sentences, is_point=True)
    none = _words("No cause of action is recorded.")
    return Section("Claims and statutes", tuple(blocks or [none]))


def _party(tell: Teller, party: Party) -> list[Sentence]:
    is_own_word = party.court_role.casefold() != party.get_role_display().casefold()
    sentences = tell.said(
        tell.value(party, "name", bold=True, with_row=True),
        tell.value(party, "role", before=", "),
        tell.value(party, "kind", _KINDS.get(party.kind, ""), before=", "),
        tell.value(party, "court_role", before=" (in the court’s words: ") if is_own_word else [],
        ")" if is_own_word and party.court_role else "",
    )
    sentences += tell.said(tell.value(party, "description"))
    sentences += tell.said(tell.value(party, "parent", before="Owned by "))
    return sentences + tell.said(tell.value(party, "terminated_on", before="Left the case on "))


def _lawyer(tell: Teller, lawyer: Counsel) -> list[Sentence]:
    who: list[Inline] = tell.value(lawyer, "attorney", with_row=True)
    position = tell.value(lawyer, "position", before=", ")
    comma = ", " if who or position else ""
    firm = tell.value(lawyer, "firm", before=comma, with_row=not who)
    return tell.said(
        "Counsel: ",
        who,
        position,
        firm,
        tell.value(lawyer, "roles", before=", "),
        tell.value(lawyer, "represents", before="; for "),
        tell.value(lawyer, "contact", before="; "),
        tell.value(lawyer, "appeared_on", before="; appeared on "),
        tell.value(lawyer, "withdrew_on", before="; withdrew on "),
    )


def _words(said: str) -> Paragraph:
    return Paragraph((Sentence((Words(said),)),))
