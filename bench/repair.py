"""Repair benchmark: how much damage a code may have, and that what cannot be read is never read wrongly.

    python -m bench.repair                 everything (about ten minutes on one core)
    python -m bench.repair --trials 200    fewer trials of each kind

A trial is the modules of a code, or noise around correct fixed patterns and format, as `capture.decode.repair` gets them.
A wrong text is a symbol that was not there. Then single blocks of noise are offered with the demand for evidence lowered, where some
are accepted: that they fall with every bit, as they should, speaks for the demand that is really made, which is too rare to count.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from time import process_time
from typing import TypeAlias

import cv2
import numpy as np
import qrcode

from bench.badge_grid import ROWS, backdrop, badge, payload
from bench.lens import View, look
from capture.decode.mend import mended
from capture.decode.pose import poses
from capture.decode.repair import read, settled, softened
from capture.decode.symbol import Bits, blocks, format_words, layout

Trial: TypeAlias = tuple[Bits, list[Bits]]
"""Modules as they are seen, and the codes that are there."""

LEVELS = (1, 0, 3, 2)  # qrcode's numbers of L, M, Q and H
VERSIONS = 10


def symbol(random: np.random.Generator, content: bytes | None = None) -> Bits:
    """The modules of a code with a payload, at a level chosen by chance."""
    code = qrcode.QRCode(border=0, error_correction=int(random.choice(LEVELS)))
    code.add_data(payload(random) if content is None else content)
    code.make()
    return np.array(code.get_matrix(), bool)


def noise(random: np.random.Generator) -> Trial:
    """Modules by chance between correct fixed patterns, and a correct format."""
    place = layout(int(random.integers(1, VERSIONS + 1)))
    modules = random.random((place.modules, place.modules)) < 0.5
    modules[place.fixed] = place.pattern[place.fixed]
    flat = modules.reshape(-1)
    flat[place.formats] = format_words()[int(random.integers(32))]
    return modules, []


def stained(random: np.random.Generator, share: float) -> Trial:
    """A code under round stains of either colour over about this share of it."""
    modules = symbol(random)
    seen = modules.astype(np.uint8)
    side = len(seen)
    while (seen != modules).mean() < share / 2:
        middle = (int(random.integers(side)), int(random.integers(side)))
        cv2.circle(seen, middle, int(random.integers(1, 4)), int(random.integers(2)), -1)
    return seen.astype(bool), [modules]


def speckled(random: np.random.Generator, share: float) -> Trial:
    """A code with this share of its modules set by chance."""
    modules = symbol(random)
    return np.where(random.random(modules.shape) < share, random.random(modules.shape) < 0.5, modules), [modules]


def mixed(random: np.random.Generator, share: float) -> Trial:
    """A code of which this share was replaced by the same part of another one."""
    number = int(random.integers(10**6, 10**7))
    first, second = (
        symbol(np.random.default_rng(number), f"https://fair.example/b/{n}".encode()) for n in (number, number + 9)
    )
    edge = round(len(first) * share)
    return np.concatenate([second[:, :edge], first[:, edge:]], axis=1), [first, second]


def trials(
    kind: Callable[[np.random.Generator], Trial], count: int, seed: int
) -> Iterator[tuple[Trial, np.random.Generator]]:
    """So many trials of a kind, each from its own random numbers."""
    for number in range(count):
        random = np.random.default_rng((seed, number))
        yield kind(random), random


def row(name: str, kind: Callable[[np.random.Generator], Trial], count: int) -> None:
    """Print how many trials of a kind were read rightly, and how many wrongly."""
    right = wrong = 0
    seconds = 0.0
    for (modules, truths), random in trials(kind, count, 7):
        brightness = np.where(modules, 60, 190) + random.normal(0, 15, modules.shape)
        start = process_time()
        version = (len(modules) - 17) // 4
        found = read(softened(np.clip(brightness, 0, 255).astype(np.uint8), version), version)
        seconds += process_time() - start
        same = found is not None and any(np.array_equal(found, truth) for truth in truths)
        right += same
        wrong += found is not None and not same
    print(f"| {name} | {count} | {100 * right / count:.1f} % | {wrong} | {1000 * seconds / count:.1f} |")


def noise_blocks(count: int) -> None:
    """Print how many blocks of noise are accepted at each demand for evidence, beside what five ways to try would make of it."""
    print("\n| bits of evidence | blocks of noise | accepted | expected at most |\n|---|---|---|---|")
    for evidence in (2, 4, 6, 8, 10, 12):
        random = np.random.default_rng(evidence)
        accepted = 0
        for number in range(count):
            version = 1 + number % 6
            part = blocks(version, "MQLH"[number % 4])[0]
            soft = random.uniform(-1, 1, (len(part.codewords), 8)).astype(np.float32)
            accepted += settled(soft, part, evidence) is not None
        print(f"| {evidence} | {count} | {accepted} | {5 * count / 2**evidence:.0f} |")


def pictures(count: int) -> None:
    """Print what comes of pictures: badges under stains that hide too much, and pure noise."""
    views = [View(damage=damage) for damage in (0.15, 0.25, 0.4)] + [ROWS["glare"][-1], View(module_px=4, blur=2.4)]
    read_, wrong, empty = 0, 0, 0
    for number in range(count):
        random = np.random.default_rng((11, number))
        content, scene = payload(random), backdrop(random)
        frame = look(badge(content), views[number % len(views)], random, scene=scene, centre=(640, 360))[
            120:600, 400:880
        ]
        found = [find.raw for pose in poses(frame) for find in mended(frame, pose)]
        read_ += content in found
        wrong += any(raw != content for raw in found)
        grain = random.integers(0, 256, (80, 80)).astype(np.uint8).repeat(5, axis=0).repeat(5, axis=1)
        empty += sum(len(mended(grain, pose)) for pose in poses(grain))
    print(
        f"\n{count} pictures of badges mostly beyond repair: {read_} read, {wrong} wrong; {count} of noise: {empty} wrong"
    )


def main() -> None:
    """Run everything and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--trials", type=int, default=2000, help="of each kind")
    count = parser.parse_args().trials
    cv2.setNumThreads(1)
    print("| modules | trials | right | wrong | ms |\n|---|---|---|---|---|")
    row("noise in a code's frame", noise, 2 * count)
    for share in (0.1, 0.2, 0.3, 0.45, 0.6):
        row(f"stained, {share:.0%}", partial(stained, share=share), count)
        row(f"speckled, {share:.0%}", partial(speckled, share=share), count)
    for share in (0.1, 0.2, 0.3, 0.5):
        row(f"two codes, {share:.0%} of the other", partial(mixed, share=share), count)
    noise_blocks(2 * count)
    pictures(count // 2)


if __name__ == "__main__":
    main()
