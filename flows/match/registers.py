"""Registers: lists of persons with name, address, date of birth and numbers, matched by the same weights as leads.

What a column holds is said by its kind: "name" (a given or family name), "text" (a street, a suburb), "code" (a postcode, a date, a
number; digits count) and "key" (a number that is one person's). `FEBRL` is the mapping for the public test sets of that name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import polars as pl
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from flows.match.blocking import Blocks, Ints, blocks, mixed
from flows.match.fold import folded, without_digraphs
from flows.match.linking import Rules, linked
from flows.match.table import Column, encoded
from flows.match.weights import Compared, Floats, Level

FEBRL = {
    "given_name": "name",
    "surname": "name",
    "street_number": "code",
    "address_1": "text",
    "address_2": "text",
    "suburb": "text",
    "postcode": "code",
    "state": "text",
    "date_of_birth": "code",
    "soc_sec_id": "key",
}

_LEVELS = {
    "name": (
        Level("blank", fixed=0.0),
        Level("same", 0.8),
        Level("near", 0.1),
        Level("alike", 0.05),
        Level("different", 0.05),
    ),
    "text": (
        Level("blank", fixed=0.0),
        Level("same", 0.75),
        Level("near", 0.1),
        Level("alike", 0.07),
        Level("different", 0.08),
    ),
    "code": (
        Level("blank", fixed=0.0),
        Level("same", 0.85),
        Level("near", 0.09),
        Level("alike", 0.02),
        Level("different", 0.04),
    ),
    "key": (
        Level("blank", fixed=0.0),
        Level("same", 0.88),
        Level("near", 0.07),
        Level("alike", 0.02),
        Level("different", 0.03),
    ),
}
_BY_CHANCE = {"name": (0.004, 0.02), "text": (0.003, 0.02), "code": (0.008, 0.05), "key": (0.0002, 0.002)}
"""How often chance pairs are near and alike, before a sample of them says how often they are."""
_SAMPLE = 30_000


@dataclass(frozen=True)
class Register:
    """The rows of a register as codes, one column a field, and how common each value is."""

    kinds: Mapping[str, str]
    columns: Mapping[str, Column]
    share: Mapping[str, npt.NDArray[np.float64]]
    chance: Mapping[str, tuple[float, float]]


def match_register(frame: pl.DataFrame, kinds: Mapping[str, str]) -> pl.Series:
    """For every row the number of its person (the first row of the same person), by the columns in ``kinds``."""
    columns, share = {}, {}
    for name, kind in kinds.items():
        text = folded(pl.col(name).cast(pl.String).fill_null(""))
        text = text.str.replace_all(r"\D", "") if kind in ("code", "key") else without_digraphs(text)
        values = frame.select(text.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()).to_series()
        columns[name] = encoded(values)
        counts = np.bincount(columns[name].code[columns[name].code >= 0], minlength=len(columns[name].values))
        share[name] = np.append((counts + 0.5) / max(frame.height, 1), 1.0)
    chance = {name: _by_chance(columns[name], kind) for name, kind in kinds.items()}
    register = Register(kinds, columns, share, chance)
    return pl.Series("person", linked(rules(kinds), register, np.full(frame.height, frame.height)).label)


def rules(kinds: Mapping[str, str]) -> Rules[Register]:
    """Match rules for such columns."""
    return Rules({name: _LEVELS[kind] for name, kind in kinds.items()}, _blocking, _compare, _never, _nothing)


def _blocking(register: Register) -> list[Blocks]:
    """A key alone, and any two columns together where one of them tells many rows apart; names also by their start."""
    hashed = {name: column.hashed() for name, column in register.columns.items()}
    found = [blocks(name, 60, hashed[name]) for name, kind in register.kinds.items() if kind == "key"]
    starts = {
        f"start of {name}": encoded(register.columns[name].values.str.head(3)).hashed()[register.columns[name].code]
        for name, kind in register.kinds.items()
        if kind == "name"
    }
    for name in register.kinds:
        if f"start of {name}" in starts:
            starts[f"start of {name}"][register.columns[name].code < 0] = 0
    useful = {name: key for name, key in hashed.items() if len(register.columns[name].values) > 20} | starts
    for one, two in combinations(useful, 2):
        if one.split()[-1] != two.split()[-1]:
            found.append(blocks(f"{one} and {two}", 30, mixed(useful[one], useful[two])))
    return found


def _compare(register: Register, left: Ints, right: Ints) -> dict[str, Compared]:
    return {name: _one(register, name, left, right) for name in register.kinds}


def _by_chance(column: Column, kind: str) -> tuple[float, float]:
    """The share of chance pairs that are near and that are alike, from a sample."""
    filled = column.code[column.code >= 0]
    if not len(filled):
        return _BY_CHANCE[kind]
    drawn = np.random.default_rng(1).choice(filled, (2, _SAMPLE))
    a, b = drawn[:, drawn[0] != drawn[1]]
    level = _graded(column, kind, a, b)
    near, alike = (
        (np.count_nonzero(level == at) + 200 * first) / (len(a) + 200)
        for at, first in zip((2, 3), _BY_CHANCE[kind], strict=True)
    )
    return float(near), float(alike)


def _graded(column: Column, kind: str, a: Ints, b: Ints) -> npt.NDArray[np.uint8]:
    """Near (2), alike (3) or different (4), for pairs of differing codes, each pair of values compared once."""
    size = np.int64(len(column.values))
    keys, which = np.unique(np.minimum(a, b) * size + np.maximum(a, b), return_inverse=True)
    texts = (column.values.gather(keys // size).to_list(), column.values.gather(keys % size).to_list())
    return (_edited(*texts) if kind in ("code", "key") else _alike(*texts))[which]


def _one(register: Register, name: str, left: Ints, right: Ints) -> Compared:
    column, share, kind = register.columns[name], register.share[name], register.kinds[name]
    a, b = column.code[left], column.code[right]
    both = (a >= 0) & (b >= 0)
    level = np.where(both, np.where(a == b, 1, 4), 0).astype(np.uint8)
    differ = np.flatnonzero(both & (a != b))
    level[differ] = _graded(column, kind, a[differ], b[differ])
    near, alike = register.chance[name]
    u = np.select([level == 1, level == 2, level == 3], [share[a], near, alike], 1.0)
    return Compared(level, np.log2(u).astype(np.float32))


def _alike(one: list[str], two: list[str]) -> npt.NDArray[np.uint8]:
    similar = process.cpdist(one, two, scorer=JaroWinkler.similarity, dtype=np.float32)
    slips = np.asarray(process.cpdist(one, two, scorer=OSA.distance, score_cutoff=2))
    return np.select([(similar >= 0.92) | (slips <= 1), (similar >= 0.82) | (slips <= 2)], [2, 3], 4).astype(np.uint8)


def _edited(one: list[str], two: list[str]) -> npt.NDArray[np.uint8]:
    slips = np.asarray(process.cpdist(one, two, scorer=OSA.distance, score_cutoff=3))
    return np.select([slips <= 1, slips <= 2], [2, 3], 4).astype(np.uint8)


def _never(register: Register, left: Ints, right: Ints, outcome: dict[str, Compared]) -> npt.NDArray[np.bool_]:
    del register, right, outcome
    return np.zeros(len(left), bool)


def _nothing(outcome: dict[str, Compared], weights: Mapping[str, Floats]) -> Floats:
    """Names and keys that differ contradict."""
    del outcome
    return np.minimum(sum(weights.values(), np.float32(0.0)), 0.0).astype(np.float32)
