"""Leads made by somebody who had not seen the matching engine, from the list of cases alone.

What we tune on our own leads (`bench.leads`) is measured on these, which the tuning never saw.

What is modelled: one exhibitor scans visitors' badges at some forty shows in three years. Companies come first (Zipf sizes,
subsidiaries, one or two mail domains), then persons with their jobs, phones and mails, who marry and change employers, then
the shows that each of them visits. Fields, spelling and script of a badge depend on the organiser's format; it is scanned
once or more, and some scans are business cards, notes typed by hand or badges lent to a colleague. Nobody in here exists:
names are drawn from lists and syllables, phone numbers are random digits, domains of companies end in ``.example``.

What no engine can resolve: of the pairs of scans across a change of employer, 93 % have no trace in common (neither a mail
address nor a telephone number nor a handle). They are 6 % of all pairs, so that recall of pairs is capped near 94 %.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from bench.other_leads.dice import Dice
from bench.other_leads.population import Population
from bench.other_leads.scans import COLUMNS, LEAD_COLUMNS, scans_of

_AT_ONCE = 50_000  # scans


def leads(rows: int, seed: int = 0) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``rows`` scans in a random order, and their truth: ``scan_id``, ``person`` and ``case``, which says what is hard."""
    dice = Dice(seed)
    population = Population(rows, dice)
    parts: list[pl.DataFrame] = []
    scans: list[tuple[object, ...]] = []
    made = number = 0
    while made < rows:
        person, shows, count = population.newcomer(number)
        scans += scans_of(person, shows, count, dice)
        number += 1
        if len(scans) >= min(_AT_ONCE, rows - made):
            parts.append(pl.DataFrame(scans[: rows - made], schema=COLUMNS, orient="row"))
            made += len(parts[-1])
            scans.clear()
    frame = pl.concat(parts).join(population.labels(), on="person", how="left", maintain_order="left")
    frame = frame[np.random.default_rng(seed).permutation(rows)]
    case = pl.concat_str(pl.when(pl.col("case") != "").then("case"), "label", separator=",", ignore_nulls=True)
    return frame.select(list(LEAD_COLUMNS)), frame.select("scan_id", "person", case=case)


def stored(rows: int, seed: int) -> tuple[Path, Path]:
    """The Parquet files of `leads` and their truth in a folder for temporary files, made if this version did not yet."""
    folder = Path(tempfile.gettempdir()) / "leads"
    sources = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    stem = f"other-{rows}-{seed}-{hashlib.sha256(sources).hexdigest()[:8]}"
    made = folder / f"{stem}.parquet", folder / f"{stem}-truth.parquet"
    if not all(path.exists() for path in made):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as part:
            for frame, path in zip(leads(rows, seed), made, strict=True):
                frame.write_parquet(Path(part) / path.name, compression="lz4")
                (Path(part) / path.name).replace(path)
    return made
