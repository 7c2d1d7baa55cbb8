"""Schedule: a Prefect server on this machine that starts the nightly flow at its hour, in its time zone.

Prefect creates a daily cron's runs three ahead. A run whose time passed while this machine was off starts late, as soon as
the schedule is up again; several late ones come one after the other, and all but the first find that nothing is left to do.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from flows.errors import ServerNotUpError
from flows.settings import prepare_prefect

_PATIENCE_SECONDS = 180


def serve_nightly(home: Path, cron: str, time_zone: str, port: int, said: Callable[[str], None]) -> None:
    """Keep the schedule running until Ctrl-C; ``cron`` has five fields, ``time_zone`` is an IANA name.

    A Prefect server runs with it, unless ``PREFECT_API_URL`` in the environment names one that is there already.
    Raises ValueError for a cron line that is none, and ServerNotUpError.
    """
    has_server = "PREFECT_API_URL" in os.environ
    if not has_server:
        os.environ["PREFECT_SERVER_API_PORT"] = str(port)
        os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    prepare_prefect(home)
    from prefect.schedules import Cron

    schedule = Cron(cron, timezone=time_zone)
    with nullcontext() if has_server else _server(port, said):
        from flows.nightly import nightly

        said("The schedule is up. Stop it with Ctrl-C.")
        nightly.serve(
            name="nightly",
            parameters={"home": str(home)},
            schedules=[schedule],
            limit=1,
            pause_on_shutdown=False,
            print_starting_message=False,
        )


@contextmanager
def _server(port: int, said: Callable[[str], None]) -> Iterator[None]:
    """A Prefect server on 127.0.0.1 that ends when the schedule ends."""
    said(f"Starting Prefect's server on 127.0.0.1:{port} …")
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_until_up(process, port)
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
    raise ServerNotUpError(port)
