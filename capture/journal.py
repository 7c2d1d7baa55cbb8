"""The journal: every Scan and touch of one station, durable before it is announced.

One SQLite file a station, in WAL mode with ``synchronous=FULL``: `Journal.add` returns only when the disk has the scan.
Rows are appended and never edited (triggers hold this). Two things take rows away, both on record: `Journal.erase` for a
person who asks to be forgotten, and `Journal.purge` for scans whose time is over.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from capture.badge.reading import Reading
from capture.errors import (
    CaptureError,
    DiskFullError,
    FolderNotWritableError,
    JournalBusyError,
    JournalDamagedError,
    JournalMissingError,
)
from capture.migrations import migrate
from capture.scan import Scan
from capture.touch import Touch, TouchKind

_SCAN_COLUMNS = tuple(item.name for item in fields(Scan))
_SELECT_SCAN = "SELECT {} FROM scan".format(", ".join(_SCAN_COLUMNS))  # noqa: S608 - our own column names
_INSERT_SCAN = "INSERT INTO scan ({}) SELECT {} WHERE NOT EXISTS ({}) ON CONFLICT (scan_id) DO NOTHING".format(
    ", ".join(_SCAN_COLUMNS), ", ".join("?" * len(_SCAN_COLUMNS)), "SELECT 1 FROM erasure WHERE scan_id = ?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One Scan with its newest Reading and every touch, in the order they were made."""

    scan: Scan
    reading: Reading
    touches: tuple[Touch, ...] = ()

    def is_undone(self) -> bool:
        """Whether staff took the whole scan back (an undo without a touch_id that no redo followed)."""
        undone = False
        for touch in self.touches:
            if touch.kind in ("undo", "redo") and not touch.value.get("touch_id"):
                undone = touch.kind == "undo"
        return undone


class Journal:
    """One station's journal file, open. Safe to share between threads; use as a context manager."""

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        """Open or make the journal at ``path`` and bring it to today's shape.

        Raises JournalDamagedError, JournalTooNewError, JournalMissingError, FolderNotWritableError or DiskFullError; in each case the
        file is left as it was.
        """
        if must_exist and not path.exists():
            raise JournalMissingError(str(path))
        self.path = path
        self._lock = threading.RLock()
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5.0)
        try:
            with self._told():
                self._connection.execute("PRAGMA journal_mode=WAL")
                self._connection.execute("PRAGMA synchronous=FULL")
                self._connection.execute("PRAGMA foreign_keys=ON")
                self._connection.execute("PRAGMA secure_delete=ON")
                migrate(self._connection, str(path), _text(datetime.now(UTC)))
        except CaptureError:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        """Give the journal itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file on every way out."""
        self.close()

    def close(self) -> None:
        """Close the file; what was added is safe already."""
        with self._lock:
            self._connection.close()

    def add(self, scan: Scan, reading: Reading, touches: Iterable[Touch] = ()) -> bool:
        """Store a Scan with what was read from it, in one durable transaction; only then may it be announced.

        ``touches`` go into the same transaction. Returns False, and changes nothing, where the scan_id is stored already or was
        erased (scanning the same film twice is harmless).
        """
        values = [getattr(scan, name) for name in _SCAN_COLUMNS]
        values[_SCAN_COLUMNS.index("taken_at")] = _text(scan.taken_at)
        values[_SCAN_COLUMNS.index("explicit_eci")] = int(scan.explicit_eci)
        with self._transaction() as connection:
            if connection.execute(_INSERT_SCAN, [*values, scan.scan_id]).rowcount == 0:
                return False
            self._insert_reading(scan.scan_id, reading, scan.taken_at)
            self._insert_touches(touches)
        return True

    def add_touch(self, *touches: Touch) -> None:
        """Store touches, all in one durable transaction."""
        with self._transaction():
            self._insert_touches(touches)

    def add_reading(self, scan_id: str, reading: Reading, at: datetime) -> None:
        """Store a newer reading of an old Scan; the earlier ones stay."""
        with self._transaction():
            self._insert_reading(scan_id, reading, at)

    def entries(
        self, *, since: datetime | None = None, until: datetime | None = None, event: str = "", exhibitor: str = ""
    ) -> Iterator[Entry]:
        """Every Scan in the order it was stored, with newest reading and touches; bounds are half-open [since, until)."""
        conditions = {
            "taken_at >= ?": _text(since) if since else "",
            "taken_at < ?": _text(until) if until else "",
            "event = ?": event,
            "exhibitor = ?": exhibitor,
        }
        used = {condition: value for condition, value in conditions.items() if value}
        where = f" WHERE {' AND '.join(used)}" if used else ""
        with self._lock, self._told():
            rows = self._connection.execute(f"{_SELECT_SCAN}{where} ORDER BY number", tuple(used.values())).fetchall()
        for row in rows:
            yield self._entry(row)

    def entry(self, scan_id: str) -> Entry | None:
        """One Scan with its newest reading and touches, or None."""
        with self._lock, self._told():
            row = self._connection.execute(f"{_SELECT_SCAN} WHERE scan_id = ?", (scan_id,)).fetchone()
        return self._entry(row) if row else None

    def first_of(self, raw: bytes, *, event: str, exhibitor: str) -> Entry | None:
        """The first Scan of the same bytes at the same event for the same exhibitor that was not taken back."""
        sql = f"{_SELECT_SCAN} WHERE event = ? AND exhibitor = ? AND raw = ? ORDER BY number"
        with self._lock, self._told():
            rows = self._connection.execute(sql, (event, exhibitor, raw)).fetchall()
        found = (self._entry(row) for row in rows)
        return next((entry for entry in found if not entry.is_undone()), None)

    def count(self) -> int:
        """How many Scans the journal holds."""
        with self._lock, self._told():
            return int(self._connection.execute("SELECT count(*) FROM scan").fetchone()[0])

    def check(self) -> None:
        """Have SQLite look through the whole file; raises JournalDamagedError when something is wrong with it."""
        with self._lock, self._told():
            (verdict,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if verdict != "ok":
            raise JournalDamagedError(str(self.path), verdict)

    def erase(self, scan_ids: Iterable[str], reason: str, at: datetime) -> int:
        """Take whole Scans away with all that hangs on them, leaving only their ids and the reason; returns how many.

        The bytes are overwritten on disk (``secure_delete``) and the write-ahead log is emptied.
        """
        erased = 0
        with self._transaction() as connection:
            for scan_id in scan_ids:
                connection.execute(
                    "INSERT INTO erasure (scan_id, at, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    (scan_id, _text(at), reason),
                )
                erased += connection.execute("DELETE FROM scan WHERE scan_id = ?", (scan_id,)).rowcount
        with self._lock, self._told():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return erased

    def purge(self, before: datetime, at: datetime) -> int:
        """Erase every Scan taken before a moment, for retention; returns how many."""
        old = [entry.scan.scan_id for entry in self.entries(until=before)]
        return self.erase(old, f"retention: taken before {_text(before)}", at)

    def rows_after(self, table: str, number: int) -> list[dict[str, object]]:
        """Rows of one table ("scan", "reading", "touch", "erasure") with a number above ``number``, for sealing."""
        if table not in ("scan", "reading", "touch", "erasure"):
            raise ValueError(f"the journal seals no table {table!r}")
        with self._lock, self._told():
            cursor = self._connection.execute(f"SELECT * FROM {table} WHERE number > ? ORDER BY number", (number,))  # noqa: S608
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def sealed_to(self) -> tuple[int, dict[str, int]]:
        """How many segments were sealed, and the last row number of each table that is in one."""
        with self._lock, self._told():
            row = self._connection.execute(
                "SELECT number, scans_to, readings_to, touches_to, erasures_to FROM segment ORDER BY number DESC LIMIT 1"
            ).fetchone()
        number, *to = row or (0, 0, 0, 0, 0)
        return number, dict(zip(("scan", "reading", "touch", "erasure"), to, strict=True))

    def record_segment(self, number: int, name: str, to: dict[str, int], at: datetime) -> None:
        """Remember that rows up to ``to`` stand in the segment ``name``."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?)",
                (number, name, _text(at), to["scan"], to["reading"], to["touch"], to["erasure"]),
            )

    def _entry(self, row: tuple[object, ...]) -> Entry:
        scan = scan_from(dict(zip(_SCAN_COLUMNS, row, strict=True)))
        with self._lock, self._told():
            (reading,) = self._connection.execute(
                "SELECT reading FROM reading WHERE scan_id = ? ORDER BY number DESC LIMIT 1", (scan.scan_id,)
            ).fetchone()
            touches = self._connection.execute(
                "SELECT touch_id, scan_id, at, staff, kind, value FROM touch WHERE scan_id = ? ORDER BY number",
                (scan.scan_id,),
            ).fetchall()
        return Entry(scan, Reading.from_json(reading), tuple(touch_from(*touch) for touch in touches))

    def _insert_reading(self, scan_id: str, reading: Reading, at: datetime) -> None:
        self._connection.execute(
            "INSERT INTO reading (scan_id, at, reading) VALUES (?, ?, ?)", (scan_id, _text(at), reading.to_json())
        )

    def _insert_touches(self, touches: Iterable[Touch]) -> None:
        self._connection.executemany(
            "INSERT OR IGNORE INTO touch (touch_id, scan_id, at, staff, kind, value) VALUES (?, ?, ?, ?, ?, ?)",
            [(t.touch_id, t.scan_id, _text(t.at), t.staff, t.kind, _json(t.value)) for t in touches],
        )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._told():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what SQLite and the system say into the sentence that helps."""
        try:
            yield
        except OSError as error:
            raise FolderNotWritableError(str(self.path.parent)) from error
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            raise _told_error(error, self.path) from error


def scan_from(values: dict[str, object]) -> Scan:
    """A Scan from plain values as the journal and its segments hold them (times as text, booleans as 0 and 1)."""
    kept = {name: values[name] for name in _SCAN_COLUMNS}
    kept["taken_at"] = datetime.fromisoformat(cast("str", kept["taken_at"]))
    kept["explicit_eci"] = bool(kept["explicit_eci"])
    return Scan(**kept)  # type: ignore[arg-type]


def touch_from(touch_id: str, scan_id: str, at: str, staff: str, kind: str, value: str) -> Touch:
    """A Touch from plain values as the journal and its segments hold them."""
    return Touch(
        touch_id=touch_id,
        scan_id=scan_id,
        at=datetime.fromisoformat(at),
        staff=staff,
        kind=cast("TouchKind", kind),
        value=json.loads(value),
    )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _told_error(error: sqlite3.DatabaseError, path: Path) -> CaptureError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or "disk I/O error" in str(error):
        return DiskFullError(str(path))
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return FolderNotWritableError(str(path.parent))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return JournalBusyError(str(path))
    return JournalDamagedError(str(path), str(error))
