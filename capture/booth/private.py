"""Private: files that only the user of this laptop may read, written in one step."""

from __future__ import annotations

import os
from pathlib import Path

from capture.errors import FolderNotWritableError


def write_private(path: Path, text: str) -> None:
    """Write a file with mode 0600, whole or not at all; raises FolderNotWritableError."""
    new = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        new.replace(path)
    except OSError as error:
        raise FolderNotWritableError(str(path.parent)) from error
