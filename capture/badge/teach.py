"""Teach: one scan's pieces get labels from a person, and become an event profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from capture.badge.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of a payload: where it stands, its text, and the label we would guess ("" when we would not)."""

    position: int
    text: str
    guess: str = ""


def pieces(raw: bytes, *, profile: Profile | None = None, locale: str = "") -> list[Piece]:
    """The pieces of one scan, in order, each with a guess."""
    del locale
    delimiter = profile.delimiter if profile and profile.delimiter else "^"
    return [Piece(position=n, text=text) for n, text in enumerate(raw.decode("utf-8", "replace").split(delimiter))]


def profile_from_labels(event: str, raw: bytes, labels: Sequence[str], *, locale: str = "") -> Profile:
    """The profile that reads this scan with these labels, one for each piece in order."""
    del raw
    return Profile(event=event, locale=locale, delimiter="^", fields=tuple(labels))
