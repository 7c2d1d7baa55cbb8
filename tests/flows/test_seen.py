"""A night matches what is new, and leaves what a night that matches everything would leave."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from capture.badge.contact import Contact, Email, Phone
from capture.roster import RosterImport, store_roster
from capture.settings import Settings
from capture.touch import new_touch
from flows.decisions import Answer, Decision, add_decision
from flows.match.known import Known
from flows.runlog import log_path, logged_night, read_log, run_stage
from flows.seen import EVERY, REASONS
from flows.stages import STAGES, Night, new_night
from tests.factories import NOON, make_reading, make_scan
from tests.flows.conftest import HandIn

FAMILY = ("Abel", "Brandt", "Castro", "Dietz", "Ekström", "Fuchs", "Garcia", "Hansen")
GIVEN = ("Anna", "Bruno", "Clara", "David", "Elena", "Felix")
TWICE = 6
UNSURE = 90
SCANS = 50
PEOPLE = [f"{given} {family}" for given in GIVEN for family in FAMILY]


def person(number: int, **changes: object) -> Contact:
    name = PEOPLE[number]
    mail = f"{name.split()[0].lower()}.{number}@firm{number % 7}.example"
    fields: dict[str, object] = {
        "full_name": name,
        "company": f"Firm {'ABCDEFG'[number % 7]} GmbH",
        "emails": (Email(mail),),
    }
    fields["phones"] = (Phone(f"+49 171 55{number:05}"),)
    return Contact(**fields | changes)  # type: ignore[arg-type]


def badge(number: int, of: int, **changes: object) -> tuple[object, object]:
    return make_scan(number), make_reading(contact=person(of, **changes))


@pytest.fixture
def night(settings: Settings, hand_in: HandIn) -> Callable[..., Night]:
    """Runs nights, of which the first has been: 48 people scanned once each, but one of them twice, and one who may be another."""

    def run(day: float, *, full: bool = False, home: Path | None = None) -> Night:
        begun = new_night(replace(settings, home=home or settings.home), NOON + timedelta(days=day), full=full)
        with logged_night(begun):
            for stage, _ in STAGES:
                run_stage(begun, stage)
        return begun

    hand_in(*(badge(number, of=number) for number in range(len(PEOPLE)) if number != TWICE))
    hand_in(*(badge(number, of=TWICE, badge_id="7") for number in (TWICE, TWICE + 50)))
    hand_in(badge(UNSURE, of=2, emails=(), phones=(), company=""))  # may be that person
    run(0)
    return run


def how(night: Night) -> tuple[str, int]:
    """By which reason a night went, and how many records it matched."""
    log = read_log(log_path(night))
    note = next(stage.note for stage in log.stages if stage.name == "match")
    return next(reason for reason, words in REASONS.items() if words == note), log.counts["matched_records"]


def leads(night: Night) -> pl.DataFrame:
    return pl.read_parquet(night.work / "leads.parquet")


def person_of(night: Night, number: int) -> str:
    persons = pl.read_parquet(night.work / "persons.parquet")
    return str(persons.filter(pl.col("scan_id") == make_scan(number).scan_id)["person_id"].item())


def say(night: Night, left: int, right: int, answer: Answer, at: datetime) -> None:
    pair = make_scan(left).scan_id, make_scan(right).scan_id
    add_decision(night.lake, Decision(left_scan_id=pair[0], right_scan_id=pair[1], answer=answer, at=at, by="ana"))


def assert_as_if_everything(night: Night, run: Callable[..., Night], tmp_path: Path) -> None:
    """What the night left is what matching everything on a copy of the same data folder leaves."""
    copied = tmp_path / "copy"
    shutil.rmtree(copied, ignore_errors=True)
    shutil.copytree(night.settings.home, copied, symlinks=True)
    whole = run(6.9, full=True, home=copied)
    assert how(whole)[0] == "asked"
    assert leads(night).equals(leads(whole))
    pair = ["left_scan_id", "right_scan_id", "left_person_id", "right_person_id", "band"]
    mine, all_of_them = (pl.read_parquet(it.work / "pairs.parquet").select(pair).sort(pair) for it in (night, whole))
    assert mine.equals(all_of_them)
    assert "unsure" in mine["band"]


def test_the_first_night_matches_everything_and_the_second_what_is_new(
    night: Callable[..., Night], hand_in: HandIn, tmp_path: Path
) -> None:
    hand_in(badge(100, of=3), badge(101, of=4, company="Zuse Werke AG", emails=()))
    second = night(1)
    assert how(second) == ("new", 2)
    assert person_of(second, 100) == person_of(second, 3)
    assert leads(second).height == len(PEOPLE) + 1
    assert read_log(log_path(second)).counts["job_change_events"] == 1
    moved = leads(second).filter(pl.col("moved_from") != "")
    assert moved.select("company", "moved_from").rows() == [("Zuse Werke AG", "Firm E GmbH")]
    assert_as_if_everything(second, night, tmp_path)


def test_a_night_without_news_matches_nothing_and_changes_nothing(night: Callable[..., Night], tmp_path: Path) -> None:
    first = night(0.5)
    before = leads(first)
    second = night(1)
    assert how(second) == ("new", 0)
    assert leads(second).equals(before)
    assert_as_if_everything(second, night, tmp_path)


def test_a_roster_that_comes_late_brings_only_its_own_scans(
    night: Callable[..., Night], hand_in: HandIn, settings: Settings, tmp_path: Path
) -> None:
    hand_in((make_scan(100), make_reading(kind="id", contact=Contact(badge_id="77"))))
    assert leads(night(1)).height == len(PEOPLE) + 1
    late = RosterImport("expo", {}, (), (person(5, badge_id="77"),), ())
    store_roster(late, settings.home)
    third = night(2)
    assert how(third) == ("new", 1)
    assert person_of(third, 100) == person_of(third, 5)
    assert_as_if_everything(third, night, tmp_path)


def test_what_was_corrected_is_matched_again_with_all_that_read_the_same(
    night: Callable[..., Night], hand_in: HandIn, tmp_path: Path
) -> None:
    scan_id = make_scan(TWICE).scan_id
    corrected = {"company": "Zuse Werke AG", "title": "Head of Purchasing"}
    edits = ({"field": field, "value": value} for field, value in corrected.items())
    hand_in(touches=tuple(new_touch(scan_id, "edit", edit, NOON + timedelta(days=1), "Ana") for edit in edits))
    second = night(1)
    assert how(second) == ("new", 2)
    edited = leads(second).filter(pl.col("person_id") == person_of(second, TWICE))
    assert edited.select("company", "title", "scans").rows() == [("Zuse Werke AG", "Head of Purchasing", 2)]
    assert_as_if_everything(second, night, tmp_path)


def test_decisions_made_and_taken_back_between_two_nights_are_obeyed(
    night: Callable[..., Night], tmp_path: Path
) -> None:
    first = night(0.5)
    say(first, 1, 9, "same", NOON)  # two people of one family name
    second = night(1)
    assert how(second) == ("new", 2)
    assert person_of(second, 1) == person_of(second, 9)
    assert_as_if_everything(second, night, tmp_path)
    say(first, 1, 9, "undo", NOON + timedelta(days=1))
    third = night(2)
    assert how(third) == ("new", 2)
    assert person_of(third, 1) != person_of(third, 9)
    assert_as_if_everything(third, night, tmp_path)


def test_an_erasure_takes_a_full_night_and_leaves_nothing_of_the_scan(
    night: Callable[..., Night], hand_in: HandIn
) -> None:
    hand_in(erase=(make_scan(9).scan_id,))
    second = night(1)
    assert how(second) == ("gone", SCANS - 1)
    files = [
        path for path in second.lake.rglob("*") if path.is_file() and path.suffix in (".parquet", ".arrow", ".json")
    ]
    mail = person(9).emails[0].address.encode()
    assert len(files) > 10
    assert not [path.name for path in files if mail in _plain(path)]


def _plain(path: Path) -> bytes:
    """What a file says, uncompressed."""
    if path.suffix == ".parquet":
        return str(pl.read_parquet(path).to_dicts()).encode()
    if path.suffix == ".arrow":
        return str(pl.read_ipc(path).to_dicts()).encode()
    return path.read_bytes()


def test_everything_is_matched_again_after_a_week_when_much_is_new_and_when_asked(
    night: Callable[..., Night], hand_in: HandIn
) -> None:
    assert how(night(1, full=True)) == ("asked", SCANS)
    assert how(night(1 + EVERY.days - 0.1)) == ("new", 0)
    assert how(night(1 + EVERY.days)) == ("week", SCANS)
    hand_in(*(badge(number, of=number - 100) for number in range(100, 106)))
    assert how(night(9)) == ("grown", SCANS + 6)


def test_a_night_that_broke_off_before_it_noted_what_it_saw_does_no_harm(
    night: Callable[..., Night], hand_in: HandIn, settings: Settings, tmp_path: Path
) -> None:
    lake = settings.home / "lake"
    shutil.copytree(lake / "seen", tmp_path / "seen")
    hand_in(badge(100, of=3), badge(101, of=4))
    night(1)
    shutil.rmtree(lake / "seen")
    shutil.copytree(tmp_path / "seen", lake / "seen")
    again = night(1.5)
    assert how(again) == ("new", 2)
    assert_as_if_everything(again, night, tmp_path)


def test_a_known_folder_from_a_backup_is_brought_up_to_date(
    night: Callable[..., Night], hand_in: HandIn, settings: Settings, tmp_path: Path
) -> None:
    lake = settings.home / "lake"
    shutil.copytree(lake / "known", tmp_path / "known")
    hand_in(badge(100, of=3))
    night(1)
    shutil.rmtree(lake / "known")
    shutil.copytree(tmp_path / "known", lake / "known")
    again = night(1.5)
    assert how(again) == ("new", 1)
    known = Known.load(lake / "known")
    assert isinstance(known, Known)
    assert known.members.height == SCANS + 1
    assert_as_if_everything(again, night, tmp_path)
