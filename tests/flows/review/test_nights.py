"""What people decide is obeyed by every later night: with real scans, from the inbox to the leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl

from capture.settings import Settings
from flows.decisions import Decision, add_decision, all_decisions, standing_decisions
from flows.review.queue import Queue, answered
from tests.factories import NOON
from tests.flows.conftest import HandIn
from tests.flows.review.conftest import RunNight, scanned


def decide(
    settings: Settings, answer: Any, pair: tuple[str, str] = ("scan-0001", "scan-0002"), minute: int = 0
) -> None:
    made = Decision(
        left_scan_id=pair[0], right_scan_id=pair[1], answer=answer, at=NOON + timedelta(minutes=minute), by="Ana"
    )
    add_decision(settings.home / "lake", made)


def people(settings: Settings) -> list[tuple[str, int, str]]:
    """Name, scans and review of Northwind's leads of that name, as published."""
    leads = pl.read_parquet(next((settings.leads_path / "current").glob("Northwind*/leads.parquet")))
    return sorted(leads.filter(pl.col("full_name") == "Amara Okafor").select("full_name", "scans", "review").rows())


def open_pairs(settings: Settings, exhibitor: str = "Northwind") -> set[tuple[str, str]]:
    lake = settings.home / "lake"
    night = Queue(lake).night
    pairs = answered(night.proposals, night.persons, standing_decisions(lake))
    mine = pairs.filter(pl.col("exhibitor") == exhibitor, pl.col("answer") == "")
    return set(mine.select("left_scan_id", "right_scan_id").rows())


UNSURE = "may be the same person as another lead"
TWO = [("Amara Okafor", 1, UNSURE), ("Amara Okafor", 1, UNSURE)]


def test_an_unsure_pair_is_two_people_until_somebody_decides(settings: Settings) -> None:
    assert people(settings) == TWO
    assert open_pairs(settings) == {("scan-0001", "scan-0002"), ("scan-0003", "scan-0004"), ("scan-0005", "scan-0006")}


def test_same_makes_one_person_and_undo_makes_two_again(settings: Settings, run_night: RunNight) -> None:
    decide(settings, "same")
    run_night()
    assert people(settings) == [("Amara Okafor", 2, "")]
    run_night()  # and every night after
    assert people(settings) == [("Amara Okafor", 2, "")]
    decide(settings, "undo", minute=1)
    run_night()
    assert people(settings) == TWO


def test_different_is_never_proposed_again_whatever_comes(
    settings: Settings, run_night: RunNight, hand_in: HandIn
) -> None:
    decide(settings, "different")
    hand_in(scanned(40, 1, event="fair", station="back"))  # one of them once more, at another event
    run_night()
    assert not {pair for pair in open_pairs(settings) if {"scan-0001", "scan-0002", "scan-0040"} >= set(pair)}
    assert len(people(settings)) == 2
    assert UNSURE not in {review for _, _, review in people(settings)}


def test_a_pair_kept_for_later_waits(settings: Settings, run_night: RunNight) -> None:
    decide(settings, "later")
    run_night()
    view = Queue(settings.home / "lake").view("Northwind", later=True)
    assert (view["pair"]["left_scan_id"], view["pair"]["right_scan_id"]) == ("scan-0001", "scan-0002")
    assert people(settings) == TWO


def test_the_other_exhibitor_is_not_touched_by_a_decision(settings: Settings, run_night: RunNight) -> None:
    decide(settings, "same")
    run_night()
    assert open_pairs(settings, "Southwind") == {("scan-0028", "scan-0029")}


def test_an_erased_scan_takes_its_decisions_along(settings: Settings, run_night: RunNight, hand_in: HandIn) -> None:
    decide(settings, "same")
    decide(settings, "different", ("scan-0003", "scan-0004"))
    hand_in(erase=("scan-0002",))
    run_night()
    assert [decision.pair for decision in all_decisions(settings.home / "lake")] == [("scan-0003", "scan-0004")]
    assert Queue(settings.home / "lake").decided("Northwind")[0]["left"] == "王小明"
