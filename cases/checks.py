"""System checks of the record: mistakes in the models that would otherwise show on a page."""

from collections.abc import Iterable
from typing import Any

from django.core.checks import Error, register

from cases.models import Case, CitedModel
from cases.models.base import CaseRow


def cited_models() -> list[type[CitedModel]]:
    return [Case, *CaseRow.__subclasses__()]


@register
def citable_fields_exist(app_configs: object, **kwargs: Any) -> list[Error]:
    return list(_missing_fields(cited_models()))


def _missing_fields(models: Iterable[type[CitedModel]]) -> Iterable[Error]:
    for model in models:
        for citable in model.citable:
            if not hasattr(model, citable.field):
                yield Error(
                    f"{model.__name__} declares “{citable.field}” citable and has no such field.",
                    hint=f"Add the field to {model.__module__}, or take it out of `citable`.",
                    obj=model,
                    id="cases.E001",
                )
        if not hasattr(model, "headline_field") or not model.citable:
            yield Error(
                f"{model.__name__} declares nothing that can be cited.",
                hint="Give it `citable` and `headline_field`; see cases/models/party.py.",
                obj=model,
                id="cases.E002",
            )
