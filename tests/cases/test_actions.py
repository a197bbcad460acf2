"""Writes over several models of the record."""

import pytest

from cases.actions import UnknownCourtError, court_of_id
from cases.models import Court
from tests.factories import CourtFactory

pytestmark = pytest.mark.django_db


def test_a_court_comes_from_courts_db_by_its_id() -> None:
    court = court_of_id("cand")
    assert (court.short, court.system) == ("N.D. Cal.", "federal")
    assert "Northern District of California" in court.name
    assert court_of_id("cand") == Court.objects.get() == court


def test_a_court_that_is_here_is_taken_as_it_is() -> None:
    CourtFactory(id="cand", name="As corrected here")
    assert court_of_id("cand").name == "As corrected here"


def test_an_id_that_no_court_has_is_refused() -> None:
    with pytest.raises(UnknownCourtError, match=r"“atlantis” .* N\.D\. Cal\. is cand"):
        court_of_id("atlantis")
    assert not Court.objects.exists()
