import os
import re
import stat
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.util import MODE_ALPHA_NUM, QRData

from capture.badge import base45
from capture.badge.contact import Contact, Email, Phone
from capture.badge.keyring import KeyRing, key_id, load_key_ring
from capture.badge.payload import Payload
from capture.badge.profile import Profile
from capture.badge.reading import Reading
from capture.badge.signed import PREFIX, encode, read_signed, signature_input
from capture.badge.text import clean
from capture.journal import Journal
from capture.print.code import qr_matrix
from capture.print.payload import payload_for
from capture.print.signed import EventCodeError, KeysExistError, NoKeysError, Signer, generate_keys, load_signer
from capture.station import Station
from tests.factories import make_desk

FORMATS_PAGE = Path(__file__).parents[3] / "docs" / "formats.md"

# The keys of the test vectors in docs/formats.md.
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
SEAL = bytes(range(32, 64))
RING = KeyRing({key_id(PUBLIC): PUBLIC}, (SEAL,))
DURING = datetime(2026, 11, 25, 9, tzinfo=UTC)

AMARA = Contact(
    badge_id="7Q2M4KX",
    full_name="Amara Okafor",
    given_name="Amara",
    family_name="Okafor",
    company="Northwind Robotics GmbH",
    title="Head of Procurement",
    emails=(Email("amara.okafor@northwind-robotics.example"),),
    phones=(Phone("+491715550142"),),
    extra=(("role", "Speaker"),),
)


def signer(seal: bytes | None = None, key: Ed25519PrivateKey = KEY) -> Signer:
    return Signer(private_key=key, event="expo26", first_day=date(2026, 11, 24), last_day=date(2026, 11, 26), seal=seal)


def read(
    raw: bytes, ring: KeyRing = RING, taken_at: datetime | None = DURING, profile: Profile | None = None
) -> Reading:
    text = raw.decode("utf-8", "replace")
    reading = read_signed(Payload(raw=raw, text=text, keys=ring, taken_at=taken_at, profile=profile))
    assert reading is not None
    return reading


def verdict(reading: Reading) -> str:
    return dict(reading.contact.extra).get("signature", "")


# --- what goes in comes out -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seal", [None, SEAL], ids=["open", "sealed"])
def test_a_genuine_badge_gives_back_its_contact_and_is_valid(seal: bytes | None) -> None:
    reading = read(signer(seal).payload(AMARA))
    assert (reading.kind, reading.format, reading.needs_review, reading.reason) == ("contact", "signed", False, "")
    assert replace(reading.contact, extra=()) == replace(AMARA, extra=())
    assert dict(reading.contact.extra) == {
        "role": "Speaker",
        "event": "expo26",
        "valid_until": "2026-11-26",
        "signature": "valid",
    }


LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "M"]), max_size=20)


@given(full=LINE, given_name=LINE, family=LINE, company=LINE, badge_id=LINE)
@settings(max_examples=60, deadline=None)
def test_names_in_any_script_survive(full: str, given_name: str, family: str, company: str, badge_id: str) -> None:
    contact = Contact(badge_id=badge_id, full_name=full, given_name=given_name, family_name=family, company=company)
    payload = signer().payload(contact)
    found = read(payload).contact
    assert (found.given_name, found.family_name, found.badge_id) == tuple(map(clean, (given_name, family, badge_id)))
    if full:
        assert found.full_name == clean(full)


@pytest.mark.parametrize(
    "contact",
    [
        Contact(full_name="王小明", given_name="小明", family_name="王"),
        Contact(full_name="Dr. Amara Okafor", given_name="Amara", family_name="Okafor"),
        Contact(full_name="山田 太郎", given_name="太郎", family_name="山田"),
        Contact(full_name="Prince"),
    ],
)
def test_the_name_for_display_stays_as_its_owner_writes_it(contact: Contact) -> None:
    assert read(signer().payload(contact)).contact.full_name == contact.full_name


@pytest.mark.parametrize("number", ["+491715550142", "030 5557 0142", "+0123", "ext. 5"])
def test_a_phone_number_keeps_its_digits(number: str) -> None:
    contact = read(signer().payload(Contact(full_name="A", phones=(Phone(number),)))).contact
    assert contact.phones[0].number == re.sub(r"[\s.]", "", number)


def test_the_same_contact_always_gives_the_same_bytes() -> None:
    assert signer(SEAL).payload(AMARA) == signer(SEAL).payload(AMARA)


# --- forgeries --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seal", [None, SEAL], ids=["open", "sealed"])
def test_no_badge_with_one_flipped_bit_is_valid(seal: bytes | None) -> None:
    payload = signer(seal).payload(AMARA)
    for place in range(len(payload)):
        forged = bytearray(payload)
        forged[place] ^= 1 << place % 8
        text = forged.decode("utf-8", "replace")
        reading = read_signed(Payload(raw=bytes(forged), text=text, keys=RING, taken_at=DURING))
        assert reading is None or (reading.needs_review and verdict(reading) != "valid")


def test_no_envelope_with_one_changed_byte_is_valid() -> None:
    envelope = base45.decode(signer().payload(AMARA).decode().removeprefix(PREFIX))
    for place in range(len(envelope)):
        forged = bytearray(envelope)
        forged[place] ^= 1 << place % 8
        assert verdict(read((PREFIX + base45.encode(bytes(forged))).encode())) != "valid"


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_no_envelope_with_any_change_is_valid(data: st.DataObject) -> None:
    envelope = bytearray(base45.decode(signer().payload(AMARA).decode().removeprefix(PREFIX)))
    place = data.draw(st.integers(0, len(envelope) - 1))
    envelope[place] = data.draw(st.integers(0, 255).filter(lambda value: value != envelope[place]))
    assert verdict(read((PREFIX + base45.encode(bytes(envelope))).encode())) != "valid"


@given(st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_garbage_is_refused_and_never_raises(garbage: bytes) -> None:
    assert read((PREFIX + base45.encode(garbage)).encode()).kind == "refused"


CBOR = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(max_size=5)
    | st.binary(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(st.integers(0, 30) | st.text(max_size=2), inner, max_size=5)
    ),
    max_leaves=10,
)


@given(CBOR)
@settings(max_examples=150, deadline=None)
def test_signed_nonsense_never_raises(value: object) -> None:
    protected, body = encode({1: -19, 4: key_id(PUBLIC)}), encode(value)
    signature = KEY.sign(signature_input(protected, body))
    reading = read((PREFIX + base45.encode(encode([protected, {}, body, signature]))).encode())
    assert reading.kind in {"refused", "contact"}
    assert isinstance(Reading.from_json(reading.to_json()), Reading)


def test_an_altered_badge_is_shown_and_refused() -> None:
    protected, _, body, signature = _parts(signer().payload(AMARA))
    forged = encode([protected, {}, body.replace(b"Okafor", b"Okatar"), signature])
    reading = read((PREFIX + base45.encode(forged)).encode())
    assert (reading.kind, verdict(reading)) == ("refused", "altered")
    assert "forged" in reading.reason
    assert reading.contact.family_name == "Okatar"


def test_a_badge_signed_by_a_stranger_is_read_but_nobody_vouches_for_it() -> None:
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(32))
    reading = read(signer(key=stranger).payload(AMARA))
    assert (reading.kind, verdict(reading), reading.needs_review) == ("contact", "unknown key", True)
    assert "nobody vouches" in reading.reason


def test_a_stranger_who_claims_the_organisers_key_id_is_caught() -> None:
    _, _, body, _ = _parts(signer().payload(AMARA))
    protected = encode({1: -19, 4: key_id(PUBLIC)})
    signature = Ed25519PrivateKey.from_private_bytes(bytes(32)).sign(signature_input(protected, body))
    reading = read((PREFIX + base45.encode(encode([protected, {}, body, signature]))).encode())
    assert verdict(reading) == "altered"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (datetime(2026, 11, 22, 23, tzinfo=UTC), "not yet valid"),
        (datetime(2026, 11, 23, 12, tzinfo=UTC), "valid"),  # the first day has begun east of here
        (datetime(2026, 11, 27, 11, tzinfo=UTC), "valid"),  # the last day still runs west of here
        (datetime(2026, 11, 28, 0, tzinfo=UTC), "expired"),
        (None, "valid"),  # without a time nothing is said about it
    ],
)
def test_a_badge_is_valid_on_its_days_in_every_time_zone(day: datetime | None, expected: str) -> None:
    reading = read(signer().payload(AMARA), taken_at=day)
    assert verdict(reading) == expected
    assert reading.kind == "contact"
    assert reading.needs_review is (expected != "valid")


def test_a_badge_of_another_event_is_said_to_be_that() -> None:
    reading = read(signer().payload(AMARA), profile=Profile(event="fair27"))
    assert verdict(reading) == "other event"
    assert "expo26" in reading.reason
    assert verdict(read(signer().payload(AMARA), profile=Profile(event="expo26"))) == "valid"


# --- sealed -----------------------------------------------------------------------------------------------------------


def test_a_sealed_badge_tells_a_stranger_nothing() -> None:
    payload = signer(SEAL).payload(AMARA)
    envelope = base45.decode(payload.decode().removeprefix(PREFIX))
    for secret in (b"Okafor", b"Northwind", b"7Q2M4KX", b"expo26"):
        assert secret not in envelope
    for ring in (KeyRing(), KeyRing(RING.public_keys), KeyRing(RING.public_keys, (bytes(32),))):
        reading = read(payload, ring)
        assert (reading.kind, reading.contact.full_name) == ("opaque", "")
        assert "seal file" in reading.reason


def test_a_station_without_the_seal_still_tells_a_forged_badge() -> None:
    protected, _, body, signature = _parts(signer(SEAL).payload(AMARA))
    forged = encode([protected, {}, body[:-1] + bytes([body[-1] ^ 1]), signature])
    reading = read((PREFIX + base45.encode(forged)).encode(), KeyRing(RING.public_keys))
    assert (reading.kind, verdict(reading)) == ("refused", "altered")


def _parts(payload: bytes) -> tuple[bytes, dict[int, object], bytes, bytes]:
    protected, unprotected, body, signature = cbor2.loads(base45.decode(payload.decode().removeprefix(PREFIX)))
    return protected, unprotected, body, signature


# --- size -------------------------------------------------------------------------------------------------------------


def test_the_code_uses_alphanumeric_mode_and_is_hardly_larger_than_a_vcard() -> None:
    payload = signer().payload(AMARA)
    assert QRData(payload).mode == MODE_ALPHA_NUM
    assert len(qr_matrix(payload)) <= len(qr_matrix(payload_for(AMARA, "vcard"))) + 4


# --- keys -------------------------------------------------------------------------------------------------------------


def test_keys_are_made_saved_and_found_by_a_station(tmp_path: Path) -> None:
    files = generate_keys(tmp_path / "organiser", "expo26")
    station = tmp_path / "keys"
    station.mkdir()
    for handed_out in (files.public, files.seal):
        (station / handed_out.name).write_bytes(handed_out.read_bytes())
    made = load_signer(tmp_path / "organiser", "expo26", date(2026, 11, 24), date(2026, 11, 26), sealed=True)
    assert verdict(read(made.payload(AMARA), load_key_ring(station))) == "valid"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no mode bits")
def test_secret_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        files = generate_keys(tmp_path, "expo26")
    finally:
        os.umask(umask)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (files.private, files.seal)] == [0o600, 0o600]


def test_keys_are_never_overwritten_or_made_outside_their_folder(tmp_path: Path) -> None:
    generate_keys(tmp_path, "expo26")
    with pytest.raises(KeysExistError):
        generate_keys(tmp_path, "expo26")
    with pytest.raises(EventCodeError):
        generate_keys(tmp_path, "../expo26")
    with pytest.raises(NoKeysError):
        load_signer(tmp_path, "fair27", date(2027, 1, 1), date(2027, 1, 2))


def test_a_station_checks_badges_with_the_keys_it_has(tmp_path: Path) -> None:
    at = datetime(2026, 11, 25, 9, tzinfo=UTC)
    with Journal(tmp_path / "front.sqlite") as journal:
        for ring, expected in ((RING, "valid"), (KeyRing(), "unknown key")):
            station = Station(journal, make_desk(event="expo26"), "test reader", cooldown=None, keys=ring)
            announced = station.add(signer().payload(AMARA), at, 0)
            assert announced is not None
            assert verdict(announced.reading) == expected
            at += timedelta(minutes=5)


# --- test vectors -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seal", [None, SEAL], ids=["open", "sealed"])
def test_the_vectors_in_the_format_page_are_what_we_make_and_read(seal: bytes | None) -> None:
    page = "".join(FORMATS_PAGE.read_text(encoding="utf-8").split("\n"))
    payload = signer(seal).payload(AMARA)
    protected, _, body, signature = _parts(payload)
    for part in (payload.decode(), protected.hex(), body.hex(), signature.hex(), PUBLIC.hex()):
        assert part in page
    assert verdict(read(payload)) == "valid"
