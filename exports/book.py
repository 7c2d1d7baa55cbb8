"""Book: a workbook being made, and its tables with header, filter, colours and print set-up.

The only file that touches XlsxWriter. Text from people is written as typed strings in cells formatted as text, so that
it stays text even when somebody edits the cell; nothing is ever written as a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.utility import xl_range

from exports.cells import cut_mark, fitting
from exports.settings import ExportSettings
from exports.wording import PAGE, Column, Kind, Words

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

PRINTED_COLUMNS = 13
"""How many columns of a table are printed; the rest is for the screen."""

_MUTED = "#8A9299"
_NUMBER_FORMATS: dict[Kind, str] = {"time": "yyyy-mm-dd hh:mm", "number": "0", "score": "0"}
_TEXT_FORMAT = "@"
_HEADER_HEIGHT = 44
_A4 = 9
_UNSEEN = datetime(2000, 1, 1, tzinfo=UTC)


class Book:
    """A workbook in memory that holds no clock time, name or path of this machine; `save` writes it to a file.

    ``title`` stands in the file's properties and in every footer, ``seen`` (UTC) is its date of making, so that equal leads give equal
    bytes.
    """

    def __init__(self, title: str, seen: datetime | None, settings: ExportSettings) -> None:
        self.title = title
        self.settings = settings
        self._buffer = io.BytesIO()
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._book = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        created = (seen or _UNSEEN).replace(tzinfo=None, microsecond=0)
        self._book.set_properties({"title": title[:200], "author": "Boothflow", "created": created})

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
        may_hide: Sequence[str] = (),
        bars: Sequence[str] = (),
    ) -> None:
        """Write a table as one sheet, or as several when a sheet cannot hold it.

        ``rows`` has a column of each name in ``columns``; ``rating_code`` and ``consent_code``, where there are, give the colours.
        Columns named in ``may_hide`` are hidden while they hold nothing; ``bars`` names the number columns that get a bar.
        """
        room = self.settings.rows_per_sheet - 1
        for number, start in enumerate(range(0, max(rows.height, 1), room), start=1):
            part = rows.slice(start, room)
            sheet = self.add_sheet(name, number)
            self._lay_out(sheet, columns, part, may_hide)
            self._fill(sheet, columns, part)
            for column in bars:
                _add_bar(sheet, columns, column, part)

    def _lay_out(self, sheet: Any, columns: Sequence[Column], rows: pl.DataFrame, may_hide: Sequence[str]) -> None:
        """Everything about a table's sheet but its values."""
        header = self.style(bold=True, font_color="#FFFFFF", bg_color=ACCENT, text_wrap=True, valign="vcenter")
        sheet.set_row(0, _HEADER_HEIGHT)
        for index, column in enumerate(columns):
            hidden = column.name in may_hide and not _holds_values(rows[column.name])
            sheet.set_column(index, index, column.width, None, {"hidden": hidden})
            sheet.write_string(0, index, header_text(column, self.settings), header)
        last = len(columns) - 1
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, rows.height, last)
        sheet.ignore_errors({"number_stored_as_text": xl_range(0, 0, rows.height, last)})
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, rows.height, min(last, PRINTED_COLUMNS - 1))

    def _fill(self, sheet: Any, columns: Sequence[Column], rows: pl.DataFrame) -> None:
        """Write the values, each by its column's kind: text as typed strings, whatever it begins with."""
        ratings = rows["rating_code"].to_list() if "rating_code" in rows.columns else [""] * rows.height
        answers = rows["consent_code"].to_list() if "consent_code" in rows.columns else [""] * rows.height
        codes = list(zip(ratings, answers, strict=True))
        looks = {code: [self._cell_style(column.kind, *code) for column in columns] for code in set(codes)}
        numeric = [column.kind in _NUMBER_FORMATS for column in columns]
        mark = cut_mark(self.settings)
        for line, (code, row) in enumerate(
            zip(codes, rows.select(column.name for column in columns).rows(), strict=True), start=1
        ):
            for index, (value, look, is_number) in enumerate(zip(row, looks[code], numeric, strict=True)):
                if value is None or value == "":
                    sheet.write_blank(line, index, None, look)
                elif is_number:
                    sheet.write_number(line, index, value, look)
                else:
                    sheet.write_string(line, index, fitting(value, mark), look)

    def _cell_style(self, kind: Kind, rating: str, answer: str) -> Any:
        """The format of a table's cell: coloured for a rating or an answer, grey in the row of a person who said no."""
        look: dict[str, object] = {
            "bottom": 1,
            "bottom_color": RULE,
            "num_format": _NUMBER_FORMATS.get(kind, _TEXT_FORMAT),
        }
        if kind in ("rating", "consent"):
            background, ink = COLOURS[rating if kind == "rating" else answer]
            look |= {"bg_color": background, "font_color": ink, "text_wrap": True}
        elif answer == "no":
            look["font_color"] = _MUTED
        if kind == "lines":
            look["text_wrap"] = True
        return self.style(**look, align="right" if kind in ("number", "score") else "left")


def header_text(column: Column, settings: ExportSettings) -> str:
    """A column's header; a time says in which zone."""
    words = column.header
    if column.kind == "time":
        words = Words(f"{words.en}, {settings.time_zone}", words.zh)
    return words.say(settings.language, between="\n")


def _add_bar(sheet: Any, columns: Sequence[Column], name: str, rows: pl.DataFrame) -> None:
    index = [column.name for column in columns].index(name)
    top = 100 if columns[index].kind == "score" else max([1, *rows[name].drop_nulls().to_list()])
    sheet.conditional_format(
        1,
        index,
        max(rows.height, 1),
        index,
        {
            "type": "data_bar",
            "data_bar_2010": True,
            "bar_solid": True,
            "bar_color": "#B8CCE4",
            "bar_border_color": "#B8CCE4",
            "min_type": "num",
            "min_value": 0,
            "max_type": "num",
            "max_value": top,
        },
    )


def _holds_values(values: pl.Series) -> bool:
    if values.dtype == pl.String:
        return bool((values.fill_null("") != "").any())
    return values.null_count() < len(values)


def _footer_text(text: str) -> str:
    """Text for a footer, where "&" begins a code and the whole may hold 255 characters."""
    return text[:60].replace("&", "&&")
