"""Seeded random draws, and pools of names that are drawn by rank."""

from __future__ import annotations

import random
import re
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Dice(random.Random):
    """A random number generator with the two draws that made-up leads ask for most."""

    def chance(self, probability: float) -> bool:
        """Whether something of this probability happens."""
        return self.random() < probability

    def digits(self, count: int) -> str:
        """Random digits, the first from 2 to 9."""
        return str(self.randrange(2 * 10 ** (count - 1), 10**count)) if count > 0 else ""


class Pool(Generic[T]):
    """Names from common to rare, drawn far more often the commoner they are."""

    def __init__(self, names: Sequence[T], weights: Sequence[float] = (), shift: float = 8.0) -> None:
        """``weights`` are those of the commonest names if they are known; ``shift`` evens out the rest."""
        self.names = list(names)
        decay = [(rank + shift) ** -0.9 for rank in range(len(names))]
        scale = weights[-1] / decay[len(weights) - 1] if weights else 1.0
        self._cumulative = list(accumulate([*weights, *(scale * weight for weight in decay[len(weights) :])]))

    def draw(self, dice: Dice) -> T:
        """One of the names."""
        return self.names[bisect(self._cumulative, dice.random() * self._cumulative[-1])]


class LongTail(Pool[str]):
    """A pool with rare names beyond the list, put together from heads and tails."""

    def __init__(self, names: Sequence[str], heads: Sequence[str], tails: Sequence[str], rare: float) -> None:
        super().__init__(names)
        self._heads, self._tails, self._rare = heads, tails, rare

    def draw(self, dice: Dice) -> str:
        """One of the names, or with the probability ``rare`` a name made up."""
        if not dice.chance(self._rare):
            return super().draw(dice)
        tail = dice.choice(self._tails)
        middle = dice.choice(self._heads).lower() if dice.chance(0.12) else ""
        made = dice.choice(self._heads) + (middle if middle != tail else "") + tail
        return re.sub(r"(.)\1\1", r"\1\1", made)
