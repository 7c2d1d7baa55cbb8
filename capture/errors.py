"""Every error the booth side raises, each with the sentence that tells staff what to do next.

An error takes facts and writes its own message. ``exit_code`` is what the command line exits with (the numbers follow
BSD ``sysexits.h`` where one fits). Subclasses of `TransientError` are worth a retry.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar


class CaptureError(Exception):
    """Something on the booth side went wrong; the message says what happened and what to do."""

    exit_code: ClassVar[int] = 1


class TransientError(CaptureError):
    """A failure that may pass by itself: trying again is reasonable."""

    exit_code: ClassVar[int] = 75


class SettingsError(CaptureError):
    """Settings are wrong; lists every problem at once."""

    exit_code: ClassVar[int] = 78

    def __init__(self, source: str, problems: Iterable[str]) -> None:
        super().__init__(f"The settings in {source} need mending:\n" + "\n".join(f"  - {line}" for line in problems))


class UnknownEventError(CaptureError):
    """A command names an event that the settings do not have."""

    exit_code: ClassVar[int] = 64

    def __init__(self, event: str, known: Iterable[str]) -> None:
        names = ", ".join(sorted(known)) or "none yet"
        super().__init__(
            f"There is no event {event!r} in the settings (known: {names}). "
            f"Add it with: boothflow event add {event or 'CODE'} --name NAME --exhibitor NAME"
        )


class UnknownExhibitorError(CaptureError):
    """A command names an exhibitor that the event does not have."""

    exit_code: ClassVar[int] = 64

    def __init__(self, exhibitor: str, event: str, known: Iterable[str]) -> None:
        super().__init__(
            f"Event {event!r} has no exhibitor {exhibitor!r} (known: {', '.join(known) or 'none'}). "
            f"Choose one with --exhibitor, or add it with: boothflow event add {event} --exhibitor NAME"
        )


class NoCameraError(CaptureError):
    """There is no such camera."""

    exit_code: ClassVar[int] = 66

    def __init__(self, number: int) -> None:
        super().__init__(
            f"There is no camera {number}. Plug one in or choose another number; `boothflow doctor` lists the cameras it finds."
        )


class CameraBusyError(TransientError):
    """The camera is there but gives no pictures."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Camera {number} is there but gives no pictures. Close the program that uses it (a video call, another scanner), "
            "allow cameras in the system's privacy settings, then start again."
        )


class VideoUnreadableError(CaptureError):
    """A film cannot be opened or holds no pictures."""

    exit_code: ClassVar[int] = 65

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} can't be read as a film. Check that it was copied whole, or convert it to MP4 (H.264) or AVI."
        )


class PictureUnreadableError(CaptureError):
    """A picture file is none."""

    exit_code: ClassVar[int] = 65

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not a picture that can be read. Save it again as PNG or JPEG.")


class SourceMissingError(CaptureError):
    """What should be scanned is not there, or is empty."""

    exit_code: ClassVar[int] = 66

    def __init__(self, source: str) -> None:
        super().__init__(
            f"There is nothing to scan at {source!r}. Give a camera number (0), a film, a picture, or a folder of pictures."
        )


class JournalDamagedError(CaptureError):
    """The journal file is not a sound SQLite file. It is left as it is."""

    exit_code: ClassVar[int] = 65

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(
            f"The journal {path} is damaged ({detail}). It was left untouched. Scanning can go on in a new one: choose another "
            f"name with --station. What is readable is saved with: boothflow rescue {path}"
        )


class JournalTooNewError(CaptureError):
    """The journal was written by a newer version of the program. It is left as it is."""

    exit_code: ClassVar[int] = 65

    def __init__(self, path: str, change: str) -> None:
        super().__init__(
            f"The journal {path} was written by a newer Boothflow (it knows {change!r}). It was left untouched. "
            "Update this program, or choose another --station to go on in a new journal."
        )


class JournalMissingError(CaptureError):
    """There is no journal to read."""

    exit_code: ClassVar[int] = 66

    def __init__(self, path: str) -> None:
        super().__init__(f"There is no journal at {path} yet. Scan something first: boothflow scan 0")


class DiskFullError(TransientError):
    """The disk has no room for the next scan; what was announced before is safe."""

    exit_code: ClassVar[int] = 74

    def __init__(self, path: str) -> None:
        super().__init__(
            f"The disk is full: the last scan could NOT be written to {path}, everything announced before it is safe. "
            "Free some space, then scan that badge again."
        )


class FolderNotWritableError(CaptureError):
    """The data folder cannot be written."""

    exit_code: ClassVar[int] = 73

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} can't be written. Give yourself the right to write there, "
            "or choose another data folder with --home or BOOTHFLOW_HOME."
        )


class JournalBusyError(TransientError):
    """Another program holds the journal for too long."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Another program keeps the journal {path} locked. Close other Boothflow windows, then try again."
        )


class RosterError(CaptureError):
    """A roster cannot be used; lists every problem at once."""

    exit_code: ClassVar[int] = 65

    def __init__(self, source: str, problems: Iterable[str]) -> None:
        super().__init__(f"The roster {source} was not taken in:\n" + "\n".join(f"  - {line}" for line in problems))
