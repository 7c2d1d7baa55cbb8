"""Repair: reads a QR code whose modules are partly stained, dazzled or blurred, and never reads a wrong one.

Each module has a value from -1 (surely light) to 1 (surely dark). The format is the one of the 32 words that fits best; each block is
corrected by `reed_solomon` in several ways, from trusting every codeword to trusting only the surest ones. What comes back is the
clean symbol, drawn anew, so that an engine reads its segments.

Why no wrong text: a word of noise is accepted with a chance of 2 to the power of minus its bits of evidence, which are the parity that
was not spent on what is lost, less the bits that say which errors were chosen (a word too damaged to be corrected is, to any
other word of the code, no better than noise). Every block needs `EVIDENCE` bits by itself. A frame costs some 2^7
tries at the most, so a million frames with a code that cannot be read expect less than one in a hundred before three more
checks: mode, length and padding must be valid (`_filled`), and the modules that were sure must be those of the symbol.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.decode.code import Frame, quantile
from capture.decode.reed_solomon import Bytes, Correction, corrected, solved
from capture.decode.symbol import LEVELS, Bits, Block, blocks, format_words, layout, mask, version_word

EVIDENCE = 34.0
"""Bits that every block must keep."""

_SHARES = (0.0, 0.25, 0.5, 0.7)  # of the parity, spent on the codewords that are least sure
_SURE = 0.5  # value from which a module counts as sure
_AGREES = 0.85  # of the sure modules must be those of the symbol
_FORMAT_ERRORS = 3  # of 15 bits, the most that either copy may be off at best
_FAINT = 0.12  # of the code's contrast: where dark and light differ by less, nothing is known

Floats = NDArray[np.float32]


def repaired(brightness: Frame, version: int) -> Bits | None:
    """The clean symbol behind the brightness of its modules, or None where it could not be told for sure."""
    return read(softened(brightness, version), version)


def softened(brightness: Frame, version: int) -> Floats:
    """How surely each module is dark (1) or light (-1), from its neighbours' levels; stains count little."""
    near = np.ones((5, 5), np.uint8)
    low = cv2.blur(cv2.erode(brightness, near).astype(np.float32), (5, 5))
    high = cv2.blur(cv2.dilate(brightness, near).astype(np.float32), (5, 5))
    half = (high - low) / 2
    faint = _FAINT * quantile(half, 90) + 1
    value = np.clip(((high + low) / 2 - brightness) / (half + faint), -1, 1).astype(np.float32)
    return value / (1 + _stained(value > 0, version))


def read(value: Floats, version: int, evidence: float = EVIDENCE) -> Bits | None:
    """The clean symbol behind the values of its modules, or None where it could not be told for sure."""
    place = layout(version)
    flat = value.ravel()
    for level, number in _formats(flat[place.formats]):
        count = len(place.path) // 8 * 8
        soft = np.where(mask(version, number), -flat[place.path], flat[place.path])[:count].reshape(-1, 8)
        words = np.zeros(len(soft), np.uint8)
        parts = blocks(version, LEVELS[level])
        for part in parts:
            best = settled(soft[part.codewords], part, evidence)
            if best is None:
                break
            words[part.codewords] = best.word
        else:
            data = np.concatenate([words[part.codewords[: -part.parity]] for part in parts])
            clean = _drawn(words, version, level, number)
            if _filled(data, version) and _agrees(clean, value):
                return clean
    return None


def settled(soft: Floats, part: Block, evidence: float) -> Correction | None:
    """The block corrected in the way that leaves enough evidence, the cheapest way first."""
    word = np.packbits(soft > 0)
    sure = np.abs(soft)
    order = np.argsort(sure.min(axis=1) + 0.1 * sure.mean(axis=1), kind="stable")
    for share in _SHARES:
        best = corrected(word, part.parity, order[: int(share * part.parity)])
        if best is not None and best.evidence >= evidence:
            return best
    return solved(word, part.parity, np.argsort(sure, axis=None, kind="stable"), evidence)


def _formats(value: Floats) -> list[tuple[int, int]]:
    """The level's and the mask's number, best first, by the format information's two copies (2, 15)."""
    words = format_words()
    fit = (np.where(words, 1, -1)[:, None] * value).sum(axis=(1, 2))
    off = (words[:, None] != (value > 0)).sum(axis=2).min(axis=1)
    best = [int(at) for at in np.argsort(-fit, kind="stable")[:2] if off[at] <= _FORMAT_ERRORS]
    return [divmod(at, 8) for at in best]


def _stained(dark: Bits, version: int) -> Floats:
    """How many squares of three by three modules alike a module lies in: a stain, as masks make such squares rare."""
    fixed = layout(version).fixed
    out = np.zeros(dark.shape, np.float32)
    three = np.ones((3, 3), np.uint8)
    for alike in (dark & ~fixed, ~dark & ~fixed):
        whole = cv2.erode(alike.astype(np.uint8), three, borderType=cv2.BORDER_CONSTANT, borderValue=0)
        out += cv2.boxFilter(whole.astype(np.float32), -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return out


def _filled(data: Bytes, version: int) -> bool:
    """Whether mode, length, terminator and padding are as a writer makes them (7.4), as far as this can be told at little cost."""
    bits = "".join(f"{byte:08b}" for byte in data.tolist())
    at = 0
    while len(bits) - at >= 4:
        mode = int(bits[at : at + 4], 2)
        at += 4
        if mode == 0:
            if at == 4:  # nothing is in it
                return False
            break
        size = _segment(bits[at:], mode, version)
        if size is None:
            return False
        at += size
        if at > len(bits):
            return False
    ends = -(-at // 8)
    padding = data[ends:]
    return not int(bits[at : 8 * ends] or "0", 2) and all(
        int(byte) == (0x11 if number % 2 else 0xEC) for number, byte in enumerate(padding)
    )


def _segment(bits: str, mode: int, version: int) -> int | None:
    """The bits after a mode indicator that its segment takes, or None where there is no such mode."""
    widths = {1: (10, 12), 2: (9, 11), 4: (8, 16), 8: (8, 10)}
    if mode in widths:
        width = widths[mode][version >= 10]
        count = int(bits[:width] or "0", 2)
        payload = {
            1: count // 3 * 10 + (0, 4, 7)[count % 3],
            2: count // 2 * 11 + count % 2 * 6,
            4: 8 * count,
            8: 13 * count,
        }
        return width + payload[mode] if count else None
    if mode == 7:
        return 8 if bits[:1] == "0" else 16 if bits[:2] == "10" else 24
    return {3: 16, 5: 0, 9: 8}.get(mode)


def _drawn(words: Bytes, version: int, level: int, number: int) -> Bits:
    place = layout(version)
    bits = np.zeros(len(place.path), bool)
    bits[: 8 * len(words)] = np.unpackbits(words)
    symbol = place.pattern.ravel().copy()
    symbol[place.path] = bits ^ mask(version, number)
    symbol[place.formats] = format_words()[8 * level + number]
    if version >= 7:
        symbol[place.versions] = version_word(version)
    return symbol.reshape(place.modules, place.modules)


def _agrees(clean: Bits, value: Floats) -> bool:
    """Whether the modules that were sure are those of the symbol."""
    sure = np.abs(value) >= _SURE
    return bool(sure.any()) and float((clean == (value > 0))[sure].mean()) >= _AGREES
