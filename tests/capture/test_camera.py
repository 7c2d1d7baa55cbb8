"""The camera: films, folders and pictures as one stream, and a clear word when there is nothing to see."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import cv2
import numpy as np
import pytest

from capture.camera import open_camera
from capture.errors import (
    CameraBusyError,
    NoCameraError,
    PictureUnreadableError,
    SourceMissingError,
    VideoUnreadableError,
)
from tests.factories import NOON


def make_film(path: Path, frames: int, rate: float = 30) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), rate, (64, 48))
    for number in range(frames):
        writer.write(np.full((48, 64, 3), number * 5, np.uint8))
    writer.release()
    return path


def make_picture(path: Path) -> Path:
    cv2.imwrite(str(path), np.full((48, 64, 3), 128, np.uint8))
    os.utime(path, (NOON.timestamp(), NOON.timestamp()))
    return path


def test_a_film_runs_on_its_own_clock(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.avi", 10, rate=25)
    with open_camera(str(film), recorded_at=NOON) as camera:
        shots = list(camera.shots)
    assert (camera.total, camera.method, len(shots)) == (10, "video", 10)
    assert [shot.taken_at for shot in shots] == [NOON + timedelta(seconds=number / 25) for number in range(10)]
    assert [shot.monotonic_ns for shot in shots] == [number * 40_000_000 for number in range(10)]
    assert [round(int(shot.frame.mean()) / 5) for shot in shots] == list(range(10))  # the first frame is not lost


def test_a_folder_gives_its_pictures_in_order_and_refuses_what_is_none(tmp_path: Path) -> None:
    make_picture(tmp_path / "b.png")
    make_picture(tmp_path / "a.jpg")
    (tmp_path / "c.png").write_text("not a picture")
    (tmp_path / "d.png").touch()
    (tmp_path / "notes.txt").write_text("not looked at")
    with open_camera(str(tmp_path)) as camera:
        shots = list(camera.shots)
    assert [shot.taken_at for shot in shots] == [NOON, NOON]
    assert [str(error) for error in camera.refused] == [
        f"{tmp_path / name} is not a picture that can be read. Save it again as PNG or JPEG."
        for name in ("c.png", "d.png")
    ]


def test_one_picture_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_text("not a picture")
    with pytest.raises(PictureUnreadableError, match="Save it again"), open_camera(str(tmp_path / "a.png")):
        pass


@pytest.mark.parametrize("content", [b"", b"not a film at all"])
def test_a_film_that_cannot_be_opened_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "film.mp4").write_bytes(content)
    with pytest.raises(VideoUnreadableError, match="can't be read as a film"), open_camera(str(tmp_path / "film.mp4")):
        pass


@pytest.mark.parametrize("name", ["missing.avi", "empty"])
def test_nothing_to_scan_is_said(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceMissingError, match="nothing to scan"), open_camera(str(tmp_path / name)):
        pass


def test_no_camera_is_said() -> None:
    with pytest.raises(NoCameraError, match=r"no camera 96.*boothflow doctor"), open_camera("96"):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can put a device file there")
def test_a_camera_that_gives_no_pictures_is_said_to_be_busy() -> None:
    device = Path("/dev/video97")
    device.touch()  # it is there, and like a camera that another program holds it can't be opened
    try:
        with pytest.raises(CameraBusyError, match="Close the program"), open_camera("97"):
            pass
    finally:
        device.unlink()


def test_a_film_is_let_go_of_when_the_caller_stops_early(tmp_path: Path) -> None:
    film = make_film(tmp_path / "film.avi", 10)
    with open_camera(str(film)) as camera:
        next(camera.shots)
    handles = [handle for handle in Path("/proc/self/fd").iterdir() if handle.exists()]
    assert film not in [handle.readlink() for handle in handles]
