"""The embedded Prefect: a server of our own on 127.0.0.1 that lives as long as the command that needs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.errors import ServerNotUpError
from flows.settings import prepare_prefect

_PATIENCE_SECONDS = 180


@contextmanager
def prefect_server(home: Path, *, port: int = 0, scheduling: bool = False) -> Iterator[Callable[[], None]]:
    """Start a server at once, before ``import prefect``; gives a function that waits until it answers.

    It takes 10 to 25 seconds to come up, so start it before other work and wait when it is needed. ``port`` 0 takes a free
    one. Only with ``scheduling`` it also creates scheduled runs and shows its dashboard. Where ``PREFECT_API_URL`` names a
    server that is there already, that one is used. Waiting raises ServerNotUpError.
    """
    prepare_prefect(home)
    if "PREFECT_API_URL" in os.environ:
        yield lambda: None
        return
    port = port or _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
    command += [] if scheduling else ["--no-services"]
    environment = os.environ | {
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_ENABLED": str(scheduling).lower(),
    }
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield lambda: _wait_until_up(process, port)
    finally:
        del os.environ["PREFECT_API_URL"]
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_up(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise ServerNotUpError(port)
