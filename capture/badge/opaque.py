"""Opaque codes: encrypted or binary ones, which are kept for a key or a newer reader."""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from math import log2

from capture.badge.payload import Payload
from capture.badge.reading import Reading

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}){16,}")


def read_binary(payload: Payload) -> Reading | None:
    """Bytes that are no text in any charset: nothing may be guessed out of them."""
    if payload.charset_confidence > 0:
        return None
    return payload.reading("opaque", "binary", reason="bytes that are no text: encrypted, or of an unknown format")


def read_packed(payload: Payload) -> Reading | None:
    """Base64 or hex of bytes that look random."""
    raw = packed_bytes(payload.text)
    if not raw or not _looks_random(raw):
        return None
    form = "hex" if _HEX.fullmatch(payload.text.strip()) else "base64"
    return payload.reading(
        "opaque", form, reason=f"{len(raw)} bytes in {form} that look encrypted: a key may read them"
    )


def packed_bytes(text: str) -> bytes:
    """The bytes behind hex or base64 (also its URL alphabet, also unpadded); none when the text is neither."""
    text = text.strip()
    if _HEX.fullmatch(text):
        return bytes.fromhex(text)
    if not _BASE64.fullmatch(text):
        return b""
    text = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _looks_random(raw: bytes) -> bool:
    """Whether the entropy of the bytes is near what so many random bytes have (at least 80 % of the bits they could carry)."""
    counts = Counter(raw)
    entropy = -sum(count / len(raw) * log2(count / len(raw)) for count in counts.values())
    return len(raw) >= 12 and entropy >= 0.8 * min(8.0, log2(len(raw)))
