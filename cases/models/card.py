"""The index card of each case: what the list filters and counts by, in one narrow row.

Nothing is typed on a card. Triggers of the database write it anew from the case, the filings that
dispose of it and the statutes of its claims, whoever changes those and however; so a card is
right whenever a transaction ends. `docs/adr/0014-index-cards.md` says what it is for.
"""

from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import F, Sum

from cases.kinds import Disposition, Prejudice, Status
from cases.models.statute import Statute
from cases.statutes import StatuteRef

# It carries no types.
_referencing: Any = pgtrigger.Referencing


class CardQuerySet(models.QuerySet["Card"]):
    def under(self, *refs: StatuteRef) -> Self:
        """Cards of cases with a claim under a section that overlaps one of the given."""
        return self.filter(statutes__overlap=Statute.objects.keys_overlapping(*refs))

    def newest_first(self) -> Self:
        return self.order_by(F("filed_on").desc(nulls_last=True), "-pk")


# A filing that disposes of the case, the one that holds: the latest.
_WRITE = """
    INSERT INTO cases_card (
        case_id, court_id, filed_on, filed_year, status, disposition, prejudice, ended_on,
        nature_of_suit, statutes
    )
    SELECT
        c.id,
        c.court_id,
        c.filed_on,
        extract(year FROM c.filed_on),
        CASE
            WHEN ending.id IS NOT NULL OR c.terminated_on IS NOT NULL THEN 'closed'
            WHEN c.filed_on IS NOT NULL THEN 'open'
            ELSE 'unknown'
        END,
        coalesce(ending.disposition, ''),
        coalesce(ending.prejudice, ''),
        coalesce(ending.filed_on, c.terminated_on),
        c.nature_of_suit,
        ARRAY(
            SELECT DISTINCT under.statute_id
            FROM cases_claim claim JOIN cases_claimstatute under ON under.claim_id = claim.id
            WHERE claim.case_id = c.id
            ORDER BY 1
        )
    FROM cases_case c
    LEFT JOIN LATERAL (
        SELECT id, disposition, prejudice, filed_on
        FROM cases_filing
        WHERE case_id = c.id AND disposes = 'case'
        ORDER BY filed_on DESC NULLS LAST, id DESC
        LIMIT 1
    ) ending ON true
"""
_OVER = """
    ON CONFLICT (case_id) DO UPDATE SET
        court_id = excluded.court_id,
        filed_on = excluded.filed_on,
        filed_year = excluded.filed_year,
        status = excluded.status,
        disposition = excluded.disposition,
        prejudice = excluded.prejudice,
        ended_on = excluded.ended_on,
        nature_of_suit = excluded.nature_of_suit,
        statutes = excluded.statutes
    WHERE cases_card IS DISTINCT FROM excluded
"""
# For a database that has cases but no cards yet: a migration, a benchmark's made world.
WRITE_ALL_CARDS = _WRITE


def renews_cards(name: str, operation: pgtrigger.Operation, cases: str) -> pgtrigger.Trigger:
    """A trigger that writes the cards of some cases anew, once a statement.

    `cases` is a query of their keys, from the rows before (`old_rows`) and after (`new_rows`).
    The cards are locked first, in order: what another has changed in the same case is then read
    only after its end, by the statement that follows.
    """
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=_rows_of(operation),
        declare=[("changed", "bigint[]")],
        func=f"""
            changed := ARRAY({cases});
            IF changed = '{{}}' THEN
                RETURN NULL;
            END IF;
            PERFORM 1 FROM cases_card WHERE case_id = ANY (changed) ORDER BY case_id FOR UPDATE;
            {_WRITE}
            WHERE c.id = ANY (changed)
            {_OVER};
            IF FOUND THEN
                INSERT INTO cases_cardturn (turns) VALUES (1);
            END IF;
            RETURN NULL;
        """,
    )


def _rows_of(operation: Any) -> Any:
    if operation is pgtrigger.Insert:
        return _referencing(new="new_rows")
    if operation is pgtrigger.Delete:
        return _referencing(old="old_rows")
    return _referencing(old="old_rows", new="new_rows")


def cards_of_changed_cases() -> list[pgtrigger.Trigger]:
    """What stands on cases: a card with each, anew with what it takes from the case, and gone."""
    return [
        renews_cards("cards_of_new", pgtrigger.Insert, "SELECT id FROM new_rows"),
        renews_cards(
            "cards_of_changed",
            pgtrigger.Update,
            """
            SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
            WHERE (n.court_id, n.filed_on, n.terminated_on, n.nature_of_suit)
                IS DISTINCT FROM (o.court_id, o.filed_on, o.terminated_on, o.nature_of_suit)
            """,
        ),
        pgtrigger.Trigger(
            name="cards_of_deleted",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=pgtrigger.Delete,
            referencing=_referencing(old="old_rows"),
            func="""
                DELETE FROM cases_card WHERE case_id IN (SELECT id FROM old_rows);
                IF FOUND THEN
                    INSERT INTO cases_cardturn (turns) VALUES (1);
                END IF;
                RETURN NULL;
            """,
        ),
    ]


def cards_of_changed_filings() -> list[pgtrigger.Trigger]:
    """What stands on filings: only one that disposes of the case is read for its card."""
    ending = "SELECT case_id FROM {} WHERE disposes = 'case'"
    new, old = ending.format("new_rows"), ending.format("old_rows")
    return [
        renews_cards("cards_by_new", pgtrigger.Insert, new),
        renews_cards("cards_by_changed", pgtrigger.Update, f"{old} UNION {new}"),
        renews_cards("cards_by_deleted", pgtrigger.Delete, old),
    ]


def cards_of_changed_claims() -> list[pgtrigger.Trigger]:
    """What stands between claims and statutes."""
    under = "SELECT case_id FROM cases_claim WHERE id IN ({})"
    new, old = "SELECT claim_id FROM new_rows", "SELECT claim_id FROM old_rows"
    return [
        renews_cards("cards_by_new", pgtrigger.Insert, under.format(new)),
        renews_cards("cards_by_changed", pgtrigger.Update, under.format(f"{old} UNION {new}")),
        renews_cards("cards_by_deleted", pgtrigger.Delete, under.format(old)),
    ]


class CardTurnQuerySet(models.QuerySet["CardTurn"]):
    def now(self) -> int:
        """The number of the state that the cards are in."""
        return self.aggregate(now=Sum("turns", default=0))["now"]  # type: ignore[no-any-return]

    def fold(self) -> None:
        """Make one row of all, in one statement: the sum is the same before and after."""
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH gone AS (DELETE FROM cases_cardturn RETURNING turns) "
                "INSERT INTO cases_cardturn (turns) "
                "SELECT sum(turns) FROM gone HAVING count(*) > 0"
            )


class Card(models.Model):
    """What a case is filtered and counted by; written by triggers alone.

    No foreign keys in the database: the triggers write nothing that is not in the case, and a
    key checked for each of them would cost every import.
    """

    case = models.OneToOneField(
        "cases.Case", models.DO_NOTHING, primary_key=True, related_name="card", db_constraint=False
    )
    court = models.ForeignKey(
        "cases.Court",
        models.DO_NOTHING,
        null=True,
        related_name="cards",
        db_constraint=False,
        db_index=False,
    )
    filed_on = models.DateField(null=True)
    filed_year = models.SmallIntegerField(null=True)
    status = models.CharField(max_length=10, choices=Status)
    disposition = models.CharField(max_length=30, choices=Disposition)
    prejudice = models.CharField(max_length=10, choices=Prejudice)
    ended_on = models.DateField(null=True)
    nature_of_suit = models.CharField(max_length=200)
    statutes = ArrayField(models.BigIntegerField())

    objects = CardQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        indexes: ClassVar = [
            GinIndex(fields=["statutes"], name="card_by_statute"),
            models.Index(F("filed_on").desc(nulls_last=True), F("case").desc(), name="card_newest"),
            models.Index(
                F("court"),
                F("filed_on").desc(nulls_last=True),
                F("case").desc(),
                name="card_by_court",
            ),
            models.Index(
                F("nature_of_suit"),
                F("filed_on").desc(nulls_last=True),
                F("case").desc(),
                name="card_by_nature",
            ),
            models.Index(F("ended_on").desc(nulls_last=True), F("case").desc(), name="card_by_end"),
        ]

    def __str__(self) -> str:
        return f"card of case {self.pk}"


class CardTurn(models.Model):
    """A statement changed cards. The sum of turns names a state of all cards, and never returns.

    What was counted while the sum was the same is still right. A row for each, and not one row
    that all would wait for; `fold` makes one of many.
    """

    turns = models.PositiveBigIntegerField()

    objects = CardTurnQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.turns} turns"
