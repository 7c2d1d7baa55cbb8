"""File names: a name for a company's or exhibitor's files that every system can hold."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata

_READABLE_BYTES = 80
_LETTERS_MARKS_NUMBERS = "LMN"


def company_file_stem(company_key: str) -> str:
    """A file name without its ending for a company, made from its key alone: the same every night, never shared.

    The readable part keeps letters and digits of any script (NFC) and at most 80 bytes of UTF-8; everything else,
    dots included, becomes "-", so that no device name (CON, NUL), trailing dot or path is left. Eight characters of a hash of
    the key follow, in one case only, so that keys which differ in case or in what was cut do not clash.
    """
    return _stem(company_key, nameless="no-company")


def exhibitor_folder(exhibitor: str) -> str:
    """A folder name for an exhibitor's files, by the same rules as `company_file_stem`."""
    return _stem(exhibitor, nameless="no-exhibitor")


def _stem(key: str, *, nameless: str) -> str:
    kept = (
        char if unicodedata.category(char)[0] in _LETTERS_MARKS_NUMBERS else "-"
        for char in unicodedata.normalize("NFC", key)
    )
    readable = _cut(re.sub("-+", "-", "".join(kept)).strip("-")) or nameless
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=5).digest()
    return f"{readable}-{base64.b32encode(digest).decode('ascii').lower()}"


def _cut(text: str) -> str:
    """The beginning of a text, at most 80 bytes of UTF-8, not cut inside a character."""
    return text.encode("utf-8", "ignore")[:_READABLE_BYTES].decode("utf-8", "ignore").rstrip("-")
