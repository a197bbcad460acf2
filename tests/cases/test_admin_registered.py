"""Every model has its place in the administration, or a reason why not."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models

from tests.test_house import our_models

WITHOUT = {
    "TextPart": "words for the search, written by triggers alone",
    "Card": "written by triggers from what is edited elsewhere",
    "CardTurn": "counts changes of cards, for the machine",
    "ConflictCheck": "seen at /conflicts/ by those who may, and never edited",
    "ConflictRequest": "asked at /conflicts/ by those who may check, done by the workers",
    "ConflictOutcome": "said at /conflicts/, and never edited",
    "ClaimStatute": "edited as the statutes of a cause of action",
    "ClaimAgainst": "edited as the parties that a cause of action is against",
    "FilterLook": "where somebody looked last is nobody else's business",
    "FeedKey": "a secret of its owner, who sees and renews it under /cases/list/follow/",
}


@pytest.mark.parametrize("model", our_models("cases", "sources"), ids=lambda model: model.__name__)
def test_every_model_has_an_admin_or_a_reason(model: type[models.Model]) -> None:
    assert admin.site.is_registered(model) != (model.__name__ in WITHOUT)


def test_history_has_no_form() -> None:
    kept = [m for m in apps.get_models() if hasattr(m, "pgh_tracked_model")]
    assert kept
    assert [model for model in kept if admin.site.is_registered(model)] == []


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_every_list_of_ours_can_be_searched(model: type[models.Model]) -> None:
    ours = admin.site._registry[model]
    if model._meta.app_label in {"cases", "sources"}:
        assert ours.search_fields
        assert ours.list_display != ("__str__",)
