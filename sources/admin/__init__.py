"""Evidence in the administration: its own lists, and on the forms of the record."""

from sources.admin import evidence
from sources.admin.record import register_with_evidence

__all__ = ["evidence"]

register_with_evidence()
