"""Workbook: one per company, and one over all companies, as a manager opens them in a spreadsheet program."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from exports.book import Book
from exports.cells import company_cells, lead_cells, note_cells, one_line, refused_cells
from exports.consent import withhold_refused
from exports.filenames import company_file_stem
from exports.readme import add_readme
from exports.settings import ExportSettings
from exports.shape import checked_leads, checked_quarantine
from exports.wording import (
    ALL_LEADS,
    COMPANIES,
    COMPANY_COLUMNS,
    LEAD_COLUMNS,
    LEADS,
    NOTE_COLUMNS,
    NOTES,
    RATING,
    REFUSED,
    REFUSED_COLUMNS,
    REVIEW,
    Words,
)

_MAIN = (
    "full_name",
    "rating",
    "score",
    "title",
    "company",
    "email",
    "phone",
    "mobile",
    "consent",
    "next_step",
    "latest_note",
)
"""The columns that are always shown, and printed; the others are hidden while they hold nothing."""

_MAY_HIDE = {column.name for column in LEAD_COLUMNS} - {*_MAIN, "owner", "last_seen"}
_ONE_COMPANY = sorted(LEAD_COLUMNS, key=lambda column: (column.name not in _MAIN, column.name == "company"))
"""The same columns where the company is plain: at the end of the main ones."""

_IN_DOUBT = sorted(LEAD_COLUMNS, key=lambda column: column.name not in ("full_name", "review"))
"""The same columns with what is in doubt beside the name."""


def write_company_workbooks(leads: pl.DataFrame, folder: Path, settings: ExportSettings) -> Iterator[Path]:
    """Write one workbook per company of one exhibitor's leads into a folder; yields each path once it is written.

    Contact details of people who said no are left out. Raises `FrameShapeError` for a frame that does not fit LEAD, OSError
    when the disk does not take a file.
    """
    leads = withhold_refused(checked_leads(leads))
    people = lead_cells(leads, settings).partition_by("company_key", as_dict=True)
    notes = note_cells(leads, settings)
    no_notes = notes.clear()
    notes_of = notes.partition_by("company_key", as_dict=True)
    last_seen = dict(leads.group_by("company_key").agg(pl.col("last_seen").max()).rows())
    for key, company in company_cells(leads, settings).select("company_key", "company").rows():
        book = Book(company, last_seen[key], settings)
        book.add_table(LEADS, _ONE_COMPANY, people[key,], printed=len(_MAIN), may_hide=_MAY_HIDE, shaded=("score",))
        book.add_table(NOTES, NOTE_COLUMNS, notes_of.get((key,), no_notes), printed=len(NOTE_COLUMNS))
        add_readme(book, _counts(people[key,]))
        path = folder / f"{company_file_stem(key)}.xlsx"
        book.save(path)
        yield path


def write_overall_workbook(leads: pl.DataFrame, quarantine: pl.DataFrame, path: Path, settings: ExportSettings) -> None:
    """Write one exhibitor's workbook over all companies: companies, all leads, what needs a look, notes, refused rows.

    Contact details of people who said no are left out. Raises `FrameShapeError` for a frame that does not fit its schema, OSError
    when the disk does not take the file.
    """
    leads = withhold_refused(checked_leads(leads))
    people = lead_cells(leads, settings)
    companies = company_cells(leads, settings)
    refused = refused_cells(checked_quarantine(quarantine), settings)
    exhibitor = pl.concat([leads.select("exhibitor"), quarantine.select("exhibitor")]).select(
        one_line(pl.col("exhibitor"))
    )
    book = Book(
        exhibitor.item(0, 0) if exhibitor.height else "", leads.select(pl.col("last_seen").max()).item(), settings
    )
    book.add_table(COMPANIES, COMPANY_COLUMNS, companies, printed=len(COMPANY_COLUMNS), shaded=("leads", "best_score"))
    book.add_table(ALL_LEADS, LEAD_COLUMNS, people, printed=len(_MAIN), may_hide=_MAY_HIDE, shaded=("score",))
    book.add_table(REVIEW, _IN_DOUBT, people.filter(pl.col("review") != ""), printed=len(_MAIN), may_hide=_MAY_HIDE)
    book.add_table(NOTES, NOTE_COLUMNS, note_cells(leads, settings), printed=len(NOTE_COLUMNS))
    book.add_table(REFUSED, REFUSED_COLUMNS, refused, printed=len(REFUSED_COLUMNS))
    add_readme(book, [*_counts(people), (COMPANIES, companies.height), (REFUSED, refused.height)])
    book.save(path)


def _counts(people: pl.DataFrame) -> list[tuple[Words, int]]:
    counts = Counter(people["rating_code"].to_list())
    return [(LEADS, people.height), *((words, counts[code]) for code, words in RATING.items())]
