"""Sync: new journal rows are sealed into immutable segments and put into the inbox. Twice is harmless.

A segment is gzipped JSON lines, one row a line: ``{"table": "scan" | "reading" | "touch" | "erasure", ...columns}``, bytes
in base64. Its name is ``STATION/NUMBER-DIGEST.jsonl.gz``; the digest is the SHA-256 of the lines, so a half-written or
altered segment is told from a whole one.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import zlib
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from capture.durable import write_whole
from capture.errors import FolderNotWritableError
from capture.journal import Journal

TABLES = ("scan", "reading", "touch", "erasure")


def seal(journal: Journal, station: str, inbox: Path, at: datetime) -> Path | None:
    """Put everything the journal stored since the last segment into the inbox; returns the segment, None when nothing is new.

    The segment is in place, whole, before the journal remembers it: a crash in between writes the same segment again.
    """
    last, to = journal.sealed_to()
    rows = {table: journal.rows_after(table, to[table]) for table in TABLES}
    if not any(rows.values()):
        return None
    lines = [_line(table, row) for table in TABLES for row in rows[table]]
    data = "\n".join([*lines, ""]).encode()
    number = last + 1
    path = inbox / station / f"{number:06}-{hashlib.sha256(data).hexdigest()[:16]}.jsonl.gz"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for half in path.parent.glob(f"{number:06}-*"):
            half.unlink()  # a segment the journal does not remember: it is part of this one
        write_whole(path, gzip.compress(data, mtime=0))
    except OSError as error:
        raise FolderNotWritableError(str(path.parent)) from error
    sealed = {table: int(str(rows[table][-1]["number"])) if rows[table] else to[table] for table in TABLES}
    journal.record_segment(number, path.name, sealed, at)
    return path


def read_segment(path: Path) -> Iterator[dict[str, object]]:
    """The rows of one segment; raises ValueError when the segment is not whole, which leaves it for the next night."""
    try:
        data = gzip.decompress(path.read_bytes())
    except (EOFError, OSError, zlib.error) as error:
        raise ValueError(f"segment {path.name} is not whole: {error}") from error
    if path.name.split("-")[1].split(".")[0] != hashlib.sha256(data).hexdigest()[:16]:
        raise ValueError(f"segment {path.name} does not hold what its name says")
    for line in data.decode().splitlines():
        row = json.loads(line)
        if "raw" in row:
            row["raw"] = base64.b64decode(row["raw"])
        yield row


def rewrite_without(path: Path, scan_ids: Collection[str]) -> Path | None:
    """Take erased Scans and all that hangs on them out of a segment; returns the new segment, None where none was in it.

    Only the erasure rows themselves stay. A segment that is not whole is left alone.
    """
    try:
        rows = list(read_segment(path))
    except ValueError:
        return None
    kept = [row for row in rows if row["table"] == "erasure" or row["scan_id"] not in scan_ids]
    if len(kept) == len(rows):
        return None
    data = "\n".join([*(_line(str(row.pop("table")), row) for row in kept), ""]).encode()
    number = path.name.split("-")[0]
    new = path.with_name(f"{number}-{hashlib.sha256(data).hexdigest()[:16]}.jsonl.gz")
    write_whole(new, gzip.compress(data, mtime=0))
    path.unlink()
    return new


def _line(table: str, row: dict[str, object]) -> str:
    plain = {
        name: base64.b64encode(value).decode() if isinstance(value, bytes) else value for name, value in row.items()
    }
    return json.dumps({"table": table, **plain}, ensure_ascii=False, separators=(",", ":"))
