"""One badge as a picture."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from capture.badge.contact import Contact
from capture.print.code import qr_matrix
from capture.print.design import BadgeDesign
from capture.print.fonts import Font, font_stack
from capture.print.layout import Box, Code, Layout, lay_out
from capture.print.lines import Line
from capture.print.payload import payload_for

MILLIMETRES_PER_INCH = 25.4


def badge_image(contact: Contact, design: BadgeDesign, *, dpi: int = 300) -> Image.Image:
    """One badge as an RGB picture at its printed size: name in large type, company, role colour, code, id under it.

    Raises `capture.print.payload.PayloadError` and `capture.print.fonts.NoFontError`.
    """
    return draw(badge_layout(contact, design), dpi)


def badge_layout(contact: Contact, design: BadgeDesign) -> Layout:
    """Where everything stands on this person's badge."""
    return lay_out(contact, design, qr_matrix(badge_payload(contact, design)))


def badge_payload(contact: Contact, design: BadgeDesign) -> bytes:
    """The bytes in the code of this person's badge."""
    return payload_for(contact, design.payload, delimiter=design.delimiter, signer=design.signer)


def draw(layout: Layout, dpi: int) -> Image.Image:
    """A layout as pixels."""
    scale = dpi / MILLIMETRES_PER_INCH
    picture = Image.new("RGB", (round(layout.width * scale), round(layout.height * scale)), "white")
    canvas = ImageDraw.Draw(picture)
    canvas.rectangle((0, layout.band.y * scale, *picture.size), fill=layout.colour)
    if layout.logo:
        _paste_logo(picture, *layout.logo, scale)
    for line in layout.lines:
        _write(canvas, line, scale)
    _draw_code(picture, layout.code, scale)
    return picture


def _paste_logo(picture: Image.Image, path: Path, box: Box, scale: float) -> None:
    size = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    with Image.open(path) as opened:
        logo = opened.convert("RGBA").resize(size)
    picture.paste(logo, (round(box.x * scale), round(box.y * scale)), logo)


def _write(canvas: ImageDraw.ImageDraw, line: Line, scale: float) -> None:
    x = line.x * scale
    for font, piece in font_stack(bold=line.bold).runs(line.text):
        face = _face(font, line.size * scale)
        canvas.text((x, line.baseline * scale), piece, fill=line.colour, font=face, anchor="ls")
        x += font.width(piece) * line.size * scale


@cache
def _face(font: Font, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font.path, pixels, index=font.number, layout_engine=ImageFont.Layout.BASIC)


def _draw_code(picture: Image.Image, code: Code, scale: float) -> None:
    """Each module to the nearest pixel, so that no grey edge is left between them."""
    steps = np.arange(len(code.matrix) + 1) * code.module * scale
    columns, rows = np.rint(code.x * scale + steps).astype(int), np.rint(code.y * scale + steps).astype(int)
    dark = np.repeat(np.repeat(code.matrix, np.diff(rows), axis=0), np.diff(columns), axis=1)
    picture.paste(Image.fromarray(np.where(dark, np.uint8(0), np.uint8(255))), (int(columns[0]), int(rows[0])))
