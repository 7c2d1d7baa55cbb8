"""How large a code has to be printed so that a 720p webcam reads it: simulated frames, counted by pixels per module.

Run: ``python -m bench.print_sizes``. A frame is a printed code seen at a slight angle, each pixel the mean of the light that falls
on it, blurred by the lens, lit unevenly and with sensor noise. The figures stand in docs/formats.md.
"""

from __future__ import annotations

import argparse

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from capture.badge.contact import Contact, Email, Phone
from capture.decode import Reader
from capture.print.code import QUIET_ZONE, Matrix, qr_matrix
from capture.print.payload import payload_for

FRAME = (720, 1280)
PIXELS_PER_MM_AT_30_CM = FRAME[1] / (1.27 * 300)
OVERSAMPLING = 4
PIXELS_PER_MODULE = (1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0, 4.0)
LIGHT = {
    # name: lens blur (sigma, pixels), contrast (0 to 1), noise (sigma, grey levels)
    "sharp, good light": (0.5, 0.85, 2.0),
    "usual": (0.8, 0.6, 4.0),
    "soft focus": (1.3, 0.6, 4.0),
    "low light": (0.8, 0.3, 12.0),
}
PERSON = Contact(
    badge_id="7Q2M4KX",
    full_name="Amara Okafor",
    given_name="Amara",
    family_name="Okafor",
    company="Northwind Robotics GmbH",
    title="Head of Procurement",
    emails=(Email("amara.okafor@northwind-robotics.example"),),
    phones=(Phone("+49 171 5550142", "mobile"),),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=20, help="frames in each cell")
    frames = parser.parse_args().frames
    for name, light in LIGHT.items():
        print(
            f"\n{name}: share of {frames} frames read, ours / zxing-cpp, by pixels per module (and mm per module at 30 cm)"
        )
        head = "".join(f"{pixels:>6g} ({pixels / PIXELS_PER_MM_AT_30_CM:.2f})" for pixels in PIXELS_PER_MODULE)
        print(f"{'code':24}{head}")
        for kind in ("id", "mecard", "vcard"):
            payload = payload_for(PERSON, kind)
            matrix = qr_matrix(payload)
            cells = [share_read(matrix, payload, pixels, light, frames) for pixels in PIXELS_PER_MODULE]
            row = "".join(f"{f'{ours:.0%}/{zxing:.0%}':>13}" for ours, zxing in cells)
            print(f"{f'{kind} ({len(matrix)} modules)':24}{row}")


def share_read(
    matrix: Matrix, payload: bytes, pixels: float, light: tuple[float, float, float], frames: int
) -> tuple[float, float]:
    """The share of single frames that our live reader and zxing-cpp alone read; every frame comes fresh to the reader."""
    random = np.random.default_rng(int(pixels * 100) + len(matrix))
    ours = zxing = 0
    for _ in range(frames):
        frame = webcam_frame(matrix, pixels, light, random)
        ours += any(code.raw == payload for code in Reader("live").read(frame))
        zxing += any(code.bytes == payload for code in zxingcpp.read_barcodes(frame))
    return ours / frames, zxing / frames


def webcam_frame(
    matrix: Matrix, pixels: float, light: tuple[float, float, float], random: np.random.Generator
) -> NDArray[np.uint8]:
    """A code on a white patch somewhere in a light grey frame, ``pixels`` wide per module."""
    blur, contrast, noise = light
    scene = np.full(FRAME, 0.8, np.float32)
    patch = _seen(np.pad(matrix, QUIET_ZONE), pixels, random)
    y, x = (int(random.integers(0, whole - len(patch) + 1)) for whole in FRAME)
    scene[y : y + len(patch), x : x + len(patch)] = patch
    soft = cv2.GaussianBlur(scene, (0, 0), blur)
    slope = np.linspace(0.85, 1.15, FRAME[1], dtype=np.float32) * random.uniform(0.9, 1.1)
    grey = (0.5 + (soft - 0.5) * contrast) * slope * 215 + random.normal(0, noise, FRAME)
    return np.clip(grey, 0, 255).astype(np.uint8)


def _seen(printed: Matrix, pixels: float, random: np.random.Generator) -> NDArray[np.float32]:
    """The printed modules as the sensor sees them: turned and tilted a little, every pixel the mean of its area."""
    side, scale = len(printed), 8
    angle, tilt = random.uniform(-0.12, 0.12), random.uniform(-0.05, 0.05)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = (np.array([[0, 0], [1, 0], [1, 1 + tilt], [0, 1 - tilt]]) - 0.5) * side * pixels @ turn.T
    patch = int(side * pixels * 1.25) + 4
    corners += patch / 2 + random.uniform(-1, 1, 2)
    sharp = np.kron(np.where(printed, 0.0, 1.0), np.ones((scale, scale))).astype(np.float32)
    source = scale * np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    warp = cv2.getPerspectiveTransform(source, (corners * OVERSAMPLING).astype(np.float32))
    fine = cv2.warpPerspective(sharp, warp, (patch * OVERSAMPLING,) * 2, borderValue=0.8)
    return np.asarray(cv2.resize(fine, (patch, patch), interpolation=cv2.INTER_AREA), np.float32)


if __name__ == "__main__":
    main()
