"""The rows of the made world, as SQL: every value follows from a row's number alone.

`made.chance(n, salt)` is a number from 0 to below 1 that the hash of n and a salt gives, the same
on every machine, so the same world comes out whoever makes it. The drawn cases stand in
`made."case"`, which holds what all other rows of a case need; the numbers of its first claim, party
and filing are sums over the cases before it, so the rows of one case lie beside one another, as an
import has them.
"""

from __future__ import annotations

FIRST_DAY, DAYS = "2000-01-01", 9_497  # to the end of 2025
LONG_DOCKET = 1_000  # entries of the first case
STATUTE_SLOTS, DEFENDANT_SLOTS, COURT_SLOTS = 200_000, 20_000, 1_000
_LAST_DAY = f"(DATE '{FIRST_DAY}' + {DAYS - 1})"

SCHEMA = """
DROP SCHEMA IF EXISTS made CASCADE;
CREATE SCHEMA made;
CREATE FUNCTION made.chance(n bigint, salt integer) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((hashint8extended(n, salt) >> 11) & 9007199254740991)::double precision
           / 9007199254740992;
CREATE FUNCTION made.below(n bigint, salt integer, most bigint) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN floor(made.chance(n, salt) * most)::integer;
CREATE UNLOGGED TABLE made.statute (
    rank integer, id bigint, citation text, title text, nature text, cause text);
CREATE UNLOGGED TABLE made.statute_slot (slot integer, rank integer);
CREATE UNLOGGED TABLE made.court_slot (slot integer, court_id text);
CREATE UNLOGGED TABLE made.defendant (at integer, name text, kind text);
CREATE UNLOGGED TABLE made.defendant_slot (slot integer, at integer);
CREATE UNLOGGED TABLE made.person (at integer, name text);
CREATE UNLOGGED TABLE made.topic (at integer, words text);
CREATE UNLOGGED TABLE made.line (at integer, list text, words text);
CREATE UNLOGGED TABLE made.entry_slot (
    stage text, slot integer, kind text, motion_type text, outcome text, disposition text,
    prejudice text, rule text, filer integer, words text);
"""

# All of a case that its rows need. {cases} how many, {persons} and {lines} how many there are.
CASES = f"""
CREATE UNLOGGED TABLE made."case" AS
WITH drawn AS (
    SELECT n,
           DATE '{FIRST_DAY}' + floor({DAYS} * power(made.chance(n, 1), 0.85))::integer AS filed,
           14 + floor(-ln(1 - made.chance(n, 2)) * 330)::integer AS days,
           made.chance(n, 3) AS fate,
           made.below(n, 4, {STATUTE_SLOTS}) AS statute_slot,
           made.below(n, 5, {COURT_SLOTS}) AS court_slot,
           made.chance(n, 6) AS claim_chance,
           made.chance(n, 7) AS party_chance,
           -ln(1 - made.chance(n, 8)) * 3.8 AS entry_chance,
           made.below(n, 9, 100) AS ending_slot,
           made.chance(n, 10) AS knowledge
      FROM generate_series(1, {{cases}}) AS n
), placed AS (
    SELECT drawn.*, court_id, rank, nature,
           n > 1 AND fate > 0.03 AND knowledge > 0.01 AND filed + days <= {_LAST_DAY} AS has_ended,
           CASE WHEN claim_chance < 0.29 THEN 1 WHEN claim_chance < 0.57 THEN 2
                WHEN claim_chance < 0.77 THEN 3 WHEN claim_chance < 0.89 THEN 4
                WHEN claim_chance < 0.96 THEN 5 ELSE 6 END AS claims,
           CASE WHEN party_chance < 0.55 THEN 2 WHEN party_chance < 0.80 THEN 3
                WHEN party_chance < 0.92 THEN 4 ELSE 5 END AS parties
      FROM drawn
      JOIN made.statute_slot ON slot = statute_slot
      JOIN made.statute USING (rank)
      JOIN made.court_slot ON court_slot.slot = drawn.court_slot
), told AS (
    SELECT placed.*,
           has_ended AND fate > 0.13 AS is_disposed_of,
           CASE WHEN n = 1 THEN {LONG_DOCKET}
                ELSE 1 + least(floor(entry_chance)::integer, 80)
                     + (has_ended AND fate > 0.13)::integer END AS entries,
           CASE WHEN made.chance(n, 11) < 0.25 THEN plaintiff_company.name
                ELSE plaintiff.name END AS plaintiff,
           CASE WHEN made.chance(n, 11) < 0.25 THEN plaintiff_company.kind
                ELSE 'person' END AS plaintiff_kind,
           defendant.name AS defendant, defendant.kind AS defendant_kind,
           judge.name AS judge
      FROM placed
      JOIN made.person AS plaintiff ON plaintiff.at = made.below(placed.n, 12, {{persons}})
      JOIN made.defendant_slot AS one ON one.slot = made.below(placed.n, 13, {DEFENDANT_SLOTS})
      JOIN made.defendant ON defendant.at = one.at
      JOIN made.defendant_slot AS other ON other.slot = made.below(placed.n, 14, {DEFENDANT_SLOTS})
      JOIN made.defendant AS plaintiff_company ON plaintiff_company.at = other.at
      -- About ten judges a court.
      JOIN made.person AS judge ON judge.at = made.below(
               hashtextextended(court_id, 0) + made.below(placed.n, 15, 10), 16, {{persons}})
)
SELECT n::bigint, court_id, rank, nature, filed, has_ended, is_disposed_of, ending_slot,
       CASE WHEN has_ended THEN filed + days END AS ended,
       knowledge, plaintiff, plaintiff_kind, defendant, defendant_kind, judge,
       claims, parties, entries,
       sum(claims) OVER earlier - claims AS claims_before,
       sum(parties) OVER earlier - parties AS parties_before,
       sum(entries) OVER earlier - entries AS entries_before,
       (1 + n % 8) || ':' || to_char(filed, 'YY') || '-cv-' || lpad(
           (row_number() OVER (PARTITION BY court_id, date_trunc('year', filed) ORDER BY n))::text,
           5, '0') AS docket_number,
       plaintiff || ' v. ' || defendant
           || CASE WHEN parties > 2 THEN ' et al.' ELSE '' END AS caption
  FROM told
WINDOW earlier AS (ORDER BY n)
 ORDER BY n;
ANALYZE made."case";

CREATE UNLOGGED TABLE made.claim AS
WITH counted AS (
    SELECT n, k, claims_before + k AS id, "case".rank AS main, cause_slot.rank AS drawn,
           also_slot.rank AS also
      FROM made."case" CROSS JOIN LATERAL generate_series(1, claims) AS k
      JOIN made.statute_slot AS cause_slot
        ON cause_slot.slot = made.below((claims_before + k)::bigint, 21, {STATUTE_SLOTS})
      JOIN made.statute_slot AS also_slot
        ON also_slot.slot = made.below((claims_before + k)::bigint, 22, {STATUTE_SLOTS})
), under AS (
    SELECT n, k, id::bigint, also,
           CASE WHEN k = 1 OR made.chance(id::bigint, 23) < 0.35 THEN main
                -- State law; the commonest statute comes as a case's main one, or not at all.
                WHEN made.chance(id::bigint, 23) < 0.55 OR drawn = 1 THEN NULL
                ELSE drawn END AS rank
      FROM counted
)
SELECT n, k, id, rank,
       CASE WHEN rank IS NOT NULL AND also NOT IN (1, rank) AND made.chance(id, 24) < 0.15
            THEN also END AS also
  FROM under ORDER BY id;
ANALYZE made.claim;
"""

# Table by table, in the order in which they can be filled. A column that is left out gets the empty
# value of its type.
ROWS: dict[str, str] = {
    "cases_case": """
        SELECT n AS id, 1 AS version,
               CASE WHEN n = 1 THEN 'the-long-docket' ELSE
                   trim(BOTH '-' FROM left(lower(
                       regexp_replace(caption, '[^A-Za-z0-9]+', '-', 'g')), 100)) || '-' || n
               END AS slug,
               caption, court_id, docket_number,
               CASE WHEN knowledge > 0.01 OR n = 1 THEN filed END AS filed_on,
               CASE WHEN has_ended AND (NOT is_disposed_of OR knowledge < 0.8) THEN ended END
                   AS terminated_on,
               ARRAY[judge] AS judges, nature AS nature_of_suit,
               CASE WHEN rank = 2 THEN 'Diversity' ELSE 'Federal Question' END AS jurisdiction,
               CASE WHEN knowledge < 0.5 THEN 'Plaintiff' ELSE 'None' END AS jury_demand
          FROM made."case" ORDER BY n""",
    "cases_party": """
        SELECT id::bigint, 1 AS version, one.n AS case_id, 'party-' || k AS key,
               CASE k WHEN 1 THEN plaintiff WHEN 2 THEN defendant ELSE
                   CASE WHEN is_company THEN company.name ELSE person.name END END AS name,
               CASE WHEN k = 1 OR k = 4 THEN 'plaintiff' ELSE 'defendant' END AS role,
               CASE k WHEN 1 THEN plaintiff_kind WHEN 2 THEN defendant_kind ELSE
                   CASE WHEN is_company THEN company.kind ELSE 'person' END END AS kind
          FROM (SELECT made."case".*, k, parties_before + k AS id,
                       made.chance((parties_before + k)::bigint, 31) < 0.5 AS is_company
                  FROM made."case" CROSS JOIN LATERAL generate_series(1, parties) AS k) AS one
          JOIN made.person ON person.at = made.below(id::bigint, 32, {persons})
          JOIN made.defendant_slot ON slot = made.below(id::bigint, 33, {defendant_slots})
          JOIN made.defendant AS company ON company.at = defendant_slot.at
         ORDER BY id""",
    "cases_counsel": """
        SELECT party.id, 1 AS version, case_id, 'counsel-' || party.id AS key,
               attorney.name AS attorney,
               split_part(founder.name, ' ', 2) || ' & ' || split_part(partner.name, ' ', 2)
                   || ' LLP' AS firm,
               party.id AS represents_id, 'LEAD ATTORNEY' AS roles
          FROM cases_party AS party
          JOIN made.person AS attorney ON attorney.at = made.below(party.id, 41, 20000)
          -- An attorney stays with one of about 1,500 firms.
          JOIN made.person AS founder ON founder.at = made.below(attorney.at % 1500, 42, {persons})
          JOIN made.person AS partner ON partner.at = made.below(attorney.at % 1500, 43, {persons})
         WHERE made.chance(party.id, 44) < 0.7
         ORDER BY party.id""",
    "cases_claim": """
        SELECT claim.id, 1 AS version, n AS case_id, 'claim-' || k AS key, k AS number,
               coalesce(statute.title, line.words) AS title,
               CASE WHEN k = 1 THEN statute.cause ELSE '' END AS cause,
               CASE WHEN made.chance(claim.id, 52) < 0.5 THEN 'damages' ELSE '' END AS relief
          FROM made.claim AS claim
          LEFT JOIN made.statute USING (rank)
          JOIN (SELECT at, words FROM made.line WHERE list = 'state_law_claims') AS line
            ON line.at = made.below(claim.id, 51, {state_law_claims})
         ORDER BY claim.id""",
    "cases_claimstatute": """
        SELECT link.id, claim_id, statute.id AS statute_id
          FROM (SELECT id * 2 - 1 AS id, id AS claim_id, rank FROM made.claim
                 WHERE rank IS NOT NULL
                 UNION ALL
                SELECT id * 2, id, also FROM made.claim WHERE also IS NOT NULL) AS link
          JOIN made.statute USING (rank)
         ORDER BY link.id""",
    "cases_claimagainst": """
        SELECT id, id AS claim_id, (parties_before + 2)::bigint AS party_id
          FROM made.claim JOIN made."case" USING (n)
         ORDER BY id""",
    "cases_event": """
        SELECT "case".n AS id, 1 AS version, "case".n AS case_id, 'event-1' AS key,
               CASE WHEN made.chance("case".n, 61) < 0.5 THEN 'conduct' ELSE 'statement' END
                   AS kind,
               defendant || ' gave its customers ' || topic.words AS summary,
               date_trunc('month', filed - 60)::date AS first_day, 'month' AS precision,
               'alleged' AS stance
          FROM made."case"
          JOIN made.topic ON topic.at = made.below("case".n, 62, {topics})
         WHERE made.chance("case".n, 63) < 0.2
         ORDER BY 1""",
    "cases_filing": """
        SELECT id, 1 AS version, case_id, key, number, filed_on, entered_on, kind, motion_type,
               outcome, filed_by_id, disposition, disposes, prejudice, rule,
               replace(replace(replace(replace(replace(replace(replace(
                   words, '{{p}}', plaintiff), '{{d}}', defendant), '{{j}}', judge),
                   '{{k}}', before), '{{n}}', receipt), '{{t}}', topic), '{{l}}', attorney)
               || ' (Entered: ' || to_char(entered_on, 'MM/DD/YYYY') || ')' AS text
          FROM (
            SELECT one.id, one.n AS case_id, 'entry-' || k AS key,
                   CASE WHEN kind <> 'minute_entry' THEN k END AS number,
                   day AS filed_on, day + made.below(one.id, 71, 2) AS entered_on,
                   kind, motion_type, outcome,
                   CASE WHEN filer IS NOT NULL THEN (parties_before + filer)::bigint END
                       AS filed_by_id,
                   disposition, CASE WHEN disposition <> '' THEN 'case' ELSE '' END AS disposes,
                   prejudice, rule, entry_slot.words, plaintiff, defendant, judge,
                   greatest(k - 1 - made.below(one.id, 72, 3), 1)::text AS before,
                   lpad(one.id::text, 8, '0') AS receipt, topic.words AS topic,
                   person.name AS attorney
              FROM (
                SELECT "case".*, k, (entries_before + k)::bigint AS id,
                       CASE WHEN k = 1 THEN 'openings'
                            WHEN k = entries AND is_disposed_of THEN 'endings'
                            ELSE 'entries' END AS stage,
                       CASE WHEN k = entries AND is_disposed_of THEN ended
                            ELSE filed + (k - 1) * least(
                                coalesce(ended, DATE '{last_day}') - filed, 1500) / entries
                       END AS day
                  FROM made."case" CROSS JOIN LATERAL generate_series(1, entries) AS k
              ) AS one
              JOIN made.entry_slot ON entry_slot.stage = one.stage AND slot = CASE
                   WHEN one.stage = 'endings' THEN ending_slot ELSE made.below(one.id, 73, 100) END
              -- Some topics come up far more often than others.
              JOIN made.topic
                ON topic.at = floor(power(made.chance(one.id, 74), 2) * {topics})::integer
              JOIN made.person ON person.at = made.below(one.id, 75, 20000)
          ) AS entry
         ORDER BY id""",
    # The docket reports that the entries came in by, and articles about one case in fifty. Their
    # current text is for a trigger to write, unless the triggers sleep.
    "sources_source": """
        SELECT n AS id, 1 AS version, 'docket-' || n AS key, 'docket_report' AS kind,
               'Docket of ' || docket_number AS title,
               CASE WHEN NOT {checked} THEN n END AS current_id
          FROM made."case"
         UNION ALL
        SELECT {cases} + n, 1, 'article-' || n, 'press_article', left(caption, 400),
               CASE WHEN NOT {checked} THEN {cases} + n END
          FROM made."case" WHERE made.chance(n, 81) < 0.02
         ORDER BY id""",
    "sources_snapshot": """
        SELECT id, source_id, taken_at, taken, text,
               encode(sha256(convert_to(text, 'UTF8')), 'hex') AS sha256,
               encode(sha256(convert_to('[]', 'UTF8')), 'hex') AS notices_sha256
          FROM (
            SELECT case_id AS id, case_id AS source_id,
                   TIMESTAMPTZ '2026-01-02 09:00Z' AS taken_at, 'imported' AS taken,
                   string_agg(text, chr(10) ORDER BY id) AS text
              FROM cases_filing GROUP BY case_id
             UNION ALL
            SELECT {cases} + "case".n, {cases} + "case".n, TIMESTAMPTZ '2026-01-02 09:00Z',
                   'fetched',
                   plaintiff || ' has sued ' || defendant || ' over ' || topic.words || '.'
                   || chr(10)
                   || 'The case, No. ' || docket_number || ', is before Judge ' || judge || '.'
              FROM made."case"
              JOIN made.topic ON topic.at = made.below("case".n, 62, {topics})
             WHERE made.chance("case".n, 81) < 0.02
             ORDER BY 1
          ) AS texts""",
    "sources_passage": """
        SELECT id, case_id AS snapshot_id, ends - length(text) AS start, ends AS "end",
               text AS exact
          FROM (
            SELECT id, case_id, text,
                   sum(length(text) + 1) OVER (PARTITION BY case_id ORDER BY id) - 1 AS ends
              FROM cases_filing
          ) AS entry""",
    "sources_citation": """
        SELECT id, case_id, 'filing' AS target, id AS filing_id, 'text' AS field,
               id AS passage_id, text AS stated_value, id AS turn
          FROM cases_filing ORDER BY id""",
}
