"""Reading codes: every symbology, exact bytes, hard frames, and no word where there is none."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator

import cv2
import numpy as np
import pytest
import zxingcpp

from bench.badge_grid import badge, crowd, empty_film, film, symbol
from bench.decode import PHOTOS, photographs, plain, readings, webcam
from bench.lens import View, look
from capture.decode import SYMBOLOGIES, Frame, Mode, Reader, Symbology, zbar, zxing
from capture.decode.agreement import Agreement
from capture.decode.regions import Box, texture_boxes
from capture.decode.steady import Steady
from capture.decode.views import STEADY_VIEWS, prepared
from capture.decode.zxing import Find

TABLE = np.full((720, 1280), 90, np.uint8)
ENDLESS = 1e9  # milliseconds: what is found must not depend on how busy the machine is


def seen(content: bytes, view: View | None = None, symbology: Symbology = "qrcode", seed: int = 1) -> Frame:
    """A badge with this payload on a plain table, as a webcam delivers it."""
    random = np.random.default_rng(seed)
    return look(badge(content, symbology), view or View(), random, scene=TABLE, centre=(640, 330))


def large(content: bytes, module_px: int = 8) -> Frame:
    """A perfect code on white."""
    return np.pad(symbol(content), 4, constant_values=255).repeat(module_px, 0).repeat(module_px, 1)


def raws(reader: Reader, frame: Frame) -> set[bytes]:
    return {code.raw for code in reader.read(frame)}


def zxing_alone(frame: Frame) -> set[bytes]:
    """What one would get without us."""
    return {
        bytes(code.bytes)
        for code in zxingcpp.read_barcodes(frame, zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]))
    }


@pytest.mark.parametrize("symbology", SYMBOLOGIES)
def test_every_symbology_is_read_from_a_webcam_frame(symbology: Symbology) -> None:
    content = b"000012" if symbology != "microqrcode" else b"A-1042-77"
    (code,) = Reader("live", budget_ms=ENDLESS).read(seen(content, View(module_px=4), symbology))
    assert (code.raw, code.symbology) == (content, symbology)


@pytest.mark.parametrize(
    "content",
    [
        "José Núñez, 山田太郎, 王小明".encode(),
        "王小明;上海精密机械有限公司".encode("gbk"),
        "山田太郎".encode("shift_jis"),
        np.random.default_rng(64).bytes(64),
    ],
    ids=["UTF-8", "GBK", "Shift-JIS", "64 random bytes"],
)
def test_bytes_come_back_exactly_from_both_engines(content: bytes) -> None:
    assert raws(Reader(), large(content)) == {content}
    assert [find.raw for find in zbar.read(large(content))] == [content]


def test_an_explicit_eci_is_known_and_its_text_is_right() -> None:
    parameters = cv2.QRCodeEncoder.Params()
    parameters.mode, parameters.version = cv2.QRCODE_ENCODER_MODE_ECI, 4
    drawn = np.asarray(cv2.QRCodeEncoder.create(parameters).encode("王小明 Núñez"), np.uint8)
    (code,) = Reader().read(np.pad(drawn, 4, constant_values=255).repeat(6, 0).repeat(6, 1))
    assert (code.explicit_eci, code.symbology_identifier, code.text) == (True, "]Q2", "王小明 Núñez")


def test_without_an_eci_the_meaning_of_the_bytes_is_left_open() -> None:
    (code,) = Reader().read(large("王小明".encode("gbk")))
    assert (code.explicit_eci, code.symbology_identifier, code.text) == (False, "]Q1", None)


def test_all_badges_in_a_frame_are_read_and_placed() -> None:
    frame = TABLE.copy()
    corners = {b"B1000001": (60, 80), b"B1000002": (760, 70), b"B1000003": (420, 380)}
    for content, (x, y) in corners.items():
        drawn = large(content, 5)
        frame[y : y + drawn.shape[0], x : x + drawn.shape[1]] = drawn
    codes = Reader().read(frame)
    assert {code.raw for code in codes} == set(corners)
    for code in codes:
        x, y = corners[code.raw]
        assert code.corners[0] == pytest.approx((x + 40, y + 40), abs=3)  # eight modules of quiet zone
        assert code.corners[2][0] > code.corners[0][0]
        assert code.corners[2][1] > code.corners[0][1]


@pytest.mark.parametrize(
    "view",
    [
        View(roll=45),
        View(roll=190),
        View(inverted=True),
        View(tilt=50),
        View(curl=0.6),
        View(shadow=0.6),
        View(noise=16, light=0.5),
    ],
    ids=["rolled", "upside down", "inverted", "tilted", "curled", "half in shadow", "noisy"],
)
def test_a_badge_is_read_however_it_is_held(view: View) -> None:
    assert raws(Reader("live", budget_ms=ENDLESS), seen(b"https://fair.example/b/7q2", view)) == {
        b"https://fair.example/b/7q2"
    }


def test_a_mirrored_badge_is_read() -> None:
    assert raws(Reader(), np.ascontiguousarray(seen(b"B1042")[:, ::-1])) == {b"B1042"}


def test_a_small_soft_badge_is_read_where_zxing_alone_is_blind() -> None:
    frame = seen(b"https://fair.example/b/7q2", View(module_px=3, blur=1.6, noise=2))
    assert zxing_alone(frame) == set()
    (code,) = Reader("still", budget_ms=ENDLESS).read(frame)
    assert code.raw == b"https://fair.example/b/7q2"
    assert code.stage != "whole"


def test_a_code_on_crumpled_cloth_is_straightened() -> None:
    flat = large(b"https://fair.example/b/7q2m4kx", 8)
    y, x = np.mgrid[0 : flat.shape[0], 0 : flat.shape[1]].astype(np.float32)
    folds = np.random.default_rng(0).normal(0, 3.2, (2, 5, 5)).astype(np.float32)  # pixels, of modules of 8
    right, down = (cv2.resize(fold, flat.shape[::-1], interpolation=cv2.INTER_CUBIC) for fold in folds)
    crumpled = cv2.remap(flat, x + right, y + down, cv2.INTER_LINEAR, borderValue=255).astype(np.uint8)
    assert zxing_alone(crumpled) == set()
    (code,) = Reader("live", budget_ms=ENDLESS).read(crumpled)
    assert (code.raw, code.stage) == (b"https://fair.example/b/7q2m4kx", "bent grid")


def test_the_mean_of_a_held_badge_is_read_where_no_frame_is() -> None:
    frames = [frame for frame, _ in film(SOFT, 1, seed=3, frames_each=6)]
    content = next(film(SOFT, 1, seed=3, frames_each=1))[1]
    place = min(texture_boxes(frames[0]), key=lambda box: -len(mean_of(frames, box)[1] & {content}))
    track, read = mean_of(frames, place)
    assert (track.frames, read) == (6, {content})
    assert not any(zxing_alone(frame) for frame in frames)


def test_a_badge_that_is_gone_leaves_the_mean() -> None:
    frames = [frame for frame, _ in film(SOFT, 1, seed=3, frames_each=3)]
    track = Steady(texture_boxes(frames[0])[0])
    assert [track.add(frame) for frame in frames] == [False, True, True]
    assert not track.add(next(film(SOFT, 1, seed=4, frames_each=1))[0])
    assert track.frames == 1


SOFT = View(module_px=3.0, blur=1.7, noise=5, light=0.7)


def mean_of(frames: list[Frame], place: Box) -> tuple[Steady, set[bytes]]:
    """A place followed over these frames, and what is read from its mean."""
    track = Steady(place)
    for frame in frames:
        track.add(frame)
    pictures = [prepared(track.mean, view, track.scale)[0] for view in STEADY_VIEWS]
    return track, {find.raw for picture in pictures for find in zxing.read(picture, ["qrcode"])[0]}


def test_nothing_is_read_where_there_is_nothing() -> None:
    live, still = Reader("live"), Reader("still")
    for number, frame in enumerate(empty_film(60, seed=9)):
        assert live.read(frame) == []
        if number % 20 == 0:
            assert still.read(frame) == []


def drawn_as(kind: zxingcpp.BarcodeFormat, content: str) -> Frame:
    """A perfect code of one of zxing-cpp's kinds on white."""
    picture = np.array(zxingcpp.create_barcode(content, kind).to_image(scale=8), np.uint8)
    return np.pad(picture, 60, constant_values=255)


def test_the_tiniest_codes_are_read_where_they_really_are() -> None:
    assert raws(Reader(), drawn_as(zxingcpp.BarcodeFormat.MicroQRCode, "12345")) == {b"12345"}
    assert raws(Reader(), drawn_as(zxingcpp.BarcodeFormat.AztecRune, "64")) == {b"064"}


def test_a_tiny_code_that_no_turned_look_confirms_is_not_trusted() -> None:
    frame = drawn_as(zxingcpp.BarcodeFormat.MicroQRCode, "12345")
    (find,), _ = zxing.read(frame, ["microqrcode"])
    assert find.tiny
    assert Agreement().agreed([find], frame, 1) == [find]
    assert Agreement().agreed([find], TABLE, 1) == []


def test_a_crowd_of_soft_badges_is_read_at_once() -> None:
    frame, contents = crowd(12, seed=1, module_px=3, blur=1.3)
    assert len(zxing_alone(frame)) < len(contents)
    assert raws(Reader("live", budget_ms=ENDLESS), frame) == contents


def bars(content: bytes) -> Find:
    """A read of bars that nothing in an empty frame confirms."""
    return Find(content, "code128", "]C0", False, ((10, 10), (200, 10), (200, 60), (10, 60)))


def test_bars_count_only_when_a_second_read_agrees() -> None:
    agreement = Agreement()
    assert agreement.agreed([bars(b"1042")], TABLE, 1) == []
    assert agreement.agreed([bars(b"1043")], TABLE, 2) == []
    assert agreement.agreed([bars(b"1042")], TABLE, 3) == [bars(b"1042")]


def test_an_old_read_confirms_no_bars() -> None:
    agreement = Agreement()
    agreement.agreed([bars(b"1042")], TABLE, 1)
    assert agreement.agreed([bars(b"1042")], TABLE, 200) == []


@pytest.mark.parametrize("content", [b"B10427", b"A/B-1", b"A+B"], ids=["Code 32", "a quote", "a small letter"])
def test_code_39_is_read_as_it_is_printed_and_never_as_one_of_its_dialects(content: bytes) -> None:
    assert raws(Reader("live", budget_ms=ENDLESS), seen(content, View(module_px=4), "code39")) == {content}


def test_the_two_halves_of_the_bars_confirm_each_other() -> None:
    frame = seen(b"B1042", View(module_px=3), "code128")
    (find,), _ = zxing.read(frame, ["code128"])
    assert Agreement().agreed([find], frame, 1) == [find]


def test_a_spent_budget_leaves_the_first_step_only() -> None:
    reader = Reader("live", budget_ms=0)
    assert reader.read(seen(b"B1042")) != []  # the first step always runs
    assert reader.steps == ["whole"]
    reader.read(next(empty_film(1, seed=1)))
    assert reader.steps == ["whole"]


def test_a_patient_reader_tries_more_than_a_live_one() -> None:
    frame = next(empty_film(1, seed=1))
    counts = []
    modes: tuple[Mode, ...] = ("live", "still", "patient")
    for mode in modes:
        reader = Reader(mode, budget_ms=ENDLESS)
        reader.read(frame)
        counts.append(len(reader.steps))
    assert counts[0] < counts[1] <= counts[2]


def test_an_easy_frame_takes_one_step() -> None:
    reader = Reader()
    (code,) = reader.read(seen(b"B1042"))
    assert (code.stage, reader.steps) == ("whole", ["whole"])
    assert code.milliseconds > 0


def test_the_next_frame_of_a_scene_tries_what_is_left() -> None:
    reader = Reader("live", budget_ms=ENDLESS)
    frames = empty_film(3, seed=1)
    reader.read(next(frames))
    first = set(reader.steps)
    reader.read(next(frames))
    assert "steady" in reader.steps
    assert set(reader.steps) != first


@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (1, 400), (400, 1), (7, 7), (30, 30, 3)])
def test_odd_pictures_are_only_empty(shape: tuple[int, ...]) -> None:
    modes: tuple[Mode, ...] = ("live", "patient")
    for mode in modes:
        assert Reader(mode).read(np.zeros(shape, np.uint8)) == []


def test_colour_and_views_of_arrays_are_frames_too() -> None:
    frame = seen(b"B1042")
    assert raws(Reader(), np.dstack([frame] * 3)) == {b"B1042"}
    assert raws(Reader(), frame.repeat(2, axis=1)[:, ::2]) == {b"B1042"}


@pytest.fixture
def without_zbar(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine as it is where zbar's library was not installed."""
    monkeypatch.setitem(sys.modules, "pyzbar", None)
    zbar._scanner.cache_clear()
    yield
    zbar._scanner.cache_clear()


@pytest.mark.usefixtures("without_zbar")
def test_a_missing_zbar_is_said_once_and_done_without(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        readers = [Reader(), Reader("patient")]
        assert all(raws(reader, seen(b"B1042")) == {b"B1042"} for reader in readers)
        assert zbar.read(large(b"B1042")) == []
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "libzbar0" in caplog.text
    assert not readers[0].zbar_available
    assert "zbar missing" in readers[0].version


def test_the_version_names_every_engine() -> None:
    assert all(engine in Reader().version for engine in ("boothflow-decode", "zxing-cpp 3", "zbar 0", "opencv"))


def test_no_frame_waits_for_a_part_of_numpy_that_was_not_loaded_yet() -> None:
    asked = (
        "import sys, numpy; from bench.badge_grid import badge; from bench.lens import View, look; from capture.decode import Reader\n"
        "table, reader = numpy.full((720, 1280), 90, numpy.uint8), Reader('still', budget_ms=1e9)\n"
        "damaged = look(badge(b'B1042'), View(damage=0.09), numpy.random.default_rng(1), scene=table, centre=(640, 330))\n"
        "reader.read(damaged)\n"
        "print('mended' in reader.steps, 'numpy.ma' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "False"]


def test_importing_the_reader_loads_neither_zbar_nor_the_night() -> None:
    asked = "import sys, capture.decode; print([m for m in ('pyzbar', 'polars', 'prefect', 'matplotlib') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="the shared photographs are not here: set BOOTHFLOW_SHARED")
def test_photographs_are_read_at_least_as_well_as_by_zxing_alone() -> None:
    ours = theirs = 0
    for picture, truth in list(photographs("qrcode"))[::6]:
        frame, text = webcam(picture), plain(truth or b"")
        ours += any(text in readings(raw) for raw in raws(Reader("live", budget_ms=ENDLESS), frame))
        theirs += any(text in readings(raw) for raw in zxing_alone(frame))
    assert ours >= theirs > 0


@pytest.mark.skipif(not PHOTOS.is_dir(), reason="the shared photographs are not here: set BOOTHFLOW_SHARED")
def test_no_code_is_read_in_photographs_without_one() -> None:
    reader = Reader("live", budget_ms=ENDLESS)
    reads = [reader.read(webcam(picture)) for picture, _ in list(photographs("falsepositives"))[::4]]
    assert len(reads) > 5
    assert not any(reads)
