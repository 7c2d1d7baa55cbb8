import random

import numpy as np
import pytest
import zxingcpp
from qrcode import QRCode, constants
from qrcode.util import QRData

from capture.print.code import PayloadTooLongError, qr_image, qr_matrix
from capture.print.mask import best_mask, penalties

LEVELS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}


def version_of(payload: bytes, level: str) -> int:
    """The version that qrcode itself chooses for one piece of data."""
    code = QRCode(error_correction=LEVELS[level])
    code.add_data(QRData(payload))
    return int(code.best_fit())


def read(payload: bytes) -> "zxingcpp.Barcode":
    [found] = zxingcpp.read_barcodes(qr_image(payload, module_px=4))
    return found


@pytest.mark.parametrize(
    "payload",
    [
        b"7Q2M4KX",
        b"000012",
        b"MECARD:N:Okafor,Amara;TEL:+491715550142;;",
        "MECARD:N:王,小明;ORG:上海精密机械有限公司;;".encode(),
        bytes(range(256)),
        b"1234567890" * 20,
    ],
    ids=["capitals", "digits", "mecard", "chinese", "binary", "long number"],
)
def test_a_code_gives_back_its_exact_bytes(payload: bytes) -> None:
    assert read(payload).bytes == payload


@pytest.mark.parametrize("size", [1, 8, 30, 100, 250])
def test_the_smallest_version_comes_first_and_then_the_highest_level_that_fits_it(size: int) -> None:
    payload = ("é" * size).encode()
    version = version_of(payload, "L")
    assert len(qr_matrix(payload)) == 4 * version + 17
    best = [level for level in LEVELS if version_of(payload, level) == version][-1]
    assert read(payload).ec_level == best


def test_a_level_that_is_asked_for_is_kept() -> None:
    assert len(qr_matrix(b"0123456789abcdef", level="H")) > len(qr_matrix(b"0123456789abcdef", level="L"))


def test_long_numbers_inside_text_are_packed_tighter() -> None:
    payload = b"MECARD:N:Okafor;TEL:+491715550142171555014217155501421715550142;;"
    assert len(qr_matrix(payload)) < 4 * version_of(payload, "L") + 17
    assert read(payload).bytes == payload


def test_what_no_code_can_hold_is_refused() -> None:
    with pytest.raises(PayloadTooLongError, match="3000 bytes"):
        qr_matrix(b"\xff" * 3000)


def test_the_mask_is_the_one_that_qrcode_would_choose() -> None:
    source = random.Random(7)
    for size in (3, 40, 130, 300):
        code = QRCode()
        code.add_data(QRData(source.randbytes(size)))
        code.best_fit()
        assert best_mask(code) == code.best_mask_pattern()


def test_penalties_follow_the_standard() -> None:
    # A white square of side 11: 22 runs of 11 at 9 points, 100 blocks at 3, and all of it light: 100.
    assert penalties(np.zeros((1, 11, 11), bool)).tolist() == [22 * 9 + 100 * 3 + 100]


def test_a_picture_has_the_quiet_zone_and_the_size_that_was_asked_for() -> None:
    picture = qr_image(b"7Q2M4KX", module_px=3)
    assert picture.size == ((21 + 8) * 3, (21 + 8) * 3)
    assert np.asarray(picture)[:12].min() == 255
