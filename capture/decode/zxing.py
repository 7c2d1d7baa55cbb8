"""Zxing: the first engine, quick and good on whole frames. The only file that touches zxing-cpp."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version as installed

import zxingcpp
from zxingcpp import BarcodeFormat, BarcodeFormats, Binarizer, TextMode

from capture.decode.code import Frame, Point, Symbology

_FORMATS: dict[Symbology, BarcodeFormat] = {
    "qrcode": BarcodeFormat.QRCodeModel2,  # plain QRCode would let Micro QR M1 in, which has no error correction
    "microqrcode": BarcodeFormat.MicroQRCode,
    "datamatrix": BarcodeFormat.DataMatrix,
    "aztec": BarcodeFormat.Aztec,
    "pdf417": BarcodeFormat.PDF417,
    "code128": BarcodeFormat.Code128,
    "code39": BarcodeFormat.Code39,
}
_NAMES: dict[BarcodeFormat, Symbology] = {format_: name for name, format_ in _FORMATS.items()} | {
    BarcodeFormat.QRCode: "qrcode",
    BarcodeFormat.AztecCode: "aztec",
    BarcodeFormat.Code39Std: "code39",
    BarcodeFormat.Code39Ext: "code39",
}


@dataclass(frozen=True, slots=True)
class ZxingFind:
    """What zxing-cpp read; ``text`` is set only where the code says itself what its bytes mean."""

    raw: bytes
    symbology: Symbology
    identifier: str
    explicit_eci: bool
    corners: tuple[Point, Point, Point, Point]
    text: str | None


def version() -> str:
    """The version of the installed zxing-cpp, as "3.1.1"."""
    return installed("zxing-cpp")


def read(
    luma: Frame, symbologies: Iterable[Symbology], *, coarse: bool = False, rotate: bool = True, invert: bool = True
) -> list[ZxingFind]:
    """Every code of these symbologies in a luma picture; ``coarse`` uses one threshold for rows instead of a local one."""
    formats = BarcodeFormats([_FORMATS[name] for name in symbologies])
    binarizer = Binarizer.GlobalHistogram if coarse else Binarizer.LocalAverage

    def results(mode: TextMode) -> list[zxingcpp.Barcode]:
        return zxingcpp.read_barcodes(
            luma, formats, try_rotate=rotate, try_invert=invert, text_mode=mode, binarizer=binarizer
        )

    found = [barcode for barcode in results(TextMode.HexECI) if barcode.valid and barcode.format in _NAMES]
    texts: dict[bytes, str] = {}
    if any(_eci(barcode.text) for barcode in found):
        texts = {bytes(barcode.bytes): barcode.text for barcode in results(TextMode.Plain)}
    return [_find(barcode, texts) for barcode in found]


def _find(barcode: zxingcpp.Barcode, texts: dict[bytes, str]) -> ZxingFind:
    raw, eci, at = bytes(barcode.bytes), _eci(barcode.text), barcode.position
    identifier = bytes.fromhex(barcode.text[:8]).decode("latin-1") if eci else barcode.symbology_identifier
    corners = tuple((float(p.x), float(p.y)) for p in (at.top_left, at.top_right, at.bottom_right, at.bottom_left))
    text = texts.get(raw) if eci and eci != _BINARY_ECI else None
    return ZxingFind(raw, _NAMES[barcode.format], identifier, eci is not None, corners, text)  # type: ignore[arg-type]


_BINARY_ECI = "000899"


def _eci(hex_text: str) -> str | None:
    """The first explicit ECI of a payload written in zxing-cpp's HexECI mode: "]Q2", then a backslash and six digits."""
    content = bytes.fromhex(hex_text)
    if content[3:4] == b"\\" and content[4:10].isdigit() and content[2:3] not in (b"1", b"0"):
        return content[4:10].decode()
    return None
