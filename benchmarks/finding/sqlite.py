"""The same world in SQLite, with the same indexes where they apply, as Datasette is given it.

Cases carry what our index cards carry, so that its facets count plain columns; a table between
cases and statutes saves it the way over claims. Docket texts are indexed for full-text search.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from django.db import connection

_TABLES = {
    "courts": (
        "id TEXT PRIMARY KEY, name TEXT, citation TEXT",
        "SELECT id, name, citation FROM cases_court",
    ),
    "statutes": (
        "id INTEGER PRIMARY KEY, citation TEXT, lower_key TEXT, upper_key TEXT",
        "SELECT id, citation, lower_key, upper_key FROM cases_statute",
    ),
    "cases": (
        """id INTEGER PRIMARY KEY, slug TEXT, caption TEXT, docket_number TEXT,
           court_id TEXT REFERENCES courts(id), filed_on TEXT, filed_year INTEGER, status TEXT,
           disposition TEXT, prejudice TEXT, ended_on TEXT, nature_of_suit TEXT""",
        """SELECT id, slug, caption, docket_number, card.court_id, card.filed_on::text, filed_year,
                  status, disposition, prejudice, ended_on::text, card.nature_of_suit
             FROM cases_case JOIN cases_card AS card ON case_id = id ORDER BY id""",
    ),
    "case_statutes": (
        """case_id INTEGER REFERENCES cases(id), statute_id INTEGER REFERENCES statutes(id),
           PRIMARY KEY (statute_id, case_id)""",
        "SELECT case_id, unnest(statutes) FROM cases_card",
    ),
    "claims": (
        "id INTEGER PRIMARY KEY, case_id INTEGER REFERENCES cases(id), number INTEGER, title TEXT",
        "SELECT id, case_id, number, title FROM cases_claim ORDER BY id",
    ),
    "claim_statutes": (
        """claim_id INTEGER REFERENCES claims(id), statute_id INTEGER REFERENCES statutes(id),
           PRIMARY KEY (claim_id, statute_id)""",
        "SELECT claim_id, statute_id FROM cases_claimstatute ORDER BY id",
    ),
    "parties": (
        "id INTEGER PRIMARY KEY, case_id INTEGER REFERENCES cases(id), role TEXT, name TEXT",
        "SELECT id, case_id, role, name FROM cases_party ORDER BY id",
    ),
    "filings": (
        """id INTEGER PRIMARY KEY, case_id INTEGER REFERENCES cases(id), number INTEGER,
           filed_on TEXT, kind TEXT, text TEXT""",
        "SELECT id, case_id, number, filed_on::text, kind, text FROM cases_filing ORDER BY id",
    ),
}
_INDEXES = (
    "cases (filed_on DESC, id DESC)",
    "cases (court_id, filed_on DESC, id DESC)",
    "cases (nature_of_suit, filed_on DESC, id DESC)",
    "cases (status)",
    "cases (disposition)",
    "cases (filed_year)",
    "case_statutes (case_id)",
    "claims (case_id)",
    "claim_statutes (statute_id)",
    "parties (case_id)",
    "filings (case_id, number)",
)
_AT_ONCE = 20_000


def write(path: Path) -> None:
    """Write the connected database's world to a new file; an old one is replaced."""
    half_made = path.with_suffix(".half-made")
    half_made.unlink(missing_ok=True)
    file = sqlite3.connect(half_made, isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA cache_size = -500000")
        file.execute("BEGIN")
        for name, (columns, select) in _TABLES.items():
            file.execute(f"CREATE TABLE {name} ({columns})")
            _fill(file, name, select)
        for nth, index in enumerate(_INDEXES):
            file.execute(f"CREATE INDEX index_{nth} ON {index}")
        for table, column in (("filings", "text"), ("parties", "name"), ("cases", "caption")):
            file.execute(
                f"CREATE VIRTUAL TABLE {table}_fts USING fts5"
                f" ({column}, content='{table}', content_rowid='id', tokenize='porter')"
            )
            file.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
        file.execute("COMMIT")
        file.execute("ANALYZE")
    finally:
        file.close()
    half_made.replace(path)


def _fill(file: Any, table: str, select: str) -> None:
    connection.ensure_connection()
    database: Any = connection.connection
    # A cursor of the server's, in a transaction as that needs: 5,000,000 rows are no list.
    with database.transaction(), database.cursor(name="world") as rows:
        rows.execute(select)
        while some := rows.fetchmany(_AT_ONCE):
            places = ", ".join("?" * len(some[0]))
            file.executemany(f"INSERT INTO {table} VALUES ({places})", some)
