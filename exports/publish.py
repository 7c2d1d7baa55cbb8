"""Publish: a night's leads become a whole new set of files beside the old one, then one switch makes it current.

    root/current -> sets/0007-3fa94c1b22d0         (current.html where there are no symbolic links)
    root/sets/0007-3fa94c1b22d0/report.html, report.json, quarantine.parquet
    root/sets/0007-3fa94c1b22d0/<exhibitor>/leads.parquet, all-leads.xlsx, companies/<company>.xlsx
    root/runs/<run>.json, <run>.html

Equal leads, refused rows and settings give equal bytes, so a night without news publishes nothing. Times of a run would break that:
they stand in ``runs`` only.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

import polars as pl

from exports.filenames import exhibitor_folder
from exports.parquet import parquet_bytes, write_leads, write_quarantine
from exports.pointer import PointerKind, best_kind, current_set, switch
from exports.report import (
    Report,
    RunSummary,
    SetFile,
    Stage,
    as_json,
    as_page,
    as_screen,
    count_exhibitors,
    count_refused,
    list_refused,
)
from exports.sets import (
    REPORT,
    REPORT_PAGE,
    changing,
    finish_set,
    is_intact,
    keep_newest,
    kept_sets,
    list_files,
    new_set,
)
from exports.settings import ExportSettings
from exports.shape import checked_leads, checked_quarantine
from exports.workbook import write_company_workbooks, write_overall_workbook

RUNS = "runs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publish left behind. ``changed`` is False when the current set already held exactly this."""

    set_folder: Path
    files: tuple[Path, ...]
    changed: bool
    report: Report
    run_page: Path

    def screen(self) -> str:
        """What happened, as one screen of text."""
        return as_screen(self.report, set_folder=self.set_folder, changed=self.changed)


def publish(
    leads: pl.DataFrame,
    quarantine: pl.DataFrame,
    run: RunSummary,
    root: Path,
    settings: ExportSettings | None = None,
    *,
    pointer: PointerKind | None = None,
) -> Published:
    """Write a set for these leads and refused rows and make it current; a reader sees the old set or the new one.

    Raises `FrameShapeError` before anything is written, `PublishBusyError` when another run is publishing here, and
    `DiskFullError`, `FolderNotWritableError` or `WriteFailedError` with the old set untouched.
    """
    began = time.perf_counter()
    settings = settings or ExportSettings()
    leads, quarantine = checked_leads(leads), checked_quarantine(quarantine)
    input_sha256 = _fingerprint(leads, quarantine, settings)
    with changing(root):
        current = current_set(root)
        folder = _same_set(root, current, input_sha256)
        if folder is None:
            with new_set(root) as new:
                _write_set(new, leads, quarantine, input_sha256, settings)
                folder = finish_set(new, input_sha256)
        if folder != current:
            switch(root, folder.name, pointer or best_kind(root))
            keep_newest(root, settings.keep_sets)
        stage = Stage(name="publish", seconds=time.perf_counter() - began, rows_in=leads.height, rows_out=leads.height)
        report = _report(leads, quarantine, input_sha256, list_files(folder))
        report = replace(report, run=replace(run, stages=(*run.stages, stage)))
        run_page = _write_run(root, report)
    files = tuple(folder / file.path for file in report.files)
    return Published(set_folder=folder, files=files, changed=folder != current, report=report, run_page=run_page)


def _same_set(root: Path, current: Path | None, input_sha256: str) -> Path | None:
    """The current set, or a newest one that was never switched to or was rolled back, if it holds exactly this already."""
    candidates = [*([current] if current else []), *kept_sets(root)[-1:]]
    return next((folder for folder in candidates if is_intact(folder, input_sha256)), None)


def _write_set(
    new: Path, leads: pl.DataFrame, quarantine: pl.DataFrame, input_sha256: str, settings: ExportSettings
) -> None:
    for exhibitor, name in _folders(leads, quarantine).items():
        folder = new / name
        (folder / "companies").mkdir(parents=True)
        own, refused = leads.filter(exhibitor=exhibitor), quarantine.filter(exhibitor=exhibitor)
        write_leads(own, folder / "leads.parquet")
        write_overall_workbook(own, refused, folder / "all-leads.xlsx", settings)
        for _ in write_company_workbooks(own, folder / "companies", settings):
            pass
    write_quarantine(quarantine, new / "quarantine.parquet")
    report = _report(leads, quarantine, input_sha256, list_files(new))
    (new / REPORT).write_text(as_json(report), "utf-8", newline="\n")
    (new / REPORT_PAGE).write_text(as_page(report), "utf-8", newline="\n")


def _write_run(root: Path, report: Report) -> Path:
    """The run's own report, with its times and without the list of files; returns the page."""
    runs = root / RUNS
    runs.mkdir(exist_ok=True)
    assert report.run is not None
    log = replace(report, files=())
    page = runs / f"{report.run.run_id}.html"
    new = runs / ".new"
    for path, text in ((page.with_suffix(".json"), as_json(log)), (page, as_page(log))):
        new.write_text(text, "utf-8", newline="\n")
        new.replace(path)
    return page


def _report(leads: pl.DataFrame, quarantine: pl.DataFrame, input_sha256: str, files: tuple[SetFile, ...]) -> Report:
    return Report(
        input_sha256=input_sha256,
        exhibitors=count_exhibitors(leads, quarantine, _folders(leads, quarantine)),
        refused=count_refused(quarantine),
        refused_rows=list_refused(quarantine),
        files=files,
    )


def _folders(leads: pl.DataFrame, quarantine: pl.DataFrame) -> dict[str, str]:
    """The folder of each exhibitor that has leads or refused rows, by id."""
    exhibitors = {*leads["exhibitor"], *quarantine["exhibitor"]} - {""}
    return {exhibitor: exhibitor_folder(exhibitor) for exhibitor in sorted(exhibitors)}


def _fingerprint(leads: pl.DataFrame, quarantine: pl.DataFrame, settings: ExportSettings) -> str:
    """SHA-256 over all that decides the bytes of a set: rows, settings, and the code that writes them."""
    digest = hashlib.sha256(_recipe())
    digest.update(repr((settings.language, settings.time_zone, settings.rows_per_sheet)).encode("utf-8"))
    for frame in (leads, quarantine):
        digest.update(parquet_bytes(frame, schema="fingerprint"))
    return digest.hexdigest()


@cache
def _recipe() -> bytes:
    """The versions of the writers and the source of this package: a better workbook is news, too."""
    own = sorted(Path(__file__).parent.rglob("*.*"))
    sources = [path.read_bytes() for path in own if path.suffix in {".py", ".html", ".css"}]
    versions = f"{version('polars')} {version('xlsxwriter')}".encode()
    return b"\0".join([versions, *sources])
