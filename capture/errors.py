"""Every error the booth side raises, each with the sentence that tells staff what to do next.

An error takes facts and writes its own message. ``exit_code`` is what the command line exits with
(the numbers follow BSD ``sysexits.h`` where one fits). Subclasses of `TransientError` are worth a retry.
"""

from __future__ import annotations

from typing import ClassVar


class CaptureError(Exception):
    """Something on the booth side went wrong; the message says what happened and what to do."""

    exit_code: ClassVar[int] = 1


class TransientError(CaptureError):
    """A failure that may pass by itself: trying again is reasonable."""

    exit_code: ClassVar[int] = 75
