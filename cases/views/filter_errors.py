"""What a file or a feed answers where a filter makes no sense.

The page leaves such a filter out and says so. A file or a feed has nowhere to say it, and would
pass all cases off as those asked for.
"""

from django.http import HttpResponse

from cases.filters import CaseFilter


def refusal_of(found: CaseFilter) -> HttpResponse | None:
    """An answer that names each filter that makes no sense and what is wrong; None if all do."""
    wrong = [
        f"{found.form.fields[name].label}: {error}"
        for name, errors in found.form.errors.items()
        for error in errors
    ]
    if not wrong:
        return None
    words = "\n".join(["Nothing is sent, for this filter cannot be understood.", *wrong, ""])
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
