"""Signed badges: a COSE signature over a small CBOR map, in base45, that a station checks without a network.

The format, its reasons and test vectors stand in docs/formats.md. A signed badge is ``BF1:`` and the base45 (RFC 9285) of a COSE_Sign1
(RFC 9052) made with Ed25519. What is signed is a CBOR map of claims, or that map sealed in a COSE_Encrypt0 with
ChaCha20-Poly1305 under a key that the organiser gives to the exhibitors of one event. `capture.print.signed` makes them.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from typing import Literal

from capture.badge import base45
from capture.badge.contact import Contact, Email, Phone
from capture.badge.keyring import KeyRing
from capture.badge.payload import Payload
from capture.badge.reading import Kind, Reading
from capture.badge.text import clean

PREFIX = "BF1:"

EVENT, BADGE_ID, FIRST_DAY, LAST_DAY, FULL_NAME, GIVEN_NAME, FAMILY_NAME, EMAIL, PHONE, ROLE = (
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    11,
    12,
    16,
)
TEXT_CLAIMS: Mapping[int, str] = {
    BADGE_ID: "badge_id",
    FULL_NAME: "full_name",
    GIVEN_NAME: "given_name",
    FAMILY_NAME: "family_name",
    7: "name_reading",
    8: "company",
    9: "department",
    10: "title",
    13: "city",
    14: "country",
    15: "website",
}
"""Claims that are a text field of a Contact. Days are counted from 1970-01-01."""

ALGORITHM, KEY_ID, NONCE = 1, 4, 5
"""COSE header parameters (RFC 9052, table 3)."""

ED25519, CHACHA20_POLY1305 = -19, 24
"""COSE algorithms (RFC 9864, section 2.2; RFC 9053, section 4.3)."""

EPOCH = date(1970, 1, 1)
CLOCK_SLACK = timedelta(days=1)
"""Days are the show's own; a day's slack covers every time zone and a station clock set to the wrong one."""

Verdict = Literal["valid", "altered", "unknown key", "expired", "not yet valid", "other event"]


def read_signed(payload: Payload) -> Reading | None:
    """A signed badge with the verdict on its signature in ``extra``, or None when the payload is something else.

    "valid" passes without a word; every other verdict asks for a person and says why; a signature that does not fit is refused.
    """
    if not payload.text.startswith(PREFIX):
        return None
    try:
        envelope = _open_envelope(payload.text)
        verdict = _check_signature(envelope, payload.keys)
        claims = _open_claims(envelope.body, payload.keys)
    except ModuleNotFoundError as error:
        return _reading(
            payload, "opaque", reason=f"a signed badge: install {error.name} to check it, then read it again"
        )
    except ValueError as error:
        return _reading(payload, "refused", reason=f"a signed badge that is damaged or forged: {error}")
    if claims is None:
        return _sealed(payload, verdict)
    if verdict == "valid":
        verdict = _check_claims(claims, payload)
    contact = _contact(claims, verdict)
    return _reading(payload, "refused" if verdict == "altered" else "contact", contact, reason=_reason(verdict, claims))


def signature_input(protected: bytes, body: bytes) -> bytes:
    """The bytes that are signed: COSE's Sig_structure without external data (RFC 9052, section 4.4)."""
    return encode(["Signature1", protected, b"", body])


def seal_input(protected: bytes) -> bytes:
    """The bytes that a seal authenticates besides its content: COSE's Enc_structure (RFC 9052, section 5.3)."""
    return encode(["Encrypt0", protected, b""])


def seal_keys(secret: bytes) -> tuple[bytes, bytes]:
    """The encryption key and the nonce key of a seal secret, 32 bytes each, by HKDF with SHA-256 (RFC 5869) and no salt."""
    pseudo_random_key = hmac.digest(bytes(32), secret, hashlib.sha256)
    info = b"boothflow badge seal 1"
    first = hmac.digest(pseudo_random_key, info + b"\x01", hashlib.sha256)
    return first, hmac.digest(pseudo_random_key, first + info + b"\x02", hashlib.sha256)


def encode(value: object) -> bytes:
    """CBOR in the one deterministic form (RFC 8949, section 4.2): our map keys are integers from 0 to 23."""
    import cbor2

    return cbor2.dumps(value, canonical=True)


def compose_name(given: str, family: str) -> str:
    """The name for display when a badge leaves it out: family name first, without a space, in Han, kana and Hangul."""
    if family[:1] >= "\u2e80":
        return family + given
    return f"{given} {family}".strip()


@dataclass(frozen=True, slots=True)
class _Envelope:
    protected: bytes
    body: bytes
    signature: bytes
    key_id: bytes


def _open_envelope(text: str) -> _Envelope:
    match _decode(base45.decode(text.removeprefix(PREFIX))):
        case [bytes(protected), dict(unprotected), bytes(body), bytes(signature)] if not unprotected:
            pass
        case _:
            raise ValueError("it is not a COSE_Sign1")
    match _decode(protected):
        case {1: -19, 4: bytes(key)}:
            return _Envelope(protected, body, signature, key)
        case _:
            raise ValueError("it is not signed with Ed25519")


def _decode(data: bytes) -> object:
    """CBOR that is in its deterministic form; ValueError for everything else."""
    import cbor2

    try:
        value: object = cbor2.loads(data, max_depth=4, allow_indefinite=False, allow_duplicate_keys=False)
        deterministic = encode(value) == data
    except (cbor2.CBORError, EOFError, OverflowError, TypeError) as error:
        raise ValueError("it is not CBOR") from error
    if not deterministic:
        raise ValueError("its CBOR is not in the deterministic form")
    return value


def _check_signature(envelope: _Envelope, keys: KeyRing) -> Verdict:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    public_key = keys.public_keys.get(envelope.key_id)
    if public_key is None:
        return "unknown key"
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(
            envelope.signature, signature_input(envelope.protected, envelope.body)
        )
    except InvalidSignature:
        return "altered"
    return "valid"


def _open_claims(body: bytes, keys: KeyRing) -> Mapping[object, object] | None:
    """The claims, or None when they are sealed with a key this station does not have."""
    match _decode(body):
        case dict(claims):
            return claims
        case [bytes(protected), {5: bytes(nonce)}, bytes(sealed)] if _decode(protected) == {
            ALGORITHM: CHACHA20_POLY1305
        }:
            opened = _unseal(protected, nonce, sealed, keys)
        case _:
            raise ValueError("it holds neither claims nor a seal")
    match opened and _decode(opened):
        case None:
            return None
        case dict(claims):
            return claims
        case _:
            raise ValueError("its seal holds no claims")


def _unseal(protected: bytes, nonce: bytes, sealed: bytes, keys: KeyRing) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    for secret in keys.seals:
        try:
            return ChaCha20Poly1305(seal_keys(secret)[0]).decrypt(nonce, sealed, seal_input(protected))
        except InvalidTag:
            continue
    return None


def _check_claims(claims: Mapping[object, object], payload: Payload) -> Verdict:
    """Whether a genuine badge is for this event and this day; what the payload does not know is not checked."""
    if payload.profile and payload.profile.event and claims.get(EVENT) != payload.profile.event:
        return "other event"
    if payload.taken_at:
        today = payload.taken_at.astimezone(UTC).date()
        if today < _day(claims, FIRST_DAY) - CLOCK_SLACK:
            return "not yet valid"
        if today > _day(claims, LAST_DAY) + CLOCK_SLACK:
            return "expired"
    return "valid"


def _day(claims: Mapping[object, object], key: int) -> date:
    value = claims.get(key)
    return EPOCH + timedelta(days=value if type(value) is int and 0 <= value < 100_000 else 0)


def _contact(claims: Mapping[object, object], verdict: Verdict) -> Contact:
    texts = {name: _text(claims, key) for key, name in TEXT_CLAIMS.items()}
    texts["full_name"] = texts["full_name"] or compose_name(texts["given_name"], texts["family_name"])
    phone = claims.get(PHONE)
    number = f"+{phone}" if type(phone) is int else _text(claims, PHONE)
    email = _text(claims, EMAIL)
    extra = {
        "role": _text(claims, ROLE),
        "event": _text(claims, EVENT),
        "valid_until": _day(claims, LAST_DAY).isoformat(),
        "signature": verdict,
    }
    return Contact(
        **texts,  # type: ignore[arg-type]
        emails=(Email(email),) if email else (),
        phones=(Phone(number),) if number else (),
        extra=tuple((name, value) for name, value in extra.items() if value),
    )


def _text(claims: Mapping[object, object], key: int) -> str:
    value = claims.get(key, "")
    return clean(value) if isinstance(value, str) else ""


def _reason(verdict: Verdict, claims: Mapping[object, object]) -> str:
    event = _text(claims, EVENT)
    if verdict == "altered":
        return "a forged or altered badge: the signature does not fit what the badge says"
    if verdict == "unknown key":
        return "nobody vouches for this badge: its key is not known here; ask the organiser for the event's public key file"
    if verdict == "other event":
        return f"a genuine badge, but of another event ({event})"
    if verdict == "expired":
        return f"a genuine badge, but it was valid only until {_day(claims, LAST_DAY)}"
    if verdict == "not yet valid":
        return f"a genuine badge, but it is valid only from {_day(claims, FIRST_DAY)}"
    return ""


def _sealed(payload: Payload, verdict: Verdict) -> Reading:
    if verdict == "altered":
        return _reading(payload, "refused", Contact(extra=(("signature", verdict),)), reason=_reason(verdict, {}))
    reason = "a sealed badge: ask the organiser for the event's seal file, then read it again"
    return _reading(payload, "opaque", Contact(extra=(("signature", verdict),)), reason=reason)


def _reading(payload: Payload, kind: Kind, contact: Contact | None = None, *, reason: str) -> Reading:
    return payload.reading(kind, "signed", contact, needs_review=bool(reason), reason=reason)
