"""Reading films: the place that was read is looked at first, and time that easy frames save goes to harder ones."""

from __future__ import annotations

import numpy as np
import pytest

from bench.badge_grid import badge
from bench.lens import View, look
from capture.decode import Frame, Reader, clock
from capture.decode.clock import Clock
from capture.decode.hunt import Hunt
from capture.decode.regions import texture_boxes, widened
from capture.decode.scene import Scene
from capture.decode.steady import Steady

TABLE = np.full((720, 1280), 90, np.uint8)
BLACK_AND_WHITE = np.array((0, 255), np.uint8)
SOFT = View(module_px=3.0, blur=1.7, noise=5, light=0.7)
ENDLESS = 1e9  # milliseconds: what is found must not depend on how busy the machine is


def seen(*badges: tuple[bytes, float], view: View | None = None) -> Frame:
    """A table with a badge at each of these x."""
    frame = TABLE
    for content, x in badges:
        frame = look(badge(content), view or View(), np.random.default_rng(1), scene=frame, centre=(x, 330))
    return frame


def raws(reader: Reader, frame: Frame) -> set[bytes]:
    return {code.raw for code in reader.read(frame)}


def test_a_badge_that_was_read_costs_one_small_look_in_the_next_frame() -> None:
    reader = Reader("live", budget_ms=ENDLESS)
    assert raws(reader, seen((b"B1042", 600))) == {b"B1042"}
    assert raws(reader, seen((b"B1042", 603))) == {b"B1042"}
    assert reader.steps == ["again"]


def test_a_badge_that_comes_beside_one_that_is_read_is_read_within_four_frames() -> None:
    reader = Reader("live", budget_ms=ENDLESS)
    assert raws(reader, seen((b"B1042", 400))) == {b"B1042"}
    both = seen((b"B1042", 400), (b"B2077", 900), view=View(light=1.0))
    assert set().union(*(raws(reader, both) for _ in range(4))) == {b"B1042", b"B2077"}


def test_a_badge_that_takes_the_place_of_another_is_read_at_once() -> None:
    reader = Reader("live", budget_ms=ENDLESS)
    raws(reader, seen((b"B1042", 600)))
    assert raws(reader, seen((b"B2077", 600))) == {b"B2077"}


def test_a_badge_that_is_gone_is_not_read_from_memory() -> None:
    reader = Reader("live", budget_ms=ENDLESS)
    soft = [look(badge(b"B1042"), SOFT, np.random.default_rng(n), scene=TABLE, centre=(600, 330)) for n in range(4)]
    assert [raws(reader, frame) for frame in soft][-1] == {b"B1042"}
    assert all(not reader.read(TABLE) for _ in range(3))


def test_two_badges_have_two_places() -> None:
    scene, reader = Scene(), Reader("live", budget_ms=ENDLESS)
    frame = seen((b"B1042", 400), (b"B2077", 900))
    codes = reader.read(frame)
    scene.remember(Hunt(frame), codes, 1)
    assert len({place.box for place in scene.places}) == 2


def test_a_place_is_followed_once_however_often_it_was_noticed() -> None:
    frame = seen((b"B1042", 600))
    scene, hunt = Scene(), Hunt(frame)
    scene.remember(hunt, Reader("live", budget_ms=ENDLESS).read(frame), 1)
    middles = [track.window(frame.shape) for track in scene.followed(hunt)]
    assert len(middles) == len(set(middles)) >= 1


def test_the_mean_of_a_badge_that_moves_begins_anew_where_it_is_now() -> None:
    frames = [seen((b"B1042", x)) for x in (600, 601, 615)]
    track = Steady(max(texture_boxes(frames[0]), key=lambda box: box.width))
    assert [track.add(frame) for frame in frames] == [False, True, False]
    there = Steady(max(texture_boxes(frames[2]), key=lambda box: box.width)).window(frames[2].shape)
    now = track.window(frames[2].shape)
    assert now is not None
    assert there is not None
    assert abs(now.x - there.x) <= 8
    assert track.frames == 1


def test_a_code_in_the_shadow_of_something_livelier_is_a_place_to_look_at() -> None:
    frame = seen((b"B1042", 300), view=View(module_px=6, light=0.25))
    random = np.random.default_rng(5)
    for x, y in ((700, 60), (900, 400), (700, 420), (1000, 100), (560, 600), (1130, 500)):  # patches of bright noise
        frame[y : y + 110, x : x + 110] = random.choice(BLACK_AND_WHITE, (11, 11)).repeat(10, 0).repeat(10, 1)
    assert any(box.covers(300, 380) for box in texture_boxes(frame)[:3])


def test_a_code_with_the_edge_of_a_shadow_across_it_is_a_place_as_a_whole() -> None:
    content = b"MECARD:N:Visitor,Test1042;ORG:Example Works;TEL:+12025550142;EMAIL:t1042@fair.example;;"
    frame = seen((content, 600), view=View(module_px=5, light=0.4, noise=0))
    (code,) = Reader("live", budget_ms=ENDLESS).read(frame)
    x, y = (np.mean([point[axis] for point in code.corners]) for axis in (0, 1))
    down, across = np.mgrid[0:720, 0:1280]
    shadow = np.where(across - x > y - down - 60, 0.3, 1.0)  # its top left corner is in the light
    noise = np.random.default_rng(1).normal(0, 5, frame.shape)
    dark = np.clip(frame * shadow + noise, 0, 255).astype(np.uint8)
    windows = [widened(box, frame.shape) for box in texture_boxes(dark)]
    assert any(all(window.covers(*point) for point in code.corners) for window in windows)


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that every clock shows; a test turns them on."""
    now = [0.0]
    monkeypatch.setattr(clock, "_busy", lambda: now[0])
    monkeypatch.setattr(clock, "perf_counter", lambda: now[0])
    return now


def can_spend(one: Clock, milliseconds: float) -> bool:
    """Whether a step that is known to cost this much would still be begun."""
    name = f"step of {milliseconds} ms"
    one.learn(name, 1_000_000, milliseconds)
    return one.affords(name, 1_000_000)


def after_frames_of(milliseconds: float, hands: list[float]) -> Clock:
    """A clock of 30 ms, half of it for each frame, at the start of a frame after five that took so long."""
    one = Clock(30.0)
    for _ in range(5):
        one.start()
        one.keep_to(0.5)
        hands[0] += milliseconds / 1000
        one.end()
    one.start()
    one.keep_to(0.5)
    return one


def test_what_easy_frames_save_is_there_for_a_hard_one_up_to_the_budget(hands: list[float]) -> None:
    saved = after_frames_of(1, hands)
    assert can_spend(saved, 20)
    assert not can_spend(saved, 22)
    saved.save()
    assert not can_spend(saved, 12)


def test_frames_that_take_all_their_time_save_nothing(hands: list[float]) -> None:
    spent = after_frames_of(13.5, hands)
    assert can_spend(spent, 9)
    assert not can_spend(spent, 12)


def test_a_tiny_picture_says_little_about_what_a_step_costs(hands: list[float]) -> None:
    one = Clock(30.0)
    one.start()
    one.learn("whole", 1_000_000, 5.0)
    one.learn("whole", 121, 0.5)
    assert one.affords("whole", 1_000_000)


def test_a_step_that_was_too_dear_once_gets_another_chance(hands: list[float]) -> None:
    one = Clock(30.0)
    one.start()
    one.learn("slow at first", 1_000_000, 60.0)
    assert any(one.affords("slow at first", 1_000_000) for _ in range(3))
    for _ in range(2):
        one.learn("slow for a while", 1_000_000, 40.0)
    assert not any(one.affords("slow for a while", 1_000_000) for _ in range(20))
    assert any(one.affords("slow for a while", 1_000_000) for _ in range(200))
