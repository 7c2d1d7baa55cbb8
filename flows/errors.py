"""Every error the nightly side raises, each with the sentence that says what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar


class FlowError(Exception):
    """The nightly run could not do its work; the message says what happened and what to do."""

    exit_code: ClassVar[int] = 1


class NightBusyError(FlowError):
    """Another nightly run works on the same data folder."""

    exit_code: ClassVar[int] = 75

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"Another nightly run works on {home} right now. Wait for it to end; starting again later is harmless."
        )


class InboxMissingError(FlowError):
    """Nothing has arrived yet."""

    exit_code: ClassVar[int] = 66

    def __init__(self, inbox: Path) -> None:
        super().__init__(
            f"There is no inbox at {inbox}: no station has handed anything in. Run `boothflow sync` on the laptops, "
            "or point `inbox` in the settings at the folder they write to."
        )


class NightFailedError(FlowError):
    """A stage of the night failed; what was published before stays."""

    def __init__(self, stage: str, log: Path, detail: str) -> None:
        super().__init__(
            f"The night stopped at {stage!r}: {detail}. The files of the last good night stand as they were. "
            f"The log is {log}; run `boothflow nightly` again once the cause is mended."
        )


class ServerNotUpError(FlowError):
    """Prefect's server did not come up."""

    exit_code: ClassVar[int] = 69

    def __init__(self, port: int) -> None:
        super().__init__(
            f"Prefect's server did not come up on port {port}. Perhaps another program uses that port: choose another "
            "with --port. To run a night without a server: boothflow nightly"
        )
