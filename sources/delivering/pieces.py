from dataclasses import dataclass

from sources.decoding import MOST_BYTES


@dataclass(frozen=True)
class Piece:
    """One file that came: its bytes, or in words why they are not taken.

    `name` is fit to be shown (`shown_name`); `size` counts bytes, and may be all that is known.
    """

    name: str
    size: int
    raw: bytes | None = None
    refusal: str = ""


def too_large(size: int) -> str:
    """Why a file of so many bytes is not taken."""
    return (
        f"The file has {size / 1e6:,.1f} MB; {MOST_BYTES // 1_000_000} MB is the most that is "
        "taken. Ask the court for a report of fewer entries, or divide the zip."
    )
