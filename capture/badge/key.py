"""Key: a file an organiser hands out, with which encrypted badges of one event can be read, also long after the show.

A key file is TOML::

    algorithm = "aes-cbc"        # or "aes-gcm"
    key = "00112233..."          # 16, 24 or 32 bytes in hex
    iv = "ffeeddcc..."           # 16 bytes in hex for CBC; leave it out where every badge starts with its own (12 bytes for GCM)

AES with CBC and PKCS #7 padding is NIST SP 800-38A and RFC 5652, GCM is NIST SP 800-38D. `cryptography` is imported only when
a key file is used.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from capture.badge.keyring import KeyFileError

_IV_LENGTH = {"aes-cbc": 16, "aes-gcm": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeKey:
    """The key of one event's badges. An empty ``iv`` means that each badge begins with its own. The key never shows in a repr."""

    algorithm: Literal["aes-cbc", "aes-gcm"]
    key: bytes
    iv: bytes = b""

    def __repr__(self) -> str:
        return f"BadgeKey(algorithm={self.algorithm!r}, key=<{len(self.key)} bytes>)"


def load_key(path: Path) -> BadgeKey:
    """Read a key file; `KeyFileError` says which value is wrong, but never shows it."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KeyFileError(path, error.strerror or "it can't be opened") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KeyFileError(path, "it is not a TOML file") from error
    algorithm = values.get("algorithm", "aes-cbc")
    if algorithm not in _IV_LENGTH:
        raise KeyFileError(path, f"algorithm is {algorithm!r}, wanted one of {', '.join(_IV_LENGTH)}")
    key, iv = _bytes(path, values, "key", (16, 24, 32)), _bytes(path, values, "iv", (0, _IV_LENGTH[algorithm]))
    return BadgeKey(algorithm=algorithm, key=key, iv=iv)


def decrypt(raw: bytes, key: BadgeKey) -> bytes | None:
    """The plain bytes, or None when this key does not open them."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.padding import PKCS7

    length = _IV_LENGTH[key.algorithm]
    iv, body = (key.iv, raw) if key.iv else (raw[:length], raw[length:])
    try:
        if key.algorithm == "aes-gcm":
            return AESGCM(key.key).decrypt(iv, body, None)
        decryptor = Cipher(algorithms.AES(key.key), modes.CBC(iv)).decryptor()
        unpadder = PKCS7(128).unpadder()
        return unpadder.update(decryptor.update(body) + decryptor.finalize()) + unpadder.finalize()
    except (ValueError, InvalidTag):
        return None


def _bytes(path: Path, values: dict[str, object], name: str, lengths: tuple[int, ...]) -> bytes:
    """The bytes of a hex value with one of these lengths."""
    wanted = f"{name} has to be hex of {' or '.join(str(length) for length in lengths)} bytes"
    text = values.get(name, "")
    try:
        value = bytes.fromhex(text) if isinstance(text, str) else b"?"
    except ValueError:
        raise KeyFileError(path, wanted) from None
    if len(value) not in lengths:
        raise KeyFileError(path, wanted)
    return value
