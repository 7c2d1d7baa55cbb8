"""Card picture: a made-up business card, drawn, as a phone's camera might give it."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from capture.print.fonts import font_stack

ENGLISH = (
    "Nordwind Robotics",
    "Ada Example",
    "Head of Automation",
    "ada.example@nordwind.example",
    "+49 30 1234567",
)
CHINESE = ("深圳云图科技有限公司", "王小明", "采购经理", "wang@yuntu.example", "电话 +86 755 8888 0101")


def card(lines: Sequence[str], *, photographed: bool = True) -> bytes:
    """A card with these lines as a JPEG: upright and clean, or tilted on a table, a little soft and noisy."""
    picture = Image.new("RGB", (1050, 600), "#fdfdfa")
    drawing = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        x, size = 70.0, 54 if number == 1 else 38
        for font, piece in font_stack(bold=number == 1).runs(line):
            face = ImageFont.truetype(font.path, size, index=font.number)
            drawing.text((x, 120 + 90 * number), piece, fill="#1c2733", font=face, anchor="ls")
            x += font.width(piece) * size
    image = np.asarray(picture)[:, :, ::-1]
    if photographed:
        image = _photographed(image)
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, 85])
    return data.tobytes()


def _photographed(card: np.ndarray) -> np.ndarray:
    height, width = card.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    onto = np.array([[150, 60], [1135, 95], [1120, 655], [135, 630]], np.float32)
    scene = cv2.warpPerspective(
        card, cv2.getPerspectiveTransform(corners, onto), (1280, 720), borderValue=(92, 108, 120)
    )
    soft = cv2.GaussianBlur(scene, (0, 0), 0.8).astype(np.float32)
    light = np.linspace(0.85, 1.05, soft.shape[1], dtype=np.float32)[None, :, None]
    noise = np.random.default_rng(4).normal(0, 4, soft.shape)
    return (soft * light + noise).clip(0, 255).astype(np.uint8)
