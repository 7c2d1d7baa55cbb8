"""Decisions: kept for ever, the last word counts, undo opens again, a crash costs at most the word being written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from flows.decisions import (
    Decision,
    add_decision,
    all_decisions,
    decisions_for_matching,
    forget_decisions,
    standing_decisions,
)
from flows.match.engine import DECISIONS
from tests.factories import NOON

ROOT = Path(__file__).parents[2]


def decided(left: str, right: str, answer: Any, minute: int = 0) -> Decision:
    return Decision(
        left_scan_id=left, right_scan_id=right, answer=answer, at=NOON + timedelta(minutes=minute), by="Ana"
    )


def decide(lake: Path, *decisions: Decision) -> None:
    for decision in decisions:
        add_decision(lake, decision)


def lines(lake: Path) -> list[bytes]:
    return (lake / "decisions" / "decisions.jsonl").read_bytes().splitlines()


def test_nothing_is_decided_in_an_empty_lake(tmp_path: Path) -> None:
    assert all_decisions(tmp_path) == []
    assert decisions_for_matching(tmp_path).schema == DECISIONS


def test_what_was_decided_is_read_back_whichever_side_it_was_seen_from(tmp_path: Path) -> None:
    decide(tmp_path, decided("b", "a", "same"))
    assert standing_decisions(tmp_path) == [decided("a", "b", "same")]


def test_every_word_stays_in_the_file_and_the_last_one_counts(tmp_path: Path) -> None:
    decide(tmp_path, decided("a", "b", "same"))
    first = lines(tmp_path)
    decide(tmp_path, decided("c", "d", "different", 1), decided("b", "a", "different", 2))
    assert lines(tmp_path)[:1] == first
    assert len(lines(tmp_path)) == 3
    assert standing_decisions(tmp_path) == [decided("c", "d", "different", 1), decided("a", "b", "different", 2)]


def test_undo_is_a_record_that_opens_the_pair_again(tmp_path: Path) -> None:
    decide(tmp_path, decided("a", "b", "later"), decided("a", "b", "same", 1), decided("a", "b", "undo", 2))
    assert standing_decisions(tmp_path) == []
    assert [decision.answer for decision in all_decisions(tmp_path)] == ["later", "same", "undo"]
    decide(tmp_path, decided("a", "b", "different", 3))
    assert [decision.answer for decision in standing_decisions(tmp_path)] == ["different"]


def test_matching_is_told_same_and_different_only(tmp_path: Path) -> None:
    decide(tmp_path, decided("e", "f", "different"), decided("c", "d", "later", 1), decided("b", "a", "same", 2))
    frame = decisions_for_matching(tmp_path)
    assert frame.schema == DECISIONS
    assert frame.select("left_scan_id", "right_scan_id", "answer").rows() == [
        ("a", "b", "same"),
        ("e", "f", "different"),
    ]


def test_a_line_that_was_cut_off_is_no_decision_and_harms_no_other(tmp_path: Path) -> None:
    decide(tmp_path, decided("a", "b", "same"), decided("c", "d", "same"))
    path = tmp_path / "decisions" / "decisions.jsonl"
    path.write_bytes(path.read_bytes()[:-20])
    decide(tmp_path, decided("e", "f", "different"))
    assert [decision.pair for decision in all_decisions(tmp_path)] == [("a", "b"), ("e", "f")]


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    program = f"""
from pathlib import Path
from tests.flows.test_decisions import decided
from flows.decisions import add_decision
for number in range(100_000):
    add_decision(Path({str(tmp_path)!r}), decided("a", f"b{{number}}", "same"))
    print(number, flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        acknowledged = [process.stdout.readline() for _ in range(50)]
        process.send_signal(signal.SIGKILL)
        acknowledged += process.stdout.readlines()
    assert len(acknowledged) >= 50
    kept = {decision.right_scan_id for decision in all_decisions(tmp_path)}
    assert {f"b{line.strip()}" for line in acknowledged if line.endswith("\n")} <= kept


def test_an_erasure_takes_its_scans_decisions_along_and_no_others(tmp_path: Path) -> None:
    decide(tmp_path, decided("a", "b", "same"), decided("b", "c", "different"), decided("c", "d", "later"))
    assert forget_decisions(tmp_path, ["b"]) == 2
    assert all_decisions(tmp_path) == [decided("c", "d", "later")]
    assert b'"b"' not in b"".join(path.read_bytes() for path in (tmp_path / "decisions").iterdir())
    assert forget_decisions(tmp_path, ["b"]) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answer": "maybe"}, "unknown answer 'maybe'"),
        ({"right_scan_id": "a"}, "against itself"),
        ({"at": NOON.replace(tzinfo=None)}, "time zone"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], words: str) -> None:
    good: dict[str, Any] = {"left_scan_id": "a", "right_scan_id": "b", "answer": "same", "at": NOON, "by": "Ana"}
    with pytest.raises(ValueError, match=words):
        Decision(**good | changes)
