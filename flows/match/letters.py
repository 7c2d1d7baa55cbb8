"""Letters: which characters each text has, as bits, so that most pairs are seen to be unlike without comparing them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.table import Codes

Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Letters:
    """For every text its length, a bit for each character that it has, and whether these bits tell all (it is plain ASCII)."""

    size: npt.NDArray[np.uint8]
    bits: npt.NDArray[np.uint64]
    plain: Bools

    @classmethod
    def of(cls, texts: pl.Series) -> Letters:
        """Of a series of texts."""
        size = texts.str.len_chars().to_numpy()
        width = texts.str.len_bytes().to_numpy()
        characters = np.frombuffer("".join(texts.to_list()).encode(), np.uint8)
        bits = np.zeros(len(texts), np.uint64)
        filled = np.flatnonzero(width)
        if len(filled):
            begin = (np.cumsum(width, dtype=np.int64) - width)[filled]
            one = np.uint64(1) << (characters & np.uint8(63)).astype(np.uint64)
            bits[filled] = np.bitwise_or.reduceat(one, begin)
        return cls(np.minimum(size, 255).astype(np.uint8), bits, (size == width) & (size < 255))

    def slips(self, one: Codes, two: Codes, most: int) -> Bools:
        """Whether two texts may be so many typing errors apart: each changes the length by one and the letters by two at most."""
        apart = np.bitwise_count(self.bits[one] ^ self.bits[two]) <= 2 * most
        a, b = self.size[one].astype(np.int16), self.size[two].astype(np.int16)
        return np.asarray(apart & (np.abs(a - b) <= most) | ~(self.plain[one] & self.plain[two]), bool)

    def alike(self, one: Codes, two: Codes, least: float) -> Bools:
        """Whether the Jaro-Winkler similarity of two texts may be so large: a letter that only one has is matched by none."""
        a, b = self.size[one].astype(np.float32), self.size[two].astype(np.float32)
        bits_a, bits_b = self.bits[one], self.bits[two]
        most = np.minimum(a - np.bitwise_count(bits_a & ~bits_b), b - np.bitwise_count(bits_b & ~bits_a))
        jaro = (most / np.maximum(a, 1) + most / np.maximum(b, 1) + 1) / 3
        enough = jaro + 0.4 * (1 - jaro) >= least - 1e-4
        return np.asarray(enough | ~(self.plain[one] & self.plain[two]), bool)

    def within(self, part: Codes, whole: Codes) -> Bools:
        """Whether one text may stand in another: the other has all its letters."""
        return np.asarray((self.bits[part] & ~self.bits[whole]) == 0, bool)
