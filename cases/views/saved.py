"""Filters kept under a name: saved, renamed, shared, deleted and taken back; and followed."""

import hashlib
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    QueryDict,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases import saved_filters
from cases.list_address import Address
from cases.list_feed import CasesFeed, Followed
from cases.models import FeedKey, FilterLook, SavedFilter
from cases.permissions import RefusedError, needs
from cases.saved_filters import SavedFilterError, filter_of
from cases.saved_page import lines_of
from cases.views.filter_errors import refusal_of

READING = "cases.view_case"
_LONGEST_KEY = 60
_REFUSED = 422


@needs("cases.add_savedfilter")
@require_http_methods(["GET", "HEAD", "POST"])
def saved_filters_page(request: HttpRequest) -> HttpResponse:
    """One's own filters and those that colleagues share; a form that saves one more."""
    if request.method != "POST":
        return _page(request)
    given: dict[str, Any] = {
        "name": request.POST.get("name", ""),
        "query": request.POST.get("query", ""),
        "shared": "shared" in request.POST,
    }
    try:
        saved = saved_filters.save_filter(
            owner=request.user, replace="replace" in request.POST, **given
        )
    except SavedFilterError as error:
        said = {"refused": str(error), "is_taken": error.is_taken}
        return _page(request, saving={**given, **said}, status=_REFUSED)
    messages.success(request, f"The filter is saved as “{saved.name}”.")
    return HttpResponseRedirect(f"{reverse('cases:list')}?{saved.query}")


@needs("cases.view_savedfilter")
@require_safe
def saved_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """To the list as it is filtered; what it finds now is no longer new to whoever asks."""
    saved = _seen(request, pk)
    if request.method == "GET":
        saved_filters.look_at(saved=saved, person=request.user)
    return HttpResponseRedirect(f"{reverse('cases:list')}?{saved.query}")


@needs("cases.view_savedfilter")
@require_safe
def saved_count(request: HttpRequest, pk: int) -> HttpResponse:
    """How many cases a filter finds now, and how many are new: a part of a page."""
    person: Any = request.user
    saved = _seen(request, pk)
    found = filter_of(saved.query).cards.order_by()
    look = FilterLook.objects.filter(saved=saved, person=person).first()
    context = {
        "count": found.count(),
        "new": found.filter(pk__gt=look.newest_case).count() if look else 0,
    }
    return render(request, "cases/list/_count.html", context)


@needs("cases.change_savedfilter")
@require_POST
def change_saved_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, or shared or no longer."""
    saved = _own(request, pk)
    shared, name = request.POST.get("shared") == "yes", request.POST.get("name")
    try:
        if name is None:
            saved_filters.share_filter(saved=saved, shared=shared)
        else:
            saved_filters.rename_filter(saved=saved, name=name)
    except SavedFilterError as error:
        said = {"pk": pk, "name": name, "refused": str(error)}
        return _page(request, renaming=said, status=_REFUSED)
    except SavedFilter.DoesNotExist as error:
        raise Http404("It was deleted meanwhile.") from error
    if name is not None:
        return _back(request, "The filter is renamed.", pk)
    words = f"Colleagues {'see' if shared else 'no longer see'} “{saved.name}”."
    return _back(request, words, pk)


@needs("cases.delete_savedfilter")
@require_POST
def delete_saved_filter(request: HttpRequest, pk: int) -> HttpResponse:
    saved = _own(request, pk)
    saved_filters.delete_filter(saved=saved)
    return _back(request, f"“{saved.name}” is deleted.", pk)


@needs("cases.change_savedfilter")
@require_POST
def undo_saved_filter(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was done last to a filter of one's own, its deletion too."""
    last = saved_filters.last_change(pk)
    if last is None or last.owner_id != request.user.pk:
        raise Http404("No such filter of yours.")
    try:
        saved = saved_filters.undo_last_change(pk=pk)
    except SavedFilterError as error:
        return _page(request, refused=str(error), status=_REFUSED)
    return _back(request, "Undone." if saved else "Undone: the filter is gone.")


@needs("cases.add_savedfilter")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """The address by which a feed reader follows a filter, with a key of whoever asks."""
    address = Address.of(request.GET)
    if request.method == "POST":
        saved_filters.renew_feed_key(person=request.user)
        messages.success(request, "Your feeds have another key. The old addresses lead nowhere.")
        return HttpResponseRedirect(f"{reverse('cases:follow')}{address}")
    key = saved_filters.feed_key_of(request.user).key
    sign = "&" if address.given else "?"
    place = f"{reverse('cases:feed')}{address}{sign}key={key}"
    context = {
        "listing_address": address,
        "words": CasesFeed(Followed(address)).title(),
        "place": request.build_absolute_uri(place),
    }
    response = render(request, "cases/list/follow.html", context)
    patch_cache_control(response, no_store=True)
    return response


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The cases that the address's filters leave, for feed readers."""
    refused, _ = _reader(request)
    return refused or _answer(request, Followed(Address.of(request.GET)))


@login_not_required
@require_safe
def saved_feed(request: HttpRequest, pk: int) -> HttpResponseBase:
    """What a saved filter finds, also when its owner has changed it since."""
    refused, reader = _reader(request)
    if refused or reader is None:
        return refused or redirect_to_login(request.get_full_path())
    saved = get_object_or_404(SavedFilter.objects.seen_by(reader), pk=pk)
    return _answer(request, Followed(Address.of(QueryDict(saved.query)), saved.name))


def _answer(request: HttpRequest, followed: Followed) -> HttpResponseBase:
    """The feed, or 304 for a reader that has it.

    By a hash of it: the day of its last change says nothing of a case that it has no more.
    """
    feed = CasesFeed(followed)
    if refused := refusal_of(feed.filter):
        return refused
    response: HttpResponse = feed(request)
    del response.headers["Last-Modified"]
    tag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True)
    return get_conditional_response(request, tag, response=response) or response


def _reader(request: HttpRequest) -> tuple[HttpResponseBase | None, Any]:
    """Who reads a feed, by the key in its address or signed in; or else the answer to them.

    What the owner of a key may is asked each time: one who has left reads no feed any more.
    """
    if "key" in request.GET:
        key = request.GET["key"]
        askable = "\0" not in key and len(key) <= _LONGEST_KEY
        held = FeedKey.objects.select_related("owner").filter(key=key).first() if askable else None
        if held is None or not held.owner.is_active or not held.owner.has_perm(READING):
            raise Http404("No feed has this key.")
        return None, held.owner
    if request.user.is_authenticated:
        if not (settings.PUBLIC_READING or request.user.has_perm(READING)):
            raise RefusedError(READING)
        return None, request.user
    return (None if settings.PUBLIC_READING else redirect_to_login(request.get_full_path())), None


def _seen(request: HttpRequest, pk: int) -> SavedFilter:
    return get_object_or_404(SavedFilter.objects.seen_by(request.user), pk=pk)


def _own(request: HttpRequest, pk: int) -> SavedFilter:
    """Of somebody else's shared filter it is said whose it is; of any other, nothing."""
    saved = get_object_or_404(SavedFilter.objects.seen_by(request.user), pk=pk)
    if saved.owner_id != request.user.pk:
        raise Http404("A filter is changed by who made it.")
    return saved


def _page(request: HttpRequest, status: int = 200, **said: Any) -> HttpResponse:
    seen = SavedFilter.objects.seen_by(request.user).select_related("owner")
    undo = request.GET.get("undo", "")
    key = saved_filters.feed_key_of(request.user).key
    context = {
        "lines": lines_of(seen, key),
        "undo": int(undo) if undo.isdecimal() and len(undo) < 19 else None,  # noqa: PLR2004
        **said,
    }
    return render(request, "cases/list/saved.html", context, status=status)


def _back(request: HttpRequest, words: str, undo: int | None = None) -> HttpResponse:
    messages.success(request, words)
    query = f"?undo={undo}" if undo else ""
    return HttpResponseRedirect(f"{reverse('cases:saved_filters')}{query}")
