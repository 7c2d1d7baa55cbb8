"""The cooldown: how long a code was looked for in vain decides, not the clock on the wall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from capture.cooldown import Cooldown
from capture.journal import Journal
from capture.station import Station
from tests.factories import NOON, make_code, make_desk

FRAME = 1 / 15


def presences(looks: Iterable[tuple[float, bool]], seconds: float = 1.5) -> list[float]:
    """The moments at which a new presence begins, of looks as (second, whether the code was in sight)."""
    cooldown = Cooldown(seconds)
    begun = []
    for at, is_in_sight in looks:
        cooldown.look(NOON + timedelta(seconds=at))
        if is_in_sight and cooldown.is_fresh("qrcode", b"a"):
            begun.append(at)
    return begun


def looks(start: float, end: float, *, sight: bool) -> list[tuple[float, bool]]:
    return [(start + FRAME * number, sight) for number in range(round((end - start) / FRAME))]


def test_a_code_in_view_is_one_presence_and_its_return_is_another() -> None:
    film = [*looks(0, 20, sight=True), *looks(20, 21.7, sight=False), (21.7, True)]
    assert presences(film) == [0, 21.7]


def test_a_short_absence_is_the_same_presence() -> None:
    assert presences([*looks(0, 1, sight=True), *looks(1, 2.3, sight=False), (2.3, True)]) == [0]


def test_it_counts_from_the_last_sight() -> None:
    film = [
        part
        for second in range(5)
        for part in [(second * 1.2, True), *looks(second * 1.2 + FRAME, second * 1.2 + 1.2, sight=False)]
    ]
    assert presences(film) == [0]


@pytest.mark.parametrize("stall", [1.6, 5, 29])
def test_a_stall_does_not_make_a_held_badge_a_second_scan(stall: float) -> None:
    assert presences([*looks(0, 1, sight=True), *looks(1 + stall, 3 + stall, sight=True)]) == [0]


def test_a_stall_and_one_blurred_frame_is_still_the_same_presence() -> None:
    assert presences([(0, True), (6, False), (6.1, True)]) == [0]


def test_a_machine_that_looks_once_in_two_seconds_needs_five_looks_in_vain() -> None:
    assert presences([(0, True), *((2.0 * look, False) for look in range(1, 5)), (10, True)]) == [0, 10]
    assert presences([(0, True), *((2.0 * look, False) for look in range(1, 4)), (8, True)]) == [0]


def test_a_camera_that_was_away_begins_anew() -> None:
    assert presences([(0, True), (60, True)]) == [0, 60]


def test_a_clock_that_is_set_changes_nothing() -> None:
    assert presences([(0, True), (25, True), (-7200, True), (-7199.9, True), (-7170.1, True)]) == [0]


def test_a_glance_in_vain_does_not_say_that_a_code_is_gone(tmp_path: Path) -> None:
    with Journal(tmp_path / "front.sqlite") as journal:
        station = Station(journal, make_desk(), "test reader")
        at = [NOON + timedelta(seconds=FRAME * look) for look in range(60)]
        station.take([make_code()], at[0], 0)
        for moment in at[1:]:  # the whole frame takes long, and the code is too small for a glance
            station.take([], moment, 0, glanced=True)
        assert station.take([make_code()], at[-1], 0) == []


def test_what_is_long_gone_is_forgotten() -> None:
    cooldown = Cooldown(1.5)
    for number in range(1500):
        cooldown.look(NOON + timedelta(seconds=number / 10))
        cooldown.is_fresh("qrcode", str(number).encode())
    assert len(cooldown._last_sight) <= 16
