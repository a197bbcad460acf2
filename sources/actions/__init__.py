from sources.actions.import_article import ImportedArticle, import_article
from sources.actions.load_record import load_record
from sources.actions.loading import LoadReport

__all__ = ["ImportedArticle", "LoadReport", "import_article", "load_record"]
