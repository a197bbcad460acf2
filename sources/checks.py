"""System checks of the evidence."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.checks import Error, register

from cases.models.base import CaseRow
from sources.models import ROW_MODELS, Citation, Decision


@register
def every_row_can_be_cited(app_configs: object, **kwargs: Any) -> list[Error]:
    return list(_uncited(CaseRow.__subclasses__(), ROW_MODELS))


def _uncited(
    rows: Iterable[type[CaseRow]], targets: Mapping[str, type[CaseRow]]
) -> Iterable[Error]:
    for row in rows:
        if row not in targets.values():
            yield Error(
                f"{row.__name__} is a row of a case that no citation can point at.",
                hint="Add it to ROW_MODELS and Target, and its foreign key to FactTarget, in "
                "sources/models/fact_target.py.",
                obj=row,
                id="sources.E001",
            )
    for pointer in (Citation, Decision):
        for name in targets:
            if not hasattr(pointer, name):
                yield Error(
                    f"{pointer.__name__} has no foreign key “{name}”.",
                    hint="Each of ROW_MODELS needs one in sources/models/fact_target.py.",
                    obj=pointer,
                    id="sources.E002",
                )
