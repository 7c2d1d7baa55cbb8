"""KeyRing: the organisers' public keys and seal keys that a station knows, so that it can check signed badges offline.

Key files lie in one folder: ``EVENT.public.pem`` (an Ed25519 public key, SubjectPublicKeyInfo in PEM, RFC 8410) lets a station check
badges, ``EVENT.seal`` (64 hexadecimal digits) lets it open sealed ones. Both come from the organiser, see docs/formats.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from capture.errors import CaptureError

PUBLIC_SUFFIX = ".public.pem"
SEAL_SUFFIX = ".seal"
KEY_BYTES = 32


class KeyFileError(CaptureError):
    """A key file can't be used."""

    exit_code: ClassVar[int] = 78

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"The key file {path} can't be used: {problem}. Ask the organiser for the file again.")


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Public keys (32 raw bytes) by key id, and the secrets (32 bytes) that open sealed badges."""

    public_keys: Mapping[bytes, bytes] = field(default_factory=dict)
    seals: tuple[bytes, ...] = ()


NO_KEYS = KeyRing()


def key_id(public_key: bytes) -> bytes:
    """The four bytes that name a raw public key in a badge: the start of its SHA-256."""
    return hashlib.sha256(public_key).digest()[:4]


def load_key_ring(folder: Path) -> KeyRing:
    """Every key file in a folder; a missing folder is an empty ring. Raises `KeyFileError`."""
    public_keys = [_public_key(path) for path in sorted(folder.glob(f"*{PUBLIC_SUFFIX}"))]
    seals = [load_seal(path) for path in sorted(folder.glob(f"*{SEAL_SUFFIX}"))]
    return KeyRing({key_id(key): key for key in public_keys}, tuple(seals))


def load_seal(path: Path) -> bytes:
    """The secret of one seal file; raises `KeyFileError`."""
    try:
        secret = bytes.fromhex(path.read_text(encoding="ascii"))
    except (OSError, ValueError) as error:
        raise KeyFileError(path, str(error)) from error
    if len(secret) != KEY_BYTES:
        raise KeyFileError(path, f"it holds {len(secret)} bytes, wanted {KEY_BYTES}")
    return secret


def _public_key(path: Path) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise KeyFileError(path, str(error)) from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeyFileError(path, f"it holds a {type(key).__name__}, wanted an Ed25519 key")
    return key.public_bytes_raw()
