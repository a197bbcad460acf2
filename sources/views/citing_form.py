"""What the form beside words shows: the facts they may support, and what they state of one."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby, islice
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from cases.admin.coming_back import with_next
from cases.filters import LONGEST
from cases.models import Case
from sources.choosing import MOST_CASES, cases_of, court_names, facts_to_choose_from
from sources.decoding import clean
from sources.matching import Match, matches_of_words, place_of
from sources.models import ROW_MODELS, Source
from sources.pointed import Pointed
from sources.pointing_forms import PlaceForm, StatedForm, verdict_on
from sources.proposed import finding_of
from sources.reader.finding import Finding
from sources.reading import paragraph_at
from sources.wording import SECTION_TITLES

MOST_PROPOSED = 6
MOST_CASES_FOUND = 12
MOST_LISTED = 400  # facts; a docket of 2,000 entries has 28,000, which make a page of 9 MB
# What the form of a new row takes the words for.
_NAMED_BY = {
    "party": "name",
    "counsel": "attorney",
    "claim": "title",
    "filing": "description",
    "event": "summary",
}


def choices(
    request: HttpRequest,
    source: Source,
    place: PlaceForm,
    given: Mapping[str, Any],
    said: StatedForm | None,
    *,
    with_all: bool,
) -> dict[str, Any]:
    """What the form beside words shows; `with_all`: also the facts that are not proposed.

    Of very many the likeliest, or those with the words that `given` says they are `named` by.
    """
    pointed = pointed_in(place)
    cited_for = cases_of(source)
    slug, sought = clean(given.get("case", "")), clean(given.get("q", ""))[:LONGEST]
    asked = Case.objects.select_related("court").filter(slug=slug or None).first()
    chosen_from = [asked] if asked else list(cited_for[:MOST_CASES])
    facts = facts_to_choose_from(chosen_from)
    found = findings_in(place, pointed)
    matches = matches_of_words(pointed.words, pointed.sentence, found, facts)
    proposed = [match for match in matches if match.likelihood > 0][:MOST_PROPOSED]
    wanted = given.get("fact") or (proposed[0].fact.id if proposed else "")
    chosen = next((match for match in matches if match.fact.id == wanted), None)
    if chosen is not None and chosen not in proposed:
        proposed = [*proposed[: MOST_PROPOSED - 1], chosen]
    shown = {match.fact.id for match in proposed}
    others = [match for match in matches if match.fact.id not in shown]
    named = clean(given.get("named", ""))[:LONGEST].casefold().split()
    return {
        "pointed": pointed,
        "hidden": _where(place),
        "cases": chosen_from,
        "q": sought,
        "listed_cases": _cases_found(sought) if sought.strip() else _cases_at_hand(cited_for),
        "proposed": proposed,
        "other_facts": _in_sections(_listed(others, named), chosen_from) if with_all else [],
        "facts_in_all": len(matches),
        "most_listed": MOST_LISTED,
        "are_too_many": len(others) > MOST_LISTED,
        "asked_case": asked.slug if asked else "",
        "chosen": chosen.fact.id if chosen else "",
        "new_rows": _new_rows(request, source, place, pointed, chosen_from),
        "said": said,
        **(value_of(chosen, said) if chosen else {}),
    }


def value_of(match: Match, said: StatedForm | None = None) -> dict[str, Any]:
    """What the part of the form with the value stated shows."""
    stated_value, inferred, attributed_to = match.stated, match.inferred, ""
    if place_of(match.fact) == "case.court" and not match.agrees:
        stated_value = court_names([stated_value]).get(stated_value, stated_value)
    if said is not None and said.data.get("stated_for") == match.fact.id:
        stated_value = said.data.get("stated_value", "")
        inferred = said.data.get("inferred", "")
        attributed_to = said.data.get("attributed_to", "")
    return {
        "fact": match.fact,
        "stated_value": stated_value,
        "inferred": inferred,
        "attributed_to": attributed_to,
        "verdict": verdict_on(match.fact, stated_value),
    }


def _where(place: PlaceForm) -> dict[str, Any]:
    """The place as the fields of a form or the parameters of an address carry it on."""
    span, snapshot = place.span, place.cleaned_data["snapshot"]
    proposal = place.cleaned_data["proposal"]
    assert span is not None  # noqa: S101 - the caller has looked
    return {
        "snapshot": snapshot.pk,
        "start": span.start,
        "end": span.end,
        "words": snapshot.text[span.start : span.end],
        **({"proposal": proposal.pk} if proposal else {}),
    }


def pointed_in(place: PlaceForm) -> Pointed:
    """The words of a valid form, in their text."""
    assert place.span is not None  # noqa: S101 - the caller has looked
    text = place.cleaned_data["snapshot"].text
    return Pointed(text, place.span.start, place.span.end)


def findings_in(place: PlaceForm, pointed: Pointed) -> list[Finding]:
    """What the words state; what was proposed of them before what is read in them now."""
    proposal = place.cleaned_data["proposal"]
    found = pointed.findings(place.source.published)
    return [finding_of(proposal), *found] if proposal is not None else found


def _cases_at_hand(cited_for: Sequence[Case]) -> list[Case]:
    """Before anybody searches: the cases that the source is cited for, then those added last."""
    added_last = Case.objects.select_related("court").exclude(pk__in=[it.pk for it in cited_for])
    left = max(0, MOST_CASES_FOUND - len(cited_for))
    return [*cited_for, *added_last.order_by("-pk")[:left]]


def _cases_found(words: str) -> list[Case]:
    return list(Case.objects.mentioning(words).by_caption()[:MOST_CASES_FOUND])


def _listed(matches: Sequence[Match], named: Collection[str]) -> list[Match]:
    """Of matches, the likeliest first, as many as a page can list; those with words, if given."""
    found = (match for match in matches if all(word in _said_of(match) for word in named))
    return list(islice(found, MOST_LISTED))


def _said_of(match: Match) -> str:
    """What the list says of a fact, and what it stands under."""
    fact = match.fact
    return f"{SECTION_TITLES[fact.target]} {fact.label} {fact.shown} {fact.subject}".casefold()


def _in_sections(matches: list[Match], cases: list[Case]) -> list[dict[str, Any]]:
    """Facts under what they stand on the case page, in its order; one case after the other."""
    order = list(SECTION_TITLES)

    def section(match: Match) -> tuple[int, int]:
        return cases.index(match.fact.case), order.index(match.fact.target)

    return [
        {
            "case": cases[number] if number else None,
            "title": SECTION_TITLES[order[target]],
            "matches": sorted(of_one, key=lambda it: (not it.fact.value, it.fact.row.pk)),
        }
        for (number, target), of_one in groupby(sorted(matches, key=section), key=section)
    ]


def _new_rows(
    request: HttpRequest, source: Source, place: PlaceForm, pointed: Pointed, cases: list[Case]
) -> list[dict[str, str]]:
    """Addresses of the forms of new rows, with the quote ready, that lead back to the words."""
    if not cases:
        return []
    snapshot, words = place.cleaned_data["snapshot"], " ".join(pointed.words.split())
    number = paragraph_at(snapshot.text, pointed.start)
    back = f"{source.get_absolute_url()}?paragraph={number}#paragraph-{number}"
    quote = pointed.quote()
    rows = []
    for target, model in ROW_MODELS.items():
        meta = model._meta
        if not request.user.has_perm(f"cases.add_{meta.model_name}"):
            continue
        named = {_NAMED_BY[target]: words} if target in _NAMED_BY else {}
        address = with_next(
            reverse(f"admin:cases_{meta.model_name}_add"),
            back,
            case=cases[0].pk,
            cite_snapshot=snapshot.pk,
            cite_quote=quote,
            **named,
        )
        rows.append({"name": str(meta.verbose_name), "address": address})
    return rows
