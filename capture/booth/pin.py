"""Pin: an optional number that locks the page while nobody stands at the laptop. Kept as a salted scrypt hash."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from pathlib import Path

from capture.booth.private import write_private
from capture.booth.touches import WishError

_TRIES = 5
_WAIT_SECONDS = 30.0


class Pin:
    """The lock of one laptop. It locks at the start when a PIN is set; after five wrong tries it waits."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wrong = 0
        self._wait_until = 0.0
        self.locked = self.is_set

    @property
    def is_set(self) -> bool:
        """Whether a PIN is wished."""
        return self._path.exists()

    def set(self, pin: str) -> None:
        """Wish for a PIN of 4 to 12 digits, or for none with an empty text; raises WishError."""
        if not pin:
            self._path.unlink(missing_ok=True)
            self.locked = False
            return
        if not re.fullmatch(r"\d{4,12}", pin, re.ASCII):
            raise WishError("a PIN has 4 to 12 digits")
        salt = secrets.token_bytes(16)
        write_private(self._path, json.dumps({"salt": salt.hex(), "hash": _hash(pin, salt).hex()}))

    def lock(self) -> None:
        """Lock the page; does nothing without a PIN."""
        self.locked = self.is_set

    def unlock(self, pin: str, monotonic: float) -> bool:
        """Open the page again; ``monotonic`` are seconds of a clock that never runs backwards."""
        if monotonic < self._wait_until:
            return False
        kept = json.loads(self._path.read_text("utf-8")) if self.is_set else None
        right = kept is None or hmac.compare_digest(
            _hash(pin[:64], bytes.fromhex(kept["salt"])), bytes.fromhex(kept["hash"])
        )
        self._wrong = 0 if right else self._wrong + 1
        if self._wrong >= _TRIES:
            self._wrong, self._wait_until = 0, monotonic + _WAIT_SECONDS
        if right:
            self.locked = False
        return right


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1)
