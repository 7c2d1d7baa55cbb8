"""Cores: work on several things at once; what numpy, polars and rapidfuzz do meanwhile runs beside each other."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

CORES = min(os.cpu_count() or 1, 8)


def on_all_cores(work: Callable[[A], B], things: Iterable[A]) -> Iterator[B]:
    """The outcomes in the order of the things, few of them ahead of the one that is taken, so that memory stays small."""
    if CORES == 1:
        yield from map(work, things)
        return
    with ThreadPoolExecutor(CORES) as pool:
        ahead: deque[Future[B]] = deque()
        for thing in things:
            ahead.append(pool.submit(work, thing))
            if len(ahead) > CORES:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
