"""The station: a presence is one scan, a return is a second one, and nothing is announced before it is stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest

from capture.attachments import Attachments
from capture.badge.contact import Contact
from capture.errors import DiskFullError
from capture.journal import Journal
from capture.station import Station
from tests.factories import NOON, make_code, make_desk


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "front.sqlite") as journal:
        yield journal


@pytest.fixture
def station(journal: Journal) -> Station:
    return Station(journal, make_desk(), "test reader")


def test_a_badge_held_in_view_is_one_scan(station: Station, journal: Journal) -> None:
    frames = [NOON + timedelta(seconds=frame / 30) for frame in range(300)]
    announced = [one for at in frames for one in station.take([make_code()], at, 0)]
    assert [one.state for one in announced] == ["new"]
    assert journal.count() == 1


def test_a_badge_that_comes_back_is_a_second_scan_and_a_touch_on_the_first(station: Station, journal: Journal) -> None:
    (first,) = station.take([make_code()], NOON, 1)
    (second,) = station.take([make_code()], NOON + timedelta(minutes=5), 2)
    assert second.state == "again"
    assert second.earlier is not None
    assert second.earlier.scan.scan_id == first.scan.scan_id
    entry = journal.entry(first.scan.scan_id)
    assert entry is not None
    assert [(touch.kind, touch.value) for touch in entry.touches] == [("seen_again", {"scan_id": second.scan.scan_id})]


def test_several_badges_in_one_frame_are_all_stored(station: Station) -> None:
    codes = [make_code(b"100001"), make_code(b"100002"), make_code(b"100001", symbology="code128")]
    assert [one.scan.raw for one in station.take(codes, NOON, 1)] == [b"100001", b"100002", b"100001"]


def test_a_personal_code_keeps_its_picture_and_a_badge_keeps_none(journal: Journal, tmp_path: Path) -> None:
    station = Station(journal, make_desk(), "test reader", attachments=Attachments(tmp_path))
    frame = np.full((720, 1280), 90, np.uint8)
    link = make_code(b"https://u.wechat.com/MAbcdefghij_-klmnopqrs")
    for minute in (0, 5):  # the second sight adds nothing
        station.take([link, make_code(b"100001")], NOON + timedelta(minutes=minute), 1, frame)
    kept = [(entry.scan.raw, touch.value) for entry in journal.entries() for touch in entry.touches]
    [(raw, value)] = [(raw, value) for raw, value in kept if "file" in value]
    assert raw == link.raw
    picture = cv2.imread(str(tmp_path / "attachments" / str(value["file"])), cv2.IMREAD_GRAYSCALE)
    assert picture is not None
    assert abs(float(picture.mean()) - 90) < 1


def test_a_picture_that_the_disk_refuses_takes_no_scan_back(journal: Journal, tmp_path: Path) -> None:
    (tmp_path / "attachments").write_text("not a folder", "ascii")
    station = Station(journal, make_desk(), "test reader", attachments=Attachments(tmp_path))
    (announced,) = station.take([make_code(b"https://t.me/amara")], NOON, 1, np.zeros((90, 160), np.uint8))
    assert (announced.state, journal.count()) == ("new", 1)


def test_a_scan_carries_who_stood_where(station: Station) -> None:
    (announced,) = station.take([make_code(text="as the code says")], NOON, 77)
    scan = announced.scan
    assert (scan.station, scan.staff, scan.event, scan.exhibitor) == ("front", "Ana", "expo", "Northwind")
    assert (scan.channel, scan.method, scan.reader, scan.monotonic_ns) == ("work", "camera", "test reader", 77)
    assert scan.vouched_text == "as the code says"


def test_the_same_film_again_adds_nothing(station: Station, journal: Journal) -> None:
    station.take([make_code()], NOON, 1)
    again = Station(journal, make_desk(), "test reader")
    assert again.take([make_code()], NOON, 1) == []
    assert journal.count() == 1


def test_another_exhibitor_s_scan_is_not_seen_before(station: Station, journal: Journal) -> None:
    station.take([make_code()], NOON, 1)
    neighbour = Station(journal, make_desk(exhibitor="Somebody else"), "test reader")
    (announced,) = neighbour.take([make_code()], NOON, 1)
    assert announced.state == "new"


def test_wifi_is_kept_and_said_to_be_no_badge(station: Station, journal: Journal) -> None:
    (announced,) = station.take([make_code(b"WIFI:T:WPA;S:Hall 4;P:secret;;")], NOON, 1)
    assert announced.state == "not_a_badge"
    assert journal.count() == 1


def test_the_roster_says_who_an_id_is(station: Station) -> None:
    station.roster = {"100482": Contact(badge_id="100482", full_name="王小明", company="上海精密机械有限公司")}
    (announced,) = station.take([make_code(b"100482")], NOON, 1)
    assert announced.contact.full_name == "王小明"
    assert announced.reading.contact.full_name == ""  # what was read from the bytes stays what it was


def test_nothing_is_announced_that_could_not_be_stored(station: Station, journal: Journal) -> None:
    (pages,) = journal._connection.execute("PRAGMA page_count").fetchone()
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFullError):
        station.take([make_code(b"x" * 50_000)], NOON, 1)
    assert journal.count() == 0
