"""No passage without its words: the database compares them with the text they are said to be in."""

import pgtrigger


def words_are_there() -> pgtrigger.Trigger:
    """The trigger on passages. A snapshot never changes, so what was true on insert stays true.

    It looks once a statement, for a docket has thousands of passages. To find a character of a
    text in UTF-8 a database walks to it from the beginning, so the text is taken apart into lines
    once, and each passage is looked for in its own.
    """
    return pgtrigger.Trigger(
        name="words_are_there",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]
        declare=[
            ("text_id", "bigint"),
            ("lines", "text[]"),
            ("starts", "bigint[]"),
            ("one", "record"),
            ("piece", "text"),
        ],
        func="""
            FOR text_id IN SELECT DISTINCT snapshot_id FROM added LOOP
                SELECT string_to_array(text, chr(10)) INTO lines
                  FROM sources_snapshot WHERE id = text_id;
                SELECT array_agg(ends - length(line) ORDER BY place) INTO starts FROM (
                    SELECT place, line, sum(length(line) + 1) OVER (ORDER BY place) - 1 AS ends
                      FROM unnest(lines) WITH ORDINALITY AS known(line, place)
                ) AS known;
                FOR one IN
                    SELECT start, "end", exact, prefix, suffix,
                           width_bucket(start - length(prefix), starts) AS first,
                           width_bucket("end" - 1 + length(suffix), starts) AS last
                      FROM added WHERE snapshot_id = text_id
                LOOP
                    IF one.start < length(one.prefix) THEN
                        RAISE EXCEPTION 'the text around "%" in snapshot % is another',
                            one.exact, text_id USING ERRCODE = 'check_violation';
                    END IF;
                    IF one.first = one.last THEN
                        piece := lines[one.first];
                    ELSE
                        piece := array_to_string(lines[one.first:one.last], chr(10));
                    END IF;
                    IF one.last < cardinality(lines) THEN
                        piece := piece || chr(10);
                    END IF;
                    piece := substr(
                        piece,
                        (one.start - length(one.prefix) - starts[one.first] + 1)::integer,
                        one."end" - one.start + length(one.prefix) + length(one.suffix)
                    );
                    -- A text's end ends what is cut out of it, so the lengths are compared as well.
                    IF length(one.exact) <> one."end" - one.start
                       OR substr(piece, length(one.prefix) + 1, length(one.exact))
                          IS DISTINCT FROM one.exact THEN
                        RAISE EXCEPTION 'the words "%" are not at % to % of snapshot %',
                            one.exact, one.start, one."end", text_id
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF piece <> one.prefix || one.exact || one.suffix THEN
                        RAISE EXCEPTION 'the text around "%" in snapshot % is another',
                            one.exact, text_id USING ERRCODE = 'check_violation';
                    END IF;
                END LOOP;
            END LOOP;
            RETURN NULL;
        """,
    )
