"""What the clock asks for."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from cases.models import CardTurn
from cases.tasks import fold_card_turns
from casetracker.celery import app
from casetracker.tasks import clear_sessions


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_every_task_on_the_schedule_is_one_that_workers_know(name: str) -> None:
    app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE[name]["task"] in app.tasks


@pytest.mark.django_db
def test_sessions_that_have_expired_are_dropped_and_others_stay() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="new", expire_date=now + timedelta(days=1))

    clear_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["new"]


@pytest.mark.django_db
def test_turns_of_the_cards_are_folded() -> None:
    CardTurn.objects.bulk_create([CardTurn(turns=2), CardTurn(turns=3)])

    fold_card_turns()

    assert [turn.turns for turn in CardTurn.objects.all()] == [5]
