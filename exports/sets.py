"""Sets: the numbered folders of published files, each written whole before it gets its name, and kept for undo.

``sets/0007-3fa94c1b22d0`` is the seventh set, with the beginning of the hash of what it was made from. A folder whose
name begins with "." is unfinished or half removed; the next publisher sweeps it away.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from exports.errors import NoEarlierSetError, NothingPublishedError, write_error
from exports.lock import publish_lock
from exports.pointer import SETS, PointerKind, best_kind, current_set, switch, sync_folder
from exports.report import SetFile

REPORT = "report.json"
REPORT_PAGE = "report.html"

_UNFINISHED = ".new"
_GONE = ".gone-"


@contextmanager
def changing(root: Path) -> Iterator[None]:
    """Hold the lock of a folder while its sets change, and say in plain words what the system refused.

    Raises `PublishBusyError`, `DiskFullError`, `FolderNotWritableError` or `WriteFailedError`.
    """
    try:
        (root / SETS).mkdir(parents=True, exist_ok=True)
        with publish_lock(root):
            yield
    except OSError as error:
        raise write_error(error, root) from error


@contextmanager
def new_set(root: Path) -> Iterator[Path]:
    """An empty folder to write a new set into; unless `finish_set` named it, it goes. Needs the lock.

    What a killed publisher left behind goes first.
    """
    new = root / SETS / _UNFINISHED
    _sweep(root)
    new.mkdir()
    try:
        yield new
    finally:
        _sweep(root)


def finish_set(new: Path, input_sha256: str) -> Path:
    """Make a whole set durable, write-protect its files and give it the next number; returns its folder. Needs the lock."""
    for path in sorted(new.rglob("*")):
        if path.is_dir():
            sync_folder(path)
            continue
        with path.open("rb+") as file:
            os.fsync(file.fileno())
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    sync_folder(new)
    numbers = [_number(folder) for folder in kept_sets(new.parents[1])]
    folder = new.with_name(f"{max(numbers, default=0) + 1:04}-{input_sha256[:12]}")
    new.rename(folder)
    sync_folder(folder.parent)
    return folder


def list_files(folder: Path) -> tuple[SetFile, ...]:
    """Every file of a set but its reports, by path, with size and SHA-256."""
    reports = {folder / REPORT, folder / REPORT_PAGE}
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path not in reports)
    return tuple(
        SetFile(path=path.relative_to(folder).as_posix(), bytes=path.stat().st_size, sha256=_sha256(path))
        for path in paths
    )


def is_intact(folder: Path, input_sha256: str) -> bool:
    """Whether a set was made from this input and nobody has changed or removed any of its files since."""
    try:
        report = json.loads((folder / REPORT).read_text("utf-8"))
        return bool(report["input_sha256"] == input_sha256) and all(
            _sha256(folder / file["path"]) == file["sha256"] for file in report["files"]
        )
    except (OSError, ValueError, KeyError):
        return False


def kept_sets(root: Path) -> list[Path]:
    """The folders of all whole sets, the oldest first."""
    return sorted((folder for folder in (root / SETS).glob("[0-9]*-*") if folder.is_dir()), key=_number)


def keep_newest(root: Path, count: int) -> None:
    """Remove the oldest sets so that ``count`` are left; the current one always stays. Needs the lock.

    A set with a file that somebody has open on Windows stays until another night.
    """
    folders = kept_sets(root)
    for folder in folders[: max(len(folders) - count, 0)]:
        if folder != current_set(root):
            with suppress(OSError):
                _remove(folder)


def rollback(root: Path, kind: PointerKind | None = None) -> Path:
    """Make the set before the current one current again; returns its folder.

    Holds until the next night publishes. Raises `NothingPublishedError`, `NoEarlierSetError`, and what `changing` raises.
    """
    with changing(root):
        current = current_set(root)
        if current is None:
            raise NothingPublishedError(root)
        earlier = [folder for folder in kept_sets(root) if _number(folder) < _number(current)]
        if not earlier:
            raise NoEarlierSetError(root, current.name)
        switch(root, earlier[-1].name, kind or best_kind(root))
        return earlier[-1]


def drop_old_sets(root: Path) -> int:
    """Remove every set but the current one, so that erased people are gone from them; returns how many went.

    Publish the set without these people first. Raises `NothingPublishedError`, and what `changing` raises: then some may be left.
    """
    with changing(root):
        current = current_set(root)
        if current is None:
            raise NothingPublishedError(root)
        others = [folder for folder in kept_sets(root) if folder != current]
        for folder in [*others, *(root / SETS).glob(".*")]:
            _remove(folder)
        return len(others)


def _number(folder: Path) -> int:
    return int(folder.name.partition("-")[0])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sweep(root: Path) -> None:
    """Remove what is unfinished or half removed; a file that somebody has open on Windows waits for another night."""
    for left in (root / SETS).glob(".*"):
        with suppress(OSError):
            _remove(left)


def _remove(folder: Path) -> None:
    """Remove a folder; it loses its name first, so that nobody ever takes half of it for a set."""
    gone = folder.with_name(_GONE + folder.name)
    folder.rename(gone)
    if os.name == "nt":  # Windows does not delete what is write-protected
        for path in gone.rglob("*"):
            path.chmod(stat.S_IWRITE)
    shutil.rmtree(gone)
