"""The forms of the record. Its evidence is added to them in `sources/admin`."""

from cases.admin import case, reference, rows

__all__ = ["case", "reference", "rows"]
