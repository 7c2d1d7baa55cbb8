"""Every error the nightly side raises, each with the sentence that says what to do next."""

from __future__ import annotations

from typing import ClassVar


class FlowError(Exception):
    """The nightly run could not do its work; the message says what happened and what to do."""

    exit_code: ClassVar[int] = 1
