from sources.actions.cite import CiteError, cite, decide
from sources.actions.import_article import ImportedArticle, import_article
from sources.actions.load_record import load_record
from sources.actions.loading import LoadReport

__all__ = [
    "CiteError",
    "ImportedArticle",
    "LoadReport",
    "cite",
    "decide",
    "import_article",
    "load_record",
]
