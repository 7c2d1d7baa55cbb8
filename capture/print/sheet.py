"""Printable sheets of badges as a PDF with crop marks, and one picture per badge."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

from capture.badge.contact import Contact
from capture.errors import CaptureError
from capture.print.badge import badge_layout, draw
from capture.print.design import BadgeDesign, parse_size
from capture.print.fonts import Font, font_stack
from capture.print.layout import Code, Layout, Text

POINTS_PER_MM = 72 / 25.4
MARGIN_MM = 6.0
"""White round the badges of a sheet, for the printer's grip and the crop marks."""

Progress = Callable[[int, int], None]
"""Called with badges done and badges in all."""


class TooBigForPaperError(CaptureError):
    """Not one badge fits on the paper."""

    exit_code = 64

    def __init__(self, badge: str, paper: str) -> None:
        super().__init__(f"a badge of {badge} does not fit on {paper}: take a larger paper or a smaller badge")


@dataclass(frozen=True, kw_only=True)
class SheetReport:
    """What was written: badges, pages, badges on a page, and what the organiser should look at."""

    path: Path
    badges: int
    pages: int
    badges_per_page: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Grid:
    """How badges stand on a sheet; all in millimetres."""

    paper: tuple[float, float]
    columns: int
    rows: int
    left: float
    top: float

    @property
    def per_page(self) -> int:
        """Badges on one page."""
        return self.columns * self.rows


def write_sheets(
    contacts: Sequence[Contact],
    design: BadgeDesign,
    path_pdf: Path,
    *,
    paper: str = "A4",
    progress: Progress | None = None,
) -> SheetReport:
    """Write a PDF with as many badges on a page as fit, cut along the crop marks; the same input gives the same bytes."""
    grid = arrange(design.size, paper, design.format)
    pdf = FPDF(unit="mm", format=grid.paper)
    pdf.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))
    pdf.set_auto_page_break(False)
    fonts = _embed_fonts(pdf)
    for number, contact in enumerate(contacts):
        place = number % grid.per_page
        if place == 0:
            pdf.add_page()
            _crop_marks(pdf, grid, design.size)
        row, column = divmod(place, grid.columns)
        x, y = grid.left + column * design.size[0], grid.top + row * design.size[1]
        _draw_badge(pdf, badge_layout(contact, design), x, y, fonts)
        if progress:
            progress(number + 1, len(contacts))
    path_pdf.write_bytes(pdf.output())
    return SheetReport(
        path=path_pdf, badges=len(contacts), pages=pdf.pages_count, badges_per_page=grid.per_page,
    )  # fmt: skip


def write_pngs(
    contacts: Sequence[Contact],
    design: BadgeDesign,
    folder: Path,
    *,
    dpi: int = 300,
    progress: Progress | None = None,
) -> list[Path]:
    """Write one PNG per badge into the folder, named by the badge id made safe; returns the paths in the given order."""
    folder.mkdir(parents=True, exist_ok=True)
    taken: set[str] = set()
    paths = []
    for number, contact in enumerate(contacts):
        path = folder / f"{_file_stem(contact.badge_id, number + 1, taken)}.png"
        draw(badge_layout(contact, design), dpi).save(path, dpi=(dpi, dpi), compress_level=1)
        paths.append(path)
        if progress:
            progress(number + 1, len(contacts))
    return paths


def arrange(badge: tuple[float, float], paper: str, name: str = "") -> Grid:
    """The upright or lying paper with the most badges on it, centred; raises `TooBigForPaperError`.

    A badge that only fits without a margin (four A6 on A4) is set edge to edge.
    """
    width, height = parse_size(paper)
    grids = [_grid(badge, sheet, MARGIN_MM) for sheet in ((width, height), (height, width))]
    borderless = [_grid(badge, sheet, 0.0) for sheet in ((width, height), (height, width))]
    best = max(grids, key=lambda grid: grid.per_page)
    fullest = max(borderless, key=lambda grid: grid.per_page)
    if fullest.per_page >= 2 * best.per_page:
        best = fullest
    if best.per_page == 0:
        raise TooBigForPaperError(name or f"{badge[0]:g} x {badge[1]:g} mm", paper)
    return best


def _grid(badge: tuple[float, float], sheet: tuple[float, float], margin: float) -> Grid:
    columns, rows = (int((side - 2 * margin + 0.01) // part) for side, part in zip(sheet, badge, strict=True))
    return Grid(sheet, columns, rows, (sheet[0] - columns * badge[0]) / 2, (sheet[1] - rows * badge[1]) / 2)


def _embed_fonts(pdf: FPDF) -> dict[Font, str]:
    """Make every font of this computer's stacks known to the PDF; only the characters used are embedded."""
    fonts = dict.fromkeys([*font_stack(bold=True).fonts, *font_stack(bold=False).fonts])
    names = {font: f"badge{number}" for number, font in enumerate(fonts)}
    for font, name in names.items():
        pdf.add_font(name, fname=font.path, collection_font_number=font.number)
    return names


def _crop_marks(pdf: FPDF, grid: Grid, badge: tuple[float, float]) -> None:
    """Short lines outside the badges at every cut; without a margin there is no room and none are needed at the edge."""
    pdf.set_draw_color(0)
    pdf.set_line_width(0.15)
    length = 4.0
    right, bottom = grid.left + grid.columns * badge[0], grid.top + grid.rows * badge[1]
    for column in range(grid.columns + 1):
        x = grid.left + column * badge[0]
        pdf.line(x, grid.top - 1 - length, x, grid.top - 1)
        pdf.line(x, bottom + 1, x, bottom + 1 + length)
    for row in range(grid.rows + 1):
        y = grid.top + row * badge[1]
        pdf.line(grid.left - 1 - length, y, grid.left - 1, y)
        pdf.line(right + 1, y, right + 1 + length, y)


def _draw_badge(pdf: FPDF, layout: Layout, x: float, y: float, fonts: dict[Font, str]) -> None:
    for box in layout.boxes:
        pdf.set_fill_color(*box.colour)
        pdf.rect(x + box.x, y + box.y, box.width, box.height, style="F")
    if layout.logo:
        logo = layout.logo
        pdf.image(logo.path, x + logo.x, y + logo.y, logo.width, logo.height)
    for text in layout.texts:
        _write(pdf, text, x, y, fonts)
    _draw_code(pdf, layout.code, x, y)


def _write(pdf: FPDF, text: Text, x: float, y: float, fonts: dict[Font, str]) -> None:
    pdf.set_text_color(*text.colour)
    position = x + text.x
    for font, piece in font_stack(bold=text.bold).runs(text.text):
        pdf.set_font(fonts[font], size=text.size * POINTS_PER_MM)
        pdf.text(position, y + text.baseline, piece)
        position += font.width(piece) * text.size


def _draw_code(pdf: FPDF, code: Code, x: float, y: float) -> None:
    """Modules as one vector path: neighbours join without the hairlines that single rectangles leave on screens."""
    side = code.module * POINTS_PER_MM
    left, top = (x + code.x) * POINTS_PER_MM, (pdf.h - y - code.y) * POINTS_PER_MM
    path = [
        f"{left + column * side:.3f} {top - (row + 1) * side:.3f} {side:.3f} {side:.3f} re"
        for row, column in zip(*code.matrix.nonzero(), strict=True)
    ]
    pdf._out(f"q 0 g {' '.join(path)} f Q")  # fpdf2's own paths cost fifty times as much


def _file_stem(badge_id: str, number: int, taken: set[str]) -> str:
    """A file name from a badge id: never a path, never a name Windows keeps for itself, never twice."""
    safe = re.sub(r"[^A-Za-z0-9_-]+", "_", badge_id).strip("_")[:60] or "badge"
    stem = f"badge_{safe}"
    if stem.casefold() in taken:
        stem = f"{stem}_{number}"
    taken.add(stem.casefold())
    return stem
