"""A change of the record or its evidence takes a sign-off back: triggers, whoever changes it.

Two that happen at the same moment cannot slip past each other: every change holds one advisory
lock together with all other changes, until its transaction ends; a sign-off holds it alone. So
whoever comes second waits, and then sees what the first has done (READ COMMITTED).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import models

from cases.models import (
    Case,
    CaseRow,
    CitedModel,
    Claim,
    ClaimAgainst,
    ClaimStatute,
    Court,
    Document,
    Filing,
    RelatedCase,
    Ruling,
    Statute,
)
from cases.wording import capitalised
from sources.models.citation import Citation
from sources.models.decision import Decision
from sources.models.fact_target import ROW_MODELS, TARGET_MODELS
from sources.models.notice import Notice
from sources.models.passage import PassageCheck
from sources.models.source import Source
from sources.sql.database_object import DatabaseObject, literal
from sources.sql.open_points import FACT_NAME, row_in_words

# Any number, so long as nothing else in the database locks on it.
_LOCK = 0x516E0FF
_LONGEST_WAIT = "3s"  # of a sign-off; meanwhile nobody can begin a change

_CHANGING = f"""
CREATE OR REPLACE FUNCTION sources_changing() RETURNS void
LANGUAGE plpgsql AS $function$
BEGIN
    -- Under a stricter isolation a sign-off made meanwhile would not be seen.
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'record and evidence are changed under READ COMMITTED, not under %, '
            'so that the change takes back a sign-off', current_setting('transaction_isolation')
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock_shared({_LOCK});
END;
$function$
"""

_SIGNING = f"""
CREATE OR REPLACE FUNCTION sources_signing() RETURNS void
LANGUAGE plpgsql SET lock_timeout = '{_LONGEST_WAIT}' AS $function$
BEGIN
    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION 'a case is signed off under READ COMMITTED, not under %, '
            'so that no change is overlooked', current_setting('transaction_isolation')
            USING ERRCODE = 'invalid_transaction_state';
    END IF;
    PERFORM pg_advisory_xact_lock({_LOCK});
END;
$function$
"""

_CHANGED_COLUMNS = """
CREATE OR REPLACE FUNCTION sources_changed_columns(was jsonb, becomes jsonb, labels jsonb)
RETURNS text LANGUAGE sql IMMUTABLE AS $function$
    SELECT regexp_replace(string_agg(label, ', ' ORDER BY place), ', ([^,]*)$', ' and \\1')
      FROM (
        SELECT min(known.place) AS place, known.label
          FROM ROWS FROM (jsonb_to_recordset(labels) AS (name text, label text)) WITH ORDINALITY
            AS known(name, label, place)
         WHERE was -> known.name IS DISTINCT FROM becomes -> known.name
         GROUP BY known.label
      ) AS changed;
$function$
"""

_REOPEN_ALL = """
CREATE OR REPLACE FUNCTION sources_reopen_all() RETURNS trigger
LANGUAGE plpgsql AS $function$
BEGIN
    PERFORM sources_changing();
    UPDATE sources_signoff
       SET reopened_at = clock_timestamp(), reopened_because = TG_TABLE_NAME || ' was emptied'
     WHERE reopened_at IS NULL;
    RETURN NULL;
END;
$function$
"""


@dataclass(frozen=True)
class Reopening:
    """What a change of one table does to the sign-offs of the cases that it touches.

    The SQL reads `it` (the row as it is, or as it was when it is removed), `touched` (the row as it
    was and as it is), and in updates `what`, the labels of the columns changed.
    """

    model: type[models.Model]
    cases: str  # a query of the primary keys of the cases
    because: str  # an expression in words
    events: str = "INSERT OR UPDATE OR DELETE"
    only_if: str = "true"
    but_for: tuple[str, ...] = ()  # columns that say nothing to a reader
    suffix: str = ""

    @property
    def name(self) -> str:
        return f"sources_reopen_by_{self.model._meta.model_name}{self.suffix}"

    def as_objects(self) -> Iterator[DatabaseObject]:
        """Its functions, each with its trigger."""
        row_events = self.events.removeprefix("INSERT OR ")
        yield DatabaseObject(name=self.name, create=lambda: self._by_row(row_events))
        if row_events != self.events:
            yield DatabaseObject(name=self._added, create=self._by_insert)

    @property
    def _added(self) -> str:
        return f"{self.name}_added"

    def _by_row(self, events: str) -> str:
        table = self.model._meta.db_table
        function = self._function(
            self.name,
            f"""
    IF TG_OP = 'UPDATE' THEN
        touched := ARRAY[OLD, NEW];
    ELSE
        touched := ARRAY[OLD];
    END IF;
    it := touched[cardinality(touched)];
    {self._look(leave="RETURN NULL;")}
    IF TG_OP = 'UPDATE' THEN
        what := sources_changed_columns(to_jsonb(OLD), to_jsonb(NEW), {self._labels()});
        IF what IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    {self._reopen()}""",
        )
        return f"""{function}
CREATE OR REPLACE TRIGGER {self.name} AFTER {events} ON {table}
FOR EACH ROW EXECUTE FUNCTION {self.name}();
CREATE OR REPLACE TRIGGER sources_reopen_all AFTER TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION sources_reopen_all();
"""

    def _by_insert(self) -> str:
        """Rows are added by the thousand, with a docket: for most, one look a statement will do."""
        table = self.model._meta.db_table
        function = self._function(
            self._added,
            f"""
    FOR it IN SELECT * FROM added LOOP
        touched := ARRAY[it];
        {self._look(leave="CONTINUE;")}
        {self._reopen()}
    END LOOP;""",
        )
        return f"""{function}
CREATE OR REPLACE TRIGGER {self._added} AFTER INSERT ON {table}
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION {self._added}();
"""

    def _function(self, name: str, body: str) -> str:
        table = self.model._meta.db_table
        return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger
LANGUAGE plpgsql AS $function$
DECLARE
    it {table};
    touched {table}[];
    what text;
BEGIN
    PERFORM sources_changing();
    IF NOT EXISTS (SELECT FROM sources_signoff WHERE reopened_at IS NULL) THEN
        RETURN NULL;
    END IF;{body}
    RETURN NULL;
END;
$function$;"""

    def _look(self, *, leave: str) -> str:
        return f"""
    -- Before anything is put into words: most rows are of cases that nobody has signed off.
    IF NOT EXISTS (
        SELECT FROM sources_signoff WHERE reopened_at IS NULL AND case_id IN ({self.cases})
    ) THEN
        {leave}
    END IF;"""

    def _reopen(self) -> str:
        return f"""
    IF {self.only_if} THEN
        UPDATE sources_signoff
           SET reopened_at = clock_timestamp(), reopened_because = left({self.because}, 300)
         WHERE reopened_at IS NULL AND case_id IN ({self.cases});
    END IF;"""

    def _labels(self) -> str:
        fields = [f for f in self.model._meta.concrete_fields if f.name not in self.but_for]
        labels = [{"name": f.column, "label": _label(self.model, f)} for f in fields]
        return literal(json.dumps(labels, ensure_ascii=False))


def _label(model: type[models.Model], field: Any) -> str:
    """What a reader calls a column: Filed, Docket number."""
    made_of = {"first_day": "date", "precision": "date"}.get(field.name, field.name)
    if issubclass(model, CitedModel):
        for citable in model.citable:
            if citable.field == made_of:
                return citable.label.capitalize()
    return capitalised(str(field.verbose_name))


_VERSION = ("version",)
_FACT = (
    f"{FACT_NAME}(it.target, "
    f"coalesce({', '.join(f'it.{row}_id' for row in ROW_MODELS)}, it.case_id), it.field)"
)
_CITING = """
    SELECT cited.case_id FROM sources_citation AS cited
      JOIN sources_passage AS passage ON passage.id = cited.passage_id
      JOIN sources_snapshot AS text ON text.id = passage.snapshot_id
     WHERE text.source_id = {source}"""
_SOURCE_NAME = "coalesce(nullif({source}.publisher, ''), {source}.key)"
_SOURCE_OF_TEXT = (
    f"(SELECT {_SOURCE_NAME.format(source='source')} FROM sources_snapshot AS text "
    "JOIN sources_source AS source ON source.id = text.source_id WHERE text.id = it.snapshot_id)"
)


def _on_row(target: str, model: type[CitedModel]) -> Reopening:
    words = row_in_words(target, model, "it")
    own = "what || ' changed'" if target == "case" else f"what || ' of ' || {words} || ' changed'"
    return Reopening(
        model,
        cases=f"SELECT (unnest(touched)).{'id' if model is Case else 'case_id'}",
        because=f"""CASE TG_OP WHEN 'UPDATE' THEN {own}
            WHEN 'INSERT' THEN {words} || ' was added' ELSE {words} || ' was removed' END""",
        but_for=_VERSION,
    )


def _on_part(model: type[models.Model], column: str, of: type[CaseRow], label: str) -> Reopening:
    """A table of what one row has several of: the statutes of a claim."""
    target = next(name for name, known in TARGET_MODELS.items() if known is of)
    row = f"SELECT {{}} FROM {of._meta.db_table} AS row WHERE row.id = it.{column}"
    words = row_in_words(target, of, "row")
    return Reopening(
        model,
        cases=f"SELECT row.case_id FROM {of._meta.db_table} AS row "
        f"WHERE row.id IN (SELECT (unnest(touched)).{column})",
        because=f"coalesce('{label} of ' || ({row.format(words)}) || ' changed', "
        f"'{label} changed')",
    )


def _on_pointer(model: type[models.Model], words: dict[str, str]) -> Reopening:
    cases = " ".join(f"WHEN '{event}' THEN {text}" for event, text in words.items())
    return Reopening(
        model, cases="SELECT (unnest(touched)).case_id", because=f"CASE TG_OP {cases} END"
    )


def _all() -> Iterator[Reopening]:
    for target, model in TARGET_MODELS.items():
        yield _on_row(target, model)
    yield _on_part(ClaimStatute, "claim_id", Claim, "Statute")
    yield _on_part(ClaimAgainst, "claim_id", Claim, "Against")
    yield _on_part(Document, "filing_id", Filing, "A document")
    yield _on_part(Ruling, "order_id", Filing, "A ruling")
    yield Reopening(
        Case,
        events="UPDATE OF caption",
        cases=f"SELECT row.case_id FROM {RelatedCase._meta.db_table} AS row "
        "WHERE row.other_id = it.id",
        because="'the related case “' || left(it.caption, 80) || '” was renamed'",
        only_if="OLD.caption <> NEW.caption",
        but_for=_VERSION,
        suffix="_of_others",
    )
    yield Reopening(
        Court,
        events="UPDATE",
        cases="SELECT row.id FROM cases_case AS row WHERE row.court_id = it.id",
        because="what || ' of the court “' || it.name || '” changed'",
    )
    yield Reopening(
        Statute,
        events="UPDATE",
        cases="SELECT row.case_id FROM cases_claim AS row "
        "JOIN cases_claimstatute AS link ON link.claim_id = row.id WHERE link.statute_id = it.id",
        because="what || ' of the statute ' || it.citation || ' changed'",
    )
    yield _on_pointer(
        Citation,
        {
            "INSERT": f"'a source was cited for ' || {_FACT}",
            "UPDATE": f"'a citation for ' || {_FACT} || ' changed'",
            "DELETE": f"'a citation for ' || {_FACT} || ' was removed'",
        },
    )
    yield _on_pointer(Decision, dict.fromkeys(["INSERT"], f"{_FACT} || ' was decided'"))
    yield Reopening(
        PassageCheck,
        cases="SELECT cited.case_id FROM sources_citation AS cited "
        "WHERE cited.passage_id = it.passage_id",
        because=f"""'words quoted from ' || {_SOURCE_OF_TEXT} || ' are not the same any more: “'
            || left((SELECT exact FROM sources_passage WHERE id = it.passage_id), 120) || '”'""",
        only_if="""it.state <> 'same' AND EXISTS (
            SELECT FROM sources_source WHERE current_id = it.snapshot_id
        )""",
    )
    yield Reopening(
        Notice,
        cases=_CITING.format(
            source="(SELECT source_id FROM sources_snapshot WHERE id = it.snapshot_id)"
        ),
        because=f"{_SOURCE_OF_TEXT} || ' says of itself: “' || left(it.words, 160) || '”'",
        only_if="TG_OP <> 'DELETE' AND it.reviewed_at IS NULL",
    )
    name = _SOURCE_NAME.format(source="it")
    yield Reopening(
        Source,
        events="UPDATE",
        cases=_CITING.format(source="it.id"),
        because=f"what || ' of the source ' || {name} || ' changed'",
        but_for=(*_VERSION, "current"),
    )
    yield Reopening(
        Source,
        events="UPDATE OF current_id",
        # An article went back to an older text, in which words were missing already.
        cases="SELECT cited.case_id FROM sources_citation AS cited "
        "JOIN sources_passagecheck AS fared ON fared.passage_id = cited.passage_id "
        "WHERE fared.snapshot_id = it.current_id AND fared.state <> 'same' "
        "AND fared.review <> 'confirmed'",
        because=f"{name} || ' shows a text in which words quoted from it are not the same'",
        suffix="_back",
    )


REOPENINGS = tuple(_all())


def reopening() -> list[DatabaseObject]:
    """The functions and triggers, those first that others call."""
    return [
        DatabaseObject(name="sources_changing", create=_CHANGING),
        DatabaseObject(name="sources_signing", create=_SIGNING),
        DatabaseObject(name="sources_changed_columns", create=_CHANGED_COLUMNS),
        DatabaseObject(name="sources_reopen_all", create=_REOPEN_ALL),
        *chain.from_iterable(of_one_table.as_objects() for of_one_table in REOPENINGS),
    ]
