"""Settings of the night: Prefect is told, before it is imported, where to live and to send nothing anywhere."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path


def prepare_prefect(home: Path, environment: MutableMapping[str, str] = os.environ) -> None:
    """Set Prefect's defaults; call before ``import prefect``. What the user has set already stays as it is.

    Telemetry is off in its three places: the SDK's on import (``DO_NOT_TRACK``), the server's heartbeat, and the dashboard's.
    """
    defaults = {
        "DO_NOT_TRACK": "1",
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(home / "prefect" / "ui"),
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
    }
    for name, value in defaults.items():
        environment.setdefault(name, value)
