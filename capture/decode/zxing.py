"""Zxing: the first engine, quick and good on whole frames. The only file that touches zxing-cpp."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.metadata import version as installed

import zxingcpp
from zxingcpp import BarcodeFormat, BarcodeFormats, Binarizer, TextMode

from capture.decode.code import Corners, Frame, Symbology

_FORMATS: dict[Symbology, BarcodeFormat] = {
    "qrcode": BarcodeFormat.QRCodeModel2,  # plain QRCode would let Micro QR in as well
    "microqrcode": BarcodeFormat.MicroQRCode,
    "datamatrix": BarcodeFormat.DataMatrix,
    "aztec": BarcodeFormat.AztecCode,  # runes are asked for beside it
    "pdf417": BarcodeFormat.PDF417,
    "code128": BarcodeFormat.Code128,
    "code39": BarcodeFormat.Code39Std,  # plain Code39 takes some badge numbers for pharmacies' Code 32, and "/B" for a quote
}
_NAMES: dict[BarcodeFormat, Symbology] = {format_: name for name, format_ in _FORMATS.items()} | {
    BarcodeFormat.QRCode: "qrcode",
    BarcodeFormat.Aztec: "aztec",
    BarcodeFormat.AztecRune: "aztec",
    BarcodeFormat.Code39: "code39",
    BarcodeFormat.CompactPDF417: "pdf417",
}
_BINARIZERS = {"local": Binarizer.LocalAverage, "rows": Binarizer.GlobalHistogram, "done": Binarizer.BoolCast}
# The AIM identifiers that say "an ECI is in force" (ISO/IEC 15424).
_ECI_IDENTIFIERS = frozenset(
    ["]Q2", "]Q4", "]Q6", "]d4", "]d5", "]d6", "]z3", "]z4", "]z5", "]z9", "]zA", "]zB", "]L1"]
)


@dataclass(frozen=True, slots=True)
class Find:
    """What an engine read; ``text`` is set only where the code itself says what its bytes mean.

    ``tiny`` marks the two kinds with hardly a check of their own: Micro QR M1, which cannot correct an error, and Aztec runes,
    which hold a number up to 255.
    """

    raw: bytes
    symbology: Symbology
    identifier: str
    explicit_eci: bool
    corners: Corners
    text: str | None = None
    tiny: bool = False


@dataclass(frozen=True, slots=True)
class Miss:
    """A QR code that was found but not read: where it lies, and its modules a side (0 where that is unknown)."""

    corners: Corners
    modules: int


def version() -> str:
    """The version of the installed zxing-cpp, as "3.1.1"."""
    return installed("zxing-cpp")


def read(
    luma: Frame, symbologies: Iterable[Symbology], *, threshold: str = "local", invert: bool = True
) -> tuple[list[Find], list[Miss]]:
    """Every code of these symbologies in a luma picture, and the QR codes that were seen but not read.

    ``threshold`` is "local" for zxing-cpp's own local one, "rows" for its coarse one, "done" for a picture that is black and
    white already. ``invert`` also looks for light codes on dark, at twice the cost where there is none.
    """
    runes = [BarcodeFormat.AztecRune] if "aztec" in (symbologies := tuple(symbologies)) else []
    formats = BarcodeFormats([_FORMATS[name] for name in symbologies] + runes)
    seen = _barcodes(luma, formats, TextMode.HexECI, threshold, invert)
    finds = [_find(barcode) for barcode in seen if barcode.valid and barcode.format in _NAMES]
    misses = [
        Miss(_corners(barcode), _modules(barcode))
        for barcode in seen
        if not barcode.valid and _NAMES.get(barcode.format) == "qrcode"
    ]
    if any(find.explicit_eci or not _is_utf8(find.raw) for find in finds):
        texts = {bytes(b.bytes): b.text for b in _barcodes(luma, formats, TextMode.Plain, threshold, invert) if b.valid}
        finds = [_with_text(find, texts.get(find.raw, "")) for find in finds]
    return finds, misses


def _barcodes(
    luma: Frame, formats: BarcodeFormats, mode: TextMode, threshold: str, invert: bool
) -> list[zxingcpp.Barcode]:
    return zxingcpp.read_barcodes(
        luma, formats, try_invert=invert, text_mode=mode, binarizer=_BINARIZERS[threshold], return_errors=True
    )


def _find(barcode: zxingcpp.Barcode) -> Find:
    """In HexECI mode the text is the identifier and the content in hex; only there an ECI shows in the identifier."""
    identifier = bytes.fromhex(barcode.text[:8]).decode("latin-1")
    return Find(
        bytes(barcode.bytes),
        _NAMES[barcode.format],
        identifier,
        identifier in _ECI_IDENTIFIERS,
        _corners(barcode),
        tiny=barcode.format == BarcodeFormat.AztecRune or _version(barcode) == "M1",
    )


def _with_text(find: Find, text: str) -> Find:
    """The find with zxing-cpp's text where that is no guess: under an explicit ECI, and in Hanzi mode (it never guesses GB 2312)."""
    sure = find.explicit_eci or (not text.isascii() and text.encode("gb2312", "replace") == find.raw)
    return replace(find, text=text) if sure and text else find


def _corners(barcode: zxingcpp.Barcode) -> Corners:
    at = barcode.position
    top_left, top_right, bottom_right, bottom_left = (
        (float(point.x), float(point.y)) for point in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
    )
    return top_left, top_right, bottom_right, bottom_left


def _modules(barcode: zxingcpp.Barcode) -> int:
    number = _version(barcode)
    return 17 + 4 * int(number) if number.isdigit() else 0


def _version(barcode: zxingcpp.Barcode) -> str:
    extra = barcode.extra
    return str(extra.get("Version", "")) if isinstance(extra, dict) else ""


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True
