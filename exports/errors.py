"""Every error the export side raises, each with the sentence that says what to do next."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar


class ExportError(Exception):
    """Leads could not be turned into files; the message says what happened and what to do.

    ``exit_code`` is what the command line exits with (the numbers follow BSD ``sysexits.h`` where one fits).
    """

    exit_code: ClassVar[int] = 1


class FrameShapeError(ExportError):
    """A frame of leads or of refused rows is not what its schema promises; every problem is listed at once."""

    exit_code = 70

    def __init__(self, schema: str, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        listed = "; ".join(problems)
        super().__init__(
            f"the frame does not fit the {schema} schema: {listed}. Nothing was written. Mend the step before."
        )


class UnknownTimeZoneError(ExportError):
    """A time zone that the system does not know."""

    exit_code = 64

    def __init__(self, time_zone: str) -> None:
        super().__init__(f"unknown time zone {time_zone!r}. Take a name like Europe/Berlin or Asia/Shanghai, or UTC.")


class PublishBusyError(ExportError):
    """Another publisher holds the lock on the same folder."""

    exit_code = 75

    def __init__(self, root: Path) -> None:
        super().__init__(
            f"another run is publishing to {root} right now. Nothing was changed. Wait for it to end and try again."
        )


class DiskFullError(ExportError):
    """There was no room left for a file (disk, quota or a limit on file size)."""

    exit_code = 74

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"no room left to write {path}. The files published before are untouched. "
            "Free some space (old sets under 'sets' may go) or choose another folder, then run again."
        )


class FolderNotWritableError(ExportError):
    """The folder to publish into is read-only, is no folder, or belongs to somebody else."""

    exit_code = 73

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"cannot write to {path}: {reason}. The files published before are untouched. "
            "Give this user the right to write there or choose another folder, then run again."
        )


class WriteFailedError(ExportError):
    """Writing failed for a reason that is neither room nor rights."""

    exit_code = 74

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"could not write {path}: {reason}. The files published before are untouched. Check the disk, then run again."
        )


class NothingPublishedError(ExportError):
    """A folder in which no set has been published yet."""

    exit_code = 66

    def __init__(self, root: Path) -> None:
        super().__init__(f"nothing has been published to {root} yet. Run the nightly flow first.")


class NoEarlierSetError(ExportError):
    """A rollback was asked for, but no set is older than the current one."""

    exit_code = 66

    def __init__(self, root: Path, current: str) -> None:
        super().__init__(
            f"{current} is the oldest set kept in {root}, so there is nothing to go back to. It stays current."
        )


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT}


def write_error(error: OSError, path: Path) -> ExportError:
    """The export error that says in plain words what an operating-system error meant while writing to ``path``."""
    where = Path(error.filename) if isinstance(error.filename, str) else path
    if error.errno in _NO_ROOM:
        return DiskFullError(where)
    if error.errno in _NO_RIGHT:
        return FolderNotWritableError(where, error.strerror or str(error))
    return WriteFailedError(where, error.strerror or str(error))
