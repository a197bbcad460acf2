"""What all forms of the record have in common."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest

from cases.admin.coming_back import ComingBackAdmin
from cases.admin.forms import RowForm
from cases.admin.optimistic import SEEN, OptimisticAdmin
from cases.admin.same_case import FoundWithinItsCase, RowOfTheCase, RowsOfTheCase, limit_to_case
from cases.editing import changes, shown
from cases.keys import unique_key
from cases.models import Case
from cases.wording import shortened

Fieldsets = list[tuple[str | None, dict[str, Any]]]


class VersionedAdmin(ComingBackAdmin, OptimisticAdmin):
    """A form that is refused on a stale version, says what it changed, and leads back."""

    save_on_top = False
    list_per_page = 50
    show_full_result_count = False
    own_fields: Sequence[str] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        names = list(self.own_fields)
        may_write = (
            self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        )
        return [(None, {"fields": [*names, SEEN] if may_write else names})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and remember how the row read before, for the message."""
        vars(request).pop("did", None)
        form.before, form.version_before = {}, None
        if change:
            before = self.model._default_manager.get(pk=obj.pk)
            form.before = shown(before, form.row_fields)
            form.version_before = before.version
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        row = self.model._default_manager.get(pk=form.instance.pk)
        did = changes(form.before, shown(row, form.row_fields))
        name = str(self.opts.verbose_name)
        if not change:
            tell(request, f"Added the {name} “{short(row)}”.")
        elif did or row.version != form.version_before:
            words = "; ".join(str(change) for change in did)
            tell(request, f"Changed the {name} “{short(row)}”. {words}".strip())

    def response_add(self, request: HttpRequest, obj: Any, *args: Any, **kwargs: Any) -> Any:
        _say(request)
        if _is_plain_save(request):
            return self.response_post_save_add(request, obj)
        return super().response_add(request, obj, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        _say(request, f"“{short(obj)}” stays as it was: nothing was changed.")
        if _is_plain_save(request):
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form_class = super().get_form(request, obj, change=change, **kwargs)
        prepare = self.prepare

        class Prepared(form_class):  # type: ignore[misc, valid-type]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                prepare(request, obj, self)

        return Prepared

    def prepare(self, request: HttpRequest, obj: Any, form: forms.BaseForm) -> None:
        """Fit a form, just made, to the request: `?field=` is where somebody wants to write."""
        wanted = form.fields.get(request.GET.get("field", ""))
        if wanted is not None and request.GET.get("add") != "source":
            wanted.widget.attrs["autofocus"] = True


class RowAdmin(FoundWithinItsCase, VersionedAdmin):
    """A row of a case: made with a key of its own, which then stays, as the case does."""

    form: type[forms.ModelForm] = RowForm  # type: ignore[type-arg]
    # Its fields that point at other rows of the same case.
    in_case: Sequence[str] = ()
    list_select_related: ClassVar[tuple[str, ...]] = ("case",)
    # What came in last is what one looks for here, and of millions no other order is at hand.
    ordering: ClassVar[tuple[str, ...]] = ("-pk",)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        (title, options), *others = super().get_fieldsets(request, obj)
        return [(title, {"fields": ["case", *options["fields"], "key"]}), *others]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["case", "key"] if obj else []

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.in_case:
            many = db_field.many_to_many
            kwargs["widget"] = (RowsOfTheCase if many else RowOfTheCase)(db_field, self.admin_site)
            if many:  # Django would leave it out, for its table is a model of ours
                return db_field.formfield(**kwargs)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def prepare(self, request: HttpRequest, obj: Any, form: forms.BaseForm) -> None:
        super().prepare(request, obj, form)
        limit_to_case(form, obj.case_id if obj else request.GET.get("case"))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change and not obj.key:
            # Two who add the same name at once would make the same key.
            Case.objects.select_for_update().get(pk=obj.case_id)
            keys = self.model._default_manager.filter(case=obj.case_id).values_list("key")
            obj.key = unique_key(obj.headline, {key for (key,) in keys})
        super().save_model(request, obj, form, change)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related(*self.list_select_related)


def _is_plain_save(request: HttpRequest) -> bool:
    return not {"_continue", "_addanother", "_saveasnew", "_popup"} & set(request.POST)


def tell(request: HttpRequest, words: str) -> None:
    """Note what was done, to be said when all of it is: what is undone leaves no message."""
    vars(request).setdefault("did", []).append(words)


def _say(request: HttpRequest, otherwise: str = "") -> None:
    did = vars(request).pop("did", [])
    for words in did:
        messages.success(request, words)
    if otherwise and not did:
        messages.info(request, otherwise)


def short(row: Any) -> str:
    """The name of a row for a message, on one line."""
    return shortened(str(row))
