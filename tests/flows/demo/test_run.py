"""The demo as a newcomer runs it, on a small event."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).parents[3]


def run_demo(folder: Path, home: Path) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BOOTHFLOW_", "PREFECT_"))}
    command = [sys.executable, "-m", "flows.cli", "demo", "--out", str(folder), "--attendees", "24"]
    environment = clean | {"HOME": str(home), "COLUMNS": "120"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.prefect
@pytest.mark.xdist_group("prefect")
def test_the_demo_goes_the_whole_way_and_tells_what_came_out(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    said = run_demo(folder, tmp_path)
    for words in (
        "1. Making",
        "2. Printing",
        "3. Filming",
        "4. Scanning",
        "5. Taking in",
        "6. Running",
        "Refused",
        "Try next",
    ):
        assert words in said
    report = json.loads((folder / "demo.json").read_text("utf-8"))["report"]
    visits, scans = report["counts"]["visits filmed"], report["counts"]["scans stored"]
    assert (
        0.85 * visits <= scans <= visits
    )  # a few visitors are never readable, and nobody is scanned twice for one visit
    current = folder / "data" / "leads" / "current"
    leads = pl.concat(pl.read_parquet(path) for path in current.glob("*/leads.parquet"))
    assert leads.height == report["counts"]["leads"]
    assert leads["exhibitor"].n_unique() == 2
    assert leads.filter(pl.col("rating") != "").height > 0  # what staff noted arrived
    assert (folder / "badges" / "sheets.pdf").exists()
    assert not (tmp_path / ".prefect").exists()

    again = run_demo(folder, tmp_path)
    assert "Nothing changed since the last demo" in again
    assert f"{scans} scans stored" in again
