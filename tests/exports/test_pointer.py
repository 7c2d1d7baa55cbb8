from __future__ import annotations

import threading
from pathlib import Path

import pytest

from exports.pointer import SETS, PointerKind, current_set, switch


@pytest.mark.parametrize("kind", ["link", "page"])
def test_there_is_a_current_set_at_every_moment_of_many_switches(tmp_path: Path, kind: PointerKind) -> None:
    names = ("0001-aaaa", "0002-bbbb")
    for name in names:
        (tmp_path / SETS / name).mkdir(parents=True)
    switch(tmp_path, names[0], kind)
    done = threading.Event()

    def switch_to_and_fro() -> None:
        for number in range(300):
            switch(tmp_path, names[number % 2], kind)
        done.set()

    switching = threading.Thread(target=switch_to_and_fro)
    switching.start()
    seen = set()
    while not done.is_set():
        seen.add(current_set(tmp_path))
    switching.join()
    assert seen == {tmp_path / SETS / name for name in names}


def test_before_the_first_set_nothing_is_current(tmp_path: Path) -> None:
    assert current_set(tmp_path) is None


def test_a_page_that_is_no_pointer_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "current.html").write_text("<p>something else</p>", "utf-8")
    assert current_set(tmp_path) is None
