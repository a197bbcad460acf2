"""The web application, as Gunicorn wants it."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casetracker.settings")

_CHARSET = re.compile(r';\s*charset\*?\s*=\s*(?:"[^"]*"|[^;]*)', re.IGNORECASE)
_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django's, to which all that is sent is UTF-8, as our own pages write it.

    Django decodes addresses and forms by whatever codec of Python a header names; by some (zlib,
    rot13, idna) it fails before its first middleware, so that nobody would answer or note it.
    """
    environ["CONTENT_TYPE"] = _CHARSET.sub("", environ.get("CONTENT_TYPE") or "")
    answer: Iterable[bytes] = _django(environ, start_response)
    return answer
