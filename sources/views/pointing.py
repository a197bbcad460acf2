"""Citing words by pointing at them in the text of a source."""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from threading import Thread
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.permissions import needs
from cases.wording import full_stop_after, shortened
from sources.actions.cite import AlreadyCitedError, CiteError, cite_at, uncite
from sources.actions.settle import SettledError, accept
from sources.choosing import fact_of_id
from sources.facts import Fact
from sources.matching import match_of_fact
from sources.models import Citation, Source
from sources.pointing_forms import LOST, PlaceForm, StatedForm, Verdict, verdict_on
from sources.reading import Article, Paragraph, Place, article_of, paragraph_at
from sources.templatetags.reading import cases_of as cases_of_article
from sources.views.citing_form import choices, findings_in, pointed_in, value_of
from sources.views.proposals import item

_REFUSED = 422
_LONGEST_KEY = 18  # digits; what the column of a key holds


@needs("sources.add_citation")
@require_http_methods(["GET", "HEAD", "POST"])
def cite(request: HttpRequest, pk: int) -> HttpResponse:
    """The form beside words pointed at, and its saving. To htmx, a part of the source's page."""
    source = get_object_or_404(Source, pk=pk)
    if request.method != "POST":
        return _form(request, PlaceForm(source, request.GET), request.GET)
    place, said = PlaceForm(source, request.POST), StatedForm(request.POST)
    if not place.is_valid() or place.span is None or not said.is_valid():
        return _form(request, place, request.POST, said)
    proposal = place.cleaned_data["proposal"]
    try:
        citation = _save(request, place, said)
    except AlreadyCitedError as error:
        return _cited(request, error.citation, is_new=False)
    except CiteError as error:
        said.add_error("stated_value" if error.about == "stated_value" else None, str(error))
    except SettledError as error:
        said.add_error(None, str(error))
    else:
        if proposal is not None:
            return _accepted(request, source, proposal.pk, citation)
        return _cited(request, citation, is_new=True)
    return _form(request, place, request.POST, said)


@needs("sources.add_citation")
@require_safe
def stated(request: HttpRequest, pk: int) -> HttpResponse:
    """What the words would state of another fact chosen; or a verdict on what was typed."""
    source = get_object_or_404(Source, pk=pk)
    fact = fact_of_id(request.GET.get("fact", ""))
    if fact is None:
        return _verdict(request, Verdict("error", "There is no such fact any more: choose again."))
    if request.GET.get("stated_for") == fact.id:
        return _verdict(request, verdict_on(fact, request.GET.get("stated_value", "")))
    place = PlaceForm(source, request.GET)
    if not place.is_valid() or place.span is None:
        return _verdict(request, Verdict("error", LOST))
    pointed = pointed_in(place)
    found = findings_in(place, pointed)
    match = match_of_fact(pointed.words, pointed.sentence, found, fact)
    return render(request, "sources/pointing/_stated.html", {"source": source, **value_of(match)})


@needs("sources.add_citation")
@require_safe
def facts_to_choose(request: HttpRequest, pk: int) -> HttpResponse:
    """All facts that words may be cited for, for when none of those proposed is meant."""
    source = get_object_or_404(Source, pk=pk)
    place = PlaceForm(source, request.GET)
    if not place.is_valid() or place.span is None:
        return _verdict(request, Verdict("error", LOST))
    context = {"source": source}
    context |= choices(request, source, place, request.GET, None, with_all=True)
    return render(request, "sources/pointing/_other_facts.html", context)


@needs("sources.delete_citation")
@require_POST
def undo_citation(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a citation just made; asking once more is harmless."""
    found = Citation.objects.select_related("passage__snapshot__source")
    citation = found.defer("passage__snapshot__text", "passage__snapshot__raw").filter(pk=pk)
    made = citation.first()
    if made is None:
        given = request.POST.get("source", "")
        source = get_object_or_404(Source, pk=_number(given))
        return _told(request, source, "That citation is taken back already.", [])
    source, passage = made.passage.snapshot.source, made.passage
    words = "The citation is taken back."
    if uncite(citation=made, by=request.user):
        words = "The citation is taken back, and what was recorded with it."
    here = Place(passage=str(passage.pk))
    article = article_of(source, with_proposals=_settles(request), at=here)
    changed = _touched(article, passage.snapshot_id, passage.start, passage.end)
    return _told(request, source, words, changed, article)


def warm_reader() -> None:
    """Load the reader's lists while somebody reads the text, before the first words are chosen."""
    if "sources.reader.read" not in sys.modules:
        Thread(target=import_module, args=["sources.reader.read"], daemon=True).start()


def just_cited(request: HttpRequest, source: Source) -> Citation | None:
    """The citation that a plain form has just made (`?cited=`), for the page to offer its undo."""
    made = request.GET.get("cited", "")
    if not made or not request.user.has_perm("sources.add_citation"):
        return None
    return Citation.objects.filter(pk=_number(made), passage__snapshot__source=source).first()


def _save(request: HttpRequest, place: PlaceForm, said: StatedForm) -> Citation:
    fact: Fact = said.cleaned_data["fact"]
    given = {name: said.cleaned_data[name] for name in ("stated_value", "inferred")}
    given["attributed_to"] = said.cleaned_data["attributed_to"]
    proposal = place.cleaned_data["proposal"]
    if proposal is not None:
        return accept(
            proposal=proposal,
            row=fact.row,
            field=fact.citable.field,
            by=request.user,
            span=place.span,
            **given,
        )
    span = place.span
    assert span is not None  # noqa: S101 - the caller has looked
    return cite_at(
        row=fact.row,
        field=fact.citable.field,
        snapshot=place.cleaned_data["snapshot"],
        span=span,
        words=place.cleaned_data["snapshot"].text[span.start : span.end],
        by=request.user,
        **given,
    )


# --- What was done --------------------------------------------------------------------------


def _cited(request: HttpRequest, citation: Citation, *, is_new: bool) -> HttpResponse:
    passage, fact = citation.passage, citation.row.label_of(citation.field)
    source = passage.snapshot.source
    words = f"Cited for “{fact}” of {shortened(citation.row.headline)}{_recorded(citation)}"
    words += full_stop_after(words)
    if not is_new:
        words = (
            "Somebody has cited these very words for this fact already; nothing was added. "
            "What they state was left as it is."
        )
    if not _is_part(request):
        messages.success(request, words)
        cited = f"cited={citation.pk}&" if is_new else ""
        place = f"?{cited}passage={passage.pk}#passage-{passage.pk}"
        return HttpResponseRedirect(f"{source.get_absolute_url()}{place}")
    here = Place(passage=str(passage.pk))
    article = article_of(source, with_proposals=_settles(request), at=here)
    is_shown = article.snapshot is not None and article.snapshot.pk == passage.snapshot_id
    if not is_shown:
        words += " The text was taken anew meanwhile: reload the page to see the newest."
    changed = _touched(article, passage.snapshot_id, passage.start, passage.end)
    return _told(request, source, words, changed, article, citation if is_new else None)


def _accepted(
    request: HttpRequest, source: Source, proposal: int, citation: Citation
) -> HttpResponse:
    """Back to the list of proposals, where the one accepted says so and offers its undo."""
    words = f"Cited for “{citation.row.label_of(citation.field)}”{_recorded(citation)}."
    if _is_part(request):
        return item(request, proposal, words)
    messages.success(request, words)
    address = reverse("sources:proposals", args=[source.pk])
    return HttpResponseRedirect(f"{address}#proposal-{proposal}")


def _recorded(citation: Citation) -> str:
    return ", and recorded: nothing was before" if citation.recorded else ""


def _told(
    request: HttpRequest,
    source: Source,
    words: str,
    changed: Iterable[Paragraph],
    article: Article | None = None,
    citation: Citation | None = None,
) -> HttpResponse:
    """Say what was done, with the paragraphs that look otherwise now."""
    if not _is_part(request):
        messages.success(request, words)
        return HttpResponseRedirect(source.get_absolute_url())
    context = {
        "source": source,
        "words": words,
        "changed": changed,
        "article": article,
        "cases": cases_of_article(article) if article else [],
        "citation": citation,
    }
    return render(request, "sources/pointing/_done.html", context)


def _touched(article: Article, snapshot_id: int, start: int, end: int) -> list[Paragraph]:
    if article.snapshot is None or article.snapshot.pk != snapshot_id:
        return []
    first = paragraph_at(article.snapshot.text, start)
    last = paragraph_at(article.snapshot.text, end - 1)
    return [paragraph for paragraph in article.paragraphs if first <= paragraph.number <= last]


def _verdict(request: HttpRequest, verdict: Verdict) -> HttpResponse:
    return render(request, "sources/pointing/_verdict.html", {"verdict": verdict})


# --- The form -------------------------------------------------------------------------------


def _form(
    request: HttpRequest,
    place: PlaceForm,
    given: Mapping[str, Any],
    said: StatedForm | None = None,
) -> HttpResponse:
    source = place.source
    is_placed = place.is_valid() and place.span is not None
    context: dict[str, Any] = {"source": source, "place": place, "is_part": _is_part(request)}
    if is_placed:
        context |= choices(request, source, place, given, said, with_all=not _is_part(request))
    # Without anything given, nothing was refused: the form asks for the words.
    is_refused = bool(place.errors) and bool(given)
    name = "_form" if _is_part(request) else "cite"
    return render(
        request,
        f"sources/pointing/{name}.html",
        context,
        status=_REFUSED if is_refused and place.non_field_errors() else 200,
    )


def _number(given: str) -> int:
    """A primary key out of an address; 0, which is nobody's, for anything else."""
    return int(given) if given.isdecimal() and len(given) < _LONGEST_KEY else 0


def _is_part(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def _settles(request: HttpRequest) -> bool:
    return request.user.has_perm("sources.change_proposal")
