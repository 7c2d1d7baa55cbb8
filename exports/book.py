"""Book: a workbook being made, and its tables with header, filter, colours and print set-up.

The only file that touches XlsxWriter. Text from people is written as typed strings in cells formatted as text, so that
it stays text even when somebody edits the cell; nothing is ever written as a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Container, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_range

from exports.cells import fitting, lines_needed
from exports.settings import ExportSettings
from exports.wording import CUT, PAGE, Column, Kind, Words

INK = "#1F2933"
ACCENT = "#1F4E79"
RULE = "#D9DEE4"
COLOURS = {
    "hot": ("#FBD9D3", "#8C1D0B"),
    "warm": ("#FDEBC8", "#7A4B00"),
    "cold": ("#DCE9F7", "#174A7C"),
    "": ("#FFFFFF", "#5B6770"),
    "yes": ("#DDF1E1", "#1B5E2B"),
    "no": ("#3B3F45", "#FFFFFF"),
    "not_asked": ("#FFFFFF", "#5B6770"),
}
"""Background and ink of a rating and of an answer; each pair has a contrast of 4.5 to 1 or more (WCAG 2.2, 1.4.3)."""

MUTED = "#68727A"
_NUMBER_FORMATS: dict[Kind, str] = {"time": "yyyy-mm-dd hh:mm", "number": "0", "score": "0"}
_TEXT_FORMAT = "@"
_WRAPPED = ("lines", "rating", "consent")
_HEADER_HEIGHT = 44
_MOST_LINES = 12
_A4 = 9
_TITLE_LENGTH = 200
_SHADE = {
    "type": "2_color_scale",
    "min_type": "num",
    "min_value": 0,
    "min_color": "#FFFFFF",
    "max_type": "num",
    "max_color": "#A9C4E4",
}
"""Data bars would look as well, but need an extension that other readers warn about."""

_UNSEEN = datetime(2000, 1, 1, tzinfo=UTC)


class Book:
    """A workbook in memory that holds no clock time, name or path of this machine; `save` writes it to a file.

    ``title`` stands in the file's properties and in every footer. ``seen`` (UTC) is given as the date of making, so that equal
    leads give equal bytes.
    """

    def __init__(self, title: str, seen: datetime | None, settings: ExportSettings) -> None:
        self.title = title[:_TITLE_LENGTH]
        self.settings = settings
        self._buffer = io.BytesIO()
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._book = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        created = (seen or _UNSEEN).replace(tzinfo=None, microsecond=0)
        self._rule = self._book.add_format({"bottom": 1, "bottom_color": RULE})
        self._book.set_properties({"title": self.title, "author": "Boothflow", "created": created})

    def save(self, path: Path) -> None:
        """Finish the workbook and write it; raises OSError when the disk does not take it."""
        self._book.close()
        path.write_bytes(self._buffer.getbuffer())

    def style(self, **properties: object) -> Any:
        """The format with these properties over the house's font, made once."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            house = {
                "font_name": "Calibri",
                "font_size": 10,
                "font_color": INK,
                "valign": "top",
                "num_format": _TEXT_FORMAT,
            }
            self._formats[key] = self._book.add_format({**house, **properties})
        return self._formats[key]

    def add_sheet(self, name: Words, number: int = 1) -> Any:
        """A new empty sheet; the second and later of one table are numbered."""
        sheet = self._book.add_worksheet(name.say(self.settings.language) + (f" {number}" if number > 1 else ""))
        sheet.hide_gridlines(2)
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{_footer_text(self.title)}&R&8{PAGE.say(self.settings.language)} &P / &N")
        return sheet

    def add_table(
        self,
        name: Words,
        columns: Sequence[Column],
        rows: pl.DataFrame,
        *,
        printed: int,
        may_hide: Container[str] = (),
        shaded: Sequence[str] = (),
    ) -> None:
        """Write a table as one sheet, or as several when a sheet cannot hold it.

        ``rows`` has a column of each name in ``columns``; ``rating_code`` and ``consent_code``, where there are, give the
        colours. The first ``printed`` columns are printed, the rest is for the screen. Columns in ``may_hide`` are hidden
        while they hold nothing; ``shaded`` names number columns, darker for higher numbers.
        """
        codes = [code if code in rows.columns else pl.lit("").alias(code) for code in ("rating_code", "consent_code")]
        values = rows.select(*(column.name for column in columns), *codes).rows()
        room = self.settings.rows_per_sheet - 1
        for number, start in enumerate(range(0, max(len(values), 1), room), start=1):
            part = values[start : start + room]
            sheet = self.add_sheet(name, number)
            filled = self._fill(sheet, columns, part)
            hidden = {column.name for column in columns if column.name in may_hide} - filled
            for index, column in enumerate(columns):
                if column.name in shaded:
                    top = 100 if column.kind == "score" else max([1, *(row[index] for row in part)])
                    sheet.conditional_format(1, index, max(len(part), 1), index, {**_SHADE, "max_value": top})
            self._lay_out(sheet, columns, hidden, last_row=len(part), printed=printed)

    def _lay_out(
        self, sheet: Any, columns: Sequence[Column], hidden: Container[str], *, last_row: int, printed: int
    ) -> None:
        """Everything about a table's sheet but its values."""
        header = {
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": ACCENT,
            "text_wrap": True,
            "valign": "vcenter",
            "indent": 1,
        }
        sheet.set_row(0, _HEADER_HEIGHT)
        for index, column in enumerate(columns):
            sheet.set_column(
                index, index, column.width, self._cell_style(column.kind), {"hidden": column.name in hidden}
            )
            sheet.write_string(
                0, index, header_text(column, self.settings), self.style(**header, align=_align(column.kind))
            )
        last = len(columns) - 1
        sheet.conditional_format(1, 0, max(last_row, 1), last, {"type": "no_errors", "format": self._rule})
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last_row, last)
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, last_row, last)})
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, last_row, printed - 1)

    def _fill(self, sheet: Any, columns: Sequence[Column], rows: Sequence[tuple[Any, ...]]) -> set[str]:
        """Write rows that end with their rating and consent code; returns the names of the columns that hold anything.

        Text is written as typed strings, whatever it begins with.
        """
        looks: dict[tuple[str, str], list[Any]] = {}
        mark = CUT.say(self.settings.language)
        filled = set()
        for line, (*values, rating, answer) in enumerate(rows, start=1):
            if (rating, answer) not in looks:
                looks[rating, answer] = [self._cell_style(column.kind, rating, answer) for column in columns]
            height = 1
            for index, (value, column, look) in enumerate(zip(values, columns, looks[rating, answer], strict=True)):
                if value is None or value == "":
                    continue
                filled.add(column.name)
                if column.kind in _NUMBER_FORMATS:
                    sheet.write_number(line, index, value, look)
                    continue
                sheet.write_string(line, index, fitting(value, mark), look)
                if column.kind in _WRAPPED:
                    height = max(height, lines_needed(value, column.width - 2))
            if height > 1:
                sheet.set_row(line, row_height(height))
        return filled

    def _cell_style(self, kind: Kind, rating: str = "", answer: str = "") -> Any:
        """The format of a table's cell: coloured for a rating or an answer, grey in the row of a person who said no."""
        look: dict[str, object] = {"num_format": _NUMBER_FORMATS.get(kind, _TEXT_FORMAT), "text_wrap": kind in _WRAPPED}
        code = {"rating": rating, "consent": answer}.get(kind, "")
        if code:
            look["bg_color"], look["font_color"] = COLOURS[code]
        elif answer == "no":
            look["font_color"] = MUTED
        return self.style(**look, align=_align(kind), indent=1)


def row_height(lines: int) -> float:
    """The height in points of a row with that many lines, at most twelve of them."""
    return 2 + 13.5 * min(lines, _MOST_LINES)


def header_text(column: Column, settings: ExportSettings) -> str:
    """A column's header; a time says in which zone."""
    words = column.header
    if column.kind == "time":
        words = Words(f"{words.en}, {settings.time_zone}", words.zh)
    return words.say(settings.language, between="\n")


def _footer_text(text: str) -> str:
    """Text for a footer, where "&" begins a code and the whole may hold 255 characters."""
    return text[:60].replace("&", "&&")


def _align(kind: Kind) -> str:
    return "right" if kind in ("number", "score") else "left"
