"""What a source began to say of itself: a note of correction, another headline or date."""

from collections import defaultdict
from collections.abc import Iterable

from cases.wording import joined
from sources.anchoring import plain
from sources.extracting import ExtractError, Media
from sources.models import Notice, NoticeKind, Snapshot
from sources.noticing import Noticed, notices_in_html, notices_in_text

# By kind, what is said: in normal form, and as it stands.
_Said = dict[str, dict[str, str]]


def gain_notices(snapshot: Snapshot) -> None:
    """Write down what this text says of itself and the text kept before it did not.

    The first text of a source gains nothing: there is no telling since when it says so. Done
    again, it changes nothing.
    """
    texts = snapshot.source.snapshots.whole_texts().filter(pk__lt=snapshot.pk)
    earlier = texts.order_by("-pk").first()
    if earlier is None:
        return
    had, has = _said(earlier), _said(snapshot)
    for kind, said in has.items():
        before = had.get(kind, {})
        if kind == NoticeKind.HEADLINE and not before:
            continue  # a text that was pasted has none to compare with
        if kind == NoticeKind.MODIFIED and not before and earlier.media != Media.HTML:
            continue
        was = "" if kind == NoticeKind.NOTE else joined(list(before.values()))
        gained = {key: words for key, words in said.items() if key not in before}
        for words in (gained[key] for key in _without_parts(gained, said)):
            Notice.objects.get_or_create(
                snapshot=snapshot, kind=kind, words=words, defaults={"earlier": was}
            )


def _said(snapshot: Snapshot) -> _Said:
    """What was found in the text when it came, and what is found in it today."""
    said: _Said = defaultdict(dict)
    for notice in snapshot.notices:
        said[notice["kind"]][_key(notice["words"])] = notice["words"]
    for found in (*notices_in_text(snapshot.text), *_in_page(snapshot)):
        said[found.kind.value].setdefault(_key(found.words), found.words)
    return said


def _without_parts(gained: Iterable[str], said: Iterable[str]) -> list[str]:
    """Those that are no part of another: the text may give of a note what the page gives whole."""
    return [one for one in gained if not any(one in other and one != other for other in said)]


def _in_page(snapshot: Snapshot) -> tuple[Noticed, ...]:
    if snapshot.media != Media.HTML or not snapshot.raw:
        return ()
    try:
        return notices_in_html(bytes(snapshot.raw))
    except ExtractError:
        return ()


def _key(words: str) -> str:
    return plain(words).casefold()
