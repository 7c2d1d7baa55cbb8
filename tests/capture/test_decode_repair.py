"""Repair: the symbol's layout, Reed-Solomon with losses and doubts, poses from two finder patterns, and never a wrong text."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.base import rs_blocks

from bench.badge_grid import symbol
from bench.repair import mixed, noise, speckled, stained
from capture.decode import Frame, Reader
from capture.decode.mend import mended
from capture.decode.pose import poses
from capture.decode.reed_solomon import corrected, encoded, solved, syndromes
from capture.decode.repair import EVIDENCE, read, repaired, settled, softened
from capture.decode.symbol import MOST_VERSION, Bits, blocks, format_words, layout, mask, version_word

LEVEL_NUMBERS = {"L": 1, "M": 0, "Q": 3, "H": 2}
ENDLESS = 1e9
NONE = np.zeros(0, np.intp)


def printed(version: int, number: int, content: bytes = b"hello") -> Bits:
    code = qrcode.QRCode(version=version, border=0, mask_pattern=number, error_correction=0)
    code.add_data(content)
    code.make()
    return np.array(code.get_matrix(), bool)


def brightness(modules: Bits) -> Frame:
    return np.where(modules, 60, 190).astype(np.uint8)


def version_of(modules: Bits) -> int:
    return (len(modules) - 17) // 4


@pytest.mark.parametrize("version", range(1, MOST_VERSION + 1))
def test_the_layout_is_that_of_printed_codes(version: int) -> None:
    place = layout(version)
    for number in range(8):
        modules = printed(version, number)
        assert (modules[place.fixed] == place.pattern[place.fixed]).all()
        for copy in place.formats:
            assert (modules.ravel()[copy] == format_words()[number]).all()
        for copy in place.versions if version >= 7 else ():
            assert (modules.ravel()[copy] == version_word(version)).all()
        bits = modules.ravel()[place.path] ^ mask(version, number)
        words = np.packbits(bits[: len(bits) // 8 * 8])
        assert words[0] >> 4 == 4  # the first data codeword begins with byte mode
        for part in blocks(version, "M"):
            assert not syndromes(words[part.codewords], part.parity).any()


@pytest.mark.parametrize("level", LEVEL_NUMBERS)
def test_blocks_are_those_of_the_standard_as_another_library_has_them(level: str) -> None:
    for version in range(1, MOST_VERSION + 1):
        theirs = sorted((part.total_count, part.data_count) for part in rs_blocks(version, LEVEL_NUMBERS[level]))
        ours = sorted((len(part.codewords), len(part.codewords) - part.parity) for part in blocks(version, level))
        assert ours == theirs


def test_parity_is_that_of_the_standards_example() -> None:  # ISO/IEC 18004, annex I: 01234567 as version 1-M
    data = bytes.fromhex("10200C566180EC11EC11EC11EC11EC11")
    whole = encoded(np.frombuffer(data, np.uint8), 10)
    assert whole[16:].tobytes().hex().upper() == "A524D4C1ED36C7872C55"


@settings(deadline=None)  # a busy machine is no defect
@given(st.data())
def test_errors_and_losses_within_the_parity_are_put_right(data: st.DataObject) -> None:
    random = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    parity = data.draw(st.integers(4, 30))
    right = encoded(random.integers(0, 256, data.draw(st.integers(1, 80))).astype(np.uint8), parity)
    losses = data.draw(st.integers(0, min(parity, len(right))))
    errors = data.draw(st.integers(0, min((parity - losses) // 2, len(right) - losses)))
    places = random.permutation(len(right))[: losses + errors]
    word = right.copy()
    word[places[:losses]] = random.integers(0, 256, losses)
    word[places[losses:]] ^= random.integers(1, 256, errors).astype(np.uint8)
    found = corrected(word, parity, places[:losses])
    assert found is not None
    assert (found.word == right).all()


@settings(deadline=None)  # a busy machine is no defect
@given(st.data())
def test_doubtful_bits_are_solved_and_one_wrong_sure_bit_is_found(data: st.DataObject) -> None:
    random = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    parity = data.draw(st.integers(8, 30))
    right = encoded(random.integers(0, 256, data.draw(st.integers(4, 50))).astype(np.uint8), parity)
    order = random.permutation(len(right) * 8)
    open_bits = int(8 * parity - EVIDENCE - 10)
    bits = np.unpackbits(right)
    bits[order[:open_bits]] = random.integers(0, 2, open_bits)
    bits[order[-1]] ^= data.draw(st.integers(0, 1))
    found = solved(np.packbits(bits), parity, order, EVIDENCE)
    assert found is not None
    assert (found.word == right).all()
    assert found.evidence >= EVIDENCE


def test_too_many_losses_are_refused() -> None:
    word = encoded(np.arange(20, dtype=np.uint8), 10)
    assert corrected(word, 10, np.arange(11)) is None
    assert solved(word, 5, np.arange(len(word) * 8), 40) is None


def test_evidence_shrinks_with_every_error_and_loss() -> None:
    right = encoded(np.arange(16, dtype=np.uint8), 10)
    wrong = right.copy()
    wrong[3] ^= 77
    clean, lost, repaired_ = corrected(right, 10, NONE), corrected(right, 10, np.arange(4)), corrected(wrong, 10, NONE)
    assert clean is not None
    assert lost is not None
    assert repaired_ is not None
    assert (clean.evidence, lost.evidence) == (80, 48)
    assert 80 - 16 - 8 < repaired_.evidence < 80 - 8


def test_a_clean_code_is_itself() -> None:
    for version in (1, 2, 7, 10):
        modules = printed(version, 3)
        found = repaired(brightness(modules), version)
        assert found is not None
        assert (found == modules).all()


def test_a_dazzled_part_is_filled_in_from_the_rest() -> None:
    modules = printed(6, 2, b"MECARD:N:Visitor,Test;ORG:Example Works;EMAIL:t@fair.example;;")
    seen = brightness(modules)
    seen[15:29, 15:29] = 255  # 49 codewords are touched, more than twice as many as could be wrong
    found = repaired(seen, 6)
    assert found is not None
    assert (found == modules).all()


@pytest.mark.parametrize("share", [0.2, 0.5])
def test_what_is_beyond_repair_is_never_read_wrongly(share: float) -> None:
    for seed in range(40):
        random = np.random.default_rng(seed)
        for seen, truths in (noise(random), stained(random, share), speckled(random, share), mixed(random, share)):
            found = repaired(brightness(seen), version_of(seen))
            assert found is None or any(np.array_equal(found, truth) for truth in truths)


def test_noise_passes_only_when_hardly_any_evidence_is_asked_for() -> None:
    random = np.random.default_rng(5)
    part = blocks(1, "M")[0]
    words = [random.uniform(-1, 1, (26, 8)).astype(np.float32) for _ in range(60)]
    assert any(settled(word, part, -40) is not None for word in words)
    assert all(settled(word, part, EVIDENCE) is None for word in words)


def test_a_code_without_content_is_no_code() -> None:
    place = layout(1)
    nothing = encoded(np.array([0, *[0xEC, 0x11] * 7, 0xEC], np.uint8), 10)
    symbol_ = place.pattern.ravel().copy()
    symbol_[place.path] = np.unpackbits(nothing) ^ mask(1, 0)
    symbol_[place.formats] = format_words()[0]
    assert read(softened(brightness(symbol_.reshape(21, 21)), 1), 1) is None


def hidden(corner: str, tone: int, turn: float) -> Frame:
    """A code on a white card, turned, one of its finder patterns under a stain."""
    modules = symbol(b"https://fair.example/b/1234567")
    side = len(modules) * 6
    card = modules.repeat(6, axis=0).repeat(6, axis=1)
    at = {"top left": (45, 45), "top right": (side - 45, 45), "bottom left": (45, side - 45)}[corner]
    cv2.circle(card, at, 24, tone, -1)
    card = np.pad(card, 60, constant_values=255)
    middle = card.shape[0] / 2
    onto = cv2.getRotationMatrix2D((middle, middle), turn, 0.9)
    return cv2.warpAffine(card, onto, card.shape[::-1], borderValue=255).astype(np.uint8)


@pytest.mark.parametrize("corner", ["top left", "top right", "bottom left"])
@pytest.mark.parametrize(("tone", "turn"), [(0, 0.0), (255, 20.0), (0, 100.0), (255, 215.0)])
def test_a_code_with_a_hidden_finder_pattern_is_read(corner: str, tone: int, turn: float) -> None:
    picture = hidden(corner, tone, turn)
    assert {find.raw for pose in poses(picture) for find in mended(picture, pose)} == {
        b"https://fair.example/b/1234567"
    }


def test_the_reader_reads_it_too_and_says_where_it_is() -> None:
    picture = np.full((720, 1280), 120, np.uint8)
    card = hidden("top right", 0, 15)
    picture[200 : 200 + card.shape[0], 500 : 500 + card.shape[1]] = card
    (code,) = Reader("still", budget_ms=ENDLESS, symbologies=["qrcode"]).read(picture)
    assert code.raw == b"https://fair.example/b/1234567"
    middle = np.mean(code.corners, axis=0)
    assert np.hypot(*(middle - (500 + card.shape[1] / 2, 200 + card.shape[0] / 2))) < 10


@pytest.mark.parametrize("shape", [(1, 1), (3, 40), (60, 60)])
def test_a_picture_without_finder_patterns_has_no_pose(shape: tuple[int, int]) -> None:
    assert poses(np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)) == []
