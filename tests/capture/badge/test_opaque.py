"""Encrypted and binary badges are kept for a key."""

import base64
import random

import pytest

from capture.badge.opaque import packed_bytes
from capture.badge.read import read_badge

SECRET = random.Random(7).randbytes(64)


@pytest.mark.parametrize(
    ("raw", "form"),
    [
        (SECRET, "binary"),
        (base64.b64encode(SECRET), "base64"),
        (base64.urlsafe_b64encode(SECRET).rstrip(b"="), "base64"),
        (SECRET.hex().encode(), "hex"),
        (SECRET.hex().upper().encode(), "hex"),
        (b"P1JQ4E+JQdOaDAMF6CwzAQ==", "base64"),
    ],
)
def test_what_looks_encrypted_is_opaque(raw: bytes, form: str) -> None:
    reading = read_badge(raw)
    assert (reading.kind, reading.format) == ("opaque", form)
    assert reading.contact.is_empty()


def test_random_bytes_never_name_a_person() -> None:
    rng = random.Random(11)
    for locale in ("", "zh-CN", "ja", "de"):
        kinds = {read_badge(rng.randbytes(rng.choice((16, 24, 32, 64))), locale=locale).kind for _ in range(500)}
        assert kinds <= {"opaque", "refused", "unknown"}


def test_hex_and_base64_are_unpacked_padded_or_not() -> None:
    assert packed_bytes(SECRET.hex()) == SECRET
    assert packed_bytes(base64.urlsafe_b64encode(SECRET).decode().rstrip("=")) == SECRET
    assert packed_bytes("not packed!") == b""
    assert packed_bytes("A" * 17) == b""  # no length that base64 can have


def test_long_words_are_not_called_encrypted() -> None:
    assert read_badge(b"a" * 64).kind == "unknown"
    assert read_badge(b"0" * 64).kind == "unknown"
