"""Badge grid: synthetic badges in 1280x720 webcam frames, made from a seed, each with the payload that is really in it.

A frame is a backdrop, a white badge with lines of print and one code on it, seen through `bench.lens`. A row of the grid changes one
thing from easy to hard; a film holds one badge after another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import qrcode
import zxingcpp

from bench.lens import HEIGHT, WIDTH, View, look, packed
from capture.decode import Frame, Symbology

_WRITERS: dict[Symbology, zxingcpp.BarcodeFormat] = {
    "microqrcode": zxingcpp.BarcodeFormat.MicroQRCode,
    "datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
    "aztec": zxingcpp.BarcodeFormat.Aztec,
    "pdf417": zxingcpp.BarcodeFormat.PDF417,
    "code128": zxingcpp.BarcodeFormat.Code128,
    "code39": zxingcpp.BarcodeFormat.Code39,
}


ROWS: dict[str, tuple[View, ...]] = {
    "distance": tuple(View(module_px=px) for px in (1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)),
    "blur": tuple(View(module_px=3, blur=s) for s in (1.0, 1.3, 1.6, 1.9)),
    "motion": tuple(View(module_px=4, motion=m) for m in (3, 5, 7)),
    "noise": tuple(View(module_px=3, noise=n, light=0.6) for n in (8, 16, 24)),
    "dark": tuple(View(module_px=4, light=level, noise=9) for level in (0.3, 0.2, 0.12)),
    "shadow": tuple(View(shadow=s) for s in (0.4, 0.6, 0.8)),
    "glare": tuple(View(module_px=5, glare=g) for g in (0.3, 0.6, 0.9)),
    "tilt": tuple(View(tilt=t) for t in (30, 45, 55, 65)),
    "roll": tuple(View(module_px=2.5, roll=r) for r in (15, 45, 100, 190)),
    "curl": tuple(View(module_px=5, curl=c) for c in (0.3, 0.6, 0.9)),
    "damage": tuple(View(damage=d) for d in (0.03, 0.06, 0.09)),
    "JPEG": tuple(View(module_px=2.5, jpeg=q) for q in (60, 35, 20)),
    "inverted": (View(inverted=True), View(inverted=True, module_px=2.5)),
    "perspective": tuple(
        View(module_px=px, tilt=t, lean=lean) for px, t, lean in ((5, 35, 35), (5, 50, 30), (4, 40, 50))
    ),
    "spots": tuple(View(spots=s, light=1.0) for s in (0.5, 0.7, 0.85)),
    "moire": tuple(View(module_px=px, moire=m, blur=0.4) for px, m in ((5, 0.5), (4, 0.7), (3, 0.7))),
    "faint": tuple(View(ink=i, noise=4) for i in (0.3, 0.15, 0.08)),
    "dense": tuple(View(module_px=px, length=n) for px, n in ((3.5, 300), (2.5, 300), (3.0, 700), (2.2, 700))),
    "close": tuple(View(module_px=px, blur=px * b) for px, b in ((12, 0.3), (12, 0.5), (16, 0.6))),
    "no margin": tuple(View(module_px=px, quiet=q, blur=0.9) for px, q in ((4, 1.0), (4, 0.5), (3, 0.5))),
}
"""The rows of the grid: each changes one thing from easy to hard."""


def payload(random: np.random.Generator) -> bytes:
    """A plainly made-up badge payload: a short id, a link, a MECARD or a vCard."""
    number = int(random.integers(10**6, 10**7))
    return (
        f"B{number}",
        f"https://fair.example/b/{number:x}",
        f"MECARD:N:Visitor,Test{number};ORG:Example Works;TEL:+12025550{number % 100:03d};EMAIL:t{number}@fair.example;;",
        (
            f"BEGIN:VCARD\nVERSION:3.0\nN:Visitor;Test{number}\nFN:Test{number} Visitor\nORG:Example Works\n"
            f"TITLE:Tester\nTEL:+1 202 555 0{number % 100:03d}\nEMAIL:t{number}@fair.example\nEND:VCARD"
        ),
    )[int(random.choice(4, p=(0.25, 0.2, 0.35, 0.2)))].encode()


def symbol(content: bytes, symbology: Symbology = "qrcode") -> Frame:
    """A code at one pixel a module, dark is 0, with its quiet zone."""
    if symbology == "qrcode":
        code = qrcode.QRCode(border=4, error_correction=qrcode.ERROR_CORRECT_M)
        code.add_data(content)
        return np.where(np.array(code.get_matrix()), 0, 255).astype(np.uint8)
    barcode = zxingcpp.create_barcode(content.decode(), _WRITERS[symbology])
    drawn = np.array(barcode.to_image(scale=1), dtype=np.uint8)
    if symbology in ("code128", "code39"):
        drawn = np.repeat(drawn[:1], max(12, drawn.shape[1] // 5), axis=0)
    return np.pad(drawn, 4, constant_values=255)


def padded(content: bytes, length: int, random: np.random.Generator) -> bytes:
    """The payload, made longer with random capitals up to ``length``."""
    return content + bytes(random.integers(65, 91, max(0, length - len(content))).astype(np.uint8))


def badge(content: bytes, symbology: Symbology = "qrcode", *, oversample: int = 8, quiet: float = 4.0) -> Frame:
    """A white badge with dark print and one code, at ``oversample`` pixels a module; beyond ``quiet`` modules around it is dark."""
    code = symbol(content, symbology)
    code = cv2.resize(code, None, fx=oversample, fy=oversample, interpolation=cv2.INTER_NEAREST).astype(np.uint8)
    if quiet < 4:
        dark = round((4 - quiet) * oversample)
        code[:dark], code[-dark:], code[:, :dark], code[:, -dark:] = 25, 25, 25, 25
    side = max(code.shape)
    sheet = np.full((int(code.shape[0] + side * 0.7), int(side * 1.3)), 255, np.uint8)
    scale = side / 500
    for line, text in enumerate(("Test Visitor", "Example Works", "Exhibition 20")):
        place = (int(side * 0.1), int(side * (0.16 + 0.17 * line)))
        cv2.putText(
            sheet, text, place, cv2.FONT_HERSHEY_SIMPLEX, scale * (2.2 - 0.4 * line), 30, max(1, int(5 * scale))
        )
    top, left = sheet.shape[0] - code.shape[0], (sheet.shape[1] - code.shape[1]) // 2
    sheet[top:, left : left + code.shape[1]] = code
    return sheet


def backdrop(random: np.random.Generator) -> Frame:
    """A booth behind the badge: soft light, edges of furniture, lines of print, a grainy patch."""
    coarse = random.integers(60, 190, (5, 9)).astype(np.uint8)
    scene = cv2.resize(coarse, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    for _ in range(14):
        x, y = int(random.integers(0, WIDTH)), int(random.integers(0, HEIGHT))
        w, h, tone = int(random.integers(10, 400)), int(random.integers(10, 300)), int(random.integers(20, 235))
        cv2.rectangle(scene, (x, y), (x + w, y + h), tone, -1 if random.random() < 0.6 else 3)
    for _ in range(8):
        words = "".join(chr(int(c)) for c in random.integers(65, 91, 14))
        place = (int(random.integers(0, WIDTH)), int(random.integers(0, HEIGHT)))
        cv2.putText(
            scene,
            words,
            place,
            cv2.FONT_HERSHEY_SIMPLEX,
            float(random.uniform(0.4, 2)),
            int(random.integers(0, 255)),
            2,
        )
    y, x = int(random.integers(0, HEIGHT - 200)), int(random.integers(0, WIDTH - 300))
    scene[y : y + 200, x : x + 300] = random.integers(0, 256, (25, 50)).astype(np.uint8).repeat(8, 0).repeat(6, 1)
    return scene


def grid(per_view: int, seed: int) -> Iterator[tuple[str, View, Frame, bytes]]:
    """Every view of every row ``per_view`` times: row, view, frame, payload."""
    for row, views in ROWS.items():
        for index, view in enumerate(views):
            for turn in range(per_view):
                random = np.random.default_rng((seed, sum(row.encode()), index, turn))
                content = padded(payload(random), view.length, random)
                tilted = replace(view, roll=view.roll + float(random.uniform(-8, 8)))
                centre = (float(random.uniform(400, 880)), float(random.uniform(280, 440)))
                frame = look(badge(content, quiet=view.quiet), tilted, random, scene=backdrop(random), centre=centre)
                yield row, view, frame, content


FILMS: dict[str, View] = {
    "far": View(module_px=1.9, blur=0.75, noise=5, light=0.7),
    "soft": View(module_px=3.0, blur=1.7, noise=5, light=0.7),
    "dark": View(module_px=4.0, blur=0.8, noise=10, light=0.2),
    "near": View(module_px=4.5),
}
"""Films of one badge after another; each badge is held for a second with a hand that trembles."""


def film(
    view: View, badges: int, seed: int, *, frames_each: int = 30, tremor: float = 0.7
) -> Iterator[tuple[Frame, bytes]]:
    """A film at 30 frames a second: frame and the payload in it. The hand drifts by ``tremor`` pixels a frame."""
    for number in range(badges):
        random = np.random.default_rng((seed, number))
        content, scene = payload(random), backdrop(random)
        sheet = badge(content)
        x, y, roll = random.uniform(400, 880), random.uniform(280, 440), random.uniform(-8, 8)
        near = view.module_px * random.uniform(0.9, 1.12)
        for _ in range(frames_each):
            x, y = x + random.normal(0, tremor), y + random.normal(0, tremor)
            held = replace(view, roll=roll + random.normal(0, 0.15), module_px=near * (1 + random.normal(0, 0.002)))
            yield look(sheet, held, random, scene=scene, centre=(x, y)), content


def crowd(codes: int, seed: int, *, module_px: float = 3.0, blur: float = 0.8) -> tuple[Frame, set[bytes]]:
    """One frame with many small badges side by side, each a little different in size and roll, and all their payloads."""
    random = np.random.default_rng((seed, codes))
    frame = cv2.GaussianBlur(backdrop(random), (0, 0), 3).astype(np.uint8)
    columns = int(np.ceil((codes * WIDTH / HEIGHT) ** 0.5))
    rows = -(-codes // columns)
    contents: set[bytes] = set()
    for place in range(codes):
        content = f"B{random.integers(10**6, 10**7)}".encode()
        middle = ((place % columns + 0.5) * WIDTH / columns, (place // columns + 0.5) * HEIGHT / rows)
        view = View(module_px=module_px * float(random.uniform(0.85, 1.15)), roll=float(random.uniform(-30, 30)))
        sheet = np.pad(symbol(content), 2, constant_values=255).repeat(8, 0).repeat(8, 1)
        sharp = replace(view, blur=0.01, noise=0, light=1.0, jpeg=100)  # the lens and the sensor come once, at the end
        frame = look(sheet, sharp, random, scene=frame, centre=middle)
        contents.add(content)
    seen = cv2.GaussianBlur(frame, (0, 0), blur) + random.standard_normal(frame.shape, dtype=np.float32) * 4
    return packed(np.clip(seen, 0, 255).astype(np.uint8), 88), contents


def empty_film(frames: int, seed: int) -> Iterator[Frame]:
    """Frames without any code: passing backdrops of edges, letters and random patches, light and noise that change."""
    for number in range(frames):
        if number % 20 == 0:
            random = np.random.default_rng((seed, number // 20))
            scene, light = backdrop(random), np.float32(random.uniform(0.3, 1))
        noisy = np.random.default_rng((seed, number, 1))
        shifted = np.roll(scene, (int(noisy.integers(-3, 4)), int(noisy.integers(-3, 4))), axis=(0, 1))
        frame = shifted * light
        frame += noisy.standard_normal(frame.shape, dtype=np.float32) * np.float32(noisy.uniform(0, 12))
        yield np.clip(frame, 0, 255).astype(np.uint8)
