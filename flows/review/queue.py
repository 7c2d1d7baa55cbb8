"""Queue: the pairs of the last night that somebody should look at, each as two people side by side.

An exhibitor is a wall: a pair is always of one exhibitor, and every question to the queue names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from flows.collect import SCHEMAS
from flows.decisions import Decision, standing_decisions
from flows.errors import FlowError
from flows.lake import read_frame
from flows.match.explain import Reason, explain, words
from flows.match.identity import PERSONS
from flows.match.linking import SAME
from flows.records import RECORDS
from flows.review.sides import Message, called, compared, side
from flows.touches import standing


class NothingToReviewError(FlowError):
    """No night has run yet."""

    exit_code = 66

    def __init__(self, lake: Path) -> None:
        super().__init__(f"No night has run yet for {lake.parent}. Run `boothflow nightly` first; it finds the pairs.")


class NoSuchPairError(FlowError):
    """A pair that is not on the list it was answered from."""

    def __init__(self, decision: Decision) -> None:
        pair = " and ".join(decision.pair)
        super().__init__(
            f"{decision.answer!r} can't be said of {pair}: that pair is not open here. Load the page again."
        )


@dataclass(frozen=True)
class Night:
    """What the last night left: `proposed` pairs, who each scan belongs to, its records, and notes per scan."""

    proposals: pl.DataFrame
    persons: pl.DataFrame
    records: pl.DataFrame
    notes: pl.DataFrame

    @classmethod
    def load(cls, lake: Path) -> Night:
        """Reads it from the lake; raises NothingToReviewError before the first night."""
        work = lake / "night"
        if not (work / "pairs.parquet").exists():
            raise NothingToReviewError(lake)
        records = read_frame(work / "records.parquet", RECORDS)
        persons = read_frame(work / "persons.parquet", PERSONS).join(records.select("scan_id"), on="scan_id")
        notes = standing(read_frame(lake / "touch.parquet", SCHEMAS["touch"])).filter(pl.col("kind") == "note")
        notes = notes.group_by("scan_id").agg(notes=pl.len())
        return cls(proposed(pl.read_parquet(work / "pairs.parquet"), persons), persons, records, notes)

    def person(self, person_id: str) -> pl.DataFrame:
        """The records of a person, the newest first."""
        mine = self.persons.filter(pl.col("person_id") == person_id).select("scan_id")
        return self.records.join(mine, on="scan_id").sort("taken_at", "scan_id", descending=True)

    def notes_about(self, records: pl.DataFrame) -> int:
        """How many notes colleagues wrote on these records."""
        return int(records.join(self.notes, on="scan_id")["notes"].sum() or 0)


def proposed(pairs: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """The unsure pairs of a night, one of two people, with ``exhibitor``, ``low`` and ``high`` (the people), the surest first."""
    unsure = _with_people(pairs.filter(pl.col("band") == "unsure"), persons)
    ordered = unsure.sort("weight", "left_scan_id", "right_scan_id", descending=[True, False, False])
    return ordered.unique(["low", "high"], keep="first", maintain_order=True)


def answered(proposals: pl.DataFrame, persons: pl.DataFrame, decisions: Iterable[Decision]) -> pl.DataFrame:
    """Proposals with ``answer``: the last word about any two scans of the two people, "" when there is none."""
    told = [(*decision.pair, decision.answer) for decision in decisions]
    frame = pl.DataFrame(
        told, schema=dict.fromkeys(("left_scan_id", "right_scan_id", "answer"), pl.String), orient="row"
    )
    answers = _with_people(frame, persons).unique(["low", "high"], keep="last", maintain_order=True)
    answers = answers.select("low", "high", "answer")
    joined = proposals.join(answers, on=["low", "high"], how="left", maintain_order="left")
    return joined.with_columns(pl.col("answer").fill_null(""))


class Queue:
    """What the page asks: how far we are, the next pair, and what was decided. Reads the night again when a newer one has run."""

    def __init__(self, lake: Path) -> None:
        self.lake = lake
        self._stamp = -1
        self._refresh()

    def view(self, exhibitor: str = "", later: bool = False, after: str = "") -> Message:
        """The state of one exhibitor (the first with open pairs by default) and its next pair, or None when there is none.

        ``later`` goes through what was kept for later instead, from the pair behind ``after`` ("left right") on.
        """
        self._refresh()
        pairs = answered(self.night.proposals, self.night.persons, standing_decisions(self.lake))
        names = self.night.persons["exhibitor"].unique().sort().to_list()
        counts = {name: _counted(pairs.filter(pl.col("exhibitor") == name)) for name in names}
        if exhibitor not in counts:
            exhibitor = next((name for name in names if counts[name]["open"]), next(iter(names), ""))
        mine = pairs.filter(pl.col("exhibitor") == exhibitor).with_row_index("turn")
        key = pl.concat_str("left_scan_id", pl.lit(" "), "right_scan_id")
        passed = mine.filter(key == after)["turn"].max() if later else None
        waiting = mine.filter(pl.col("answer") == ("later" if later else ""))
        if passed is not None:
            waiting = waiting.filter(pl.col("turn") > passed)
        return {
            "exhibitors": [{"name": name, **counts[name]} for name in names],
            "exhibitor": exhibitor,
            "later": later,
            "threshold": SAME,
            "pair": self._pair(waiting.row(0, named=True)) if waiting.height else None,
        }

    def decided(self, exhibitor: str, most: int = 200) -> list[Message]:
        """What stands decided, the newest first, with the two names."""
        decisions = standing_decisions(self.lake)
        scans = pl.Series([scan_id for decision in decisions for scan_id in decision.pair], dtype=pl.String)
        mine = pl.col("scan_id").is_in(scans.implode()) & (pl.col("exhibitor") == exhibitor)
        names = dict(self.night.records.filter(mine).select("scan_id", called()).iter_rows())
        standing = [decision for decision in decisions if set(decision.pair) <= set(names)]
        return [
            asdict(decision)
            | {"at": decision.at.isoformat(), "left": names[decision.pair[0]], "right": names[decision.pair[1]]}
            for decision in standing[: -most - 1 : -1]
        ]

    def check(self, exhibitor: str, decision: Decision) -> None:
        """Raises NoSuchPairError unless the last night proposed the pair to this exhibitor; to be undone, it must stand decided."""
        if decision.answer == "undo":
            known = {(made["left_scan_id"], made["right_scan_id"]) for made in self.decided(exhibitor)}
        else:
            mine = self.night.proposals.filter(pl.col("exhibitor") == exhibitor)
            sides = mine.select("left_scan_id", "right_scan_id").iter_rows()
            known = {(min(pair), max(pair)) for pair in sides}
        if decision.pair not in known:
            raise NoSuchPairError(decision)

    def _refresh(self) -> None:
        try:
            stamp = (self.lake / "night" / "pairs.parquet").stat().st_mtime_ns
        except FileNotFoundError:
            raise NothingToReviewError(self.lake) from None
        if stamp != self._stamp:
            self.night, self._stamp = Night.load(self.lake), stamp

    def _pair(self, row: Mapping[str, Any]) -> Message:
        scans = row["left_scan_id"], row["right_scan_id"]
        people = [self.night.person(row[f"{name}_person_id"]) for name in ("left", "right")]
        return {
            "left_scan_id": scans[0],
            "right_scan_id": scans[1],
            "sides": [side(records, self.night.notes_about(records)) for records in people],
            "fields": compared(*people),
            "weight": row["weight"],
            "probability": row["probability"],
            "reasons": [_said(reason) for reason in explain(self.night.proposals, *scans)],
        }


def _said(reason: Reason) -> Message:
    """A reason with its words in English and in Chinese."""
    return {"weight": reason.weight, "words": [words(reason, "en"), words(reason, "zh")]}


def _with_people(pairs: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """Pairs of scans of one exhibitor with the two people they belong to."""
    pairs = pairs.drop("left_person_id", "right_person_id", strict=False)
    for name in ("left", "right"):
        people = persons.select(
            pl.col("scan_id").alias(f"{name}_scan_id"),
            pl.col("person_id").alias(f"{name}_person_id"),
            pl.col("exhibitor").alias(f"{name}_exhibitor"),
        )
        pairs = pairs.join(people, on=f"{name}_scan_id", maintain_order="left")
    both = (
        pl.min_horizontal("left_person_id", "right_person_id"),
        pl.max_horizontal("left_person_id", "right_person_id"),
    )
    inside = pairs.filter(pl.col("left_exhibitor") == pl.col("right_exhibitor"))
    return (
        inside.drop("right_exhibitor").rename({"left_exhibitor": "exhibitor"}).with_columns(low=both[0], high=both[1])
    )


def _counted(pairs: pl.DataFrame) -> Message:
    answers = pairs["answer"]
    return {"all": pairs.height, "open": int((answers == "").sum()), "later": int((answers == "later").sum())}
