"""A key that arrives late reads old badges."""

import base64
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.padding import PKCS7

from capture.badge.key import BadgeKey, decrypt, load_key
from capture.badge.keyring import KeyFileError
from capture.badge.profile import Profile
from capture.badge.read import read_badge

KEY, IV = bytes(range(32)), bytes(range(100, 116))
PLAIN = "MECARD:N:王,小明;ORG:上海精密机械有限公司;;".encode()


def cbc(plain: bytes) -> bytes:
    padder, encryptor = PKCS7(128).padder(), Cipher(algorithms.AES(KEY), modes.CBC(IV)).encryptor()
    padded = padder.update(plain) + padder.finalize()
    return encryptor.update(padded) + encryptor.finalize()


def key_file(folder: Path, text: str) -> str:
    path = folder / "fair.key.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("pack", [bytes, base64.b64encode, base64.urlsafe_b64encode, lambda raw: raw.hex().encode()])
def test_the_key_of_the_event_reads_its_badges_however_they_are_packed(tmp_path: Path, pack: type[bytes]) -> None:
    raw = pack(cbc(PLAIN))
    assert read_badge(raw).kind == "opaque"
    profile = Profile(event="fair", key_file=key_file(tmp_path, f'key = "{KEY.hex()}"\niv = "{IV.hex()}"\n'))
    reading = read_badge(raw, profile=profile)
    assert (reading.kind, reading.format, reading.contact.full_name) == ("contact", "mecard", "王小明")


def test_gcm_with_the_nonce_in_front_of_every_badge(tmp_path: Path) -> None:
    raw = base64.b64encode(IV[:12] + AESGCM(KEY).encrypt(IV[:12], b"000712", None))
    profile = Profile(event="fair", key_file=key_file(tmp_path, f'algorithm = "aes-gcm"\nkey = "{KEY.hex()}"\n'))
    assert read_badge(raw, profile=profile).contact.badge_id == "000712"


def test_the_wrong_key_opens_nothing_and_plain_badges_are_still_read(tmp_path: Path) -> None:
    profile = Profile(event="fair", key_file=key_file(tmp_path, f'key = "{bytes(32).hex()}"\niv = "{IV.hex()}"\n'))
    assert read_badge(cbc(PLAIN), profile=profile).kind == "opaque"
    assert read_badge(b"MECARD:N:Okafor,Amara;;", profile=profile).contact.full_name == "Amara Okafor"
    assert read_badge(b"000712", profile=profile).contact.badge_id == "000712"


def test_a_missing_key_file_is_said_and_loses_nothing() -> None:
    reading = read_badge(b"000712", profile=Profile(event="fair", key_file="no/such/file"))
    assert reading.contact.badge_id == "000712"
    assert "no/such/file" in reading.reason


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('key = "00"', "key has to be hex of 16 or 24 or 32 bytes"),
        ('key = "zz"', "key has to be hex"),
        (f'key = "{KEY.hex()}"\niv = "00"', "iv has to be hex of 0 or 16 bytes"),
        ('algorithm = "rot13"', "rot13"),
        ("key = ", "not a TOML file"),
    ],
)
def test_a_bad_key_file_is_named_without_showing_the_key(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(KeyFileError, match=problem) as caught:
        load_key(Path(key_file(tmp_path, text)))
    assert KEY.hex() not in str(caught.value)


def test_a_key_does_not_show_itself() -> None:
    key = BadgeKey(algorithm="aes-cbc", key=KEY, iv=IV)
    assert KEY.hex() not in repr(key)
    assert str(KEY) not in repr(key)
    assert decrypt(b"short", key) is None
