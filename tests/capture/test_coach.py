"""The coach: one measurable sign, one word of advice."""

from __future__ import annotations

import numpy as np
import pytest

from bench.badge_grid import badge
from bench.lens import View, look
from capture.coach import Advice, advise
from capture.decode import Frame, Reader

TABLE = np.full((720, 1280), 90, np.uint8)
CONTENT = b"MECARD:N:Visitor,Test;ORG:Example Works;EMAIL:test@fair.example;;"


def seen(view: View, centre: tuple[float, float] = (640, 300)) -> Frame:
    """A badge on a plain table."""
    return look(badge(CONTENT), view, np.random.default_rng(5), scene=TABLE, centre=centre)


@pytest.mark.parametrize(
    ("advice", "view"),
    [
        ("too_far", View(module_px=1.3)),
        ("too_close", View(module_px=16)),
        ("hold_still", View(module_px=4, motion=9)),
        ("too_dark", View(light=0.1)),
        ("glare", View(module_px=5, glare=0.95)),
        ("tilt", View(module_px=5, tilt=65)),
    ],
)
def test_each_hardship_has_its_word(advice: Advice, view: View) -> None:
    assert advise(seen(view), []) == advice


def test_a_badge_in_good_view_needs_no_advice() -> None:
    assert advise(seen(View(module_px=5)), []) is None


def test_who_was_read_needs_no_advice() -> None:
    frame = seen(View(module_px=16))
    assert advise(frame, Reader().read(seen(View()))) is None


def test_a_badge_that_jumps_is_asked_to_hold_still() -> None:
    before, now = seen(View(module_px=5)), seen(View(module_px=5), centre=(690, 320))
    assert advise(now, [], before) == "hold_still"
    assert advise(now, [], now) is None


def test_an_empty_table_says_nothing_unless_it_is_dark() -> None:
    assert advise(TABLE, []) is None
    assert advise(TABLE // 4, []) == "too_dark"


def test_odd_frames_are_no_trouble() -> None:
    assert advise(np.zeros((0, 0), np.uint8), []) is None
    assert advise(np.zeros((5, 5), np.uint8), []) == "too_dark"
    assert advise(np.dstack([seen(View(light=0.1))] * 3), [], TABLE[:10, :10]) == "too_dark"
