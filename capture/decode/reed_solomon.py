"""Reed-Solomon: corrects the blocks of a QR code from errors, from codewords known to be lost, and from single doubtful bits.

The field is GF(256) over 0x11D and the generator's roots are the powers of two from 0 on (ISO/IEC 18004, 7.5.2). `corrected` is the
classic decoder of errors and erasures (Sugiyama et al., 1975). `solved` takes the same code as a binary one of eight times
the length and trusts bits in the order of how sure they are (ordered statistics, Fossorier and Lin, 1995): a codeword with
one doubtful module then costs one bit and not eight.

Both say how many bits of evidence are left: a word that is nothing but noise passes with a chance of 2 to the power of minus that.
"""

from __future__ import annotations

from functools import cache
from math import comb, log2
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]

_ONE = np.uint64(1)


def _tables() -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    power, log, value = np.zeros(255 * 4, int), np.zeros(256, int), 1
    for exponent in range(255):
        power[exponent::255], log[value] = value, exponent
        value = value << 1 ^ (0x11D if value & 0x80 else 0)
    return power, log


_POWER, _LOG = _tables()
_power, _log = _POWER.tolist(), _LOG.tolist()


class Correction(NamedTuple):
    """A word that is in the code, and the bits of evidence for it."""

    word: Bytes
    evidence: float


def encoded(data: Bytes, parity: int) -> Bytes:
    """The data followed by its parity codewords."""
    rest = [*data.tolist(), *[0] * parity]
    generator = _generator(parity)
    for at in range(len(data)):
        lead = rest[at]
        if lead:
            for step, term in enumerate(generator, 1):
                rest[at + step] ^= _power[_log[lead] + _log[term]]
    return np.array([*data.tolist(), *rest[len(data) :]], np.uint8)


def syndromes(word: Bytes, parity: int) -> NDArray[np.int_]:
    """The word's values at the generator's roots: all zero where it is in the code."""
    length = len(word)
    exponents = np.arange(parity)[:, None] * np.arange(length - 1, -1, -1)
    terms = np.where(word == 0, 0, _POWER[(exponents + _LOG[word]) % 255])
    return np.asarray(np.bitwise_xor.reduce(terms, axis=1))


def corrected(word: Bytes, parity: int, lost: NDArray[np.intp]) -> Correction | None:
    """The word with its errors and its lost codewords put right, or None where twice the errors and the lost ones exceed parity."""
    found = syndromes(word, parity)
    room = 8.0 * (parity - len(lost))
    if room < 0:
        return None
    if not found.any():
        return Correction(word, room)
    length = len(word)
    gamma = [1]
    for place in lost.tolist():
        gamma = _product(gamma, [1, _power[length - 1 - place]])
    locator = _locator(found.tolist(), gamma, len(lost))
    errors = len(locator) - 1 - len(lost)
    if 2 * errors + len(lost) > parity:
        return None
    inverse = -np.arange(length - 1, -1, -1) % 255
    at = np.flatnonzero(_values(locator, inverse) == 0)
    if len(at) != len(locator) - 1:
        return None
    omega = _product(found.tolist(), locator)[:parity]
    above = _values(omega, inverse[at])
    below = _values(
        [term if power % 2 else 0 for power, term in enumerate(locator)], inverse[at]
    )  # x times the derivative
    if not below.all():
        return None
    sizes = np.where(above == 0, 0, _POWER[(_LOG[above] - _LOG[below]) % 255])
    right = word.copy()
    right[at] ^= sizes.astype(np.uint8)
    if syndromes(right, parity).any():
        return None
    errors = int((sizes[~np.isin(at, lost)] != 0).sum())
    return Correction(right, room - 8 * errors - log2(comb(length - len(lost), errors)))


def solved(word: Bytes, parity: int, doubt: NDArray[np.intp], least: float) -> Correction | None:
    """The word with doubtful bits set as the code wants them and at most one other turned over, or None.

    ``doubt`` lists the bits (8 times the codeword, most significant first), the most doubtful first; as many of them are left open as
    leave ``least`` bits of evidence.
    """
    count = len(word) * 8
    ways = log2(count + 1)  # no other bit is wrong, or one of them
    free = int(8 * parity - least - ways)
    if free <= 0:
        return None
    checks = _checks(len(word), parity)
    width = checks.shape[1]
    rows = np.zeros(
        (count + 1, 2 * width), np.uint64
    )  # what each bit, and last the word, adds to the syndromes; made of which pivots
    rows[:-1, :width] = checks[doubt]
    rows[-1, :width] = np.bitwise_xor.reduce(checks[np.flatnonzero(np.unpackbits(word))], axis=0)
    pivots: list[int] = []
    for at in range(count):
        if len(pivots) == free:
            break
        row = rows[at]
        filled = np.flatnonzero(row[:width])
        if not len(filled):  # the open bits before it decide this one: take it as it was read
            continue
        part = int(filled[0])
        bit = np.uint64((int(row[part]) & -int(row[part])).bit_length() - 1)
        row[width + len(pivots) // 64] ^= _ONE << np.uint64(len(pivots) % 64)
        pivots.append(at)
        later = at + 1 + np.flatnonzero(rows[at + 1 :, part] >> bit & _ONE)
        rows[later] ^= row
    turned: list[int] = []
    tags = rows[-1, width:]
    if rows[-1, :width].any():
        closed = np.setdiff1d(np.arange(count), pivots)
        culprits = closed[(rows[closed, :width] == rows[-1, :width]).all(axis=1)]
        if not len(culprits):
            return None
        turned, tags = [int(culprits[0])], tags ^ rows[culprits[0], width:]
    turned += [at for number, at in enumerate(pivots) if int(tags[number // 64]) >> (number % 64) & 1]
    bits = np.unpackbits(word)
    bits[doubt[turned]] ^= 1
    return Correction(np.packbits(bits), 8 * parity - len(pivots) - ways)


@cache
def _checks(length: int, parity: int) -> Words:
    """What each bit of a word adds to the syndromes, packed: (8 * length, words)."""
    exponents = np.arange(parity) * np.arange(length - 1, -1, -1)[:, None, None] + np.arange(7, -1, -1)[:, None]
    values = _POWER[exponents % 255].reshape(8 * length, parity).astype(np.uint8)
    padded = np.pad(values, ((0, 0), (0, -parity % 8)))
    return np.ascontiguousarray(padded).view(np.uint64)


@cache
def _generator(parity: int) -> list[int]:
    """The generator polynomial without its leading one, highest power first."""
    terms = [1]
    for exponent in range(parity):
        terms = [a ^ b for a, b in zip([*terms, 0], [0, *_product(terms, [_power[exponent]])], strict=True)]
    return terms[1:]


def _product(one: list[int], other: list[int]) -> list[int]:
    out = [0] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        if a:
            for j, b in enumerate(other):
                if b:
                    out[i + j] ^= _power[_log[a] + _log[b]]
    return out


def _values(terms: list[int], logs: NDArray[np.int_]) -> NDArray[np.int_]:
    """The polynomial, lowest power first, at the powers of two with these exponents."""
    out = np.zeros(len(logs), int)
    for power, term in enumerate(terms):
        if term:
            out ^= _POWER[(_log[term] + power * logs) % 255]
    return out


def _locator(found: list[int], gamma: list[int], lost: int) -> list[int]:
    """The polynomial whose roots are the places of errors and losses (Berlekamp and Massey, begun with the losses)."""
    here, before = gamma[:], gamma[:]
    length = lost
    for step in range(lost, len(found)):
        gap = 0
        for power, term in enumerate(here[: step + 1]):
            if term and found[step - power]:
                gap ^= _power[_log[term] + _log[found[step - power]]]
        before = [0, *before]
        if not gap:
            continue
        scaled = _product(before, [gap])
        size = max(len(here), len(scaled))
        both = [
            a ^ b for a, b in zip(here + [0] * (size - len(here)), scaled + [0] * (size - len(scaled)), strict=True)
        ]
        if 2 * length <= step + lost:
            before = _product(here, [_power[255 - _log[gap]]])
            length = step + 1 + lost - length
        here = both
    while len(here) > 1 and here[-1] == 0:
        here.pop()
    return here
