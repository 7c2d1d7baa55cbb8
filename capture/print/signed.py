"""Making signed badges: the organiser's keys, and the payload that any station can check offline.

`capture.badge.signed` reads them; docs/formats.md has the format with test vectors.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from capture.badge import base45
from capture.badge.contact import Contact
from capture.badge.keyring import KEY_BYTES, PUBLIC_SUFFIX, SEAL_SUFFIX, KeyFileError, key_id, load_seal
from capture.badge.signed import (
    ALGORITHM,
    CHACHA20_POLY1305,
    ED25519,
    EMAIL,
    EPOCH,
    EVENT,
    FIRST_DAY,
    FULL_NAME,
    KEY_ID,
    LAST_DAY,
    NONCE,
    PHONE,
    PREFIX,
    ROLE,
    TEXT_CLAIMS,
    compose_name,
    encode,
    seal_input,
    seal_keys,
    signature_input,
)
from capture.errors import CaptureError

PRIVATE_SUFFIX = ".private.pem"
NONCE_BYTES = 12
EVENT_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


class EventCodeError(CaptureError):
    """An event's code can't be part of a file name."""

    exit_code: ClassVar[int] = 64

    def __init__(self, event: str) -> None:
        super().__init__(f"the event code {event!r} can't name a key file: use letters, digits, - and _ only")


class KeysExistError(CaptureError):
    """There are keys for this event already; overwriting them would make every printed badge worthless."""

    exit_code: ClassVar[int] = 73

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} exists already: badges signed with it are out there; move it away if you mean to start anew"
        )


class NoKeysError(CaptureError):
    """There is no key to sign with."""

    exit_code: ClassVar[int] = 66

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"there is no signing key {path}: make the event's keys first, with `boothflow keys new EVENT`"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFiles:
    """Where an event's keys lie. ``private`` never leaves the organiser; ``public`` and ``seal`` go to the exhibitors."""

    private: Path
    public: Path
    seal: Path


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Signs the badges of one event for the days from ``first_day`` to ``last_day``, both included.

    With a ``seal`` (32 secret bytes) only stations that have it can read the badge; any other sees noise. The
    same contact always gives the same bytes.
    """

    private_key: Ed25519PrivateKey
    event: str
    first_day: date
    last_day: date
    seal: bytes | None = None

    def payload(self, contact: Contact) -> bytes:
        """The ASCII bytes of the code, made of characters that QR packs tightly."""
        body = encode(self._claims(contact))
        if self.seal is not None:
            body = _sealed(body, self.seal)
        public_key = self.private_key.public_key().public_bytes_raw()
        protected = encode({ALGORITHM: ED25519, KEY_ID: key_id(public_key)})
        signature = self.private_key.sign(signature_input(protected, body))
        envelope = encode([protected, {}, body, signature])
        return (PREFIX + base45.encode(envelope)).encode("ascii")

    def _claims(self, contact: Contact) -> dict[int, str | int]:
        """What the badge says: a name that follows from its parts is left out, and so is every empty field."""
        texts = {key: getattr(contact, name) for key, name in TEXT_CLAIMS.items()}
        if contact.full_name == compose_name(contact.given_name, contact.family_name):
            del texts[FULL_NAME]
        texts[EVENT] = self.event
        texts[EMAIL] = contact.emails[0].address if contact.emails else ""
        texts[ROLE] = next((value for name, value in contact.extra if name.casefold() == "role"), "")
        number = re.sub(r"[\s()./-]", "", contact.phones[0].number) if contact.phones else ""
        phone = int(number) if re.fullmatch(r"\+[1-9][0-9]{6,14}", number) else number
        days = {FIRST_DAY: (self.first_day - EPOCH).days, LAST_DAY: (self.last_day - EPOCH).days}
        return {key: value for key, value in {**texts, PHONE: phone, **days}.items() if value != ""}


def generate_keys(folder: Path, event: str) -> KeyFiles:
    """Make and save an event's signing key, public key and seal; secret files are readable by their owner only (mode 0600).

    On Windows they inherit the folder's rights. Raises `KeysExistError` rather than overwrite, and `EventCodeError`.
    """
    files = key_files(folder, event)
    folder.mkdir(parents=True, exist_ok=True)
    for path in (files.private, files.public, files.seal):
        if path.exists():
            raise KeysExistError(path)
    key = Ed25519PrivateKey.generate()
    _write_secret(files.private, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    _write_secret(files.seal, secrets.token_hex(KEY_BYTES).encode() + b"\n")
    files.public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return files


def load_signer(folder: Path, event: str, first_day: date, last_day: date, *, sealed: bool = False) -> Signer:
    """A signer from the files that `generate_keys` wrote; raises `NoKeysError` or `KeyFileError`."""
    files = key_files(folder, event)
    if not files.private.is_file():
        raise NoKeysError(files.private)
    try:
        key = load_pem_private_key(files.private.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise KeyFileError(files.private, str(error)) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(files.private, f"it holds a {type(key).__name__}, wanted an Ed25519 key")
    seal = load_seal(files.seal) if sealed else None
    return Signer(private_key=key, event=event, first_day=first_day, last_day=last_day, seal=seal)


def key_files(folder: Path, event: str) -> KeyFiles:
    """The names of an event's key files in a folder; raises `EventCodeError`."""
    if not EVENT_CODE.fullmatch(event):
        raise EventCodeError(event)
    return KeyFiles(
        private=folder / f"{event}{PRIVATE_SUFFIX}",
        public=folder / f"{event}{PUBLIC_SUFFIX}",
        seal=folder / f"{event}{SEAL_SUFFIX}",
    )


def _sealed(claims: bytes, secret: bytes) -> bytes:
    """COSE_Encrypt0; the nonce is a keyed hash of the content, so that no two different badges can ever share one."""
    encryption_key, nonce_key = seal_keys(secret)
    nonce = hmac.digest(nonce_key, claims, hashlib.sha256)[:NONCE_BYTES]
    protected = encode({ALGORITHM: CHACHA20_POLY1305})
    sealed = ChaCha20Poly1305(encryption_key).encrypt(nonce, claims, seal_input(protected))
    return encode([protected, {NONCE: nonce}, sealed])


def _write_secret(path: Path, content: bytes) -> None:
    """Create the file for its owner alone from the first moment on; it must not exist yet."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
