"""Known: what earlier nights left in the lake, so that a night need look only at what is new.

Nodes are numbered as they came; every blocking key of every node stands in a sorted array, so that the nodes a new scan
could be meet in a few look-ups. A night adds one such segment, a full run makes a single one of all. The keys are polars'
hashes: where another version of polars or of the blocking rules is installed, they are made anew from the nodes.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from flows.match.blocking import Blocks, Ints, Keys
from flows.match.identity import ALIASES, PERSONS
from flows.match.lead_blocking import blocking
from flows.match.lead_table import table as table_of
from flows.match.nodes import FIELDS, Nodes
from flows.match.population import Population
from flows.match.table import Column
from flows.match.weights import Weights

_MEMBERS: dict[str, pl.DataType | type[pl.DataType]] = {
    "scan_id": pl.String,
    "exhibitor": pl.String,
    "number": pl.Int32,  # of its node
    "taken_at": pl.Datetime("us", "UTC"),
}
MEMBERS = pl.Schema(_MEMBERS)

_KEYS = f"{pl.__version__}, second mixing"  # what the stored keys were made with
LAYOUT = 5
"""Of the files in the folder; what an older version left there still says who is who, and a full run learns the rest anew."""


@dataclass(frozen=True)
class Segment:
    """Sorted blocking keys with the numbers of the nodes that have them, and the largest block worth comparing."""

    key: Keys
    number: Ints
    limit: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, rules: list[Blocks], first: int) -> Segment:
        """The keys of all rules; a key of a rule differs from the same key of another."""
        key, number, limit = salted(rules)
        number += np.int32(first)
        order = np.argsort(key)
        return cls(key[order], number[order], limit[order])

    def meets(self, keys: Keys, limits: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.int64], Ints]:
        """For keys: (which of them, node number) of every node that shares one, giant blocks left out."""
        order = np.argsort(keys)  # keys that are near each other are looked up one after the other
        start = np.searchsorted(self.key, keys[order])
        found = np.flatnonzero(start < len(self.key))
        found = found[self.key[start[found]] == keys[order[found]]]
        order, start = order[found], start[found]
        size = np.searchsorted(self.key, keys[order], "right") - start
        size = np.where(size <= limits[order], size, 0)
        which = np.repeat(order, size)
        offset = np.arange(len(which)) - np.repeat(np.cumsum(size) - size, size)
        return which, self.number[np.repeat(start, size) + offset]


def salted(rules: list[Blocks]) -> tuple[Keys, Ints, npt.NDArray[np.uint8]]:
    """The keys of all rules, with their nodes and limits; a key of a rule is made different from the same key of another."""
    entries = [rule.entries() for rule in rules]
    keys = [key * np.uint64(0x9E3779B97F4A7C15) + np.uint64(at + 1) for at, (_, key) in enumerate(entries)]
    limits = [np.full(len(node), rule.limit, np.uint8) for rule, (node, _) in zip(rules, entries, strict=True)]
    return np.concatenate(keys), np.concatenate([node for node, _ in entries]), np.concatenate(limits)


@dataclass(frozen=True)
class Remembered:
    """Who every scan belonged to (`flows.match.identity.PERSONS`), and the ids that became others: what a full run has to know."""

    persons: pl.DataFrame
    aliases: pl.DataFrame

    def keeping(self, scans: pl.Series) -> Remembered:
        """Without the scans that are not among these."""
        return replace(self, persons=self.persons.filter(pl.col("scan_id").is_in(scans.implode())))


@dataclass(frozen=True)
class Known:
    """Nodes, which scan is in which, whose they are, what was learned, and the ids that became others."""

    nodes: Nodes
    members: pl.DataFrame
    person: pl.Series  # of every node, by number; "" for nodes that were read again since
    population: Population
    weights: Weights
    stored: tuple[Segment, ...] = ()
    aliases: pl.DataFrame = field(default_factory=ALIASES.to_frame)

    @cached_property
    def persons(self) -> pl.DataFrame:
        """Who every scan known belongs to (`flows.match.identity.PERSONS`)."""
        return self.of(self.members)

    def of(self, members: pl.DataFrame) -> pl.DataFrame:
        """Who some of the members belong to (`flows.match.identity.PERSONS`)."""
        return _persons(members, self.person)

    def keeping(self, scans: pl.Series) -> Known:
        """Without the scans that are not among these."""
        return replace(self, members=self.members.filter(pl.col("scan_id").is_in(scans.implode())))

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The blocking keys of all nodes; made when first wanted, if no earlier night stored them."""
        if self.stored:
            return self.stored
        return (Segment.of(blocking(table_of(self.nodes, self.population)), 0),)

    def save(self, folder: Path) -> None:
        """Writes everything into a folder beside the old one and puts it in its place, so that no half of it is ever seen."""
        fresh = folder.with_name(folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        _save_nodes(self.nodes, fresh)
        frames = {"members": self.members, "person": self.person.to_frame("person"), "aliases": self.aliases}
        for name, frame in (frames | _population_frames(self.population)).items():
            frame.write_ipc(fresh / f"{name}.arrow", compression="uncompressed")
        for at, segment in enumerate(self.segments):
            for name in ("key", "number", "limit"):
                np.save(fresh / f"{name}-{at:04d}.npy", getattr(segment, name))
        learned = {"log2_m": dict(self.weights.log2_m), "matches_per_record": self.weights.matches_per_record}
        text = {"layout": LAYOUT, "keys": _KEYS, "weights": learned | {"learned": self.weights.learned}}
        (fresh / "learned.json").write_text(
            json.dumps(text | {"nodes": self.population.nodes, "kinship": self.population.kinship})
        )
        old = folder.with_name(folder.name + ".old")
        shutil.rmtree(old, ignore_errors=True)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)

    @classmethod
    def load(cls, folder: Path) -> Known | Remembered | None:
        """What was saved in a folder, read lazily where it is large; None if there is nothing yet, `Remembered` of another layout."""
        old = folder.with_name(folder.name + ".old")
        if not folder.exists() and old.exists():
            folder = old  # a save was cut off between its two renames
        if not (folder / "learned.json").exists():
            return None
        text = json.loads((folder / "learned.json").read_text())
        members, person, aliases = (_frame(folder, name) for name in ("members", "person", "aliases"))
        if text.get("layout") != LAYOUT:
            return Remembered(_persons(members, person["person"]), aliases)
        weights = text["weights"]
        known = cls(
            nodes=_load_nodes(folder),
            members=members,
            person=person["person"],
            population=_load_population(folder, text),
            weights=Weights(
                {k: tuple(v) for k, v in weights["log2_m"].items()}, weights["matches_per_record"], weights["learned"]
            ),
            aliases=aliases,
        )
        if text.get("keys") != _KEYS:
            return known
        segments = [
            Segment(*(np.load(folder / f"{name}-{at:04d}.npy", mmap_mode="r") for name in ("key", "number", "limit")))
            for at in range(len(list(folder.glob("key-*.npy"))))
        ]
        return replace(known, stored=tuple(segments))


def _persons(members: pl.DataFrame, person: pl.Series) -> pl.DataFrame:
    ids = person.gather(members["number"]).alias("person_id")
    return members.select("scan_id", ids, "exhibitor").select(PERSONS.names())


def _save_nodes(nodes: Nodes, folder: Path) -> None:
    """Codes and values apart, uncompressed, so that a night reads from the disk only what it looks at."""
    codes = {"name": nodes.name}
    for kind, column in nodes.columns.items():
        codes |= dict(zip(FIELDS[kind], column.codes, strict=True))
        column.values.to_frame("value").write_ipc(folder / f"values-{kind}.arrow", compression="uncompressed")
    codes_frame = pl.DataFrame(codes).with_columns(nodes.node.alias("node"))
    codes_frame.write_ipc(folder / "nodes.arrow", compression="uncompressed")
    nodes.names.write_ipc(folder / "names.arrow", compression="uncompressed")


def _load_nodes(folder: Path) -> Nodes:
    codes = pl.read_ipc(folder / "nodes.arrow")
    columns = {
        field: Column(
            pl.read_ipc(folder / f"values-{field}.arrow")["value"], tuple(codes[slot].to_numpy() for slot in slots)
        )
        for field, slots in FIELDS.items()
    }
    return Nodes(codes["node"], codes["name"].to_numpy(), pl.read_ipc(folder / "names.arrow"), columns)


def _frame(folder: Path, name: str) -> pl.DataFrame:
    """A frame of which only what is looked at is read from the disk; the layout before this one had Parquet."""
    file = folder / f"{name}.arrow"
    return pl.read_ipc(file) if file.exists() else pl.read_parquet(folder / f"{name}.parquet")


def _population_frames(population: Population) -> dict[str, pl.DataFrame]:
    counts = {f"counts-{name}": frame.select("value", "n") for name, frame in population.counts.items()}
    return counts | {"directory": population.directory, "free": population.free}


def _load_population(folder: Path, text: dict[str, object]) -> Population:
    fields = [file.stem.removeprefix("counts-") for file in sorted(folder.glob("counts-*.arrow"))]
    nodes, kinship = text["nodes"], text["kinship"]
    assert isinstance(nodes, int)
    assert isinstance(kinship, dict)
    return Population(
        nodes,
        {name: _frame(folder, f"counts-{name}") for name in fields},
        _frame(folder, "directory"),
        _frame(folder, "free"),
        kinship,
    )
