"""Taking court files in, before anybody reads them: out of a zip, out of a mail folder. Pure."""

from sources.delivering.names import is_passed_over, shown_name
from sources.delivering.pieces import Piece, too_large
from sources.delivering.unpacking import pieces_of

__all__ = ["Piece", "is_passed_over", "pieces_of", "shown_name", "too_large"]
