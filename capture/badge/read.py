"""From the bytes of one code to a Reading: charset first, then the recognisers in order, first match wins."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from capture.badge.bizcard import read_bizcard
from capture.badge.charset import decode
from capture.badge.contact import Contact
from capture.badge.delimited import read_delimited
from capture.badge.ids import read_id
from capture.badge.json_badge import read_json
from capture.badge.kddi import read_kddi
from capture.badge.key import decrypt, load_key
from capture.badge.keyring import NO_KEYS, KeyFileError, KeyRing
from capture.badge.limits import MAX_BYTES, MAX_NOTE, MAX_REASON, bounded
from capture.badge.links import read_link
from capture.badge.mecard import read_mecard
from capture.badge.names import complete
from capture.badge.opaque import packed_bytes, read_binary, read_packed
from capture.badge.other_codes import read_other_code, read_product_code
from capture.badge.payload import READER_VERSION, Payload, Recogniser
from capture.badge.personal import read_personal
from capture.badge.plain import read_call_link, read_email, read_mail_link
from capture.badge.profile import Profile
from capture.badge.reading import Reading
from capture.badge.signed import read_signed
from capture.badge.taught import read_taught
from capture.badge.text import clean
from capture.badge.vcard import read_vcard

__all__ = ["READER_VERSION", "RECOGNISERS", "read_badge"]

RECOGNISERS: tuple[Recogniser, ...] = (
    read_signed,
    read_vcard,
    read_mecard,
    read_bizcard,
    read_kddi,
    read_json,
    read_personal,
    read_link,
    read_mail_link,
    read_call_link,
    read_other_code,
    read_taught,
    read_binary,
    read_product_code,
    read_delimited,
    read_email,
    read_id,
    read_packed,
)
"""The order of recognition: containers that name themselves, links, codes that are no badges, the event's own profile, and only then
guessing. A new kind of badge is one new file and one line here."""

FAULT = "a fault in our own reader,"
"""How the reason begins when a recogniser failed; the tests and the fuzz target look for it."""

_EDGES = "\ufeff \r\n"  # a tab or a control character at an edge may be a delimiter


def read_badge(
    raw: bytes,
    *,
    symbology: str = "qrcode",
    explicit_text: str | None = None,
    profile: Profile | None = None,
    locale: str = "",
    keys: KeyRing = NO_KEYS,
    taken_at: datetime | None = None,
) -> Reading:
    """Understand the bytes of one code; never raises, whatever the bytes.

    ``explicit_text`` is the text the code reader vouches for (explicit ECI, Kanji or Hanzi segments). ``profile`` is what the event
    taught about its badges; its locale wins over ``locale``. ``keys`` and ``taken_at`` are for signed badges.
    """
    locale = (profile.locale if profile else "") or locale
    if len(raw) > MAX_BYTES:
        payload = Payload(raw=raw, text="", symbology=symbology)
        return payload.reading("refused", "binary", reason=f"{len(raw)} bytes; a badge holds at most {MAX_BYTES}")
    opened, problem = _opened(raw, profile) if profile and profile.key_file else (None, "")
    if opened is not None:
        raw, explicit_text = opened, None
    decoded = decode(raw, locale=locale, charset=profile.charset if profile else "", explicit_text=explicit_text)
    payload = Payload(
        raw=raw,
        text=decoded.text[:MAX_BYTES].strip(_EDGES).rstrip("\0").strip(_EDGES),
        symbology=symbology,
        profile=profile,
        locale=locale,
        charset=decoded.charset,
        charset_confidence=decoded.confidence,
        runner_up=clean(decoded.runner_up, MAX_NOTE),
        keys=keys,
        taken_at=taken_at,
    )
    return _finished(_recognised(payload), locale, problem)


def _opened(raw: bytes, profile: Profile) -> tuple[bytes | None, str]:
    """The plain bytes of an encrypted badge, None when this event's key opens nothing; and why the key can't be used."""
    try:
        key = load_key(Path(profile.key_file))
    except KeyFileError as error:
        return None, str(error)
    packed = packed_bytes(raw.decode("latin-1")) if raw.isascii() else raw
    plain = decrypt(packed, key) if packed else None
    if not plain or decode(plain, locale=profile.locale, charset=profile.charset).confidence == 0:
        return None, ""
    return plain, ""


def _recognised(payload: Payload) -> Reading:
    """The first recogniser's answer."""
    if "\0" in payload.text and payload.charset_confidence > 0:
        return payload.reading("refused", "text", reason="NUL bytes inside a text")
    if not payload.text:
        return payload.reading("unknown", "empty", needs_review=True, reason="an empty code")
    for recognise in RECOGNISERS:
        try:
            reading = recognise(payload)
        except Exception as error:  # noqa: BLE001 - a badge is never lost to a fault of ours; bench/fuzz_badge.py looks for these
            fault = f"{FAULT} {recognise.__name__}: {type(error).__name__}"
            return payload.reading("refused", "fault", needs_review=True, reason=fault)
        if reading is not None:
            return reading
    reason = "no format we know: teach the event's profile, or type the name"
    return payload.reading("unknown", "text", Contact(note=payload.text), needs_review=True, reason=reason)


def _finished(reading: Reading, locale: str, problem: str) -> Reading:
    """The reading with a clean, bounded and complete contact, and every doubt in its reason."""
    contact, remarks = bounded(reading.contact)
    if reading.kind == "contact":
        contact, _ = bounded(complete(contact, locale=locale))
        if not contact.full_name and not reading.reason:
            remarks.append("no name in it: ask for the name")
    if reading.runner_up:
        remarks.append("the charset is not certain: compare both texts")
    if problem:
        remarks.append(problem)
    reason = clean("; ".join(part for part in (reading.reason, *remarks) if part), MAX_REASON)
    return replace(reading, contact=contact, needs_review=reading.needs_review or bool(remarks), reason=reason)
