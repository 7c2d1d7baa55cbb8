"""Cores and memory: work on several things at once, and giving back what it took."""

from __future__ import annotations

import ctypes
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

CORES = min(os.cpu_count() or 1, 8)


def on_all_cores(work: Callable[[A], B], things: Iterable[A]) -> Iterator[B]:
    """The outcomes in the order of the things, few of them ahead of the one that is taken, so that memory stays small.

    What numpy, polars and rapidfuzz do runs beside each other.
    """
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


def give_back() -> None:
    """Gives freed memory back to the system, where the C library would keep it in pieces (glibc's malloc_trim)."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
