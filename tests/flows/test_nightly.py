"""The night as a whole: real segments in, a published set out; twice gives the same bytes; Prefect only schedules."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest

from capture.badge.contact import Contact, Email, Phone
from capture.settings import Settings
from exports.lock import publish_lock
from exports.wording import COUNTS
from flows.commands.nightly import run_plain
from flows.errors import InboxMissingError, NightBusyError
from flows.runlog import last_good_start, log_path, read_log
from flows.settings import prepare_prefect
from flows.stages import Night, new_night
from tests.factories import NOON, make_reading, make_scan
from tests.flows.conftest import HandIn

ROOT = Path(__file__).parents[2]


def person(number: int, **changes: object) -> Contact:
    names = {"full_name": f"Person {number}", "company": "Northwind GmbH", "emails": (Email(f"p{number}@n.example"),)}
    return Contact(**names | changes)  # type: ignore[arg-type]


@pytest.fixture
def scans(hand_in: HandIn) -> None:
    """Two stations of one exhibitor and one of another; one person twice, one Wi-Fi code, one unknown id."""
    rows = [(make_scan(number), make_reading(contact=person(number))) for number in range(5)]
    rows.append((make_scan(10), make_reading(kind="not_a_badge", contact=Contact())))
    rows.append((make_scan(11), make_reading(kind="id", contact=Contact(badge_id="99"))))
    hand_in(*rows)
    hand_in((make_scan(20, station="back"), make_reading(contact=person(1, phones=(Phone("+49 30 5557 0142"),)))))
    hand_in((make_scan(30, station="south", exhibitor="Southwind"), make_reading(contact=person(1))))


def run(settings: Settings, at_minute: int = 0) -> Night:
    night = new_night(settings, NOON + timedelta(minutes=at_minute))
    run_plain(night, lambda _: None)
    return night


def tree(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_a_night_leaves_a_set_per_exhibitor_and_a_log(scans: None, settings: Settings) -> None:
    night = run(settings)
    current = settings.leads_path / "current"
    leads = pl.concat(pl.read_parquet(path) for path in sorted(current.glob("*/leads.parquet")))
    assert sorted(leads.select("exhibitor", "full_name", "scans").rows()) == [
        ("Northwind", "Person 0", 1),
        ("Northwind", "Person 1", 2),  # seen at two stations
        ("Northwind", "Person 2", 1),
        ("Northwind", "Person 3", 1),
        ("Northwind", "Person 4", 1),
        ("Southwind", "Person 1", 1),  # the wall: nothing of it is known at Northwind's
    ]
    assert len(list(current.glob("*/companies/*.xlsx"))) == 2
    log = read_log(log_path(night))
    assert log.status == "done"
    assert set(log.counts) - {"files"} <= set(COUNTS)  # the run report has words for each
    assert [(stage.name, stage.rows_in, stage.rows_out, stage.refused) for stage in log.stages] == [
        ("collect", 9, 9, 0),
        ("read", 9, 7, 2),
        ("match", 7, 6, 0),
        ("merge", 7, 6, 0),
        ("publish", 6, 6, 0),
    ]
    refused = pl.read_parquet(current / "quarantine.parquet")
    assert sorted(refused["reason"]) == ["badge id is on no roster", "not a badge"]


def test_the_second_night_gives_the_same_bytes(scans: None, settings: Settings) -> None:
    run(settings)
    first = tree((settings.leads_path / "current").resolve())
    run(settings, at_minute=1)
    assert tree((settings.leads_path / "current").resolve()) == first
    assert len(first) > 5


def test_another_data_folder_gives_the_same_bytes(scans: None, settings: Settings, tmp_path: Path) -> None:
    run(settings)
    import shutil
    from dataclasses import replace

    other = tmp_path / "other"
    shutil.copytree(settings.inbox_path, other / "inbox")
    run(replace(settings, home=other))
    assert tree((other / "leads" / "current").resolve()) == tree((settings.leads_path / "current").resolve())


def test_the_log_names_nobody(scans: None, settings: Settings) -> None:
    text = log_path(run(settings)).read_text("utf-8")
    assert "Person" not in text
    assert "n.example" not in text


def test_a_log_from_before_stages_had_notes_is_still_read(scans: None, settings: Settings) -> None:
    path = log_path(run(settings))
    values = json.loads(path.read_text("utf-8"))
    for stage in values["stages"]:
        del stage["note"]
    path.write_text(json.dumps(values), "utf-8")
    assert {stage.note for stage in read_log(path).stages} == {("", "")}
    assert last_good_start(settings.home) == NOON


def test_only_one_night_at_a_time(scans: None, settings: Settings) -> None:
    (settings.home / "lake").mkdir(exist_ok=True)
    with publish_lock(settings.home / "lake"), pytest.raises(NightBusyError, match="Another nightly run"):
        run(settings)


def test_a_night_that_fails_says_where_and_leaves_the_files(scans: None, settings: Settings) -> None:
    run(settings)
    before = tree((settings.leads_path / "current").resolve())
    segment = next((settings.home / "lake").glob("touch.parquet"))
    segment.write_bytes(b"no parquet at all")
    with pytest.raises(pl.exceptions.ComputeError):
        run(settings, at_minute=1)
    log = read_log(settings.home / "runs" / f"{new_night(settings, NOON + timedelta(minutes=1)).run_id}.json")
    assert (log.status, log.failed_stage, log.error) == ("failed", "collect", "ComputeError")
    assert tree((settings.leads_path / "current").resolve()) == before
    assert last_good_start(settings.home) == NOON


def test_no_inbox_is_said(settings: Settings) -> None:
    settings.inbox_path.rmdir()
    with pytest.raises(InboxMissingError, match="boothflow sync"):
        run(settings)


def test_prefect_is_told_to_send_nothing_and_to_live_in_the_data_folder(tmp_path: Path) -> None:
    environment: dict[str, str] = {"PREFECT_SERVER_ANALYTICS_ENABLED": "true"}
    prepare_prefect(tmp_path, environment)
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_HOME"] == str(tmp_path / "prefect")
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "true"  # what the user set stays


def environment_for(settings: Settings, **more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("BOOTHFLOW_", "PREFECT_"))}
    return clean | {"BOOTHFLOW_HOME": str(settings.home), "HOME": str(settings.home)} | more


@pytest.mark.prefect
@pytest.mark.xdist_group("prefect")
def test_the_embedded_prefect_gives_the_same_files_as_the_plain_night(scans: None, settings: Settings) -> None:
    run(settings)
    plain = tree((settings.leads_path / "current").resolve())
    command = [sys.executable, "-m", "flows.cli", "nightly"]
    done = subprocess.run(command, cwd=ROOT, env=environment_for(settings), capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    assert "Nothing changed" in done.stdout
    assert tree((settings.leads_path / "current").resolve()) == plain
    assert not (settings.home / ".prefect").exists()  # nothing outside the data folder's own corner
    with sqlite3.connect(settings.home / "prefect" / "prefect.db") as database:
        states = database.execute("SELECT state_type FROM flow_run").fetchall()
    database.close()
    assert states == [("COMPLETED",)]


@pytest.mark.prefect
@pytest.mark.xdist_group("prefect")
def test_a_scheduled_night_runs_by_itself(scans: None, settings: Settings) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "flows.cli", "schedule", "--cron", "* * * * *", "--port", str(port)]
    environment = environment_for(settings, PREFECT_RUNNER_POLL_FREQUENCY="2", PYTHONUNBUFFERED="1")
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            until = time.monotonic() + 270
            while time.monotonic() < until and process.poll() is None and last_good_start(settings.home) is None:
                time.sleep(0.5)
        finally:
            process.terminate()
        output = process.communicate(timeout=60)[0]
    assert last_good_start(settings.home) is not None, output
    assert "made up for" in output or "missed" in output
    logs = [json.loads(path.read_text()) for path in (settings.home / "runs").glob("*.json")]
    assert {log["status"] for log in logs} <= {"done", "running"}


def test_an_erased_person_is_in_no_file_of_the_data_folder(scans: None, hand_in: HandIn, settings: Settings) -> None:
    run(settings)
    hand_in(erase=("scan-0003",))
    run(settings, at_minute=1)
    assert len(list((settings.leads_path / "sets").iterdir())) == 1  # no older set holds the person either
    leads = pl.concat(pl.read_parquet(path) for path in (settings.leads_path / "current").glob("*/leads.parquet"))
    assert "Person 3" not in leads["full_name"].to_list()
    for path in settings.home.rglob("*"):
        if path.is_file():
            assert b"p3@n.example" not in plain_bytes(path), path


def plain_bytes(path: Path) -> bytes:
    """What a file holds, unpacked."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            return b"".join(book.read(name) for name in book.namelist())
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    if path.suffix == ".parquet":
        return str(pl.read_parquet(path).rows()).encode()
    return path.read_bytes()
