"""Every error the export side raises, each with the sentence that says what to do next."""

from __future__ import annotations

from typing import ClassVar


class ExportError(Exception):
    """Leads could not be turned into files; the message says what happened and what to do."""

    exit_code: ClassVar[int] = 1
