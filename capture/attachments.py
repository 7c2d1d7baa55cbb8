"""Attachments: voice notes and pictures, kept beside the journal in a folder for each Scan."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from capture.durable import write_whole
from capture.errors import CaptureError, FolderNotWritableError
from capture.scan import Scan

MEDIA_TYPES = {
    "audio/webm": ".webm",
    "audio/ogg": ".ogg",
    "audio/mp4": ".m4a",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
}
"""What may be attached, and how its file ends. Nothing here can be run or shown as a page."""


class AttachmentRefusedError(CaptureError):
    """A file is of no kind that is kept, or empty."""

    exit_code = 65

    def __init__(self, media_type: str, size: int) -> None:
        known = ", ".join(MEDIA_TYPES)
        super().__init__(f"A file of type {media_type!r} with {size} bytes is not kept: it has to be one of {known}.")


@dataclass(frozen=True, slots=True)
class Attachments:
    """The folder ``attachments`` in the data folder."""

    home: Path

    def keep(self, scan: Scan, data: bytes, media_type: str) -> dict[str, str]:
        """Write a file so that it outlives a power cut; returns the value of its "attachment" touch.

        Raises AttachmentRefusedError for a kind of file that is not kept, FolderNotWritableError when the disk refuses.
        """
        kind = media_type.split(";")[0].strip().lower()
        if kind not in MEDIA_TYPES or not data:
            raise AttachmentRefusedError(kind, len(data))
        digest = hashlib.sha256(data).hexdigest()
        path = self.home / "attachments" / scan.scan_id / f"{digest[:16]}{MEDIA_TYPES[kind]}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        except OSError as error:
            raise FolderNotWritableError(str(path.parent)) from error
        return {"file": f"{scan.scan_id}/{path.name}", "media_type": kind, "sha256": digest}

    def find(self, file: str) -> tuple[Path, str] | None:
        """The path and media type of an attachment by the ``file`` of its touch; None when there is none."""
        folder = (self.home / "attachments").resolve()
        path = (folder / file).resolve()
        kinds = {ending: kind for kind, ending in MEDIA_TYPES.items()}
        if not path.is_relative_to(folder) or path.suffix not in kinds or not path.is_file():
            return None
        return path, kinds[path.suffix]
