"""After a long court file the database learns how large its tables are, where that is news."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import Claim, Party
from sources.merging.writing import count_anew
from tests import sql
from tests.factories import PartyFactory


def counted_for(parties: int) -> list[str]:
    """What is counted after so many parties were written, of twenty that there are."""
    PartyFactory.create_batch(20)
    sql.run("ANALYZE cases_party")
    with CaptureQueriesContext(connection) as queries:
        count_anew({Party: parties, Claim: 0})
    return [query["sql"] for query in queries if query["sql"].startswith("ANALYZE")]


def test_a_table_that_grew_by_much_is_counted(db: None) -> None:
    assert counted_for(3) == ["ANALYZE cases_party"]


def test_one_that_grew_by_little_is_not(db: None) -> None:
    assert counted_for(2) == []
