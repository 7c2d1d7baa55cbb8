"""What every test can rely on: no settings of this machine, no telemetry, no Prefect by accident."""

from __future__ import annotations

import os

import pytest

os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "false"  # a test that needs a server says so itself


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away BOOTHFLOW_* so that tests see only what they set."""
    for name in [name for name in os.environ if name.startswith("BOOTHFLOW_") and name != "BOOTHFLOW_SHARED"]:
        monkeypatch.delenv(name)
