"""Schedule: a Prefect server on this machine that starts the nightly flow at its hour, in its time zone.

Prefect creates a daily cron's runs three ahead. A run whose time passed while this machine was off starts late, as soon as
the schedule is up again; several late ones come one after the other, and all but the first find that nothing is left to do.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flows.embedded import prefect_server


def serve_nightly(home: Path, cron: str, time_zone: str, port: int, said: Callable[[str], None]) -> None:
    """Keep the schedule running until Ctrl-C; ``cron`` has five fields, ``time_zone`` is an IANA name.

    A Prefect server runs with it, unless ``PREFECT_API_URL`` in the environment names one that is there already.
    Raises ValueError for a cron line that is none, and ServerNotUpError.
    """
    said("Starting Prefect's server …")
    with prefect_server(home, port=port, scheduling=True) as wait:
        from prefect.schedules import Cron

        schedule = Cron(cron, timezone=time_zone)
        wait()
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
