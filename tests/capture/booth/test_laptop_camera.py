"""The laptop's own camera: a film in its place is played as a camera would give it."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from capture.booth import laptop_camera
from capture.booth.laptop_camera import _Pace
from capture.camera import Shot


class Watch:
    """A clock that a test moves, and that moves on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    clock = Watch()
    monkeypatch.setattr(laptop_camera, "time", clock)
    return clock


def looked_at(pace: _Pace, watch: Watch, look_seconds: float, frames: int = 90) -> list[int]:
    """The frames of a film (30 a second) that are looked at when each look takes so long."""
    looked = []
    for number in range(frames):
        if pace.wait(Shot(np.zeros((2, 2), np.uint8), datetime(2026, 9, 16, tzinfo=UTC), round(number / 30 * 1e9))):
            looked.append(number)
            watch.now += look_seconds
    return looked


def test_a_machine_that_keeps_up_looks_at_every_frame_of_a_film(watch: Watch) -> None:
    assert looked_at(_Pace(is_film=True), watch, 0.03) == list(range(90))


def test_a_slow_machine_lets_frames_pass_and_stays_with_the_films_time(watch: Watch) -> None:
    looked = looked_at(_Pace(is_film=True), watch, 0.1)
    assert 25 <= len(looked) <= 40
    assert watch.now - 100.0 < 3.0 + 0.4  # the film is three seconds long


def test_however_slow_it_is_some_frames_are_looked_at(watch: Watch) -> None:
    looked = looked_at(_Pace(is_film=True), watch, 5.0)
    assert max(np.diff(looked)) == laptop_camera._MOST_PASSED + 1


def test_a_camera_sets_its_own_pace(watch: Watch) -> None:
    assert looked_at(_Pace(is_film=False), watch, 5.0) == list(range(90))
