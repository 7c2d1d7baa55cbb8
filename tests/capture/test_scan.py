"""The Scan contract."""

from __future__ import annotations

import uuid
from dataclasses import FrozenInstanceError
from datetime import datetime, timedelta
from typing import Any

import pytest

from capture.scan import new_scan_id
from capture.touch import Touch, new_touch
from tests.factories import NOON, make_scan


def test_a_scan_is_never_edited() -> None:
    with pytest.raises(FrozenInstanceError):
        make_scan().staff = "Ben"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"taken_at": datetime(2026, 9, 16, 12)}, "time zone"),  # noqa: DTZ001 - the very mistake
        ({"channel": "fax"}, "unknown channel 'fax'"),
        ({"method": "telepathy"}, "unknown method 'telepathy'"),
    ],
)
def test_a_scan_that_makes_no_sense_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        make_scan(**changes)


def test_scan_ids_are_uuids_of_version_7_that_sort_by_time() -> None:
    ids = [new_scan_id(NOON + timedelta(milliseconds=number), bytes([255 - number] * 10)) for number in range(20)]
    assert ids == sorted(ids)
    assert {uuid.UUID(one).version for one in ids} == {7}
    assert {uuid.UUID(one).variant for one in ids} == {uuid.RFC_4122}


def test_touches_with_the_same_words_at_the_same_moment_are_one() -> None:
    first = new_touch("scan-0001", "note", {"text": "a"}, NOON, "Ana")
    assert first == new_touch("scan-0001", "note", {"text": "a"}, NOON, "Ana")
    assert first.touch_id != new_touch("scan-0001", "note", {"text": "b"}, NOON, "Ana").touch_id
    assert first.touch_id != new_touch("scan-0001", "note", {"text": "a"}, NOON, "Ben").touch_id


def test_a_touch_of_an_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        Touch(touch_id="t", scan_id="s", at=NOON, staff="Ana", kind="poke", value={})  # type: ignore[arg-type]
