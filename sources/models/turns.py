"""The order in which statements and decisions came, by which a decision knows what it considered.

Not by the clock: a row that is written now is read by others only when its transaction ends, and
clocks of two machines differ. Every statement takes a number of one sequence, that of the primary
keys, when it is made and again when the value stated changes. A decision keeps the highest number
of those that the database showed to it.
"""

from typing import Any

import pgtrigger
from django.db import models

from sources.models.fact_target import ROW_MODELS

_SEQUENCE = "sources_citation_id_seq"


class NextTurn(models.Func):
    """The next number, as the default of a column."""

    template = f"nextval('{_SEQUENCE}'::regclass)"
    arity = 0
    allowed_default = True
    output_field: Any = models.BigIntegerField()


class LastTurn(models.Func):
    """The number given last: what a decision considered that is older than its column."""

    template = f"coalesce(pg_sequence_last_value('{_SEQUENCE}'::regclass), 0)"
    arity = 0
    allowed_default = True
    output_field: Any = models.BigIntegerField()


def takes_its_turn() -> pgtrigger.Trigger:
    """A statement is a new one when its value changes, and by nothing else."""
    return pgtrigger.Trigger(
        name="takes_its_turn",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func=f"""
NEW.turn := CASE WHEN NEW.stated_value = OLD.stated_value THEN OLD.turn
                 ELSE nextval('{_SEQUENCE}') END;
RETURN NEW;
""",
    )


def considers_what_is_cited() -> pgtrigger.Trigger:
    """A decision considers the statements of its own fact that are there when it is made."""
    pointer = "coalesce({})".format(", ".join(f"{{0}}.{row}_id" for row in ROW_MODELS))
    return pgtrigger.Trigger(
        name="considers_what_is_cited",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        # Only names of columns go into it.
        func=f"""
NEW.considers := coalesce((
    SELECT max(it.turn) FROM sources_citation AS it
     WHERE it.case_id = NEW.case_id AND it.target = NEW.target AND it.field = NEW.field
       AND {pointer.format("it")} IS NOT DISTINCT FROM {pointer.format("NEW")}
), 0);
RETURN NEW;
""",  # noqa: S608
    )
