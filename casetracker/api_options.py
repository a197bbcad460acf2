"""What an address of the API answers to OPTIONS."""

from typing import Any

from rest_framework.metadata import SimpleMetadata
from rest_framework.request import Request


class Options(SimpleMetadata):
    """What it is. What a body takes is in the description: the framework would tell of answers."""

    def determine_actions(self, request: Request, view: Any) -> dict[str, Any]:
        """None."""
        return {}
