"""Seen: what matching was handed before, so that a night hands it only what is new, and everything when that is due.

A record is new when its row differs from the one handed in last, or when a decision about its scan was made, changed or taken
back since. It takes along the scans that stood for the same reading, so that none is left under another's name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

import polars as pl

from capture.durable import write_whole
from flows.lake import read_frame, write_frame
from flows.match.engine import DECISIONS
from flows.match.known import Known, Remembered

Words = tuple[str, str]  # in English and in Chinese

EVERY = timedelta(days=7)
"""So old may what was learned from everything become before everything is matched and learned anew."""

GROWTH = 0.1
"""So much may be added to what was learned from before everything is matched and learned anew, as a share of it."""

_ROWS = pl.Schema({"scan_id": pl.String, "row": pl.UInt64})


@dataclass(frozen=True)
class Handed:
    """The records that matching gets tonight, and why these: ``reason`` is a code of `REASONS`."""

    records: pl.DataFrame
    reason: str

    @property
    def is_full(self) -> bool:
        """Whether these are all records."""
        return self.reason != "new"


REASONS: dict[str, Words] = {
    "new": ("only what is new", "只匹配新增部分"),
    "first": ("everything: the first night", "全部匹配：首次运行"),
    "asked": ("everything: asked for", "全部匹配：按要求"),
    "version": ("everything: another version of the program", "全部匹配：程序版本已变"),
    "gone": ("everything: scans were erased or taken back", "全部匹配：有扫描被删除或撤回"),
    "week": ("everything: a week has passed", "全部匹配：已满一周"),
    "grown": ("everything: much is new", "全部匹配：新增较多"),
}
"""Why a night matched what it matched."""


@dataclass(frozen=True)
class Seen:
    """What was handed in: a number for every row, the decisions obeyed, by which programs, and when it was everything last."""

    rows: pl.DataFrame
    decisions: pl.DataFrame
    programs: dict[str, str]
    full_at: datetime
    full_rows: int

    @classmethod
    def everything(cls, records: pl.DataFrame, decisions: pl.DataFrame, at: datetime) -> Seen:
        """What the next night has to know once all records are matched on the night that begins ``at``."""
        rows = records.select("scan_id", row=records.hash_rows(seed=1))
        # A row's number, and how it is matched, depend on these programs.
        programs = {name: version(name) for name in ("boothflow", "polars", "phonenumbers", "pypinyin", "rapidfuzz")}
        return cls(rows, decisions, programs, at, records.height)

    def since(self, before: Seen) -> Seen:
        """The same once only what is new was matched: when everything was, is as before."""
        return replace(self, full_at=before.full_at, full_rows=before.full_rows)

    @classmethod
    def load(cls, folder: Path) -> Seen | None:
        """What was saved in a folder; None before the first night."""
        try:
            text = json.loads((folder / "seen.json").read_text("utf-8"))
        except FileNotFoundError:
            return None
        return cls(
            read_frame(folder / "rows.parquet", _ROWS),
            read_frame(folder / "decisions.parquet", DECISIONS),
            text["programs"],
            datetime.fromisoformat(text["full_at"]),
            text["full_rows"],
        )

    def save(self, folder: Path) -> None:
        """Writes everything into a folder; when it is cut off between two files, the next night only looks at more than it must."""
        write_frame(self.rows, folder / "rows.parquet")
        write_frame(self.decisions, folder / "decisions.parquet")
        text = {"programs": self.programs, "full_at": self.full_at.isoformat(), "full_rows": self.full_rows}
        write_whole(folder / "seen.json", json.dumps(text).encode())


def handed(
    records: pl.DataFrame, now: Seen, known: Known | Remembered | None, before: Seen | None, *, full: bool = False
) -> Handed:
    """What matching is to get of all ``records`` (`flows.records.RECORDS`), of which ``now`` is made; ``full`` asks for all."""
    if not isinstance(known, Known) or before is None:
        return Handed(records, "first" if known is None else "version")
    if full or before.programs != now.programs:
        return Handed(records, "asked" if full else "version")
    if not known.members.join(records.select("scan_id"), on="scan_id", how="anti").is_empty():
        return Handed(records, "gone")
    if now.full_at - before.full_at >= EVERY:
        return Handed(records, "week")
    if records.height > before.full_rows * (1 + GROWTH):
        return Handed(records, "grown")
    same = now.rows.join(before.rows, on=["scan_id", "row"], how="semi")
    same = same.join(known.members, on="scan_id", how="semi")
    decided = _changed(now.decisions, before.decisions)
    old = same.filter(~pl.col("scan_id").is_in(decided.implode()))["scan_id"]
    touched = known.members.filter(~pl.col("scan_id").is_in(old.implode()))["number"].unique()
    beside = known.members.filter(pl.col("number").is_in(touched.implode()))["scan_id"]
    new = ~pl.col("scan_id").is_in(old.implode()) | pl.col("scan_id").is_in(beside.implode())
    return Handed(records.filter(new), "new")


def _changed(now: pl.DataFrame, before: pl.DataFrame) -> pl.Series:
    """The scans of decisions that were made, changed or taken back."""
    pair = ["left_scan_id", "right_scan_id", "answer"]
    changed = pl.concat(
        [
            now.select(pair).join(before.select(pair), on=pair, how="anti"),
            before.select(pair).join(now.select(pair), on=pair, how="anti"),
        ]
    )
    return pl.concat([changed["left_scan_id"], changed["right_scan_id"]]).unique()
