import pytest

from capture.print.design import UnknownSizeError, parse_size
from capture.print.grid import TooBigForPaperError, arrange


@pytest.mark.parametrize(
    ("badge", "paper", "expected"),
    [
        ((90, 55), "A4", 10),
        ((85.6, 53.98), "Letter", 9),  # lying
        ((105, 148), "A4", 4),  # edge to edge
        ((105, 148), "A3", 8),  # edge to edge too
        ((101.6, 76.2), "Letter", 6),
        ((200, 280), "A4", 1),
    ],
)
def test_as_many_badges_as_fit_stand_on_a_page(badge: tuple[float, float], paper: str, expected: int) -> None:
    grid = arrange(badge, paper)
    assert grid.per_page == expected == len(list(grid.places()))


def test_badges_do_not_overlap_and_stay_on_the_paper() -> None:
    grid = arrange((90, 55), "A4")
    places = list(grid.places())
    assert len(set(places)) == len(places)
    for x, y in places:
        assert x >= 0
        assert y >= 0
        assert x + 90 <= grid.paper[0] + 0.01
        assert y + 55 <= grid.paper[1] + 0.01


def test_a_badge_larger_than_the_paper_is_refused() -> None:
    with pytest.raises(TooBigForPaperError, match="300 x 300 mm does not fit on A4"):
        arrange((300, 300), "A4")


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("a6", (105, 148)),
        ("90x55", (90, 55)),
        ("4x3in", (101.6, 76.2)),
        ("86 x 54 mm", (86, 54)),
        ("62.5×100", (62.5, 100)),
    ],
)
def test_sizes_are_understood_as_people_write_them(text: str, size: tuple[float, float]) -> None:
    assert parse_size(text) == pytest.approx(size)


@pytest.mark.parametrize("text", ["", "A99", "90", "90x", "-5x50", "10x10", "1e3x50"])
def test_nonsense_sizes_are_refused_with_what_is_known(text: str) -> None:
    with pytest.raises(UnknownSizeError, match="90x55"):
        parse_size(text)
