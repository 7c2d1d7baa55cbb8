"""The stages of a night as plain functions: paths in, counts out. Prefect is not needed to run or to test them.

Each stage reads what the one before left in the night's work folder and leaves its own; running one again gives the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import polars as pl

from capture.badge.contact import Contact
from capture.roster import load_roster
from capture.settings import Settings
from exports.publish import publish
from exports.report import RunSummary, Stage
from exports.sets import drop_old_sets
from exports.settings import ExportSettings, Language
from flows.collect import SCHEMAS, Collected, collect
from flows.decisions import decisions_for_matching, forget_decisions, standing_decisions
from flows.enrich.companies import company_from_domain, with_company_key
from flows.enrich.phones import with_international_phones
from flows.errors import InboxMissingError
from flows.lake import read_frame, write_frame
from flows.match.carried import carried
from flows.match.engine import match
from flows.match.jobs import moves
from flows.match.known import Known
from flows.merge import merge
from flows.read import read
from flows.records import RECORDS
from flows.review.queue import answered, proposed
from flows.score import score
from flows.seen import REASONS, Seen, handed


@dataclass(frozen=True)
class Night:
    """One nightly run: the settings, the folder its stages share, and when it began (UTC)."""

    settings: Settings
    run_id: str
    started_at: datetime
    full: bool = False  # match everything, also when a night would do with what is new

    @property
    def lake(self) -> Path:
        """What is kept between nights."""
        return self.settings.home / "lake"

    @property
    def work(self) -> Path:
        """What the stages of a night hand to each other; overwritten every night."""
        return self.lake / "night"


@dataclass(frozen=True)
class Counts:
    """What a stage did: rows in, rows out, rows refused, more counts by name, and how it went about it (English, Chinese)."""

    rows_in: int
    rows_out: int
    refused: int = 0
    more: tuple[tuple[str, int], ...] = ()
    note: tuple[str, str] = ("", "")


def collect_stage(night: Night) -> Counts:
    """Take what the stations handed in into the lake."""
    if not night.settings.inbox_path.is_dir():
        raise InboxMissingError(night.settings.inbox_path)
    collected = collect(night.settings.inbox_path, night.lake)
    forget_decisions(night.lake, collected.erasures["scan_id"])
    write_frame(collected.refused, night.work / "refused_segments.parquet")
    more = (("segments", collected.segments), ("erased", collected.erased))
    return Counts(collected.scans.height, collected.scans.height, collected.refused.height, more)


def read_stage(night: Night) -> Counts:
    """Turn scans into records, with rosters and staff edits."""
    frames = {table: read_frame(night.lake / f"{table}.parquet", schema) for table, schema in SCHEMAS.items()}
    refused = pl.read_parquet(night.work / "refused_segments.parquet")
    collected = Collected(frames["scan"], frames["reading"], frames["touch"], frames["erasure"], refused, 0, 0)
    rosters: dict[str, dict[str, Contact]] = {
        event: load_roster(event, night.settings.home) for event in frames["scan"]["event"].unique().sort()
    }
    result = read(collected, rosters)
    regions = {code: event.locale[-2:].upper() for code, event in night.settings.events.items() if event.locale}
    write_frame(with_international_phones(result.records, regions), night.work / "records.parquet")
    write_frame(pl.concat([refused, result.refused]), night.work / "refused.parquet")
    return Counts(frames["scan"].height, result.records.height, result.refused.height)


def match_stage(night: Night) -> Counts:
    """Find out which records are the same person: of all records when that is due, else of those that are new."""
    records = read_frame(night.work / "records.parquet", RECORDS)
    decisions = decisions_for_matching(night.lake)
    known = Known.load(night.lake / "known")
    before = Seen.load(night.lake / "seen") if (night.work / "pairs.parquet").exists() else None
    now = Seen.everything(records, decisions, night.started_at)
    tonight = handed(records, now, known, before, full=night.full)
    if known:  # what was erased or taken back is forgotten here too; the others keep their ids
        known = known.keeping(records["scan_id"])
    matched = match(tonight.records, known, decisions)
    pairs, moved = matched.pairs, matched.moves
    if before and not tonight.is_full:
        pairs = carried(pl.read_parquet(night.work / "pairs.parquet"), matched, tonight.records)
        moved = moves(matched.known)
        now = now.since(before)
    for name, frame in (
        ("persons", matched.persons),
        ("pairs", pairs),
        ("events", matched.events),
        ("aliases", matched.aliases),
        ("moves", moved),
    ):
        write_frame(frame, night.work / f"{name}.parquet")
    matched.known.save(night.lake / "known")
    now.save(night.lake / "seen")
    counts = {"matched_records": tonight.records.height} | matched.report
    counts["unsure_pairs"] = pairs.filter(pl.col("band") == "unsure").height
    more = tuple((name, int(number)) for name, number in counts.items())
    return Counts(records.height, matched.report["people"], more=more, note=REASONS[tonight.reason])


def merge_stage(night: Night) -> Counts:
    """Make one lead of each person, add what the badge did not say, and score it."""
    records = read_frame(night.work / "records.parquet", RECORDS)
    touches = read_frame(night.lake / "touch.parquet", SCHEMAS["touch"])
    persons, moved = (pl.read_parquet(night.work / f"{name}.parquet") for name in ("persons", "moves"))
    merged = merge(records, persons, touches, moved, _review(night))
    leads = score(with_company_key(company_from_domain(merged.leads)))
    write_frame(leads, night.work / "leads.parquet")
    write_frame(merged.origins, night.lake / "origins.parquet")
    companies = leads.filter(pl.col("company_key") != "").select("exhibitor", "company_key").n_unique()
    return Counts(records.height, leads.height, more=(("companies", companies),))


def publish_stage(night: Night, stages: tuple[Stage, ...], counts: dict[str, int]) -> Counts:
    """Write the files of all exhibitors and switch over to them in one step; an unchanged night publishes nothing new."""
    leads = pl.read_parquet(night.work / "leads.parquet")
    refused = pl.read_parquet(night.work / "refused.parquet")
    zones = {event.time_zone for event in night.settings.events.values()}
    settings = ExportSettings(
        language=cast("Language", night.settings.leads_language),
        time_zone=zones.pop() if len(zones) == 1 else "UTC",
        keep_sets=night.settings.keep_sets,
    )
    run = RunSummary(run_id=night.run_id, started_at=night.started_at, stages=stages, counts=counts)
    root = night.settings.leads_path
    root.mkdir(parents=True, exist_ok=True)
    published = publish(leads, refused, run, root, settings)
    if counts.get("erased"):
        drop_old_sets(root)  # an erased person stands in none of the files that are kept for going back
    (night.work / "published.json").write_text(
        json.dumps(
            {"set": str(published.set_folder), "changed": published.changed, "run_page": str(published.run_page)}
        )
    )
    return Counts(leads.height, leads.height, more=(("files", len(published.files)),))


STAGES: tuple[tuple[str, Callable[[Night], Counts]], ...] = (
    ("collect", collect_stage),
    ("read", read_stage),
    ("match", match_stage),
    ("merge", merge_stage),
)
"""Everything before publishing, in order."""


def new_night(settings: Settings, at: datetime | None = None, *, full: bool = False) -> Night:
    """A night that begins now, or at a given moment (UTC); ``full`` matches everything anew."""
    started = at or datetime.now(UTC)
    return Night(settings, f"{started:%Y%m%dT%H%M%S}Z", started, full)


def _review(night: Night) -> pl.DataFrame:
    """Why a person should look at a lead: it may be the same person as another, and nobody has said that they are different."""
    persons = pl.read_parquet(night.work / "persons.parquet")
    pairs = proposed(pl.read_parquet(night.work / "pairs.parquet"), persons)
    unsure = answered(pairs, persons, standing_decisions(night.lake)).filter(pl.col("answer") != "different")
    found = pl.concat([unsure.select(person_id=side) for side in ("low", "high")]).unique().sort("person_id")
    return found.with_columns(review=pl.lit("may be the same person as another lead"))
