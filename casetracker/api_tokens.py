"""One's own tokens for the API: made, shown once, seen with when they were used, and revoked."""

from datetime import timedelta
from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casetracker.models import ApiToken, User

MOST = 20  # tokens of one person
_REFUSED = 422
_TERMS = [("30", "30 days"), ("90", "90 days"), ("365", "a year")]


class TokenForm(forms.Form):
    """A token to make: what for, for how long, and whether it may write."""

    name = forms.CharField(
        max_length=60,
        label="Name",
        help_text="The program that will use it, so that you know it again.",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    days = forms.ChoiceField(choices=_TERMS, initial="90", label="Good for")
    may_write = forms.BooleanField(
        required=False, label="It may also change what you may change, not only read"
    )

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        """Take whose token it will be."""
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """Refuse one too many."""
        given = super().clean() or self.cleaned_data
        if alive(self.user).count() >= MOST:
            raise forms.ValidationError(
                f"You have {MOST} tokens. Revoke one that is not needed any more."
            )
        return given

    @sensitive_variables("token")
    def made(self) -> tuple[ApiToken, str]:
        """The new token, and its words, which nothing keeps."""
        kept, token = ApiToken.objects.create(
            user=self.user,
            name=self.cleaned_data["name"],
            may_write=self.cleaned_data["may_write"],
            expiry=timedelta(days=int(self.cleaned_data["days"])),
        )
        return kept, str(token)


def alive(user: User) -> Any:
    """Tokens of somebody that have not expired, the newest first."""
    return ApiToken.objects.filter(user=user, expiry__gt=timezone.now()).order_by("-created")


@require_safe
@login_required
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, with when each was used and until when it is good."""
    return render(request, "account/tokens.html", {"tokens": alive(_person(request))})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@sensitive_variables("token")
def make(request: HttpRequest) -> HttpResponse:
    """The form for another; the answer to it is the only place that ever has it.

    It outlives the session, so whoever asks for it enters their password once more.
    """
    user = _person(request)
    form = TokenForm(user, request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "account/make_token.html", {"form": form})
    if not form.is_valid():
        return render(request, "account/make_token.html", {"form": form}, status=_REFUSED)
    made, token = form.made()
    context = {"tokens": alive(user), "made": made, "token": token}
    return render(request, "account/tokens.html", context)


@require_POST
@login_required
def revoke(request: HttpRequest) -> HttpResponse:
    """Make one of one's own tokens worthless at once; asking once more is harmless."""
    given = request.POST.get("token", "").replace("\0", "")
    found = ApiToken.objects.filter(user=_person(request), pk=given).first()
    if found is None:
        messages.info(request, "That token is revoked already.")
    else:
        found.delete()
        messages.success(request, f"“{found.name}” is revoked: it opens nothing any more.")
    return redirect("api_tokens")


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - only who is signed in comes here
    return request.user
