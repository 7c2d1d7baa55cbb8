"""Touches: what the page may ask to be written down, checked before it reaches the journal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from capture.booth.card import EDITABLE
from capture.errors import CaptureError
from capture.scan import CHANNELS
from capture.touch import ANSWERS, RATINGS, TouchKind

LONGEST = 4000
"""Characters of a note; other texts are shorter."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


class WishError(CaptureError):
    """The page asked for something that can't be written down."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"This was not saved: {problem}. Load the page again; if it stays, look into docs/booth.md.")


def checked(kind: object, value: object) -> tuple[TouchKind, dict[str, Any]]:
    """A kind of touch and its value in the shape that `capture.touch.TouchKind` lists; raises WishError."""
    if not isinstance(kind, str) or kind not in _SHAPES:
        raise WishError(f"unknown kind of touch {kind!r}")
    if not isinstance(value, Mapping):
        raise WishError(f"a {kind} needs a value with names, got {type(value).__name__}")
    shape = _SHAPES[kind]
    if set(value) - set(shape):
        raise WishError(f"a {kind} has no {', '.join(sorted(set(value) - set(shape)))}")
    return kind, {name: check(value.get(name, "")) for name, check in shape.items()}  # type: ignore[return-value]


def text(value: object, limit: int = 300) -> str:
    """One text without control and bidi characters, trimmed; raises WishError when it is no text or too long."""
    if not isinstance(value, str):
        raise WishError(f"wanted a text, got {type(value).__name__}")
    if len(value) > limit:
        raise WishError(f"the text is longer than {limit} characters")
    return _CONTROL.sub("", value).strip()


def _long(value: object) -> str:
    return text(value, LONGEST)


def _one_of(*known: str) -> Callable[[object], str]:
    def check(value: object) -> str:
        if value not in known:
            raise WishError(f"{value!r} is none of {', '.join(known)}")
        return str(value)

    return check


def _text_or_list(value: object) -> str | list[str]:
    return [text(item) for item in value[:100]] if isinstance(value, list) else _long(value)


def _day(value: object) -> str:
    if value == "":
        return ""
    try:
        return date.fromisoformat(text(value)).isoformat()
    except ValueError:
        raise WishError(f"{value!r} is no date like 2026-11-18") from None


def _flag(value: object) -> bool:
    return value is True


_SHAPES: Mapping[str, Mapping[str, Callable[[object], object]]] = {
    "rating": {"rating": _one_of(*RATINGS)},
    "qualifier": {"name": text, "value": _text_or_list},
    "note": {"text": _long},
    "tag": {"tag": text, "on": _flag},
    "consent": {"answer": _one_of(*ANSWERS), "purpose": text, "wording": _long, "wording_version": text},
    "introducer": {"name": text, "scan_id": text},
    "channel": {"channel": _one_of(*CHANNELS)},
    "next_step": {"text": _long, "due": _day},
    "owner": {"owner": text},
    "edit": {"field": _one_of(*sorted(EDITABLE)), "value": text},
}
