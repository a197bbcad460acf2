"""From a fact on the case page to its form, in one click, for those who may write."""

import pytest
from django.test import Client

from tests.factories import CaseFactory
from tests.people import ANYBODY, signed_in

pytestmark = pytest.mark.django_db


def page_of(case: object, client: Client) -> str:
    return client.get(case.get_absolute_url()).content.decode()


@pytest.mark.parametrize("role", ["paralegal", "attorney", "admin"])
def test_each_fact_shown_has_a_link_to_its_field(role: str) -> None:
    case = CaseFactory(seat="San Jose, California")

    page = page_of(case, signed_in(role))

    assert f"/admin/cases/case/{case.pk}/change/?" in page
    assert 'class="edit-here"' in page
    assert "field=seat" in page


@pytest.mark.parametrize("role", [ANYBODY, "reader"])
def test_somebody_who_only_reads_finds_none(role: str) -> None:
    case = CaseFactory(seat="San Jose, California")

    page = page_of(case, signed_in(role))

    assert "San Jose, California" in page
    assert "edit-here" not in page
    assert "/admin/" not in page
