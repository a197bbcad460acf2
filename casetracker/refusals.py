"""The page for what somebody may not do: it says why, and who may."""

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list

from cases.permissions import RefusedError
from casetracker.groups import MADE_BY_THE_TRACKER, WORK, Group, role_of, who_may

DOES = {"view": "see", "add": "add", "change": "change", "delete": "delete"}
# In the administration an address names a model and what is done to it.
ADMIN_ACTIONS = {"changelist": "view", "history": "view", "add": "add", "delete": "delete"}


def refused(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403; Django calls this for every PermissionDenied."""
    permission = _permission(request, exception)
    context = {"why": why_not(_role(request), permission) if permission else ""}
    return render(request, "403.html", context, status=403)


def why_not(role: Group | None, permission: str) -> str:
    """In words: what somebody of this role lacks for `app.codename`, and who has it."""
    does = what_it_does(permission)
    able = who_may(permission)
    if permission in MADE_BY_THE_TRACKER:
        return f"Nobody can {does}: the tracker does it when it reads or compares a text."
    if not able:
        return f"Nobody can {does}: it is kept for good, as evidence of what was there."
    who = get_text_list([group.one for group in able], "or")
    if role is None:
        return f"Your account is in no group yet. To {does}, ask an admin to make you {who}."
    return f"You are {role.one}. To {does} takes {who}."


def what_it_does(permission: str) -> str:
    """`cases.change_party` → "change parties"; a permission of no model stays as it is."""
    if permission == WORK:
        return "enter the administration"
    app, _, codename = permission.partition(".")
    action, _, model = codename.partition("_")
    try:
        things = apps.get_model(app, model)._meta.verbose_name_plural
    except LookupError:
        return permission
    return f"{DOES.get(action, action)} {things}"


def _role(request: HttpRequest) -> Group | None:
    user = request.user
    return user.role if user.is_authenticated else role_of(())


def _permission(request: HttpRequest, exception: Exception | None) -> str:
    if isinstance(exception, RefusedError):
        return exception.permission
    match = request.resolver_match
    if match is None or match.app_name != "admin" or not match.url_name:
        return ""
    target, _, action = match.url_name.rpartition("_")
    app, _, model = target.partition("_")
    if not model:
        return ""
    asked = ADMIN_ACTIONS.get(action, "change")
    if action == "change" and request.method == "GET":
        asked = "view"
    return f"{app}.{asked}_{model}"
