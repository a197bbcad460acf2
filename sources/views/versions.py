"""The texts that a source had: the list of them, each as it stood, and two side by side."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from cases.permissions import needs
from sources.actions.watch import watch
from sources.models import Every, Source
from sources.reading import Place, article_as_of
from sources.review_forms import WatchForm
from sources.versions import rows_of, versions_of


@require_safe
def versions(request: HttpRequest, pk: int) -> HttpResponse:
    """All texts of a source, with what changed in each and what it gained."""
    source = get_object_or_404(Source, pk=pk)
    context = {"source": source, "versions": versions_of(source)}
    return render(request, "sources/versions/list.html", context)


@require_safe
def as_of(request: HttpRequest, pk: int, snapshot: int) -> HttpResponse:
    """The source as it stood in one of its texts, with the passages that stand in that one."""
    source = get_object_or_404(Source, pk=pk)
    text = get_object_or_404(source.snapshots.defer("raw"), pk=snapshot)
    context = {
        "source": source,
        "snapshot": text,
        "article": article_as_of(text, Place.asked(request.GET)),
        "is_current": source.current_id == text.pk,
    }
    return render(request, "sources/versions/as_of.html", context)


@require_safe
def changes(request: HttpRequest, pk: int, older: int, newer: int) -> HttpResponse:
    """Two texts of a source side by side, every paragraph of them."""
    source = get_object_or_404(Source, pk=pk)
    texts = source.snapshots.whole_texts().defer("raw")
    before, after = get_object_or_404(texts, pk=older), get_object_or_404(texts, pk=newer)
    rows = rows_of(before.text, after.text)
    context = {
        "source": source,
        "older": before,
        "newer": after,
        "rows": rows,
        "changed": sum(not row.is_unchanged for row in rows),
    }
    return render(request, "sources/versions/changes.html", context)


@needs("sources.change_watch")
@require_POST
def set_watch(request: HttpRequest, pk: int) -> HttpResponse:
    """How often the source's address is looked at again."""
    source = get_object_or_404(Source, pk=pk)
    form = WatchForm(request.POST)
    if not source.url:
        messages.warning(request, "This source has no address to look at: give it one first.")
    elif not form.is_valid():
        messages.warning(request, "Choose how often its address is looked at.")
    else:
        every = form.cleaned_data["every"]
        watch(source=source, every=Every(every) if every else None)
        said = WatchForm.in_words(every)
        messages.success(request, f"From now on its address is looked at again {said}.")
    return HttpResponseRedirect(f"{source.get_absolute_url()}#watch")
