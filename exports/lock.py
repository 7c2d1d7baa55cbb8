"""Lock: only one publisher at a time writes to a folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from exports.errors import PublishBusyError

LOCK_FILE = ".publish.lock"


@contextmanager
def publish_lock(root: Path) -> Iterator[None]:
    """Hold the lock of a folder, or raise `PublishBusyError` at once.

    The operating system holds it for the open file and lets go when the process ends, however it ends, so that no stale lock is ever
    left behind.
    """
    descriptor = os.open(root / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(descriptor, root)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int, root: Path) -> None:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise PublishBusyError(root) from error
else:
    import fcntl

    def _take(descriptor: int, root: Path) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PublishBusyError(root) from error
