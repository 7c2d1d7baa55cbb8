"""Symbol: where everything lies in a QR code of each version: fixed patterns, format, codewords, blocks (ISO/IEC 18004:2015).

Arrays of modules are indexed [row, column] and true means dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.bool_]
Indices = NDArray[np.intp]

MOST_VERSION = 16
LEVELS = ("M", "L", "H", "Q")
"""Error correction levels in the order of their two bits in the format information (table 12)."""

# Table 9, versions 1 to 16: error correction codewords of each block, and the number of blocks.
_PARITY = {
    "L": (7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24),
    "M": (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28),
    "Q": (13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24),
    "H": (17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30),
}
_BLOCKS = {
    "L": (1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6),
    "M": (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10),
    "Q": (1, 1, 2, 2, 4, 4, 6, 6, 8, 8, 8, 10, 12, 16, 12, 17),
    "H": (1, 1, 2, 4, 4, 4, 5, 6, 8, 8, 11, 11, 16, 16, 18, 16),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """One version's places.

    ``fixed`` modules are the same in every code and look like ``pattern``; ``path`` holds the flat
    index of every module that carries data, in reading order; ``formats`` the two copies of the 15 format bits and
    ``versions`` the two of the 18 version bits, most significant first, as flat indices.
    """

    version: int
    modules: int
    fixed: Bits
    pattern: Bits
    path: Indices
    formats: Indices
    versions: Indices


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the error correction: the places of its codewords in reading order, and how many of them are parity."""

    codewords: Indices
    parity: int


@cache
def layout(version: int) -> Layout:
    """The layout of a version from 1 to `MOST_VERSION`."""
    modules = 17 + 4 * version
    fixed, pattern = np.zeros((modules, modules), bool), np.zeros((modules, modules), bool)
    pattern[6, :] = pattern[:, 6] = np.arange(modules) % 2 == 0
    fixed[6, :] = fixed[:, 6] = True
    ring = np.maximum(*np.abs(np.mgrid[-2:3, -2:3]))
    for row, column in alignments(version):
        around = np.s_[row - 2 : row + 3, column - 2 : column + 3]
        fixed[around], pattern[around] = True, ring != 1
    ring = np.maximum(*np.abs(np.mgrid[-3:5, -3:5]))
    finder = (ring != 2) & (ring != 4)
    fixed[:8, :8] = fixed[:8, -8:] = fixed[-8:, :8] = True
    pattern[:8, :8], pattern[:8, -8:], pattern[-8:, :8] = finder, finder[:, ::-1], finder[::-1]
    fixed[-8, 8] = pattern[-8, 8] = True
    formats, versions = _format_places(modules), _version_places(modules, version)
    reserved = fixed.ravel().copy()
    reserved[formats.ravel()] = reserved[versions.ravel()] = True
    path = _zigzag(modules)
    return Layout(version, modules, fixed, pattern, path[~reserved[path]], formats, versions)


def alignments(version: int) -> list[tuple[int, int]]:
    """The middles (row, column) of the alignment patterns (annex E)."""
    if version == 1:
        return []
    count = version // 7 + 2
    step = (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    places = [6, *range(10 + 4 * version - step * (count - 2), 11 + 4 * version, step)]
    corners = {(6, 6), (6, places[-1]), (places[-1], 6)}
    return [(row, column) for row in places for column in places if (row, column) not in corners]


@cache
def blocks(version: int, level: str) -> tuple[Block, ...]:
    """The blocks of a version at a level; codewords of all blocks are interleaved (7.6)."""
    total = len(layout(version).path) // 8
    count, parity = _BLOCKS[level][version - 1], _PARITY[level][version - 1]
    short = total // count - parity  # data codewords of a short block; the last blocks have one more
    longer = total % count
    data = [[row * count + block for row in range(short)] for block in range(count)]
    for block in range(longer):
        data[count - longer + block].append(short * count + block)
    first = short * count + longer
    return tuple(
        Block(np.array(data[block] + [first + row * count + block for row in range(parity)]), parity)
        for block in range(count)
    )


@cache
def mask(version: int, number: int) -> Bits:
    """The modules that a data mask turns over (table 10), along the path."""
    modules = layout(version).modules
    i, j = np.divmod(layout(version).path, modules)
    conditions = (
        (i + j) % 2,
        i % 2,
        j % 3,
        (i + j) % 3,
        (i // 2 + j // 3) % 2,
        i * j % 2 + i * j % 3,
        (i * j % 2 + i * j % 3) % 2,
        ((i + j) % 2 + i * j % 3) % 2,
    )
    return np.asarray(conditions[number] == 0)


@cache
def format_words() -> Bits:
    """The 32 words of format information, (32, 15), as they are printed (annex C)."""
    return _words([(value << 10 | _remainder(value << 10, 0x537, 10)) ^ 0x5412 for value in range(32)], 15)


@cache
def version_word(version: int) -> Bits:
    """The 18 bits of version information of a version from 7 (annex D)."""
    word: Bits = _words([version << 12 | _remainder(version << 12, 0x1F25, 12)], 18)[0]
    return word


def _words(values: list[int], length: int) -> Bits:
    return np.array([[value >> (length - 1 - bit) & 1 for bit in range(length)] for value in values], bool)


def _remainder(value: int, generator: int, degree: int) -> int:
    while value.bit_length() > degree:
        value ^= generator << (value.bit_length() - 1 - degree)
    return value


def _format_places(modules: int) -> Indices:
    beside = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(modules - 1 - row, 8) for row in range(7)] + [(8, modules - 8 + column) for column in range(8)]
    return np.array([[row * modules + column for row, column in copy] for copy in (beside, apart)])


def _version_places(modules: int, version: int) -> Indices:
    if version < 7:
        return np.zeros((2, 0), np.intp)
    below = [(modules - 11 + bit % 3, bit // 3) for bit in reversed(range(18))]
    return np.array(
        [[row * modules + column for row, column in below], [column * modules + row for row, column in below]]
    )


def _zigzag(modules: int) -> Indices:
    """Every module but the column of the timing pattern, two columns at a time from the right, up and down in turn (7.7.3)."""
    down = np.arange(modules) * modules
    rights = (*range(modules - 1, 6, -2), 5, 3, 1)
    pairs = [(down if number % 2 else down[::-1])[:, None] + (right, right - 1) for number, right in enumerate(rights)]
    return np.concatenate(pairs, axis=None)
