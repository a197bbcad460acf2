"""Rows of statutes follow the register of acts when that has grown."""

import pytest
from django.apps import apps

from cases.models import Statute
from cases.statute_rows import reread_statutes
from cases.statutes import parse_one
from tests import factories

pytestmark = pytest.mark.django_db


def test_what_the_register_says_of_a_statute_is_written_anew() -> None:
    statute = factories.StatuteFactory(citation="18 U.S.C. § 2702 et seq.")
    Statute.objects.update(upper_key=statute.lower_key, popular_name="An old name")
    reread_statutes(apps, None)
    statute.refresh_from_db()
    assert statute.upper_key == parse_one("18 U.S.C. § 2713").upper_key
    assert statute.popular_name == "Stored Communications Act"


def test_a_citation_that_is_not_read_any_more_stays_as_it_is() -> None:
    statute = factories.StatuteFactory(citation="18 U.S.C. § 2702")
    Statute.objects.update(citation="a law of old", popular_name="An old name")
    reread_statutes(apps, None)
    statute.refresh_from_db()
    assert statute.popular_name == "An old name"


def test_rows_that_are_right_are_not_written(django_assert_num_queries: object) -> None:
    factories.StatuteFactory(citation="18 U.S.C. § 2702")
    with django_assert_num_queries(1):  # type: ignore[operator]
        reread_statutes(apps, None)
