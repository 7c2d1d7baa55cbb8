"""Pointer: the one small thing that says which published set is current, switched in one atomic step.

Where the system allows it, ``current`` is a symbolic link, so that people simply open the folder. Windows wants a special
right for links and cannot replace one of a folder in one step; there ``current.html`` is a page that leads to the set's
report. Either is written beside the old one and put in its place by ``os.replace``, which is atomic on POSIX and on NTFS.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Literal

SETS = "sets"
PointerKind = Literal["link", "page"]

_LINK = "current"
_PAGE = "current.html"
_NEW = ".pointer-new"
_PAGE_TEXT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Leads</title>
<meta http-equiv="refresh" content="0; url={sets}/{name}/report.html"></head>
<body><p><a href="{sets}/{name}/report.html">The current leads · <span lang="zh">最新线索</span></a></p></body></html>
"""


def current_set(root: Path) -> Path | None:
    """The folder of the current set, or None before the first; resolve it once and then read every file below it."""
    try:
        name = (root / _LINK).readlink().name
    except OSError:
        try:
            page = (root / _PAGE).read_text("utf-8")
        except FileNotFoundError:
            return None
        found = re.search(rf"url={SETS}/([\w-]+)/", page)
        if found is None:
            return None
        name = found[1]
    return root / SETS / name


def best_kind(root: Path) -> PointerKind:
    """Which pointer this system and the folder's file system allow."""
    if os.name == "nt":
        return "page"
    probe = root / _NEW
    probe.unlink(missing_ok=True)
    try:
        probe.symlink_to(SETS)
    except OSError:
        return "page"
    probe.unlink()
    return "link"


def switch(root: Path, name: str, kind: PointerKind) -> None:
    """Make ``sets/name`` the current set in one step; a pointer of the other kind goes."""
    new = root / _NEW
    new.unlink(missing_ok=True)
    if kind == "link":
        new.symlink_to(Path(SETS, name))
        new.replace(root / _LINK)
        (root / _PAGE).unlink(missing_ok=True)
    else:
        with new.open("w", encoding="utf-8", newline="\n") as file:
            file.write(_PAGE_TEXT.format(sets=SETS, name=name))
            file.flush()
            os.fsync(file.fileno())
        new.replace(root / _PAGE)
        with suppress(FileNotFoundError):
            (root / _LINK).unlink()
    sync_folder(root)


def sync_folder(folder: Path) -> None:
    """Make a folder's entries durable, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
