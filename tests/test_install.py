"""Each half installs alone: the booth without polars and Prefect, the ops machine without OpenCV."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from capture.journal import Journal
from capture.settings import Event, add_event
from capture.sync import seal
from tests.factories import NOON, make_reading, make_scan

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")

pytestmark = [pytest.mark.install, pytest.mark.skipif(not UV.exists(), reason="uv is not installed beside this Python")]


def install(half: str, folder: Path) -> Path:
    """A fresh environment with only one half's pinned packages; returns its ``boothflow``."""
    subprocess.run([UV, "venv", "--quiet", folder], check=True)
    python = folder / "bin" / "python"
    sync: list[str | Path] = [UV, "pip", "sync", "--quiet", "--python", python, ROOT / "lock" / f"{half}.txt"]
    subprocess.run(sync, check=True)
    subprocess.run([UV, "pip", "install", "--quiet", "--python", python, "--no-deps", ROOT], check=True)
    return folder / "bin" / "boothflow"


def has(boothflow: Path, *modules: str) -> list[str]:
    script = f"import importlib.util; print([m for m in {modules!r} if importlib.util.find_spec(m)])"
    done = subprocess.run(
        [boothflow.with_name("python"), "-c", script], cwd="/", capture_output=True, text=True, check=True
    )
    found: list[str] = eval(done.stdout)
    return found


def run(boothflow: Path, home: Path, *words: str, code: int = 0) -> str:
    environment = {**os.environ, "BOOTHFLOW_HOME": str(home)}
    done = subprocess.run([boothflow, *words], cwd="/", env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_the_booth_half_scans_without_polars_and_prefect(tmp_path: Path) -> None:
    boothflow = install("booth", tmp_path / "venv")
    assert has(boothflow, "polars", "prefect", "sqlalchemy", "xlsxwriter", "cv2") == ["cv2"]
    home = tmp_path / "home"
    add_event(home, Event(code="expo", exhibitors=("Northwind",)))
    import qrcode

    qrcode.make(b"100482").save(str(tmp_path / "badge.png"))
    assert "1 scan stored" in run(boothflow, home, "scan", str(tmp_path / "badge.png"))
    assert "pip install 'boothflow[ops]'" in run(boothflow, home, "nightly", code=69)


def test_the_ops_half_runs_a_night_without_opencv(tmp_path: Path) -> None:
    boothflow = install("ops", tmp_path / "venv")
    assert has(boothflow, "cv2", "pyzbar", "zxingcpp", "qrcode", "polars") == ["polars"]
    home = tmp_path / "home"
    add_event(home, Event(code="expo", exhibitors=("Northwind",)))
    with Journal(tmp_path / "front.sqlite") as journal:
        journal.add(make_scan(), make_reading())
        seal(journal, "front", home / "inbox", NOON)
    assert "Published" in run(boothflow, home, "nightly", "--plain")
    assert list((home / "leads" / "current").glob("*/companies/*.xlsx"))
    assert "pip install 'boothflow[booth]'" in run(boothflow, home, "scan", "0", code=69)
