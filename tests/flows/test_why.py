"""Why two scans are one person or are not: asked by id, name or e-mail, answered in two languages."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from capture.badge.contact import Contact, Email, Phone
from capture.settings import Settings
from flows.cli import boothflow
from flows.commands.nightly import run_plain
from flows.decisions import Decision, add_decision
from flows.review.queue import NothingToReviewError
from flows.stages import new_night
from flows.why import BehindTheWallError, Explainer, NoSuchPersonError, SeveralPeopleError
from tests.factories import NOON, make_reading, make_scan
from tests.flows.conftest import HandIn

AMARA = {"full_name": "Amara Okafor", "company": "Northwind Robotics"}
MAIL = {"emails": (Email("amara@northwind.example"),)}
DANAS_PHONE = (Phone("+49 171 5557 0999", "mobile"),)
PHONE = {"phones": (Phone("+49 171 5557 0142", "mobile"),)}


@pytest.fixture
def lake(hand_in: HandIn, settings: Settings) -> Path:
    """A night with one person seen three times, twice with one badge; one with two badges; and a namesake elsewhere."""
    people = [
        (1, "expo", AMARA | MAIL | {"badge_id": "A1"}),
        (2, "expo", AMARA | MAIL | {"badge_id": "A1"}),
        (3, "fair", AMARA | MAIL | PHONE),
        (5, "expo", {"full_name": "Chen Li", "badge_id": "B1", "emails": (Email("chen@acme.example"),)}),
        (6, "expo", {"full_name": "Chen Li", "badge_id": "B2", "emails": (Email("chen@acme.example"),)}),
        (8, "expo", {"emails": (Email("dana@westwind.example"),)}),
        (9, "fair", {"full_name": "Dana Westwind", "emails": (Email("dana@westwind.example"),), "phones": DANAS_PHONE}),
        (10, "expo", {"phones": DANAS_PHONE}),
        (7, "expo", {"full_name": "Ben Nobody", "emails": (Email("ben@elsewhere.example"),)}),
    ]
    hand_in(*((make_scan(n, event=event), make_reading(contact=Contact(**who))) for n, event, who in people))  # type: ignore[arg-type]
    hand_in((make_scan(20, station="south", exhibitor="Southwind"), make_reading(contact=Contact(**AMARA))))  # type: ignore[arg-type]
    run_plain(new_night(settings, NOON + timedelta(days=1)), lambda _: None)
    return settings.home / "lake"


def test_one_person_is_told_with_the_weights_of_the_night(lake: Path) -> None:
    answer = Explainer(lake).why("scan-0001", "scan-0003")
    pairs = pl.read_parquet(lake / "night" / "pairs.parquet")
    (weight,) = pairs.filter(pl.col("left_scan_id") == "scan-0001", pl.col("right_scan_id") == "scan-0003")["weight"]
    assert answer.one_person
    assert answer.links[0].weight == pytest.approx(weight, abs=0.01)
    assert "They are one person." in answer.told("en")
    assert "e-mail: the same (+" in answer.told("en")
    assert "他们是同一个人。" in answer.told("zh")
    assert "邮箱：相同 (+" in answer.told("zh")


def test_two_scans_of_one_badge_are_said_to_be_that(lake: Path) -> None:
    answer = Explainer(lake).why("scan-0001", "scan-0002")
    assert answer.links == ()
    assert "one badge" in answer.told("en")


def test_two_scans_with_nothing_in_common_are_one_by_way_of_a_third(lake: Path) -> None:
    answer = Explainer(lake).why("scan-0008", "scan-0010")
    assert [(link.left_scan_id, link.right_scan_id) for link in answer.links] == [
        ("scan-0008", "scan-0009"),
        ("scan-0009", "scan-0010"),
    ]
    assert "by way of others: 2 links" in answer.told("en")
    assert "共 2 步" in answer.told("zh")


def test_an_unsure_pair_is_sent_to_the_review(lake: Path) -> None:
    text = (
        Explainer(lake).why("Chen Li", "Ｃhen　LI").told("en")
    )  # the same name twice means the two people of that name
    assert "They may be one person" in text
    assert "badge: two badges at one event (-" in text


def test_two_people_with_nothing_in_common_are_weighed_too(lake: Path) -> None:
    answer = Explainer(lake).why("ben@elsewhere.example", "p-scan-0005")
    assert not answer.one_person
    assert answer.links[0].weight < 0
    assert "They are two people." in answer.told("en")


def test_a_decision_is_named(lake: Path, settings: Settings) -> None:
    made = Decision(left_scan_id="scan-0005", right_scan_id="scan-0006", answer="same", at=NOON, by="Ana")
    add_decision(lake, made)
    assert "until the next night" in Explainer(lake).why("scan-0005", "scan-0006").told("en")
    run_plain(new_night(settings, NOON + timedelta(days=2)), lambda _: None)
    answer = Explainer(lake).why("scan-0005", "scan-0006")
    assert answer.one_person
    assert "Somebody decided in the review: the same person." in answer.told("en")


def test_the_wall_stands(lake: Path) -> None:
    with pytest.raises(BehindTheWallError):
        Explainer(lake).why("scan-0001", "scan-0020")


def test_an_unknown_or_ambiguous_name_is_said(lake: Path) -> None:
    with pytest.raises(NoSuchPersonError, match="Zoe"):
        Explainer(lake).why("scan-0001", "Zoe")
    with pytest.raises(SeveralPeopleError, match="p-scan-0005 at Northwind, p-scan-0006 at Northwind"):
        Explainer(lake).why("scan-0001", "Chen Li")


def test_before_the_first_night_there_is_no_answer(tmp_path: Path) -> None:
    with pytest.raises(NothingToReviewError, match="boothflow nightly"):
        Explainer(tmp_path)


def test_the_command_answers_and_draws(lake: Path, settings: Settings, tmp_path: Path) -> None:
    picture = tmp_path / "why.svg"
    words = [
        "--home",
        str(settings.home),
        "why",
        "scan-0001",
        "scan-0003",
        "--language",
        "zh",
        "--picture",
        str(picture),
    ]
    done = CliRunner().invoke(boothflow, words, catch_exceptions=False)
    assert done.exit_code == 0
    assert "他们是同一个人。" in done.output
    assert "邮箱：相同" in picture.read_text("utf-8")
