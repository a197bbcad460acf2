"""A case as a memo: what the record shows, who states it, and where sources differ."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import cast

from cases.case_page import on_page
from cases.models import Case, Counsel, Filing, Party
from sources.facts import CaseFacts, rows_of
from sources.handing_over import closing, happenings, opening, people_and_claims
from sources.handing_over.footnotes import Footnotes
from sources.handing_over.memo import Memo
from sources.handing_over.telling import Teller
from sources.handing_over.texts import texts_quoted
from sources.models import Target
from sources.page_facts import facts_on
from sources.standing import newest_sign_off


def memo_of(case: Case, *, made: datetime) -> Memo:
    """The memo of a case (read with its court) as it is now, in a constant number of queries.

    The same data and moment make the same memo.
    """
    record = facts_told(case)
    texts = texts_quoted(record)
    tell = Teller(record, Footnotes(case))
    heading = opening.heading(tell)
    preamble = opening.preamble(tell, made, len(texts))
    sections = [
        opening.where_it_stands(tell, newest_sign_off(case)),
        people_and_claims.parties(tell),
        people_and_claims.claims(tell),
        happenings.events(tell),
        happenings.procedure(tell),
        happenings.related(tell),
        closing.further(tell),
        closing.disputed(tell),
        closing.unsourced(tell),
        closing.sources(record, texts),
    ]
    there = tuple(section for section in sections if section is not None)
    return tell.notes.numbered(Memo(f"Memo: {case.caption}", made, heading, preamble, there))


def facts_told(case: Case) -> CaseFacts:
    """The facts of the rows that a memo tells, and figures of the whole case."""
    read = rows_of(case, case.filings.newest_first())
    filings = happenings.weightiest(cast("Sequence[Filing]", read[Target.FILING]))
    people = on_page(
        cast("Sequence[Party]", read[Target.PARTY]),
        cast("Sequence[Counsel]", read[Target.COUNSEL]),
        (),
    )
    return facts_on(case, read, replace(people, filings=filings))
