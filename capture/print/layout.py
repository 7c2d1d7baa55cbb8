"""Where everything stands on one badge, in millimetres: both the picture and the PDF draw exactly this."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image

from capture.badge.contact import Contact
from capture.badge.text import words
from capture.errors import CaptureError
from capture.print.code import QUIET_ZONE, Matrix
from capture.print.design import BadgeDesign
from capture.print.fonts import font_stack
from capture.print.lines import Colour, Line, Style, centre, fit

INK: Colour = (20, 20, 20)
GREY: Colour = (90, 90, 90)
WHITE: Colour = (255, 255, 255)

PALETTE: Mapping[Colour, frozenset[str]] = {
    (31, 78, 121): words("visitor attendee delegate participant guest besucher teilnehmer 观众 专业观众 来场者 来場者"),
    (140, 45, 25): words("speaker referent 演讲嘉宾 嘉宾 讲者 講演者"),
    (40, 105, 60): words("exhibitor aussteller 参展商 展商 出展者"),
    (95, 60, 130): words("press media presse 媒体 记者 報道"),
    (130, 85, 0): words("vip sponsor partner 贵宾 赞助商"),
    (60, 60, 60): words("staff crew organiser organizer team 工作人员 组委会 主办方 スタッフ"),
    (0, 105, 115): words("student 学生 studierende"),
    (150, 30, 90): frozenset(),
}
"""Role colours where the design names none, dark enough for white text, each with the usual roles that have it."""

LONGEST_ID = 40
"""Characters of a badge id that are printed in plain text; nobody types more."""


class LogoError(CaptureError):
    """The logo can't be used."""

    exit_code = 66

    def __init__(self, path: Path) -> None:
        super().__init__(f"the logo {path} can't be read as a picture: give a PNG or JPEG file")


@dataclass(frozen=True)
class Box:
    """A rectangle: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float


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
class Layout:
    """One badge: its size, the band in the colour of the role, and all that is drawn on it."""

    width: float
    height: float
    band: Box
    colour: Colour
    lines: tuple[Line, ...]
    code: Code
    logo: tuple[Path, Box] | None


def lay_out(contact: Contact, design: BadgeDesign, matrix: Matrix) -> Layout:
    """Place logo, event, name, company, title, code, id and role; what is long shrinks and wraps until it fits.

    Wide badges carry the code on the right, tall ones under the name. Raises `LogoError`.
    """
    width, height = design.size
    margin = 0.06 * min(width, height)
    band = Box(0, 0.87 * height, width, 0.13 * height)
    header = 0.1 * height if design.event_name or design.logo else 0.0
    logo, event_x = _place_logo(design, margin, header)
    body = Box(margin, margin + header, width - 2 * margin, band.y - 0.4 * margin - margin - header)
    id_size = 1.2 + 0.035 * min(width, height) if contact.badge_id else 0.0
    code, person = _share(body, matrix, design, 1.4 * id_size)
    title = Style(0.7 * header, 1, False, GREY)
    lines = centre(fit(design.event_name, title, event_x, margin, width - margin - event_x, header), margin, header)
    lines += _person(contact, person)
    lines += _under(contact.badge_id, code, id_size)
    colour = role_colour(design, role_of(contact))
    role = Style(0.6 * band.height, 1, True, _readable_on(colour))
    lines += centre(fit(role_of(contact).upper(), role, margin, band.y, body.width, band.height), band.y, band.height)
    return Layout(width, height, band, colour, tuple(lines), code, logo)


def role_of(contact: Contact) -> str:
    """The role a contact has at the event: its first ``extra`` named "role", empty where it has none."""
    return next((value for name, value in contact.extra if name.casefold() == "role"), "")


def role_colour(design: BadgeDesign, role: str) -> Colour:
    """The design's colour for a role, otherwise the palette's: one of its own for each usual role, the same on every run."""
    role = role.casefold().strip()
    named = {name.casefold(): colour for name, colour in design.role_colours.items()}
    usual = {name: colour for colour, names in PALETTE.items() for name in names}
    return named.get(role) or usual.get(role) or list(PALETTE)[zlib.crc32(role.encode()) % len(PALETTE)]


def _readable_on(colour: Colour) -> Colour:
    """Dark or white text, whichever stands out on this colour (brightness as in ITU-R BT.601)."""
    red, green, blue = colour
    return INK if 0.299 * red + 0.587 * green + 0.114 * blue > 150 else WHITE


def _place_logo(design: BadgeDesign, margin: float, height: float) -> tuple[tuple[Path, Box] | None, float]:
    """The logo in the upper left corner, and where the event's name starts beside it."""
    if design.logo is None:
        return None, margin
    pixels = _picture_size(design.logo)
    width = min(height * pixels[0] / pixels[1], 0.5 * design.size[0])
    box = Box(margin, margin, width, width * pixels[1] / pixels[0])
    return (design.logo, box), margin + width + 0.5 * margin


@cache
def _picture_size(path: Path) -> tuple[int, int]:
    try:
        with Image.open(path) as picture:
            return picture.size
    except (OSError, Image.DecompressionBombError) as error:
        raise LogoError(path) from error


def _share(body: Box, matrix: Matrix, design: BadgeDesign, id_height: float) -> tuple[Code, Box]:
    """Share the body between code (with the id under it) and person; the code keeps its quiet zone on every side."""
    modules = len(matrix) + QUIET_ZONE  # the margin of the badge gives the other half of the quiet zone
    wide = body.width > 1.15 * body.height
    room = min(body.height - id_height, 0.52 * body.width) if wide else min(0.52 * body.height, body.width)
    module = min(design.module_mm(len(matrix)), room / modules)
    side, quiet = len(matrix) * module, QUIET_ZONE * module
    if wide:
        x = body.x + body.width - side - max(0.0, quiet - body.x)
        code = Code(matrix, x, body.y + (body.height - id_height - side) / 2, module)
        return code, Box(body.x, body.y, x - quiet - body.x, body.height)
    code = Code(matrix, body.x + (body.width - side) / 2, body.y + body.height - id_height - side, module)
    return code, Box(body.x, body.y, body.width, code.y - quiet - body.y)


def _person(contact: Contact, box: Box) -> list[Line]:
    """Name in large type, then company and title under it, in the middle of the box."""
    name = contact.full_name or " ".join(filter(None, (contact.given_name, contact.family_name)))
    below = [(contact.company, True, INK), (contact.title, False, GREY)]
    share = 0.55 if any(text for text, _, _ in below) else 1.0
    largest = min(0.22 * box.width, 0.4 * box.height)
    lines = fit(name, Style(largest, 3, True, INK), box.x, box.y, box.width, share * box.height)
    name_size = lines[0].size if lines else largest
    height = (1 - share) * box.height / 2
    for text, bold, colour in below:
        y = lines[-1].baseline + 0.35 * lines[-1].size if lines else box.y
        style = Style(min(0.55 * name_size, 0.45 * height), 2, bold, colour)
        lines += fit(text, style, box.x, y, box.width, height)
    return centre(lines, box.y, box.height)


def _under(text: str, code: Code, size: float) -> list[Line]:
    """The badge id centred under the code, no wider than it with its quiet zone: staff type what no lens reads."""
    if not text:
        return []
    if len(text) > LONGEST_ID:
        text = text[:LONGEST_ID] + "…"
    stack = font_stack(bold=False)
    quiet = QUIET_ZONE * code.module
    size = min(size, (code.side + 2 * quiet) / stack.width(text))
    x = code.x + (code.side - stack.width(text) * size) / 2
    return [Line(text, x, code.y + code.side + 0.4 * quiet + 0.9 * size, size, False, INK)]
