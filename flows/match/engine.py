"""Matching: who is who among the scans of an exhibitor, one person once, for years."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import polars as pl

from flows.match import leads
from flows.match.blocking import pairs
from flows.match.clusters import clusters
from flows.match.identity import ALIASES, PERSONS, followed, identified
from flows.match.nodes import normalised
from flows.match.population import surveyed
from flows.match.shape import shaped
from flows.match.weights import from_priors, learn, probability, score

SAME, UNSURE = 3.5, 1.0  # bits: from where a pair is one person, from where somebody should look at it
_ENOUGH = 1000  # nodes to learn from


@dataclass(frozen=True)
class Known:
    """What earlier nights left in the lake: who each scan belonged to, and which ids became which."""

    persons: pl.DataFrame
    aliases: pl.DataFrame

    @classmethod
    def load(cls, folder: Path) -> Known:
        """What was saved in a folder; nothing known if the folder is empty or absent."""
        if not (folder / "persons.parquet").exists():
            return cls(PERSONS.to_frame(), ALIASES.to_frame())
        return cls(pl.read_parquet(folder / "persons.parquet"), pl.read_parquet(folder / "aliases.parquet"))

    def save(self, folder: Path) -> None:
        """Writes what is known into a folder, over what was there."""
        folder.mkdir(parents=True, exist_ok=True)
        self.persons.write_parquet(folder / "persons.parquet")
        self.aliases.write_parquet(folder / "aliases.parquet")


@dataclass(frozen=True)
class Matched:
    """The answer of one night: who is who, why, what changed, and what to keep for the next night."""

    persons: pl.DataFrame
    pairs: pl.DataFrame
    events: pl.DataFrame
    aliases: pl.DataFrame
    known: Known
    report: dict[str, int] = field(default_factory=dict)


def match(records: pl.DataFrame, known: Known | None = None, decisions: pl.DataFrame | None = None) -> Matched:
    """Puts every scan to its person: those in ``records`` anew, those known already and not in it as they were."""
    del decisions
    nodes, members = normalised(shaped(records))
    population, rows = surveyed(nodes)
    table = leads.table(rows, population)
    left, right = pairs(leads.blocking(table), table.nodes)
    outcome = leads.compare(table, left, right)
    crowd = np.bincount(table.exhibitor.code)[table.exhibitor.code[left]] if len(left) else np.zeros(0)
    prior = -np.log2(np.maximum(crowd, 1000)).astype(np.float32)
    weights = from_priors(leads.LEVELS)
    if table.nodes >= _ENOUGH:
        weights = learn(leads.LEVELS, outcome, prior, table.nodes, weights)
    scored = score(outcome, prior, weights)
    veto = leads.vetoed(outcome)
    total = np.where(veto, np.minimum(scored.total - 6, SAME - 0.1), scored.total)
    label = clusters(table.nodes, left, right, total, leads.against(outcome, scored.weights), SAME)
    group = rows.select("node", group=pl.Series(label))
    grouped = members.join(group, on="node", how="left", maintain_order="left").select("scan_id", "group", "exhibitor")
    before = known.persons if known else PERSONS.to_frame()
    persons, aliases, events = identified(grouped, before)
    aliases = followed(known.aliases if known else ALIASES.to_frame(), aliases)
    unsure = (label[left] != label[right]) & (total >= UNSURE)
    same = label[left] == label[right]
    shown = np.flatnonzero(unsure | same)
    node = rows["node"]
    columns = {}
    for name, levels in leads.LEVELS.items():
        columns[name] = pl.Series([level.name for level in levels]).gather(scored.levels[name][shown])
        columns[f"{name} weight"] = pl.Series(scored.weights[name][shown])
    table_of_pairs = pl.DataFrame(
        {
            "left_scan_id": node.gather(left[shown]),
            "right_scan_id": node.gather(right[shown]),
            "weight": total[shown],
            "probability": probability(total[shown]),
            "band": pl.Series(np.where(same[shown], "same", "unsure")),
            **columns,
        }
    )
    report = {
        "scans": members.height, "nodes": table.nodes, "people": persons["person_id"].n_unique(), "pairs": len(left),
        "unsure": int(unsure.sum()),
    }  # fmt: skip
    return Matched(persons, table_of_pairs, events, aliases, Known(persons, aliases), report)
