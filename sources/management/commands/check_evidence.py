from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cases.models import Case
from cases.wording import figured
from sources.facts import CaseFacts, Fact, facts_of


class Command(BaseCommand):
    help = "Say which facts need a person: flagged, undecided, unsourced, or decided on otherwise."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "slugs", nargs="*", metavar="SLUG", help="cases; all where none is named"
        )

    def handle(self, *, slugs: list[str], **options: Any) -> None:
        flagged = 0
        for case in _cases(slugs):
            record = facts_of(case)
            flagged += len(record.flagged)
            self._tell(record)
        if flagged:
            verb = "leans" if flagged == 1 else "lean"
            raise CommandError(
                f"{figured(flagged, 'fact')} {verb} on words that changed since. Review them under "
                "/review/."
            )

    def _tell(self, record: CaseFacts) -> None:
        found = {
            "flagged": [(fact, fact.flags[0].says) for fact in record if fact.flagged],
            "disputed without a decision": _without_words(
                fact for fact in record if fact.undecided
            ),
            "stated and not recorded": _without_words(fact for fact in record if fact.unrecorded),
            "unsourced without a decision": _without_words(
                fact for fact in record if not fact.sourced and fact.decision is None
            ),
            "decided on another value": [
                (fact, f"decided on “{fact.decision.value}”, shown is “{fact.value}”")
                for fact in record
                if fact.decision is not None and fact.stale_decision
            ],
        }
        open_ones = {words: facts for words, facts in found.items() if facts}
        case = record.case
        head = f"{case.caption} ({case.slug}): {figured(len(record), 'fact')}"
        if not open_ones:
            self.stdout.write(f"{head}, nothing open")
            return
        counts = ", ".join(f"{len(facts)} {words}" for words, facts in open_ones.items())
        self.stdout.write(f"{head}; {counts}")
        for words, facts in open_ones.items():
            self.stdout.write(f"  {words}:")
            for fact, why in facts:
                self.stdout.write(f"    {_named(fact)}{f': {why}' if why else ''}")
                self.stdout.write(f"      {case.get_absolute_url()}#{fact.anchor}")


def _cases(slugs: list[str]) -> list[Case]:
    cases = Case.objects.select_related("court").order_by("slug")
    if not slugs:
        return list(cases)
    found = {case.slug: case for case in cases.filter(slug__in=slugs)}
    if unknown := [slug for slug in slugs if slug not in found]:
        known = ", ".join(cases.values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"There is no case “{unknown[0]}”. The tracker has: {known}")
    return [found[slug] for slug in dict.fromkeys(slugs)]


def _without_words(facts: Iterable[Fact]) -> list[tuple[Fact, str]]:
    return [(fact, "") for fact in facts]


def _named(fact: Fact) -> str:
    return f"{fact.label}, {fact.subject}" if fact.subject else fact.label
