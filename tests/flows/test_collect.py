"""Collecting: every row once, damaged segments refused with a reason, erased scans gone everywhere."""

from __future__ import annotations

from pathlib import Path

from polars.testing import assert_frame_equal

from capture.touch import new_touch
from flows.collect import SCHEMAS, collect
from tests.factories import NOON, make_scan
from tests.flows.conftest import HandIn


def test_scans_of_all_stations_come_together(home: Path, hand_in: HandIn) -> None:
    hand_in(make_scan(1), make_scan(2), touches=(new_touch("scan-0001", "note", {"text": "a"}, NOON, "Ana"),))
    hand_in(make_scan(3, station="back", raw=bytes(range(256))))
    collected = collect(home / "inbox", home / "lake")
    assert collected.segments == 2
    assert collected.scans["scan_id"].to_list() == ["scan-0001", "scan-0002", "scan-0003"]
    assert collected.scans["raw"][2] == bytes(range(256))
    assert collected.scans["taken_at"][0] == make_scan(1).taken_at
    assert collected.touches["value"].to_list() == ['{"text":"a"}']
    assert dict(collected.scans.schema) == dict(SCHEMAS["scan"])


def test_collecting_twice_changes_nothing(home: Path, hand_in: HandIn) -> None:
    hand_in(make_scan(1))
    first = collect(home / "inbox", home / "lake")
    second = collect(home / "inbox", home / "lake")
    assert second.segments == 0
    assert_frame_equal(first.scans, second.scans)
    (home / "lake" / "segments.json").unlink()  # a crash before the ledger was written
    assert_frame_equal(collect(home / "inbox", home / "lake").scans, first.scans)


def test_the_order_of_arrival_does_not_matter(home: Path, hand_in: HandIn) -> None:
    hand_in(make_scan(2))
    collect(home / "inbox", home / "lake")
    hand_in(make_scan(1, station="back"))
    in_two_nights = collect(home / "inbox", home / "lake")
    assert_frame_equal(in_two_nights.scans, collect(home / "inbox", home / "other lake").scans)


def test_a_damaged_segment_is_refused_and_taken_in_once_it_is_whole(home: Path, hand_in: HandIn) -> None:
    path = hand_in(make_scan(1))
    assert path is not None
    whole = path.read_bytes()
    path.write_bytes(whole[:50])
    refused = collect(home / "inbox", home / "lake").refused
    assert refused.select("step", "reason", "station").rows() == [("collect", "a segment is not whole", "front")]
    path.write_bytes(whole)
    collected = collect(home / "inbox", home / "lake")
    assert (collected.scans.height, collected.refused.height) == (1, 0)


def test_an_erased_scan_leaves_lake_and_inbox(home: Path, hand_in: HandIn) -> None:
    hand_in(
        make_scan(1, raw=b"forty grippers"),
        make_scan(2),
        touches=(new_touch("scan-0001", "note", {"text": "x"}, NOON, "A"),),
    )
    collect(home / "inbox", home / "lake")
    hand_in(erase=("scan-0001",))
    collected = collect(home / "inbox", home / "lake")
    assert collected.erased == 1
    assert collected.scans["scan_id"].to_list() == ["scan-0002"]
    assert collected.touches.height == 0
    assert collected.readings["scan_id"].to_list() == ["scan-0002"]
    again = collect(home / "inbox", home / "fresh lake")  # nothing of it is left in the segments either
    assert again.scans["scan_id"].to_list() == ["scan-0002"]
    assert collect(home / "inbox", home / "lake").segments == 0
