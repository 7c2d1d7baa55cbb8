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
    known = np.zeros(length, bool)
    known[lost] = True
    errors = int((sizes[~known[at]] != 0).sum())
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
    bits = np.unpackbits(word)
    checks = _checks(len(word), parity)
    wrong = np.bitwise_xor.reduce(checks[:, bits > 0], axis=1)
    table = np.packbits(np.column_stack([checks[:, doubt], wrong]), axis=1, bitorder="little")
    rows = [int.from_bytes(row, "little") for row in table]  # bit n is the word's bit doubt[n], the last what is wrong
    whole = 1 << count
    pivots: list[tuple[int, int]] = []
    for at in range(count):
        if len(pivots) == free or not any(row & whole for row in rows):  # the bits left open so far put it right
            break
        one = 1 << at
        first = next((number for number, row in enumerate(rows) if row & one), None)
        if first is None:  # the open bits before it decide this one: take it as it was read
            continue
        pivot = rows.pop(first)
        rows = [row ^ pivot if row & one else row for row in rows]
        pivots.append((one, pivot))
    turned = whole
    if any(row & whole for row in rows):
        alike = whole - 1 - sum(one for one, _ in pivots)
        for row in rows:
            alike &= row if row & whole else ~row
        if not alike:
            return None
        turned |= alike & -alike
    for one, pivot in reversed(pivots):
        if (pivot & turned).bit_count() % 2:
            turned |= one
    flips = np.frombuffer(turned.to_bytes(table.shape[1], "little"), np.uint8)
    bits[doubt] ^= np.unpackbits(flips, count=count, bitorder="little")
    return Correction(np.packbits(bits), 8 * parity - free - ways)


@cache
def _checks(length: int, parity: int) -> Bytes:
    """Which bits of a word each bit of its syndromes adds up, (8 * parity, 8 * length) of 0 and 1."""
    powers = np.arange(parity)[:, None, None] * np.arange(length - 1, -1, -1)[:, None] + np.arange(7, -1, -1)
    values = _POWER[powers % 255].reshape(parity, 8 * length).astype(np.uint8)
    return np.unpackbits(values[:, None], axis=1).reshape(8 * parity, 8 * length)


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
