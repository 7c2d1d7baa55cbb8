"""One badge as a picture."""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw, ImageFont

from capture.badge.contact import Contact
from capture.print.code import qr_matrix
from capture.print.design import BadgeDesign
from capture.print.fonts import Font, font_stack
from capture.print.layout import Code, Layout, Logo, Text, lay_out
from capture.print.payload import payload_for

MILLIMETRES_PER_INCH = 25.4


def badge_image(contact: Contact, design: BadgeDesign, *, dpi: int = 300) -> Image.Image:
    """One badge as an RGB picture at its printed size: name in large type, company, role colour, code, id under it.

    Raises `capture.print.payload.PayloadError` and `capture.print.fonts.NoFontError`.
    """
    return draw(badge_layout(contact, design), dpi)


def badge_layout(contact: Contact, design: BadgeDesign) -> Layout:
    """Where everything stands on this person's badge."""
    payload = payload_for(contact, design.payload, delimiter=design.delimiter)
    return lay_out(contact, design, qr_matrix(payload))


def draw(layout: Layout, dpi: int) -> Image.Image:
    """A layout as pixels."""
    scale = dpi / MILLIMETRES_PER_INCH
    picture = Image.new("RGB", (round(layout.width * scale), round(layout.height * scale)), "white")
    canvas = ImageDraw.Draw(picture)
    for box in layout.boxes:
        corners = (box.x, box.y, box.x + box.width, box.y + box.height)
        canvas.rectangle([value * scale for value in corners], fill=box.colour)
    if layout.logo:
        _paste_logo(picture, layout.logo, scale)
    for text in layout.texts:
        _write(canvas, text, scale)
    _draw_code(canvas, layout.code, scale)
    return picture


def _paste_logo(picture: Image.Image, logo: Logo, scale: float) -> None:
    with Image.open(logo.path) as opened:
        small = opened.convert("RGBA").resize((round(logo.width * scale), round(logo.height * scale)))
    picture.paste(small, (round(logo.x * scale), round(logo.y * scale)), small)


def _write(canvas: ImageDraw.ImageDraw, text: Text, scale: float) -> None:
    x = text.x * scale
    for font, piece in font_stack(bold=text.bold).runs(text.text):
        face = _face(font, text.size * scale)
        canvas.text((x, text.baseline * scale), piece, fill=text.colour, font=face, anchor="ls")
        x += font.width(piece) * text.size * scale


@cache
def _face(font: Font, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font.path, pixels, index=font.number, layout_engine=ImageFont.Layout.BASIC)


def _draw_code(canvas: ImageDraw.ImageDraw, code: Code, scale: float) -> None:
    """Each module to the nearest pixel, so that no grey edge is left between them."""
    for row, column in zip(*code.matrix.nonzero(), strict=True):
        left, top = (code.x + column * code.module) * scale, (code.y + row * code.module) * scale
        right, bottom = left + code.module * scale, top + code.module * scale
        canvas.rectangle([round(left), round(top), round(right) - 1, round(bottom) - 1], fill=(0, 0, 0))
