"""Run log: our own record of every night, one JSON file a run; it holds counts and seconds, never names."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from exports.errors import PublishBusyError
from exports.lock import publish_lock
from exports.report import Stage
from flows.errors import NightBusyError
from flows.stages import STAGES, Night, publish_stage

Status = Literal["running", "done", "failed"]


@dataclass
class RunLog:
    """What happened so far; written after every stage, so that a night that dies still tells where it was."""

    run_id: str
    started_at: str
    status: Status = "running"
    failed_stage: str = ""
    error: str = ""
    stages: list[Stage] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def log_path(night: Night) -> Path:
    """Where the log of a night lies."""
    return night.settings.home / "runs" / f"{night.run_id}.json"


def read_log(path: Path) -> RunLog:
    """A log as it was written."""
    values = json.loads(path.read_text("utf-8"))
    stages = [Stage(**stage | {"note": tuple(stage.get("note", ("", "")))}) for stage in values["stages"]]
    return RunLog(**values | {"stages": stages})


def run_stage(night: Night, name: str) -> None:
    """Run one stage by its name ("publish" is the last one) and record how long it took and what it did."""
    path = log_path(night)
    log = read_log(path)
    log.failed_stage = name
    _write(log, path)
    began = time.perf_counter()
    counts = publish_stage(night, tuple(log.stages), log.counts) if name == "publish" else dict(STAGES)[name](night)
    seconds = round(time.perf_counter() - began, 3)
    stage = Stage(
        name=name,
        seconds=seconds,
        rows_in=counts.rows_in,
        rows_out=counts.rows_out,
        refused=counts.refused,
        note=counts.note,
    )
    log.stages = [*(kept for kept in log.stages if kept.name != name), stage]
    log.counts |= dict(counts.more)
    log.failed_stage = ""
    _write(log, path)


@contextmanager
def logged_night(night: Night) -> Iterator[Path]:
    """Hold the data folder for one night and log how it ends; gives the log's path.

    Raises NightBusyError at once when another night works on the same data folder.
    """
    path = log_path(night)
    night.lake.mkdir(parents=True, exist_ok=True)
    try:
        with publish_lock(night.lake):
            _write(RunLog(night.run_id, night.started_at.isoformat()), path)
            status: Status = "failed"
            kind = ""
            try:
                yield path
                status = "done"
            except BaseException as error:
                kind = type(error).__name__
                raise
            finally:
                log = read_log(path)
                log.status, log.error = status, kind
                _write(log, path)
    except PublishBusyError as error:
        raise NightBusyError(night.settings.home) from error


def last_good_start(home: Path) -> datetime | None:
    """When the newest night that ended well began; None when there was none."""
    logs = (read_log(path) for path in (home / "runs").glob("*.json"))
    return max((datetime.fromisoformat(log.started_at) for log in logs if log.status == "done"), default=None)


def _write(log: RunLog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    new.write_text(json.dumps(asdict(log), indent=1), "utf-8")
    new.replace(path)
