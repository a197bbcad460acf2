"""Raw bytes of a page, a PDF, a message or a text file to the text that passages are cut from."""

from sources.decoding import ExtractError
from sources.extracting.extract import extract
from sources.extracting.extracted import Extracted
from sources.extracting.media import Media, media_of

__all__ = ["ExtractError", "Extracted", "Media", "extract", "media_of"]
