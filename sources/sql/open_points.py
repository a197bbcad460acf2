"""What stands between a case and its sign-off, as the database finds it.

One function answers, `sources_open_points`: the page of what remains to be done shows it, and the
trigger that refuses a sign-off asks it, so that the two never disagree. Its SQL is made from what
the models of the record declare citable.
"""

from collections.abc import Iterator

from cases.citable import WHOLE_ROW
from cases.models import CaseRow, CitedModel
from sources.models.fact_target import ROW_MODELS, TARGET_MODELS
from sources.sql.database_object import DatabaseObject, literal
from sources.sql.values import name_in_sql, value_in_sql

FACTS, FACT_NAME, OPEN_POINTS = "sources_facts", "sources_fact_name", "sources_open_points"


def row_in_words(target: str, model: type[CitedModel], row: str) -> str:
    """An expression such as: the docket entry “Complaint”; of a case: the case."""
    if target == "case":
        return "'the case'"
    name = f"left({name_in_sql(model, row)}, 80)"
    return f"'the {model._meta.verbose_name} “' || {name} || '”'"


def _values(target: str, model: type[CitedModel]) -> str:
    fields = [WHOLE_ROW, *(citable.field for citable in model.citable)]
    values = ",\n            ".join(
        f"('{field}', '{model.citable_field(field).kind}', {value_in_sql(model, field, 'it')})"
        for field in fields
    )
    of_case = "it.case_id" if issubclass(model, CaseRow) else "it.id"
    return f"""
    SELECT '{target}'::text, it.id, fact.field, fact.kind, fact.value
      FROM {model._meta.db_table} AS it
     CROSS JOIN LATERAL (
        VALUES
            {values}
     ) AS fact(field, kind, value)
     WHERE {of_case} = of_case"""


def _facts() -> str:
    selects = "\n    UNION ALL".join(_values(*known) for known in TARGET_MODELS.items())
    return f"""
CREATE OR REPLACE FUNCTION {FACTS}(of_case bigint)
RETURNS TABLE(target text, row_id bigint, field text, kind text, value text)
LANGUAGE sql STABLE AS $function$
{selects};
$function$
"""


def _labels() -> Iterator[str]:
    for target, model in TARGET_MODELS.items():
        for citable in model.citable:
            yield f"('{target}', '{citable.field}', {literal(citable.label.capitalize())})"


def _fact_name() -> str:
    """“Filed of the docket entry “Complaint””, “Place” (of the case itself), “the party “Acme””."""
    labels = ",\n            ".join(_labels())
    names = "\n        ".join(
        f"WHEN '{target}' THEN (SELECT {row_in_words(target, model, 'it')} "
        f"FROM {model._meta.db_table} AS it WHERE it.id = of_row)"
        for target, model in TARGET_MODELS.items()
    )
    return f"""
CREATE OR REPLACE FUNCTION {FACT_NAME}(of_target text, of_row bigint, of_field text)
RETURNS text LANGUAGE plpgsql STABLE AS $function$
DECLARE
    label text := (
        SELECT known.label FROM (VALUES
            {labels}
        ) AS known(target, field, label) WHERE known.target = of_target AND known.field = of_field
    );
    name text := CASE of_target
        {names}
    END;
BEGIN
    IF label IS NULL THEN
        RETURN name;
    END IF;
    RETURN label || CASE WHEN of_target = 'case' THEN '' ELSE ' of ' || name END;
END;
$function$
"""


_POINTER = f"coalesce({', '.join(f'it.{row}_id' for row in ROW_MODELS)}, it.case_id)"

_OPEN_POINTS = f"""
CREATE OR REPLACE FUNCTION {OPEN_POINTS}(of_case bigint)
RETURNS TABLE(target text, row_id bigint, field text, why text)
LANGUAGE sql STABLE AS $function$
    WITH shown AS (SELECT * FROM {FACTS}(of_case)),
    decided AS (
        -- The last one stands.
        SELECT DISTINCT ON (it.target, {_POINTER}, it.field)
               it.target, {_POINTER} AS row_id, it.field, it.basis, it.value, it.considers
          FROM sources_decision AS it
         WHERE it.case_id = of_case
         ORDER BY it.target, {_POINTER}, it.field, it.id DESC
    ),
    cited AS (
        SELECT it.target, {_POINTER} AS row_id, it.field,
               -- What was stated after the last decision, it has not weighed.
               bool_or(NOT sources_agrees(shown.kind, shown.value, it.stated_value)
                   AND it.turn > coalesce(decided.considers, -1)) AS differs,
               bool_or(EXISTS (
                   SELECT FROM sources_passagecheck AS fared
                     JOIN sources_source AS source ON source.current_id = fared.snapshot_id
                    WHERE fared.passage_id = it.passage_id
                      AND fared.state <> 'same' AND fared.review <> 'confirmed'
               )) AS changed
          FROM sources_citation AS it
          JOIN shown ON (shown.target, shown.row_id, shown.field)
                      = (it.target, {_POINTER}, it.field)
          LEFT JOIN decided ON (decided.target, decided.row_id, decided.field)
                      = (it.target, {_POINTER}, it.field)
         WHERE it.case_id = of_case
         GROUP BY 1, 2, 3
    )
    SELECT shown.target, shown.row_id, shown.field, point.why
      FROM shown
      LEFT JOIN cited USING (target, row_id, field)
      LEFT JOIN decided USING (target, row_id, field)
     CROSS JOIN LATERAL (
        VALUES
            ('unsourced', shown.field <> '' AND shown.value <> '' AND cited.target IS NULL
                AND coalesce(decided.basis, 'sources') = 'sources'),
            ('undecided', cited.differs AND (shown.value <> '' OR decided.target IS NOT NULL)),
            ('unrecorded', cited.differs AND shown.value = '' AND decided.target IS NULL),
            ('outdated', decided.value <> shown.value),
            ('changed', cited.changed)
     ) AS point(why, is_open)
     WHERE point.is_open
    UNION ALL
    SELECT 'source', source.id, '', 'notice'
      FROM sources_source AS source
     WHERE EXISTS (
        SELECT FROM sources_notice AS notice
          JOIN sources_snapshot AS text ON text.id = notice.snapshot_id
         WHERE text.source_id = source.id AND notice.reviewed_at IS NULL
           -- What came after a text that the article went back to does not count.
           AND notice.snapshot_id <= source.current_id
     ) AND EXISTS (
        SELECT FROM sources_citation AS it
          JOIN sources_passage AS passage ON passage.id = it.passage_id
          JOIN sources_snapshot AS text ON text.id = passage.snapshot_id
         WHERE it.case_id = of_case AND text.source_id = source.id
     );
$function$
"""


def open_points() -> list[DatabaseObject]:
    """The functions, those first that others call."""
    return [
        DatabaseObject(name=FACTS, create=_facts),
        DatabaseObject(name=FACT_NAME, create=_fact_name),
        DatabaseObject(name=OPEN_POINTS, create=_OPEN_POINTS),
    ]
