"""Lines of text that fit a box: in the largest size that fits, broken where the script allows it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from capture.print.fonts import FontStack, font_stack
from capture.print.script import join_letters, visual_order

Colour = tuple[int, int, int]

LINE_HEIGHT = 1.18
"""From baseline to baseline, in em."""

SMALLEST = 1.9
"""The smallest em in millimetres that is printed (about 5.4 points); text that needs less is cut with an ellipsis."""


@dataclass(frozen=True)
class Line:
    """One line in visual order: ``x`` and ``baseline`` in millimetres, ``size`` is the em in millimetres."""

    text: str
    x: float
    baseline: float
    size: float
    bold: bool
    colour: Colour


@dataclass(frozen=True)
class Style:
    """How a text may be set: ``largest`` em in millimetres, and in how many lines at most."""

    largest: float
    lines: int
    bold: bool
    colour: Colour


def fit(text: str, style: Style, x: float, y: float, width: float, height: float) -> list[Line]:
    """The text from ``y`` down in the largest size at which it fits the box; no lines for no text or no room."""
    stack = font_stack(bold=style.bold)
    text = join_letters(" ".join(text.split()), stack.has)
    if not text or height <= 0 or width <= 0:
        return []
    size = min(style.largest, height / LINE_HEIGHT)
    smallest = min(SMALLEST, size)
    wrapped = wrap(text, stack, width / size)
    while size > smallest and (len(wrapped) > style.lines or LINE_HEIGHT * size * len(wrapped) > height + 0.01):
        size = max(0.94 * size, smallest)
        wrapped = wrap(text, stack, width / size)
    room = max(1, min(style.lines, int(height / (LINE_HEIGHT * size) + 0.01)))
    if len(wrapped) > room:
        wrapped[room - 1 :] = [_shorten(" ".join(wrapped[room - 1 :]), stack, width / size)]
    return [
        Line(visual_order(line), x, y + (0.95 + LINE_HEIGHT * number) * size, size, style.bold, style.colour)
        for number, line in enumerate(wrapped)
    ]


def centre(lines: list[Line], y: float, height: float) -> list[Line]:
    """The lines moved up or down so that they stand in the middle of a box."""
    if not lines:
        return lines
    top, bottom = lines[0].baseline - 0.75 * lines[0].size, lines[-1].baseline + 0.2 * lines[-1].size
    move = y + (height - (bottom - top)) / 2 - top
    return [replace(line, baseline=line.baseline + move) for line in lines]


def wrap(text: str, stack: FontStack, width: float) -> list[str]:
    """Lines no wider than ``width`` em: broken at spaces and between Han, kana and Hangul, in a word as a last resort."""
    lines = [""]
    for word in _words(text):
        if stack.width((lines[-1] + word).rstrip()) <= width:
            lines[-1] += word
            continue
        lines.append("")
        while len(cut := _prefix(word, stack, width)) < len(word.rstrip()):
            lines[-1:] = [cut, ""]
            word = word[len(cut) :]
        lines[-1] = word
    return [line.strip() for line in lines if line.strip()]


def _words(text: str) -> list[str]:
    """Pieces that a line may be broken between; a space stays at the end of its word."""
    words = [""]
    for character in text:
        if words[-1] and (words[-1][-1] == " " or _breaks(character) or _breaks(words[-1][-1])):
            words.append("")
        words[-1] += character
    return words


def _breaks(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or character >= "\U00020000"


def _shorten(text: str, stack: FontStack, width: float) -> str:
    """The text cut so that it and an ellipsis fit."""
    return _prefix(text, stack, width - stack.width("…")).rstrip() + "…"


def _prefix(text: str, stack: FontStack, width: float) -> str:
    """As many leading characters as fit, at least one."""
    used = 0.0
    for place, character in enumerate(text):
        used += stack.width(character)
        if used > width and place:
            return text[:place]
    return text
