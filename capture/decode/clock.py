"""Clock: knows what each step costs on this machine, and whether one more fits into a frame's budget.

The budget counts the time this thread was really computing, so that a machine busy with other things does not make the reader
blind; but when several times the budget have passed on the wall, the frame is over. (Windows counts a thread's time in ticks of 16 ms,
too coarse for this: there the wall's time counts.)
"""

from __future__ import annotations

import sys
from time import perf_counter, thread_time

_busy = perf_counter if sys.platform == "win32" else thread_time

_FIRST_GUESS = 10.0  # milliseconds a megapixel, for a step never run on this machine
_CAUTION = 1.3  # steps take longer on busy pictures than they did on average
_FADES = 0.2  # of what is known about a step, each time it is measured anew
_DOUBTED = 0.01  # of a step's cost, each time it was too dear: else one slow moment would leave it out for ever
_DOUBTED_FIRST = 0.5  # the same where it was measured once only: the first time much is made ready
_RESERVE = 0.9  # of the budget is planned with; the rest is for steps that take longer than ever before
_PATIENCE = 6.0  # budgets that may pass on the wall
_MOST_SAVED = 3.0  # budgets
_FLOOR = 0.15  # milliseconds that even a tiny picture takes


class Clock:
    """A budget in milliseconds for each frame, and the measured cost a megapixel of each step."""

    def __init__(self, budget_ms: float) -> None:
        self.budget_ms = budget_ms
        self._costs: dict[str, tuple[float, float]] = {}  # milliseconds and megapixels, older measurements fading
        self._once: set[str] = set()  # steps that were measured once only
        self._started = self._began = 0.0
        self._limit = budget_ms
        self._share_ms = self._saved_ms = 0.0

    def start(self) -> None:
        """A new frame begins."""
        self._started, self._began = perf_counter(), _busy()
        self._limit, self._share_ms = self.budget_ms * _RESERVE, 0.0

    def keep_to(self, share: float) -> None:
        """Use only a share of the budget for the frame that has begun, and what the frames before it saved of theirs."""
        self._share_ms = self.budget_ms * share * _RESERVE
        self._limit = min(self._share_ms + self._saved_ms, self.budget_ms * _RESERVE)

    def save(self) -> None:
        """Use only the frame's share after all, and leave what was saved for harder frames."""
        self._limit = min(self._limit, self._share_ms)

    def end(self) -> None:
        """The frame is over; what it did not use of its share is saved for those that follow."""
        if self._share_ms:
            self._saved_ms = min(
                max(0.0, self._saved_ms + self._share_ms - self.spent_ms()), _MOST_SAVED * self.budget_ms
            )

    def elapsed_ms(self) -> float:
        """Milliseconds on the wall since the frame began."""
        return (perf_counter() - self._started) * 1000

    def spent_ms(self) -> float:
        """Milliseconds of computing since the frame began."""
        return (_busy() - self._began) * 1000

    def affords(self, step: str, pixels: int) -> bool:
        """Whether a step over this many pixels should end before the budget does."""
        cost = _FLOOR + self._rate(step) * pixels / 1e6
        fits = self.spent_ms() + cost * _CAUTION <= self._limit
        if not fits and step in self._costs:
            spent_ms, megapixels = self._costs[step]
            doubted = _DOUBTED_FIRST if step in self._once else _DOUBTED
            self._costs[step] = spent_ms * (1 - doubted), megapixels
        return fits and self.elapsed_ms() + cost <= _PATIENCE * self._limit

    def learn(self, step: str, pixels: int, spent_ms: float) -> None:
        """Remember what a step cost. Large pictures count for more: how long a tiny one takes says nothing about them."""
        cost, megapixels = max(0.0, spent_ms - _FLOOR), max(pixels, 1) / 1e6
        before_ms, before = self._costs.get(step, (0.0, 0.0))
        if step not in self._costs:
            self._once.add(step)
        elif step in self._once:
            self._once.remove(step)
            if cost * before < before_ms * megapixels:  # it was slow the first time only
                before_ms = before = 0.0
        keep = 1 - _FADES
        self._costs[step] = keep * before_ms + cost, keep * before + megapixels

    def _rate(self, step: str) -> float:
        """What the step costs, in milliseconds a megapixel."""
        if step not in self._costs:
            return _FIRST_GUESS
        spent_ms, megapixels = self._costs[step]
        return spent_ms / megapixels
