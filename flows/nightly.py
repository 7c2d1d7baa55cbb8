"""The nightly flow: collect, read, match, merge, publish, each a thin Prefect task around a plain function.

Call `flows.settings.prepare_prefect` before importing this module. Tasks pass a folder and a run id, never frames; a retry repeats
a whole stage, which is harmless since every stage can be run twice.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.runtime import flow_run

from capture.errors import TransientError
from capture.settings import load_settings
from flows.runlog import last_good_start, log_path, logged_night, run_stage
from flows.stages import STAGES, Night, new_night

SKIPPED = "skipped"


@flow(name="nightly")
def nightly(home: str, *, full: bool = False) -> str:
    """Run one night on the data folder ``home``, matching everything anew if ``full``; returns the path of the run log.

    A scheduled run that comes late, after a newer night ended well, does nothing and returns "skipped".
    """
    scheduled = flow_run.scheduled_start_time
    newest = last_good_start(Path(home))
    if scheduled and newest and newest > scheduled:
        return SKIPPED
    night = new_night(load_settings(Path(home)), full=full)
    with logged_night(night):
        for name in (*dict(STAGES), "publish"):
            stage.with_options(name=name)(home, night.run_id, night.started_at, full)
    return str(log_path(night))


def _is_transient(task: Any, task_run: Any, state: Any) -> bool:
    """Whether a failure may pass by itself: a file that is held, a disk that is full, a share that is away."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, (OSError, TransientError))


@task(retries=2, retry_delay_seconds=10, retry_condition_fn=_is_transient, timeout_seconds=3600, persist_result=False)
def stage(home: str, run_id: str, started_at: datetime, full: bool) -> None:
    """Run the stage that the task is named after."""
    from prefect.runtime import task_run

    run_stage(Night(load_settings(Path(home)), run_id, started_at, full), task_run.task_name)
