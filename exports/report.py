"""Report: what a published set holds and what the run behind it did, as a page, as JSON and as one screen of text.

The page of a set shows only what follows from its rows, so that equal input gives equal bytes; the page of a run adds
its times. Neither holds anything about a person: counts, reasons and scan ids only.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from exports.wording import COUNTS

REFUSED_SHOWN = 500
"""Refused rows a report lists one by one; the quarantine file holds all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the night: its name, seconds, rows in, out and refused, and how it went about it (English, Chinese)."""

    name: str
    seconds: float
    rows_in: int
    rows_out: int
    refused: int = 0
    note: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """What one night did. ``run_id`` names its log file (letters, digits, "-", "_"); ``counts`` are shown in their order."""

    run_id: str
    started_at: datetime
    stages: tuple[Stage, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse an id that is no plain file name."""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,100}", self.run_id):
            raise ValueError(f"a run_id is made of letters, digits, '-' and '_', got {self.run_id!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExhibitorCounts:
    """What one exhibitor gets. ``withheld`` counts people who said no, ``review`` leads a person should look at."""

    exhibitor: str
    folder: str
    leads: int
    companies: int
    hot: int
    warm: int
    cold: int
    unrated: int
    withheld: int
    not_asked: int
    review: int
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedReason:
    """Why rows were refused, and how many."""

    exhibitor: str
    step: str
    reason: str
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedRow:
    """One refused row, by its ids."""

    exhibitor: str
    event: str
    station: str
    taken_at: datetime | None
    scan_id: str
    step: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFile:
    """One file of a set: its path below the set's folder ("/" between), size and SHA-256."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a set holds, and the run that made it (None in the set's own report)."""

    input_sha256: str
    exhibitors: tuple[ExhibitorCounts, ...]
    refused: tuple[RefusedReason, ...]
    refused_rows: tuple[RefusedRow, ...]
    files: tuple[SetFile, ...]
    run: RunSummary | None = None


def count_exhibitors(
    leads: pl.DataFrame, quarantine: pl.DataFrame, folders: Mapping[str, str]
) -> tuple[ExhibitorCounts, ...]:
    """Count what each exhibitor in ``folders`` gets, in the order of their ids."""
    rating, consent = pl.col("rating"), pl.col("consent")
    counted = leads.group_by("exhibitor").agg(
        leads=pl.len(),
        companies=pl.col("company_key").filter(pl.col("company_key") != "").n_unique(),
        hot=(rating == "hot").sum(),
        warm=(rating == "warm").sum(),
        cold=(rating == "cold").sum(),
        unrated=(rating == "").sum(),
        withheld=(consent == "no").sum(),
        not_asked=(consent == "not_asked").sum(),
        review=(pl.col("review") != "").sum(),
    )
    names = pl.DataFrame(
        {"exhibitor": list(folders), "folder": list(folders.values())},
        schema_overrides={"exhibitor": pl.String, "folder": pl.String},
    )
    refused = quarantine.group_by("exhibitor").agg(refused=pl.len())
    rows = (
        names.join(counted, on="exhibitor", how="left")
        .join(refused, on="exhibitor", how="left")
        .fill_null(0)
        .sort("exhibitor")
    )
    return tuple(ExhibitorCounts(**row) for row in rows.to_dicts())


def count_refused(quarantine: pl.DataFrame) -> tuple[RefusedReason, ...]:
    """Count the refused rows by exhibitor, step and reason, the most frequent first."""
    rows = quarantine.group_by("exhibitor", "step", "reason").agg(rows=pl.len())
    rows = rows.sort("rows", "exhibitor", "step", "reason", descending=[True, False, False, False])
    return tuple(RefusedReason(**row) for row in rows.to_dicts())


def list_refused(quarantine: pl.DataFrame) -> tuple[RefusedRow, ...]:
    """The first refused rows by their ids, without what stood there."""
    return tuple(RefusedRow(**row) for row in quarantine.drop("detail").head(REFUSED_SHOWN).to_dicts())


def as_json(report: Report) -> str:
    """The report as indented JSON with a final newline; times are ISO 8601."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=1, default=_iso) + "\n"


def as_page(report: Report) -> str:
    """The report as one HTML page, in English and Chinese side by side, without script or anything to load.

    Every value is escaped, and the page's own policy allows nothing but its style sheet.
    """
    style = _style()
    digest = b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return _template().render(report=report, words=COUNTS, style=style, style_hash=f"sha256-{digest}")


def as_screen(report: Report, *, set_folder: Path, changed: bool) -> str:
    """The report as one screen of plain text."""
    lines = []
    if report.run is not None:
        named = ((COUNTS[name].en if name in COUNTS else name, number) for name, number in report.run.counts.items())
        lines += [f"{name:<26} {number:>9,}" for name, number in named]
        lines += [
            f"{stage.name:<26} {stage.rows_out:>9,} rows of {stage.rows_in:,} in {stage.seconds:.1f} s, {stage.refused:,} refused"
            + (f" ({stage.note[0]})" if stage.note[0] else "")
            for stage in report.run.stages
        ]
    for item in report.exhibitors:
        lines.append(
            f"{item.exhibitor}: {item.leads:,} leads at {item.companies:,} companies "
            f"({item.hot:,} hot, {item.warm:,} warm, {item.cold:,} cold, {item.unrated:,} not rated), "
            f"{item.withheld:,} not to be contacted, {item.review:,} need a look"
        )
    lines += [f"refused: {item.rows:,} x {item.reason} ({item.step})" for item in report.refused]
    lines.append(f"{'New files' if changed else 'Nothing new, the files stay as they were'}: {set_folder}")
    return "\n".join(lines)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("exports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _template() -> Template:
    return _environment().get_template("report.html")


def _style() -> str:
    return _environment().get_template("report.css").render()


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a report cannot hold {type(value).__name__}")
