"""Sync: segments are whole, immutable and told from damaged ones; twice is harmless."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from capture.journal import Journal
from capture.sync import read_segment, rewrite_without, seal
from capture.touch import new_touch
from tests.factories import NOON, make_reading, make_scan


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "front.sqlite") as journal:
        journal.add(make_scan(raw=bytes(range(256))), make_reading())
        yield journal


def sealed(journal: Journal, tmp_path: Path) -> Path:
    path = seal(journal, "front", tmp_path / "inbox", NOON)
    assert path is not None
    return path


def test_everything_new_is_sealed_once(journal: Journal, tmp_path: Path) -> None:
    rows = list(read_segment(sealed(journal, tmp_path)))
    assert [row["table"] for row in rows] == ["scan", "reading"]
    assert rows[0]["raw"] == bytes(range(256))
    assert seal(journal, "front", tmp_path / "inbox", NOON) is None
    journal.add_touch(new_touch("scan-0001", "note", {"text": "later"}, NOON, "Ana"))
    assert [row["table"] for row in read_segment(sealed(journal, tmp_path))] == ["touch"]


def test_the_same_rows_give_the_same_bytes(journal: Journal, tmp_path: Path) -> None:
    path = sealed(journal, tmp_path)
    with Journal(tmp_path / "copy.sqlite") as other:
        other.add(make_scan(raw=bytes(range(256))), make_reading())
        again = seal(other, "front", tmp_path / "other", NOON)
    assert again is not None
    assert (path.name, path.read_bytes()) == (again.name, again.read_bytes())


def test_a_crash_after_writing_and_before_remembering_loses_nothing(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "record_segment", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        seal(journal, "front", tmp_path / "inbox", NOON)
    monkeypatch.undo()
    journal.add(make_scan(2), make_reading())
    sealed(journal, tmp_path)
    (only,) = (tmp_path / "inbox" / "front").iterdir()  # the half-remembered one was replaced by one that holds it all
    assert [row["scan_id"] for row in read_segment(only) if row["table"] == "scan"] == ["scan-0001", "scan-0002"]


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-20], lambda data: b"", lambda data: data[:40] + b"x" + data[41:]]
)
def test_a_segment_that_is_not_whole_is_told(journal: Journal, tmp_path: Path, damage: object) -> None:
    path = sealed(journal, tmp_path)
    assert callable(damage)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match="segment"):
        list(read_segment(path))


def test_an_erased_scan_leaves_its_segment(journal: Journal, tmp_path: Path) -> None:
    journal.add(make_scan(2), make_reading())
    path = sealed(journal, tmp_path)
    assert rewrite_without(path, {"scan-9999"}) is None
    new = rewrite_without(path, {"scan-0001"})
    assert new is not None
    assert not path.exists()
    assert {row["scan_id"] for row in read_segment(new)} == {"scan-0002"}
