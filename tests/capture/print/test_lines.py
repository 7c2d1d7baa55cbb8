import pytest

from capture.print.fonts import font_stack
from capture.print.lines import SMALLEST, Line, Style, centre, fit, wrap

STYLE = Style(largest=10, lines=3, bold=True, colour=(0, 0, 0))


def width_of(line: Line) -> float:
    return font_stack(bold=line.bold).width(line.text) * line.size


@pytest.mark.parametrize(
    "name",
    [
        "Amara Okafor",
        "王小明",
        "Maximiliane-Antoinette von Hohenstaufen-Wittelsbach zu Großbärenloh",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "欧阳娜娜" * 20,
        "محمد الأحمد",
        "x" * 1000,
    ],
)
@pytest.mark.parametrize("box", [(60.0, 30.0), (25.0, 10.0), (40.0, 3.0)])
def test_every_name_stays_inside_its_box(name: str, box: tuple[float, float]) -> None:
    lines = fit(name, STYLE, 5, 7, *box)
    assert 1 <= len(lines) <= 3
    for line in lines:
        assert line.x == 5
        assert width_of(line) <= box[0] + 0.01
        assert 7 < line.baseline <= 7 + box[1]


def test_a_short_name_takes_the_largest_size_and_a_long_one_shrinks() -> None:
    assert fit("Bo", STYLE, 0, 0, 60, 40)[0].size == 10
    assert SMALLEST < fit("Maximiliane von Hohenstaufen-Wittelsbach", STYLE, 0, 0, 60, 40)[0].size < 10


def test_what_can_not_fit_ends_in_an_ellipsis() -> None:
    assert fit("word " * 500, STYLE, 0, 0, 60, 40)[-1].text.endswith("…")
    assert "…" not in "".join(line.text for line in fit("Amara Okafor", STYLE, 0, 0, 60, 40))


def test_no_text_or_no_room_gives_no_lines() -> None:
    assert fit(" \n ", STYLE, 0, 0, 60, 40) == []
    assert fit("Amara", STYLE, 0, 0, 60, 0) == []


def test_lines_break_at_spaces_and_between_han_but_words_stay_whole() -> None:
    stack = font_stack(bold=True)
    assert wrap("Amara Okafor", stack, stack.width("Okafor") + 0.1) == ["Amara", "Okafor"]
    assert wrap("上海精密机械", stack, 2.5) == ["上海", "精密", "机械"]
    assert "".join(wrap("Donaudampfschiff", stack, 3)) == "Donaudampfschiff"


def test_centred_lines_stand_in_the_middle() -> None:
    line = centre(fit("Ag", Style(10, 1, True, (0, 0, 0)), 0, 0, 60, 40), 0, 40)[0]
    top, bottom = line.baseline - 0.75 * line.size, line.baseline + 0.2 * line.size
    assert top == pytest.approx(40 - bottom)
