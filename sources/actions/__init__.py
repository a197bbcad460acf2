from sources.actions.cite import CiteError, cite
from sources.actions.decide import Seen, adopt, decide
from sources.actions.import_article import ImportedArticle, import_article
from sources.actions.load_record import load_record
from sources.actions.loading import LoadReport
from sources.actions.showing import AdoptError
from sources.actions.sign_off import SignOffError, sign_off

__all__ = [
    "AdoptError",
    "CiteError",
    "ImportedArticle",
    "LoadReport",
    "Seen",
    "SignOffError",
    "adopt",
    "cite",
    "decide",
    "import_article",
    "load_record",
    "sign_off",
]
