"""The words of the texts, part by part, as the database writes them: see `TextPart`."""

import pgtrigger

from cases.words import BLANKS_OF_TEXT, LONGEST, TEXT
from sources.sql.database_object import literal

# Characters of a part. A vector tells places apart up to the 16,383rd word, and holds a megabyte.
PART = LONGEST
# A phrase over the end of a part stands whole in the next, if it is no longer than this.
SHARED = 400

_SELECT = f"""
    SELECT {{source}}, {{snapshot}}, first, to_tsvector('{TEXT}', regexp_replace(
               substr({{text}}, first + 1, {PART}), {literal(BLANKS_OF_TEXT)}, ' ', 'g'
           ))
      FROM generate_series(0, length({{text}}) - 1, {PART - SHARED}) AS first
     WHERE first = 0 OR first + {SHARED} < length({{text}})
"""
_INSERT = "INSERT INTO sources_textpart (source_id, snapshot_id, start, words)"

# For a database that has texts but no parts yet: a migration, a benchmark's made world. With
# nothing put to it, a text would be unpacked anew for each part.
WRITE_ALL_PARTS = f"""
    {_INSERT}
    SELECT part.*
      FROM sources_snapshot AS it
      JOIN sources_source AS source ON source.id = it.source_id,
           LATERAL (SELECT it.text || '' AS text OFFSET 0) AS whole,
           LATERAL ({_SELECT.format(source="source.id", snapshot="it.id", text="whole.text")})
               AS part
     WHERE it.id = source.current_id OR (source.current_id IS NULL AND it.taken = 'clipped')
"""


def parts_of_the_current_text() -> pgtrigger.Trigger:
    """For a source: when another text is its current one, the parts are of that."""
    return pgtrigger.Trigger(
        name="parts_of_the_current_text",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(old__current__df=pgtrigger.F("new__current")),
        declare=[("whole", "text")],
        func=f"""
            DELETE FROM sources_textpart WHERE source_id = NEW.id;
            SELECT text || '' INTO whole FROM sources_snapshot WHERE id = NEW.current_id;
            {_INSERT}
            {_SELECT.format(source="NEW.id", snapshot="NEW.current_id", text="whole")};
            RETURN NULL;
        """,
    )


def parts_of_a_clipping() -> pgtrigger.Trigger:
    """For a snapshot: as long as there are only clippings of a source, these are looked in."""
    return pgtrigger.Trigger(
        name="parts_of_a_clipping",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        condition=pgtrigger.Q(new__taken="clipped"),
        func=f"""
            IF EXISTS (
                SELECT FROM sources_source WHERE id = NEW.source_id AND current_id IS NULL
            ) THEN
                {_INSERT}
                {_SELECT.format(source="NEW.source_id", snapshot="NEW.id", text="NEW.text")};
            END IF;
            RETURN NULL;
        """,
    )
