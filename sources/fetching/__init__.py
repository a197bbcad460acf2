"""Fetching an address that somebody's text chose, without reaching inside (docs/adr/0005)."""

from sources.fetching.addresses import check_address
from sources.fetching.budget import Limits
from sources.fetching.errors import FetchError
from sources.fetching.fetch import Fetched, fetch

__all__ = ["FetchError", "Fetched", "Limits", "check_address", "fetch"]
