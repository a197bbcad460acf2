"""People and groups in the administration. What a group may is declared, not clicked together."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group
from django.db.models import ManyToManyField, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from casetracker.models import ApiToken, User
from casetracker.refusals import what_it_does
from casetracker.throttling import forget_failures

admin.site.unregister(Group)  # django.contrib.auth registers it on being imported


@admin.register(User)
class PersonAdmin(UserAdmin):  # type: ignore[type-arg]
    """Accounts: made here, put into a group, and deactivated rather than deleted."""

    list_display = ("username", "get_full_name", "role_name", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("The person", {"fields": ("first_name", "last_name", "email")}),
        ("What they may", {"fields": ("groups", "is_active")}),
        ("When", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("username", "password1", "password2", "groups")}),)
    # Without the choice of no password: there is no other way to sign in.
    add_form = UserCreationForm
    readonly_fields = ("last_login", "date_joined")
    actions = ("let_in_again", "remove_second_factor")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the groups, for the list's column."""
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="role")
    def role_name(self, person: User) -> str:
        """The strongest group, or that there is none."""
        person.group_names = frozenset(group.name for group in person.groups.all())
        return person.role.role if person.role else "in no group: may nothing"

    @admin.action(description="Let them sign in again after too many failures")
    def let_in_again(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Forget the failures that lock people out."""
        locked = forget_failures([person.get_username() for person in people])
        words = "They may try again at once." if locked else "Nobody of them was locked out."
        messages.info(request, words)

    @admin.action(description="Remove their second factor (a lost phone)")
    def remove_second_factor(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Their password is enough again, until they add an app anew."""
        removed, _ = Authenticator.objects.filter(user__in=people).delete()
        words = "Their password is enough again." if removed else "None of them had one."
        messages.info(request, words)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Those of this page for people who may change accounts, and no deletion in bulk."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions if self.has_change_permission(request) else {}


@admin.register(Group)
class DeclaredGroupAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """What each group may, to read; `casetracker/groups.py` says it, and `migrate` installs it."""

    list_display = ("name", "members")
    fields = ("name", "may")
    readonly_fields = ("name", "may")
    search_fields = ("name",)

    @admin.display
    def members(self, group: Group) -> str:
        """Their user names."""
        return ", ".join(group.user_set.values_list("username", flat=True)) or "nobody yet"

    @admin.display(description="people in it may")
    def may(self, group: Group) -> SafeString | str:
        """Each permission in words."""
        names = [
            f"{app}.{codename}"
            for app, codename in group.permissions.values_list(
                "content_type__app_label", "codename"
            )
        ]
        return format_html_join("", "<div>{}</div>", ((what_it_does(name),) for name in names))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: a group is declared."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Nobody: the next `migrate` would set it back."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        """Nobody: the next `migrate` would make it again."""
        return False


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Everybody's tokens for the API, to look at and to revoke; each is made by its owner."""

    list_display = ("name", "user", "may_write", "created", "expiry", "last_used")
    list_filter = ("may_write",)
    list_select_related = ("user",)
    search_fields = ("name", "user__username")
    fields = readonly_fields = ("name", "user", "may_write", "created", "expiry", "last_used")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody: only whoever uses it may see it."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        """Nobody: it is revoked, and another made."""
        return False
