"""The cases of a filter as an Atom feed (RFC 4287), those that came into the tracker last first."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from cases.kinds import Disposition, Prejudice, Status
from cases.list_address import Address
from cases.list_words import what_cases
from cases.models import Case, Filing
from cases.saved_filters import filter_of
from cases.wording import capitalised, joined, plain_day

AS_MANY = 50  # cases
# What XML cannot hold, and a caption may: a control character breaks the whole feed.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Of no cases always the same day: that of Django, now, would be news at each look."""
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Followed:
    """A filter that is followed, and its name where it has one."""

    address: Address
    name: str = ""


class CasesFeed(Feed):  # type: ignore[type-arg]
    """`CasesFeed(followed)(request)` answers; who may read it is for the view to say."""

    feed_type = _Atom

    def __init__(self, followed: Followed) -> None:
        self._address = followed.address
        self.filter = filter_of(followed.address.query)
        self._name = followed.name

    def title(self) -> str:
        words = capitalised(what_cases(self.filter.holding, self._address.given))
        return _plain(f"{self._name}: {words}" if self._name else words)

    def link(self) -> str:
        return f"{reverse('cases:list')}{self._address}"

    def feed_url(self) -> str:
        """Without the key of whoever reads it."""
        return f"{reverse('cases:feed')}{self._address}"

    def items(self) -> list[Case]:
        last = self.filter.cards.order_by("-pk").values("pk")[:AS_MANY]
        history: Any = Case._meta.get_field("history").related_model
        kept = history.objects.filter(pgh_obj_id=OuterRef("pk")).values("pgh_created_at")
        ending = Filing.objects.disposing_of_the_case().filter(case=OuterRef("pk"))
        ended = ending.order_by("-history__pgh_id").values("history__pgh_created_at")
        found = Case.objects.for_rows().annotate(
            came_at=Subquery(kept.order_by("pgh_id")[:1]),
            changed_at=Greatest(Subquery(kept.order_by("-pgh_id")[:1]), Subquery(ended[:1])),
        )
        return list(found.filter(pk__in=last).order_by("-pk"))

    def item_title(self, item: Any) -> str:
        return _plain(item.caption)

    def item_description(self, item: Any) -> str:
        """A sentence or two, as the feed's HTML."""
        return escape(_plain(_said_of(item)))

    def item_link(self, item: Any) -> str:
        return str(item.get_absolute_url())

    def item_pubdate(self, item: Any) -> datetime | None:
        return item.came_at or _filed_at(item)

    def item_updateddate(self, item: Any) -> datetime | None:
        return item.changed_at or _filed_at(item)


def _said_of(case: Case) -> str:
    card: Any = case.card
    where = case.court.short if case.court else "court not known"
    number = f"No. {case.docket_number}" if case.docket_number else "docket number not known"
    filed = f"filed {plain_day(case.filed_on)}" if case.filed_on else "filing date not known"
    stands = {Status.UNKNOWN: "status not known"}.get(card.status, card.status)
    if card.disposition:
        ended = [Disposition(card.disposition).label, Prejudice(card.prejudice).label]
        stands = f"{stands}: {' '.join(str(word) for word in ended[: 1 + bool(card.prejudice)])}"
    causes = [_cause(**cause) for cause in case.causes]  # type: ignore[attr-defined]
    about = f" For {joined(causes)}." if causes else ""
    return f"{where}, {number}; {filed}; {stands}.{about}"


def _cause(title: str, laws: list[str]) -> str:
    return f"{title} ({'; '.join(laws)})" if laws else title


def _filed_at(case: Case) -> datetime | None:
    return datetime.combine(case.filed_on, time(), UTC) if case.filed_on else None


def _plain(words: str) -> str:
    return _NOT_IN_XML.sub(" ", words)
