"""Decode benchmark: our reader beside every reader one could install instead, on photographs, synthetic badges and films.

    python -m bench.decode                  everything (about half an hour on one core)
    python -m bench.decode --quick          a tenth of it, to see that it runs
    python -m bench.decode --only films     one part: photos, grid, films, empty
    python -m bench.decode --picture docs/decode-distance.png

Times are the process's own CPU time, because other programs may use the machine; ratios travel, milliseconds do not. The photographs
are read from ../shared/photos (or $BOOTHFLOW_SHARED/photos): one folder for each symbology, a text file beside each picture.
"""

from __future__ import annotations

import argparse
import os
import platform
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import TypeAlias

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar

from bench.badge_grid import FILMS, ROWS, empty_film, film, grid
from bench.lens import View
from capture.decode import Frame, Reader, Symbology

Read: TypeAlias = Callable[[Frame], list[bytes]]

ROOT = Path(__file__).resolve().parents[1]
PHOTOS = Path(os.environ.get("BOOTHFLOW_SHARED", ROOT.parent / "shared")) / "photos"
FORMATS: dict[Symbology, zxingcpp.BarcodeFormats] = {
    "qrcode": zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2),
    "microqrcode": zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.MicroQRCode),
    "datamatrix": zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.DataMatrix),
    "aztec": zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Aztec),
    "pdf417": zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.PDF417),
    "code128": zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code128),
    "code39": zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.Code39),
}


@dataclass
class Score:
    """What one reader did on one set of pictures."""

    pictures: int = 0
    right: int = 0
    wrong: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, found: Iterable[bytes], truth: bytes | None, seconds: float) -> None:
        """Count one picture; a truth of None means that there is no code in it."""
        texts = [reading for raw in found for reading in readings(raw)]
        self.pictures += 1
        self.seconds.append(seconds)
        right = truth is not None and plain(truth) in texts
        self.right += right
        self.wrong += bool(texts) and not right

    def row(self, name: str, best: float) -> str:
        """One line of a Markdown table; ``best`` is the share to compare with."""
        share = 100 * self.right / max(self.pictures, 1)
        return f"| {name} | {share:.1f} % | {share - best:+.1f} | {self.wrong} | {self.times} |"

    @property
    def times(self) -> str:
        """Median and 95th percentile, in milliseconds."""
        middle, late = np.percentile(np.array(self.seconds) * 1000, (50, 95))
        return f"{middle:.1f} / {late:.1f}"

    @property
    def share(self) -> float:
        """Percent of the pictures that were read."""
        return 100 * self.right / max(self.pictures, 1)


def plain(raw: bytes) -> str:
    """The true text beside a photograph, without spaces around it and with one kind of line ends."""
    try:
        return raw.decode().replace("\r\n", "\n").strip()
    except UnicodeDecodeError:
        return raw.decode("latin-1").strip()


def readings(raw: bytes) -> list[str]:
    """What bytes may mean; which charset is right is `capture.badge`'s question, not this benchmark's."""
    texts = []
    for charset in ("utf-8", "cp932", "gb18030", "latin-1"):
        try:
            texts.append(raw.decode(charset).replace("\r\n", "\n").strip())
        except UnicodeDecodeError:
            continue
    return texts


def peers(symbology: Symbology) -> dict[str, Read]:
    """The readers one could install instead, those that know the symbology."""
    found: dict[str, Read] = {"zxing-cpp": lambda frame: zxing(frame, symbology)}
    if symbology in ("qrcode", "code128", "code39"):
        found["pyzbar"] = lambda frame: zbar(frame, symbology)
    if symbology == "qrcode":
        plain_detector, aruco_detector = cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()
        found["cv2.QRCodeDetector"] = lambda frame: opencv(plain_detector, frame)
        found["cv2.QRCodeDetectorAruco"] = lambda frame: opencv(aruco_detector, frame)
    return found


def zxing(frame: Frame, symbology: Symbology) -> list[bytes]:
    """zxing-cpp as it comes, asked for one symbology; the text stands for the bytes where an ECI says so."""
    barcodes = zxingcpp.read_barcodes(frame, FORMATS[symbology])
    return [value for code in barcodes for value in (bytes(code.bytes), code.text.encode())]


def zbar(frame: Frame, symbology: Symbology) -> list[bytes]:
    """The pyzbar package as it comes, asked for one symbology."""
    try:
        return [code.data for code in pyzbar.decode(frame, [pyzbar.ZBarSymbol[symbology.upper()]])]
    except ValueError:  # structured append
        return []


def opencv(detector: cv2.QRCodeDetector | cv2.QRCodeDetectorAruco, frame: Frame) -> list[bytes]:
    """One of OpenCV's detectors; it raises on ECI, Kanji and Hanzi."""
    try:
        _, texts, _, _ = detector.detectAndDecodeMulti(frame)
    except (cv2.error, UnicodeDecodeError):
        return []
    return [text.encode() for text in texts if text]


def ours(mode: str) -> Read:
    """Our reader, every symbology switched on, a new reader's memory for each kind of picture."""
    reader = Reader(mode)  # type: ignore[arg-type]

    def read(frame: Frame) -> list[bytes]:
        return [value for code in reader.read(frame) for value in (code.raw, (code.text or "").encode()) if value]

    return read


def timed(read: Read, frame: Frame) -> tuple[list[bytes], float]:
    """What a reader finds, and the CPU seconds it took."""
    start = process_time()
    found = read(frame)
    return found, process_time() - start


def photographs(symbology: str) -> Iterator[tuple[Frame, bytes | None]]:
    """The pictures of one symbology with the text that is in them; ``falsepositives`` hold none."""
    for folder in sorted(PHOTOS.glob(f"{symbology}-*")):
        for path in sorted(folder.iterdir()):
            truths = [path.with_suffix(end) for end in (".txt", ".bin")]
            truth = next((other.read_bytes() for other in truths if other.exists()), None)
            if path.suffix not in (".png", ".jpg", ".webp") or (truth is None and symbology != "falsepositives"):
                continue
            if path.stem.startswith("code32"):  # its truth is pharmacies' meaning of other Code 39 characters
                continue
            data = np.frombuffer(path.read_bytes(), np.uint8)
            picture = cv2.imdecode(data, cv2.IMREAD_GRAYSCALE)
            if picture is not None:
                yield np.asarray(picture, np.uint8), truth


def webcam(picture: Frame) -> Frame:
    """The picture as it fits into 1280x720; smaller ones stay as they are."""
    shrink = min(1280 / picture.shape[1], 720 / picture.shape[0], 1.0)
    return np.asarray(cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA), np.uint8)


def table(title: str, readers: dict[str, Read], pictures: Iterable[tuple[Frame, bytes | None]]) -> dict[str, Score]:
    """Let every reader see every picture, print the table and return the scores."""
    scores = {name: Score() for name in readers}
    for picture, truth in pictures:
        for name, read in readers.items():
            found, seconds = timed(read, picture)
            scores[name].add(found, truth, seconds)
    counted = next(iter(scores.values())).pictures
    print(
        f"\n### {title} ({counted} pictures)\n\n| reader | read | to zxing-cpp | wrong | ms median / p95 |\n|---|---|---|---|---|"
    )
    for name, score in scores.items():
        print(score.row(name, scores["zxing-cpp"].share))
    return scores


def photos(quick: bool) -> None:
    """Photographs of every symbology, at original size and as a webcam sees them."""
    if not PHOTOS.is_dir():
        print(f"\nno photographs at {PHOTOS}: this part is left out")
        return
    step = 10 if quick else 1
    for symbology in FORMATS:
        pictures = list(photographs(symbology))[::step]
        for size, fitted in (("1280x720", True), ("original size", False)):
            readers = {f"boothflow {mode}": ours(mode) for mode in ("live", "still", "patient")} | peers(symbology)
            seen = ((webcam(picture) if fitted else picture, truth) for picture, truth in pictures)
            table(f"{symbology}, photographs, {size}", readers, seen)
    empty = [(webcam(picture), None) for picture, _ in photographs("falsepositives")][::step]
    table(
        "pictures without a code",
        {f"boothflow {m}": ours(m) for m in ("live", "still", "patient")} | peers("qrcode"),
        empty,
    )


def grid_part(per_view: int, seed: int, picture: Path | None) -> None:
    """The synthetic grid: one table a row, and share read against distance as a picture."""
    readers = {f"boothflow {mode}": ours(mode) for mode in ("live", "still")} | peers("qrcode")
    per_row: dict[tuple[str, str], Score] = {}
    per_distance: dict[tuple[str, float], Score] = {}
    total = {name: Score() for name in readers}
    for row, view, frame, truth in grid(per_view, seed):
        for name, read in readers.items():
            found, seconds = timed(read, frame)
            scores = [total[name], per_row.setdefault((row, name), Score())]
            if row == "distance":
                scores.append(per_distance.setdefault((name, view.module_px), Score()))
            for score in scores:
                score.add(found, truth, seconds)
    print("\n### Synthetic badges, 1280x720, share read by what makes them hard\n")
    print("| reader | " + " | ".join(ROWS) + " | all | wrong | ms median / p95 |\n|" + "---|" * (len(ROWS) + 4))
    for name, score in total.items():
        cells = " | ".join(f"{per_row[row, name].share:.0f}" for row in ROWS)
        print(f"| {name} | {cells} | {score.share:.1f} % | {score.wrong} | {score.times} |")
    if picture is not None:
        draw(picture, {key: score.share for key, score in per_distance.items()})


def draw(path: Path, shares: dict[tuple[str, float], float]) -> None:
    """Share read against pixels per module, a line for each reader."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4))
    for name in dict.fromkeys(name for name, _ in shares):
        points = sorted((px, share) for (reader, px), share in shares.items() if reader == name)
        style = "-" if name.startswith("boothflow") else "--"
        axes.plot(*zip(*points, strict=True), style, marker="o", label=name)
    axes.set_xlabel("pixels per module (a badge further away has fewer)")
    axes.set_ylabel("badges read, %")
    axes.invert_xaxis()
    axes.grid(alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    print(f"\nwrote {path}")


def films(quick: bool, seed: int) -> None:
    """Films of badges held for a second each: frames read, badges read, and frames a second on one core."""
    print("\n### Films, 1280x720, badges held for one second each\n")
    print(
        "| film | reader | frames read | to zxing-cpp | badges read | wrong | frames a second | ms median / p95 |\n"
        "|---|---|---|---|---|---|---|---|"
    )
    for name, view in FILMS.items():
        film_row(name, view, 2 if quick else 20, seed)


def film_row(name: str, view: View, badges: int, seed: int) -> None:
    """One film, seen by our reader, zxing-cpp and pyzbar in turn, frame by frame."""
    readers = {
        "boothflow live": ours("live"),
        "zxing-cpp": lambda f: zxing(f, "qrcode"),
        "pyzbar": lambda f: zbar(f, "qrcode"),
    }
    scores = {reader: Score() for reader in readers}
    badges_read: dict[str, set[bytes]] = {reader: set() for reader in readers}
    for frame, truth in film(view, badges, seed):
        for reader, read in readers.items():
            found, seconds = timed(read, frame)
            scores[reader].add(found, truth, seconds)
            if truth in found:
                badges_read[reader].add(truth)
    for reader, score in scores.items():
        ratio = f"x {score.right / scores['zxing-cpp'].right:.2f}" if scores["zxing-cpp"].right else "-"
        counts = f"{score.right} of {score.pictures} | {ratio} | {len(badges_read[reader])} of {badges} | {score.wrong}"
        speed = f"{score.pictures / sum(score.seconds):.0f} | {score.times}"
        print(f"| {name} | {reader} | {counts} | {speed} |")


def empty(quick: bool, seed: int) -> None:
    """A long film without a code: wrong reads, and what an empty frame costs."""
    read, score = ours("live"), Score()
    for frame in empty_film(200 if quick else 10_000, seed):
        found, seconds = timed(read, frame)
        score.add(found, None, seconds)
    print(f"\n### Film without a code\n\n{score.pictures} frames, {score.wrong} wrong reads, {score.times} ms a frame")


def main() -> None:
    """Run the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--only", choices=("photos", "grid", "films", "empty"), help="one part")
    parser.add_argument("--per-view", type=int, default=6, help="synthetic badges for each of the 45 views of the grid")
    parser.add_argument("--seed", type=int, default=20, help="of the synthetic badges and the films")
    parser.add_argument("--picture", type=Path, help="where to draw share read against distance")
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    cv2.setNumThreads(1)
    print(f"{Reader().version}; {platform.system()} {platform.machine()}, Python {platform.python_version()}, one core")
    if chosen.only in (None, "photos"):
        photos(chosen.quick)
    if chosen.only in (None, "grid"):
        grid_part(1 if chosen.quick else chosen.per_view, chosen.seed, chosen.picture)
    if chosen.only in (None, "films"):
        films(chosen.quick, chosen.seed)
    if chosen.only in (None, "empty"):
        empty(chosen.quick, chosen.seed)


if __name__ == "__main__":
    main()
