"""The trigger that refuses a sign-off while a point is open, and says which."""

from sources.sql.open_points import FACT_NAME, OPEN_POINTS

_WHY = {
    "unsourced": "has no source",
    "undecided": "is stated otherwise, and nobody has decided",
    "unrecorded": "is stated, and the record shows nothing",
    "outdated": "was decided on another value",
    "changed": "leans on words that are not the same any more",
}
_POINT = " ".join(f"WHEN '{why}' THEN ' {words}'" for why, words in _WHY.items())

# For a trigger before the insert of a sign-off, which declares `points` and `number`.
NOTHING_IS_OPEN = f"""
PERFORM sources_signing();
SELECT count(*), string_agg(
    CASE why WHEN 'notice' THEN 'the source ' || (
        SELECT key FROM sources_source WHERE id = row_id
    ) || ' carries a note that nobody has read'
    ELSE {FACT_NAME}(target, row_id, field) || CASE why {_POINT} END END,
    '; ' ORDER BY place
) FILTER (WHERE place <= 3)
  INTO number, points
  FROM {OPEN_POINTS}(NEW.case_id)
    WITH ORDINALITY AS point(target, row_id, field, why, place);
IF number > 0 THEN
    RAISE EXCEPTION 'case % cannot be signed off, % open: %',
        NEW.case_id,
        number || CASE number WHEN 1 THEN ' point is' ELSE ' points are' END,
        points || CASE WHEN number > 3 THEN '; …' ELSE '' END
        USING ERRCODE = 'check_violation';
END IF;
NEW.signed_at := clock_timestamp();
NEW.reopened_at := NULL;
NEW.reopened_because := '';
RETURN NEW;
"""
