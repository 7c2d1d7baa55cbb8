"""Base45 (RFC 9285): bytes in the 45 characters that a QR code packs into five and a half bits each."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def encode(data: bytes) -> str:
    """Two bytes become three characters, a last single byte two; the least significant digit stands first."""
    characters = []
    for start in range(0, len(data), 2):
        pair = data[start : start + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            characters.append(ALPHABET[digit])
    return "".join(characters)


def decode(text: str) -> bytes:
    """The bytes that `encode` was given; ValueError for anything it can't have written."""
    data = bytearray()
    for start in range(0, len(text), 3):
        group = text[start : start + 3]
        if len(group) == 1:
            raise ValueError("base45 text ends in the middle of a byte")
        try:
            number = sum(_VALUES[character] * 45**place for place, character in enumerate(group))
        except KeyError as error:
            raise ValueError("a character that is not base45") from error
        size = len(group) - 1
        if number >= 256**size:
            raise ValueError(f"base45 group {group!r} is too large")
        data += number.to_bytes(size, "big")
    return bytes(data)
