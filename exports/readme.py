"""Read me: the sheet that explains a workbook: what is in it, how it was made, what colours and columns mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exports.book import ACCENT, COLOURS, INK, RULE, Book, row_height
from exports.cells import lines_needed
from exports.wording import (
    COLUMNS_TITLE,
    CONSENT,
    CONSENT_MEANING,
    CONSENT_TITLE,
    HOW_MADE,
    LEAD_COLUMNS,
    RATING,
    RATING_MEANING,
    RATINGS_TITLE,
    README,
    Words,
)

_NAME_WIDTH = 34
_MEANING_WIDTH = 90
_SHORT = 60
"""A meaning up to this many characters has its Chinese on the same line."""


def add_readme(book: Book, counts: Sequence[tuple[Words, int]]) -> None:
    """Add the sheet, with the workbook's title and these counts on top."""
    sheet = book.add_sheet(README)
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, 1, _MEANING_WIDTH)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, book.title, book.style(bold=True, font_size=16, font_color=ACCENT))
    line = 2
    for words, number in counts:
        sheet.write_string(line, 0, words.say(book.settings.language), book.style(bold=True))
        sheet.write_number(line, 1, number, book.style(num_format="0", align="left"))
        line += 1
    for paragraph in HOW_MADE:
        line += 1
        sheet.merge_range(line, 0, line, 1, "")
        text = paragraph.say(book.settings.language, "\n")
        sheet.write_string(line, 0, text, book.style(text_wrap=True))
        sheet.set_row(line, row_height(lines_needed(text, _NAME_WIDTH + _MEANING_WIDTH)))
    line = _add_legend(book, sheet, line + 2, RATINGS_TITLE, RATING, RATING_MEANING)
    line = _add_legend(book, sheet, line + 1, CONSENT_TITLE, CONSENT, CONSENT_MEANING)
    names = {column.name: column.header for column in LEAD_COLUMNS}
    meanings = {column.name: column.meaning for column in LEAD_COLUMNS}
    _add_legend(book, sheet, line + 1, COLUMNS_TITLE, names, meanings)


def _add_legend(
    book: Book, sheet: Any, line: int, title: Words, names: Mapping[str, Words], meanings: Mapping[str, Words]
) -> int:
    """One section: a title, then a name and its meaning a line, coloured where the name has a colour; returns the next line."""
    language = book.settings.language
    section = book.style(bold=True, font_size=12, font_color=ACCENT, bottom=2, bottom_color=ACCENT)
    plain = book.style(text_wrap=True, bottom=1, bottom_color=RULE)
    sheet.write_string(line, 0, title.say(language), section)
    sheet.write_blank(line, 1, None, section)
    for name, words in names.items():
        line += 1
        background, ink = COLOURS.get(name, ("#FFFFFF", INK))
        look = book.style(bold=True, text_wrap=True, bg_color=background, font_color=ink, bottom=1, bottom_color=RULE)
        sheet.write_string(line, 0, words.say(language), look)
        meaning = meanings[name].say(language, "\n" if len(meanings[name].en) > _SHORT else " ")
        sheet.write_string(line, 1, meaning, plain)
        sheet.set_row(line, row_height(lines_needed(meaning, _MEANING_WIDTH)))
    return line + 1
