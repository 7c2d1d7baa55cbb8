"""Slips and letters: quick ways to leave pairs out may never leave out a pair that the slow way would take."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA, JaroWinkler

from flows.match.letters import Letters
from flows.match.slips import slipped

WORDS = st.lists(st.text(alphabet="abcdeß王 ", min_size=1, max_size=9), min_size=2, max_size=8)


def one_of_each(count: int) -> tuple[np.ndarray, np.ndarray]:
    left, right = np.triu_indices(count, 1)
    return left.astype(np.int32), right.astype(np.int32)


@settings(deadline=None)
@given(WORDS)
def test_letters_leave_out_no_pair_that_is_alike(words: list[str]) -> None:
    letters = Letters.of(pl.Series(words, dtype=pl.String))
    left, right = one_of_each(len(words))
    for at, (one, two) in enumerate(zip(left, right, strict=True)):
        similarity = JaroWinkler.similarity(words[one], words[two])
        assert letters.alike(left, right, 0.85)[at] or similarity < 0.85
        assert letters.slips(left, right, 2)[at] or OSA.distance(words[one], words[two]) > 2
        assert letters.within(left, right)[at] or words[one] not in words[two]


@settings(deadline=None)
@given(st.text("abcd", min_size=5, max_size=6), st.integers(0, 9), st.integers(0, 9), st.sampled_from("abcxyz"))
def test_two_slips_are_found_where_the_start_agrees(rest: str, first: int, second: int, letter: str) -> None:
    whole = f"nordwind{rest}"
    slip = whole[: 5 + first % 9] + letter + whole[6 + first % 9 :]  # one letter changed
    slip = slip[: 5 + second % 9] + slip[6 + second % 9 :]  # one left out
    found = slipped(pl.Series([whole]), pl.Series([slip, "another company"]))
    assert (0, 0) in found.rows()
    assert (0, 1) not in found.rows()


def test_texts_that_are_far_apart_are_not_found() -> None:
    assert slipped(pl.Series(["nordwind robotics"]), pl.Series(["nordlicht optics"])).is_empty()
