"""The journal: durable, append-only, honest about damage."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from capture.errors import (
    DiskFullError,
    FolderNotWritableError,
    JournalBusyError,
    JournalDamagedError,
    JournalMissingError,
    JournalTooNewError,
)
from capture.journal import Journal
from capture.migrations import MIGRATIONS
from capture.touch import new_touch
from tests.factories import NOON, make_reading, make_scan

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journals" / "front.sqlite"


def test_what_was_added_comes_back_with_its_bytes(path: Path) -> None:
    raw = bytes(range(256))
    with Journal(path) as journal:
        journal.add(make_scan(raw=raw, vouched_text="王"), make_reading())
    with Journal(path) as journal:
        (entry,) = journal.entries()
    assert entry.scan == make_scan(raw=raw, vouched_text="王")
    assert entry.reading == make_reading()


def test_adding_the_same_scan_again_changes_nothing(path: Path) -> None:
    with Journal(path) as journal:
        assert journal.add(make_scan(), make_reading())
        assert not journal.add(make_scan(staff="Ben"), make_reading())
        assert [entry.scan.staff for entry in journal.entries()] == ["Ana"]


def test_the_newest_reading_counts_and_touches_keep_their_order(path: Path) -> None:
    first = new_touch("scan-0001", "rating", {"rating": "hot"}, NOON, "Ana")
    second = new_touch("scan-0001", "note", {"text": "rings back"}, NOON, "Ben")
    with Journal(path) as journal:
        journal.add(make_scan(), make_reading(), [first])
        journal.add_touch(second)
        journal.add_touch(second)  # saving twice is harmless
        journal.add_reading("scan-0001", make_reading(format="vcard"), NOON)
        entry = journal.entry("scan-0001")
    assert entry is not None
    assert entry.reading.format == "vcard"
    assert entry.touches == (first, second)


def test_a_scan_taken_back_stays_and_can_be_brought_back(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(make_scan(), make_reading())
        journal.add_touch(new_touch("scan-0001", "undo", {}, NOON, "Ana"))
        undone = journal.entry("scan-0001")
        assert undone is not None
        assert undone.is_undone()
        assert journal.first_of(make_scan().raw, event="expo", exhibitor="Northwind") is None
        journal.add_touch(new_touch("scan-0001", "redo", {}, NOON + timedelta(seconds=1), "Ana"))
        brought_back = journal.entry("scan-0001")
        assert brought_back is not None
        assert not brought_back.is_undone()


@pytest.mark.parametrize("table", ["scan", "reading", "touch"])
def test_rows_are_never_edited(path: Path, table: str) -> None:
    with Journal(path) as journal:
        journal.add(make_scan(), make_reading(), [new_touch("scan-0001", "note", {"text": "x"}, NOON, "Ana")])
    with sqlite3.connect(path) as other, pytest.raises(sqlite3.IntegrityError, match="never edited"):
        other.execute(f"UPDATE {table} SET scan_id = 'changed'")
    other.close()


def test_a_scan_leaves_only_with_an_erasure_on_record(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(make_scan(), make_reading())
    with sqlite3.connect(path) as other, pytest.raises(sqlite3.IntegrityError, match="erasure on record"):
        other.execute("DELETE FROM scan")
    other.close()


def test_erasing_leaves_no_byte_of_the_person_in_the_file(path: Path) -> None:
    touch = new_touch("scan-0001", "note", {"text": "wants forty grippers"}, NOON, "Ana")
    with Journal(path) as journal:
        journal.add(make_scan(), make_reading(), [touch])
        journal.add(make_scan(2, raw=b"other"), make_reading())
        assert journal.erase(["scan-0001"], "asked", NOON) == 1
        assert journal.erase(["scan-0001"], "asked", NOON) == 0
        assert [entry.scan.scan_id for entry in journal.entries()] == ["scan-0002"]
        assert not journal.add(make_scan(), make_reading())  # what was erased does not come back with an old film
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"forty grippers" not in left
    assert b"MECARD" not in left


def test_purging_takes_what_is_older(path: Path) -> None:
    with Journal(path) as journal:
        for number in (1, 2, 3):
            journal.add(make_scan(number), make_reading())
        assert journal.purge(NOON + timedelta(minutes=3), NOON) == 2
        assert journal.count() == 1


def test_a_journal_from_a_newer_version_is_left_alone(path: Path) -> None:
    Journal(path).close()
    with sqlite3.connect(path) as other:
        other.execute("INSERT INTO migration VALUES ('9999 something new', '2030-01-01')")
    other.close()
    with pytest.raises(JournalTooNewError, match=r"9999 something new.*--station"):
        Journal(path)


def test_every_migration_is_recorded_with_its_change(path: Path) -> None:
    Journal(path).close()
    Journal(path).close()  # the second opening finds nothing to do
    with sqlite3.connect(path) as other:
        recorded = [name for (name,) in other.execute("SELECT name FROM migration ORDER BY name")]
    other.close()
    assert recorded == [name for name, _ in MIGRATIONS]


@pytest.mark.parametrize(
    "content", [b"this is no database, but long enough to look at" * 100, b"SQLite format 3\0" + b"\xff" * 4096]
)
def test_a_damaged_journal_is_said_to_be_damaged_and_left_untouched(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(JournalDamagedError, match="left untouched"):
        Journal(path)
    assert path.read_bytes() == content


def test_a_torn_page_is_found_by_the_check(path: Path) -> None:
    with Journal(path) as journal:
        for number in range(200):
            journal.add(make_scan(number, raw=bytes([number]) * 300), make_reading())
    data = bytearray(path.read_bytes())
    data[4096 * 6 : 4096 * 9] = b"\xa5" * (4096 * 3)
    path.write_bytes(data)
    with Journal(path) as journal, pytest.raises(JournalDamagedError):
        journal.check()


def test_no_journal_is_said_to_be_missing(path: Path) -> None:
    with pytest.raises(JournalMissingError, match="boothflow scan"):
        Journal(path, must_exist=True)


def test_a_full_disk_is_said_and_loses_nothing_announced(path: Path) -> None:
    with Journal(path) as journal:
        journal.add(make_scan(), make_reading())
        (pages,) = journal._connection.execute("PRAGMA page_count").fetchone()
        journal._connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own word for "no room"
        with pytest.raises(DiskFullError, match="could NOT be written"):
            journal.add(make_scan(2, raw=bytes(50_000)), make_reading())
        assert [entry.scan.scan_id for entry in journal.entries()] == ["scan-0001"]
        journal._connection.execute(f"PRAGMA max_page_count = {pages + 100}")
        assert journal.add(make_scan(2, raw=bytes(50_000)), make_reading())


def test_a_lock_held_elsewhere_is_said(path: Path) -> None:
    with Journal(path) as journal:
        journal._connection.execute("PRAGMA busy_timeout = 10")
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(JournalBusyError, match="Close other"):
            journal.add(make_scan(), make_reading())
        other.close()
        assert journal.add(make_scan(), make_reading())


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody without rights"
)
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    script = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from capture.errors import FolderNotWritableError\n"
        "from capture.journal import Journal\n"
        "os.setuid(65534)\n"
        "try:\n"
        f"    Journal(Path({str(tmp_path / 'data' / 'front.sqlite')!r}))\n"
        "except FolderNotWritableError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "can't be written" in done.stdout
    assert "BOOTHFLOW_HOME" in done.stdout


def test_a_file_in_the_way_of_the_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "journals").write_text("a file where a folder should be")
    with pytest.raises(FolderNotWritableError):
        Journal(tmp_path / "journals" / "front.sqlite")


KILLED_WRITER = """
import os, sys
from dataclasses import replace
from pathlib import Path
from capture.journal import Journal
from tests.factories import make_reading, make_scan
with Journal(Path(sys.argv[1])) as journal:
    number = journal.count()
    while True:
        number += 1
        journal.add(make_scan(number), make_reading())
        os.write(1, f"{number}\\n".encode())  # the announcement: only after the commit
"""


def test_every_announced_scan_survives_kill_9_at_any_moment(path: Path) -> None:
    announced = 0
    for round_ in range(25):
        process = subprocess.Popen([sys.executable, "-c", KILLED_WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        for _ in range(1 + 7 * round_ % 40):  # die after a different number of announcements each time
            announced = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().decode().splitlines(keepends=True)
        process.wait()
        process.stdout.close()
        announced = max([announced, *(int(line) for line in rest if line.endswith("\n"))])
        with Journal(path) as journal:
            journal.check()
            stored = {entry.scan.scan_id for entry in journal.entries()}
        assert {f"scan-{number:04}" for number in range(1, announced + 1)} <= stored
    assert announced > 25
