"""What PostgreSQL's advisory locks go by: numbers of 64 bits."""

import hashlib


def number_of(name: str) -> int:
    """A number for the name of what is locked; two names have the same one practically never."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
