"""What every test can rely on: no settings of this machine, no telemetry, no Prefect by accident."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

os.environ["DO_NOT_TRACK"] = "1"
os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "false"  # a test that needs a server says so itself


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away BOOTHFLOW_* so that tests see only what they set."""
    for name in [name for name in os.environ if name.startswith("BOOTHFLOW_") and name != "BOOTHFLOW_SHARED"]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def playwright_() -> Iterator[Playwright]:
    """The one Playwright of a test process: a second one beside it would not start."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright
