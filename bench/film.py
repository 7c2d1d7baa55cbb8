"""Film: badges held in front of a lens, drawn: a film for Chromium's fake camera, and single pictures for tests."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from capture.print.code import qr_image

SIZE = (1280, 720)
FRAMES_PER_SECOND = 30
"""What Chromium plays an .mjpeg file at."""


def picture(*payloads: bytes, module_px: int = 6, seed: int = 0) -> Image.Image:
    """A grey scene of 1280x720 with some noise and a white badge for each payload, side by side."""
    noise = np.random.default_rng(seed).normal(105, 5, (SIZE[1], SIZE[0]))
    scene = Image.fromarray(noise.clip(0, 255).astype(np.uint8))
    for place, payload in enumerate(payloads):
        code = qr_image(payload, module_px=module_px)
        x = (2 * place + 1) * SIZE[0] // (2 * len(payloads)) - code.width // 2
        scene.paste(code, (x, (SIZE[1] - code.height) // 2))
    return scene


def jpeg(scene: Image.Image, quality: int = 88) -> bytes:
    """A picture as a JPEG in colour: the fake camera takes no grey ones."""
    data = io.BytesIO()
    scene.convert("RGB").save(data, "JPEG", quality=quality, subsampling=2)
    return data.getvalue()


def write_film(path: Path, scenes: Iterable[tuple[Sequence[bytes], float]]) -> Path:
    """A film of scenes, each (payloads in view, seconds), as the raw JPEGs that ``--use-file-for-fake-video-capture`` takes."""
    with path.open("wb") as film:
        for number, (payloads, seconds) in enumerate(scenes):
            frames = [jpeg(picture(*payloads, seed=2 * number + odd)) for odd in (0, 1)]
            for frame in range(round(seconds * FRAMES_PER_SECOND)):
                film.write(frames[frame % 2])
    return path
