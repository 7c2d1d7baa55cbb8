"""Pictures that are handed in: opened when they are what they say, refused in words otherwise, before they unfold."""

from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image

from capture.booth.pictures import MOST_PIXELS, picture_from
from capture.booth.touches import WishError


def png(width: int, height: int) -> bytes:
    """A PNG that says it has this size; its pixels are missing."""
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x")


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_opened_in_colour(form: str) -> None:
    data = io.BytesIO()
    Image.new("L", (40, 30), 200).save(data, form)
    assert picture_from(data.getvalue()).shape == (30, 40, 3)


@pytest.mark.parametrize("size", [(MOST_PIXELS, 2), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_by_its_head(size: tuple[int, int]) -> None:
    with pytest.raises(WishError, match="too large"):
        picture_from(png(*size))


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff", png(40, 30), png(0, 0), b"GIF89a"])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(WishError, match="no picture"):
        picture_from(data)
