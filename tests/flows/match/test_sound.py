import polars as pl
import pytest

from flows.match.sound import sounds


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("iwanow", "ivanov"),
        ("schamunin", "shamunin"),
        ("tschernow", "chernov"),
        ("fyodorov", "fedorov"),
        ("andrej", "andrei"),
        ("gim", "kim"),
        ("hsu", "xu"),
        ("youngsoo", "yeongsu"),
    ],
)
def test_transliterations_of_one_name_sound_alike(one: str, two: str) -> None:
    assert sounds(pl.Series([one])).item() == sounds(pl.Series([two])).item()


@pytest.mark.parametrize(
    ("one", "two"), [("meier", "weber"), ("ivanov", "ivanova"), ("wang", "zhang"), ("park", "kim")]
)
def test_two_names_sound_different(one: str, two: str) -> None:
    assert sounds(pl.Series([one])).item() != sounds(pl.Series([two])).item()


def test_nothing_has_no_sound() -> None:
    assert sounds(pl.Series([""])).item() == ""
