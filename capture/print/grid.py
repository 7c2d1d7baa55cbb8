"""Grid: how many badges stand on a sheet of paper, and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from capture.errors import CaptureError
from capture.print.design import parse_size

MARGIN_MM = 6.0
"""White round the badges of a sheet, for the printer's grip and the crop marks."""


class TooBigForPaperError(CaptureError):
    """Not one badge fits on the paper."""

    exit_code = 64

    def __init__(self, badge: tuple[float, float], paper: str) -> None:
        size = f"{badge[0]:g} x {badge[1]:g} mm"
        super().__init__(f"a badge of {size} does not fit on {paper}: take a larger paper or a smaller badge")


@dataclass(frozen=True)
class Grid:
    """Badges side by side in the middle of a sheet; all in millimetres."""

    paper: tuple[float, float]
    badge: tuple[float, float]
    columns: int
    rows: int

    @property
    def per_page(self) -> int:
        """Badges on one page."""
        return self.columns * self.rows

    @property
    def cuts(self) -> tuple[list[float], list[float]]:
        """Where the sheet is cut: x of the upright cuts, y of the level ones."""
        left, top = ((self.paper[axis] - self.badge[axis] * (self.columns, self.rows)[axis]) / 2 for axis in (0, 1))
        across = [left + self.badge[0] * column for column in range(self.columns + 1)]
        return across, [top + self.badge[1] * row for row in range(self.rows + 1)]

    def places(self) -> Iterator[tuple[float, float]]:
        """The upper left corner of every badge on a page, row by row."""
        across, down = self.cuts
        return ((x, y) for y in down[:-1] for x in across[:-1])


def arrange(badge: tuple[float, float], paper: str) -> Grid:
    """The upright or lying paper with the most badges on it; raises `TooBigForPaperError`.

    Where doing without a margin doubles their number (four A6 on A4), they stand edge to edge.
    """
    width, height = parse_size(paper)
    papers = ((width, height), (height, width))
    roomy, full = (max((_fill(sheet, badge, margin) for sheet in papers), key=_per_page) for margin in (MARGIN_MM, 0.0))
    best = full if full.per_page >= 2 * roomy.per_page else roomy
    if best.per_page == 0:
        raise TooBigForPaperError(badge, paper)
    return best


def _fill(paper: tuple[float, float], badge: tuple[float, float], margin: float) -> Grid:
    columns, rows = (int((side - 2 * margin + 0.01) // part) for side, part in zip(paper, badge, strict=True))
    return Grid(paper, badge, columns, rows)


def _per_page(grid: Grid) -> int:
    return grid.per_page
