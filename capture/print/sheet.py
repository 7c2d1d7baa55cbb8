"""Printable sheets of badges as a PDF with crop marks, and one picture per badge."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

from capture.badge.contact import Contact
from capture.print.badge import draw
from capture.print.design import BadgeDesign
from capture.print.fonts import Font, font_stack
from capture.print.grid import Grid, arrange
from capture.print.layout import Code, Layout
from capture.print.lines import Line
from capture.print.payload import PayloadKind
from capture.print.proof import advice, proven_layout

POINTS_PER_MM = 72 / 25.4

Progress = Callable[[int, int], None]
"""Called with badges done and badges in all."""


@dataclass(frozen=True, kw_only=True)
class SheetReport:
    """What was written: badges, pages, badges on a page, and what the organiser should look at."""

    path: Path
    badges: int
    pages: int
    badges_per_page: int
    warnings: tuple[str, ...] = ()


def write_sheets(
    contacts: Sequence[Contact],
    design: BadgeDesign,
    path_pdf: Path,
    *,
    paper: str = "A4",
    kinds: Sequence[PayloadKind] | None = None,
    progress: Progress | None = None,
) -> SheetReport:
    """Write a PDF with as many badges on a page as fit, to be cut along the crop marks; same input, same bytes.

    ``kinds`` gives each contact a payload of its own. Every code is read back before anything is written. Raises
    `capture.print.proof.UnreadableBadgeError`, `capture.print.grid.TooBigForPaperError` and
    `capture.print.payload.PayloadError`.
    """
    grid = arrange(design.size, paper)
    layouts = _proven_layouts(contacts, design, kinds, progress)
    pdf = FPDF(unit="mm", format=grid.paper)
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))  # a fixed date, so that the same input gives the same bytes
    fonts = _embed_fonts(pdf, layouts)
    for first in range(0, len(layouts), grid.per_page):
        pdf.add_page()
        _crop_marks(pdf, grid)
        for layout, place in zip(layouts[first : first + grid.per_page], grid.places(), strict=False):
            _draw_badge(pdf, layout, place, fonts)
    path_pdf.write_bytes(pdf.output())
    return SheetReport(
        path=path_pdf,
        badges=len(layouts),
        pages=pdf.pages_count,
        badges_per_page=grid.per_page,
        warnings=advice(contacts, layouts),
    )


def write_pngs(
    contacts: Sequence[Contact],
    design: BadgeDesign,
    folder: Path,
    *,
    dpi: int = 300,
    kinds: Sequence[PayloadKind] | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write one PNG per badge into the folder, named by the badge id made safe; returns the paths in the given order.

    Every code is read back before anything is written, as in `write_sheets`.
    """
    layouts = _proven_layouts(contacts, design, kinds, progress)
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    paths = [folder / f"{_file_stem(contact.badge_id, taken)}.png" for contact in contacts]
    for layout, path in zip(layouts, paths, strict=True):
        draw(layout, dpi).save(path, dpi=(dpi, dpi), compress_level=1)
    return paths


def _proven_layouts(
    contacts: Sequence[Contact], design: BadgeDesign, kinds: Sequence[PayloadKind] | None, progress: Progress | None
) -> list[Layout]:
    layouts: list[Layout] = []
    for contact, kind in zip(contacts, kinds or [design.payload] * len(contacts), strict=True):
        layouts.append(proven_layout(contact, replace(design, payload=kind)))
        if progress:
            progress(len(layouts), len(contacts))
    return layouts


def _embed_fonts(pdf: FPDF, layouts: Sequence[Layout]) -> dict[Font, str]:
    """Make the fonts that are used known to the PDF; only the characters used are embedded."""
    lines = [line for layout in layouts for line in layout.lines]
    used = dict.fromkeys(font for line in lines for font, _ in font_stack(bold=line.bold).runs(line.text))
    names = {font: f"badge{number}" for number, font in enumerate(used)}
    for font, name in names.items():
        pdf.add_font(name, fname=font.path, collection_font_number=font.number)
    return names


def _crop_marks(pdf: FPDF, grid: Grid) -> None:
    """Short lines at every cut, outside the badges; where they stand edge to edge, the marks fall off the paper."""
    pdf.set_draw_color(0)
    pdf.set_line_width(0.15)
    across, down = grid.cuts
    gap, length = 1.0, 4.0
    for x in across:
        pdf.line(x, down[0] - gap - length, x, down[0] - gap)
        pdf.line(x, down[-1] + gap, x, down[-1] + gap + length)
    for y in down:
        pdf.line(across[0] - gap - length, y, across[0] - gap, y)
        pdf.line(across[-1] + gap, y, across[-1] + gap + length, y)


def _draw_badge(pdf: FPDF, layout: Layout, place: tuple[float, float], fonts: dict[Font, str]) -> None:
    x, y = place
    pdf.set_fill_color(*layout.colour)
    pdf.rect(x + layout.band.x, y + layout.band.y, layout.band.width, layout.band.height, style="F")
    if layout.logo:
        path, box = layout.logo
        pdf.image(path, x + box.x, y + box.y, box.width, box.height)
    for line in layout.lines:
        _write(pdf, line, x, y, fonts)
    _draw_code(pdf, layout.code, x, y)


def _write(pdf: FPDF, line: Line, x: float, y: float, fonts: dict[Font, str]) -> None:
    pdf.set_text_color(*line.colour)
    position = x + line.x
    for font, piece in font_stack(bold=line.bold).runs(line.text):
        pdf.set_font(fonts[font], size=line.size * POINTS_PER_MM)
        pdf.text(position, y + line.baseline, piece)
        position += font.width(piece) * line.size


def _draw_code(pdf: FPDF, code: Code, x: float, y: float) -> None:
    """Modules as one vector path: neighbours join without the hairlines that single rectangles leave on screens."""
    side = code.module * POINTS_PER_MM
    left, top = (x + code.x) * POINTS_PER_MM, (pdf.h - y - code.y) * POINTS_PER_MM
    path = [
        f"{left + column * side:.3f} {top - (row + 1) * side:.3f} {side:.3f} {side:.3f} re"
        for row, column in zip(*code.matrix.nonzero(), strict=True)
    ]
    pdf._out(f"q 0 g {' '.join(path)} f Q")  # fpdf2's public paths make an object of every module


def _file_stem(badge_id: str, taken: set[str]) -> str:
    """A file name from a badge id: never a path, never a name Windows keeps for itself, never twice."""
    safe = re.sub(r"[^A-Za-z0-9_-]+", "_", badge_id)[:60].strip("_")
    stem = f"badge_{safe}" if safe else "badge"
    number = 1
    while stem.casefold() in taken:
        number += 1
        stem = f"badge_{safe}_{number}"
    taken.add(stem.casefold())
    return stem
