"""Exports at size: a whole set against polars' own `write_excel`, one plain sheet per company.

Run it as ``python -m bench.exports [rows companies] ...``. It prints seconds of CPU time, and the ratio of the company workbooks to
`write_excel` on the same leads (below 1 is quicker); times are noisy, ratios travel.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from exports.filenames import company_file_stem
from exports.lead import LEAD
from exports.parquet import write_leads
from exports.publish import publish
from exports.quarantine import QUARANTINE
from exports.report import RunSummary
from exports.settings import ExportSettings
from exports.shape import checked_leads
from exports.workbook import write_company_workbooks, write_overall_workbook

SIZES = ((300, 60), (1_000, 300), (5_000, 1_000))
START = datetime(2026, 3, 18, 8, tzinfo=UTC)


def leads_of(rows: int, companies: int) -> pl.DataFrame:
    """Fictional leads with the fields that a usual badge fills, and a note for every second one."""
    number = pl.int_range(rows)
    known = pl.DataFrame({"number": range(rows)}).select(
        exhibitor=pl.lit("northwind"),
        person_id=pl.format("person-{}", number),
        full_name=pl.format("Testperson {} 测试", number),
        title=pl.lit("Einkauf"),
        company=pl.format("Muster {} GmbH", number % companies),
        company_key=pl.format("muster {}", number % companies),
        email=pl.format("visitor{}@muster.example", number),
        phone=pl.lit("+493055550142"),
        city=pl.lit("Musterstadt"),
        postal_code=pl.lit("01099"),
        rating=pl.lit(["hot", "warm", "cold", ""]).list.get(number % 4),
        score=(number % 101).cast(pl.Float64),
        consent=pl.lit(["yes", "no", "not_asked"]).list.get(number % 3),
        channel=pl.lit("work"),
        scans=pl.lit(1, pl.UInt32),
        notes=pl.when(number % 2 == 0)
        .then(
            pl.concat_list(
                pl.struct(
                    at=pl.lit(START, pl.Datetime("us", "UTC")),
                    staff=pl.lit("Kim"),
                    text=pl.lit("Wants a quote for 40 grippers by Friday\nand a visit in April."),
                )
            )
        )
        .otherwise(pl.lit([], LEAD["notes"])),
        first_seen=pl.lit(START, pl.Datetime("us", "UTC")) + pl.duration(minutes=number),
        last_seen=pl.lit(START + timedelta(hours=1), pl.Datetime("us", "UTC")) + pl.duration(minutes=number),
    )
    empty = {
        name: pl.lit("") if dtype == pl.String else pl.lit(None if isinstance(dtype, pl.Datetime) else [], dtype)
        for name, dtype in LEAD.items()
        if name not in known.columns
    }
    return checked_leads(known.with_columns(**empty).select(LEAD.names()))


def write_plainly(leads: pl.DataFrame, folder: Path) -> None:
    """What polars offers by itself: the frame without its nested columns, one sheet a company."""
    flat = leads.drop("notes", "history").with_columns(
        pl.col("consent_at", "first_seen", "last_seen").dt.replace_time_zone(None)
    )
    for (key,), rows in flat.partition_by("company_key", as_dict=True).items():
        rows.write_excel(folder / f"{company_file_stem(str(key))}.xlsx")


def measure(rows: int, companies: int) -> None:
    leads = leads_of(rows, companies)
    settings = ExportSettings()
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch, name) for name in ("ours", "plain")]
        for folder in folders:
            folder.mkdir()
        ours, plain, set_root = *folders, Path(scratch, "root")
        parquet = seconds(lambda: write_leads(leads, ours / "leads.parquet"))
        overall = seconds(
            lambda: write_overall_workbook(leads, pl.DataFrame(schema=QUARANTINE), ours / "all.xlsx", settings)
        )
        books = seconds(lambda: list(write_company_workbooks(leads, ours, settings)))
        peer = seconds(lambda: write_plainly(leads, plain))
        night = RunSummary(run_id="bench", started_at=START)
        first = seconds(lambda: publish(leads, pl.DataFrame(schema=QUARANTINE), night, set_root, settings))
        again = seconds(lambda: publish(leads, pl.DataFrame(schema=QUARANTINE), night, set_root, settings))
    print(
        f"{rows:>7,} leads {companies:>6,} companies: parquet {parquet:.2f} s, overall workbook {overall:.2f} s, "
        f"company workbooks {books:.2f} s ({books / companies * 1000:.1f} ms each), write_excel {peer:.2f} s, "
        f"ratio {books / peer:.2f}; publish {first:.2f} s, unchanged night {again:.2f} s",
        flush=True,
    )


def seconds(work: object) -> float:
    assert callable(work)
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    numbers = [int(value) for value in sys.argv[1:]]
    for size in zip(numbers[::2], numbers[1::2], strict=True) if numbers else SIZES:
        measure(*size)
