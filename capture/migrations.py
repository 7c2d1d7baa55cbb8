"""The journal's shape, as ordered named changes: each runs once, in one transaction with the row that records it."""

from __future__ import annotations

import sqlite3

from capture.errors import JournalTooNewError

_FIRST_SHAPE = """
CREATE TABLE scan (
    number INTEGER PRIMARY KEY,
    scan_id TEXT NOT NULL UNIQUE,
    raw BLOB NOT NULL,
    symbology TEXT NOT NULL,
    symbology_identifier TEXT NOT NULL,
    explicit_eci INTEGER NOT NULL,
    vouched_text TEXT NOT NULL,
    taken_at TEXT NOT NULL,
    monotonic_ns INTEGER NOT NULL,
    station TEXT NOT NULL,
    staff TEXT NOT NULL,
    event TEXT NOT NULL,
    exhibitor TEXT NOT NULL,
    channel TEXT NOT NULL,
    method TEXT NOT NULL,
    reader TEXT NOT NULL
) STRICT;
CREATE INDEX scan_by_code ON scan (event, exhibitor, raw);
CREATE INDEX scan_by_time ON scan (taken_at);

CREATE TABLE reading (
    number INTEGER PRIMARY KEY,
    scan_id TEXT NOT NULL REFERENCES scan (scan_id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    reading TEXT NOT NULL
) STRICT;
CREATE INDEX reading_by_scan ON reading (scan_id);

CREATE TABLE touch (
    number INTEGER PRIMARY KEY,
    touch_id TEXT NOT NULL UNIQUE,
    scan_id TEXT NOT NULL REFERENCES scan (scan_id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    staff TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL
) STRICT;
CREATE INDEX touch_by_scan ON touch (scan_id);

CREATE TABLE erasure (
    number INTEGER PRIMARY KEY,
    scan_id TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE segment (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    sealed_at TEXT NOT NULL,
    scans_to INTEGER NOT NULL,
    readings_to INTEGER NOT NULL,
    touches_to INTEGER NOT NULL,
    erasures_to INTEGER NOT NULL
) STRICT;
"""

_APPEND_ONLY = """
CREATE TRIGGER scan_is_never_edited BEFORE UPDATE ON scan BEGIN SELECT RAISE(ABORT, 'a scan is never edited'); END;
CREATE TRIGGER reading_is_never_edited BEFORE UPDATE ON reading
    BEGIN SELECT RAISE(ABORT, 'a reading is never edited'); END;
CREATE TRIGGER touch_is_never_edited BEFORE UPDATE ON touch BEGIN SELECT RAISE(ABORT, 'a touch is never edited'); END;
CREATE TRIGGER scan_leaves_only_by_erasure BEFORE DELETE ON scan
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE scan_id = OLD.scan_id)
    BEGIN SELECT RAISE(ABORT, 'a scan leaves the journal only with an erasure on record'); END;
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("0001 scans, readings, touches, erasures, segments", _FIRST_SHAPE),
    ("0002 nothing is edited, scans leave only by erasure", _APPEND_ONLY),
)
"""Name and SQL of every change, in order. Never edit one that was released: add another."""


def migrate(connection: sqlite3.Connection, path: str, at: str) -> None:
    """Bring a journal to today's shape; ``at`` (ISO 8601, UTC) is recorded with each change.

    Raises JournalTooNewError when the journal knows changes that this version does not.
    """
    connection.execute("CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL) STRICT")
    done = {name for (name,) in connection.execute("SELECT name FROM migration")}
    unknown = sorted(done - {name for name, _ in MIGRATIONS})
    if unknown:
        raise JournalTooNewError(path, unknown[-1])
    for name, sql in MIGRATIONS:
        if name in done:
            continue
        recorded = f"INSERT INTO migration VALUES ('{name}', '{at}');"  # noqa: S608 - both are our own words
        connection.executescript(f"BEGIN IMMEDIATE;\n{sql}\n{recorded}\nCOMMIT;")
