"""Where everything stands on one badge, in millimetres: both the picture and the PDF draw exactly this."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from capture.badge.contact import Contact
from capture.print.code import QUIET_ZONE, Matrix
from capture.print.design import BadgeDesign
from capture.print.fonts import FontStack, font_stack

Colour = tuple[int, int, int]
INK: Colour = (20, 20, 20)
GREY: Colour = (90, 90, 90)
WHITE: Colour = (255, 255, 255)

PALETTE: tuple[Colour, ...] = ((31, 78, 121), (140, 45, 25), (40, 105, 60), (95, 60, 130), (150, 95, 0), (0, 105, 115))
"""Role colours where the design names none, dark enough for white text."""


@dataclass(frozen=True)
class Text:
    """One line of text: ``x`` and ``baseline`` in millimetres, ``size`` is the em in millimetres."""

    text: str
    x: float
    baseline: float
    size: float
    bold: bool
    colour: Colour


@dataclass(frozen=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True)
class Code:
    """A QR code without its quiet zone: the upper left corner and the side of one module."""

    matrix: Matrix
    x: float
    y: float
    module: float

    @property
    def side(self) -> float:
        """The printed side in millimetres."""
        return len(self.matrix) * self.module


@dataclass(frozen=True)
class Logo:
    """A picture and the box it fills."""

    path: Path
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Layout:
    """One badge: its size and all that is drawn on it."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    texts: tuple[Text, ...]
    code: Code
    logo: Logo | None


def lay_out(contact: Contact, design: BadgeDesign, matrix: Matrix) -> Layout:
    """Place band, logo, event, name, company, title, code and id; names shrink and wrap to fit.

    Wide badges carry the code on the right, tall ones under the name.
    """
    width, height = design.size
    margin = 0.06 * min(width, height)
    band = Box(0, height - 0.13 * height, width, 0.13 * height, role_colour(design, role_of(contact)))
    texts = _band_text(role_of(contact), band, margin)
    header_height = 0.1 * height if design.event_name or design.logo else 0.0
    logo, logo_width = _place_logo(design, margin, header_height)
    texts += _fit(
        design.event_name, margin + logo_width, margin, width - 2 * margin - logo_width, header_height,
        largest=0.7 * header_height, lines=1, bold=False, colour=GREY,
    )  # fmt: skip
    top, bottom = margin + header_height, band.y - 0.5 * margin
    wide = width > 1.15 * height
    id_size = 2.6 if contact.badge_id else 0.0
    room = min(bottom - top - 1.4 * id_size, 0.48 * width if wide else width - 2 * margin)
    if not wide:
        room = min(room, 0.52 * (bottom - top))
    module = min(design.module_mm(len(matrix)), room / (len(matrix) + QUIET_ZONE))
    side, quiet = len(matrix) * module, QUIET_ZONE * module
    code_x = width - max(margin, quiet) - side if wide else (width - side) / 2
    code_y = (top + bottom - 1.4 * id_size - side) / 2 if wide else bottom - 1.4 * id_size - side
    code = Code(matrix, code_x, code_y, module)
    texts += _centred(
        contact.badge_id, code_x + side / 2, code_y + side + max(0.6 * quiet, 0.4) + 0.8 * id_size, id_size
    )
    text_width = code_x - quiet - margin if wide else width - 2 * margin
    text_bottom = bottom if wide else code_y - quiet
    texts += _person(contact, margin, top, text_width, text_bottom - top)
    return Layout(width, height, (band,), tuple(texts), code, logo)


def role_of(contact: Contact) -> str:
    """The role a contact has at the event: its first ``extra`` named "role", empty where it has none."""
    return next((value for name, value in contact.extra if name.casefold() == "role"), "")


def role_colour(design: BadgeDesign, role: str) -> Colour:
    """The design's colour for a role, otherwise one from the palette that is the same on every run."""
    for name, colour in design.role_colours.items():
        if name.casefold() == role.casefold():
            return colour
    return PALETTE[zlib.crc32(role.casefold().encode()) % len(PALETTE)]


def _band_text(role: str, band: Box, margin: float) -> list[Text]:
    return _fit(
        role.upper(), margin, band.y, band.width - 2 * margin, band.height, largest=0.6 * band.height, lines=1, bold=True,
        colour=WHITE,
    )  # fmt: skip


def _place_logo(design: BadgeDesign, margin: float, height: float) -> tuple[Logo | None, float]:
    if design.logo is None:
        return None, 0.0
    with Image.open(design.logo) as picture:
        width = min(height * picture.width / picture.height, 0.5 * design.size[0])
        height = width * picture.height / picture.width
    return Logo(design.logo, margin, margin, width, height), width + 0.5 * margin


def _person(contact: Contact, x: float, y: float, width: float, height: float) -> list[Text]:
    """Name in large type, then company and title under it, together centred in the given box."""
    name = contact.full_name or " ".join(filter(None, (contact.given_name, contact.family_name)))
    below = [(contact.company, True, INK), (contact.title, False, GREY)]
    share = 0.55 if any(text for text, _, _ in below) else 1.0
    texts = _fit(
        name, x, y, width, share * height, largest=min(0.22 * width, 0.4 * height), lines=3, bold=True, colour=INK
    )
    name_size = texts[0].size if texts else 4.0
    rest = (1 - share) * height / 2
    for text, bold, colour in below:
        start = texts[-1].baseline + 0.35 * texts[-1].size if texts else y
        texts += _fit(
            text, x, start, width, rest, largest=min(0.55 * name_size, 0.45 * rest), lines=2, bold=bold, colour=colour
        )
    return texts


def _centred(text: str, middle: float, baseline: float, size: float) -> list[Text]:
    width = font_stack(bold=False).width(text) * size
    return [Text(text, middle - width / 2, baseline, size, bold=False, colour=INK)] if text else []


def _fit(
    text: str,
    x: float,
    y: float,
    width: float,
    height: float,
    *,
    largest: float,
    lines: int,
    bold: bool,
    colour: Colour,
) -> list[Text]:
    """The text from ``y`` down in the largest size at which it fits the box in at most ``lines`` lines."""
    text = " ".join(text.split())
    if not text or height <= 0:
        return []
    stack = font_stack(bold=bold)
    size = min(largest, height / LINE_HEIGHT)
    smallest = min(SMALLEST, size)
    while True:
        wrapped = wrap(text, stack, width / size)
        fits = len(wrapped) <= lines and LINE_HEIGHT * size * len(wrapped) <= height + 0.01
        if fits or size <= smallest:
            break
        size = max(0.94 * size, smallest)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], _shorten(" ".join(wrapped[lines - 1 :]), stack, width / size)]
    return [
        Text(line, x, y + (0.95 + LINE_HEIGHT * number) * size, size, bold, colour)
        for number, line in enumerate(wrapped)
    ]


LINE_HEIGHT = 1.18
"""From baseline to baseline, in em."""

SMALLEST = 1.9
"""The smallest em in millimetres that is still printed (about 5.4 points); longer text is cut with an ellipsis."""


def wrap(text: str, stack: FontStack, width: float) -> list[str]:
    """The text in lines no wider than ``width`` em: broken at spaces, between Han and kana, in a word only as a last resort."""
    lines = [""]
    for word in _words(text):
        if stack.width((lines[-1] + word).rstrip()) <= width:
            lines[-1] += word
            continue
        if lines[-1]:
            lines.append("")
        while stack.width(word.rstrip()) > width and len(word) > 1:
            cut = next(
                length for length in range(len(word) - 1, 0, -1) if length == 1 or stack.width(word[:length]) <= width
            )
            lines[-1] = word[:cut]
            lines.append("")
            word = word[cut:]
        lines[-1] = word
    return [line.strip() for line in lines if line.strip()]


def _words(text: str) -> list[str]:
    """Pieces that a line may be broken between; a space stays at the end of its word."""
    words = [""]
    for character in text:
        if words[-1] and (words[-1][-1] == " " or _is_wide(character) or _is_wide(words[-1][-1])):
            words.append("")
        words[-1] += character
    return words


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uac00" <= character <= "\ud7a3" or character >= "\U00020000"


def _shorten(text: str, stack: FontStack, width: float) -> str:
    while text and stack.width(text + "…") > width:
        text = text[:-1]
    return text.rstrip() + "…"
