"""Rescue: whatever can still be read from a damaged journal, row by row, into a new one."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

from capture.journal import Journal

_TABLES = ("scan", "reading", "touch", "erasure")


def rescue_journal(path: Path, target: Path) -> dict[str, int]:
    """Copy each readable row of ``path`` into a new journal at ``target``; returns how many rows of each table were saved.

    Works on a copy, so that the damaged file and its log stay as they are. Rows are read by number from both ends of each
    damaged stretch, since a torn page hides only what lies on it.
    """
    saved = dict.fromkeys(_TABLES, 0)
    with tempfile.TemporaryDirectory() as folder, Journal(target):
        copy = Path(folder) / path.name
        for suffix in ("", "-wal"):
            source = path.with_name(path.name + suffix)
            if source.exists():
                shutil.copyfile(source, copy.with_name(copy.name + suffix))
        old = sqlite3.connect(copy)
        new = sqlite3.connect(target)
        try:
            for table in _TABLES:
                columns = [row[1] for row in new.execute(f"PRAGMA table_info({table})")]
                for row in _readable(old, table, columns):
                    marks = ", ".join("?" * len(columns))
                    added = new.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", row)  # noqa: S608
                    saved[table] += added.rowcount
            new.commit()
        finally:
            old.close()
            new.close()
    return saved


def _readable(old: sqlite3.Connection, table: str, columns: list[str]) -> list[tuple[object, ...]]:
    rows: dict[int, tuple[object, ...]] = {}
    names = ", ".join(columns)
    for order in ("ASC", "DESC"):
        try:
            for row in old.execute(f"SELECT {names} FROM {table} NOT INDEXED ORDER BY number {order}"):  # noqa: S608
                rows[int(row[0])] = row
        except sqlite3.DatabaseError:
            continue
    return [rows[number] for number in sorted(rows)]
