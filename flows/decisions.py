"""Decisions: what people answered about pairs of scans, kept for ever as an append-only file in the lake.

One JSON object a line: the pair, the answer, when and by whom. The last word about a pair counts; "undo" opens the pair again.
A line that a crash cut off is no decision. Only an erasure takes lines out: nothing is kept about a scan that is to be forgotten.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

import polars as pl

from exports.errors import PublishBusyError
from exports.lock import publish_lock
from flows.match.engine import DECISIONS

_PATIENCE_SECONDS = 10.0

Answer = Literal["same", "different", "later", "undo"]
ANSWERS: tuple[Answer, ...] = get_args(Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One answer of one person about one pair of scans; the smaller scan id always stands left."""

    left_scan_id: str
    right_scan_id: str
    answer: Answer
    at: datetime
    by: str

    def __post_init__(self) -> None:
        """Put the pair in order; refuse a naive time, an unknown answer and a scan paired with itself."""
        if self.at.tzinfo is None:
            raise ValueError(f"a Decision's time needs a time zone, got {self.at!r}")
        if self.answer not in ANSWERS:
            raise ValueError(f"unknown answer {self.answer!r}, known are {', '.join(ANSWERS)}")
        if self.left_scan_id == self.right_scan_id:
            raise ValueError(f"scan {self.left_scan_id} can't be decided against itself")
        low, high = sorted((self.left_scan_id, self.right_scan_id))
        object.__setattr__(self, "left_scan_id", low)
        object.__setattr__(self, "right_scan_id", high)

    @property
    def pair(self) -> tuple[str, str]:
        """The two scans, the smaller id first."""
        return self.left_scan_id, self.right_scan_id


def add_decision(lake: Path, decision: Decision) -> None:
    """Append a decision; it is on the disk when this returns."""
    with _held(lake), _path(lake).open("ab+") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # a crash cut the last line off: it stays as it is, and is no decision
                file.write(b"\n")
        file.write(_text(decision))
        file.flush()
        os.fsync(file.fileno())


def all_decisions(lake: Path) -> list[Decision]:
    """Every decision ever made that is still known, oldest first."""
    try:
        lines = _path(lake).read_bytes().split(b"\n")
    except FileNotFoundError:
        return []
    return [decision for line in lines if (decision := _decision(line))]


def standing_decisions(lake: Path) -> list[Decision]:
    """The last word about each pair, oldest first; pairs that were opened again by "undo" are not in it."""
    last: dict[tuple[str, str], Decision] = {}
    for decision in all_decisions(lake):
        last.pop(decision.pair, None)
        if decision.answer != "undo":
            last[decision.pair] = decision
    return list(last.values())


def decisions_for_matching(lake: Path) -> pl.DataFrame:
    """What matching obeys, as a `DECISIONS` frame: the standing answers "same" and "different"."""
    rows = [asdict(decision) for decision in standing_decisions(lake) if decision.answer in ("same", "different")]
    return pl.DataFrame(rows, schema=DECISIONS).sort("left_scan_id", "right_scan_id")


def forget_decisions(lake: Path, scan_ids: Collection[str]) -> int:
    """Take every decision about erased scans out of the file; returns how many went."""
    forgotten = set(scan_ids)
    if not forgotten or not _path(lake).exists():
        return 0
    with _held(lake):
        decisions = all_decisions(lake)
        kept = [decision for decision in decisions if not forgotten.intersection(decision.pair)]
        if len(kept) == len(decisions):
            return 0
        new = _path(lake).with_suffix(".new")
        new.write_bytes(b"".join(_text(decision) for decision in kept))
        with new.open("rb+") as file:
            os.fsync(file.fileno())
        new.replace(_path(lake))
    return len(decisions) - len(kept)


def _path(lake: Path) -> Path:
    return lake / "decisions" / "decisions.jsonl"


@contextmanager
def _held(lake: Path) -> Iterator[None]:
    """One writer at a time; others wait for the few milliseconds it takes."""
    folder = _path(lake).parent
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + _PATIENCE_SECONDS
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(publish_lock(folder))
                break
            except PublishBusyError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
        yield


def _decision(line: bytes) -> Decision | None:
    """The decision on a line, or None where a crash cut it off."""
    try:
        values = json.loads(line)
        return Decision(**values | {"at": datetime.fromisoformat(values["at"])})
    except (ValueError, TypeError, KeyError):
        return None


def _text(decision: Decision) -> bytes:
    values = asdict(decision) | {"at": decision.at.astimezone(UTC).isoformat()}
    return json.dumps(values, ensure_ascii=False).encode() + b"\n"
