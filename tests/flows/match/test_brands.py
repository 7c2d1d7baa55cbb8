import polars as pl
import pytest

from flows.match.brands import words_of

KNOWN = pl.Series(["hangbo"])


def words(name: str, known: pl.Series = KNOWN) -> set[str]:
    return set(words_of(pl.Series([name]), known)["word"])


def test_a_company_has_its_words_their_acronym_and_all_of_them_in_one() -> None:
    assert words("bayrische motoren werke") == {"bayrische", "motoren", "werke", "bmw", "bayrischemotorenwerke"}


def test_a_company_in_hanzi_has_the_pinyin_that_another_writes() -> None:
    assert "hangbo" in words("上海航博密封件")
    assert "hangbo" not in words("上海航博密封件", KNOWN.clear())


@pytest.mark.parametrize("written", ["杭州三盛激光", "杭州市三盛激光", "三盛激光"])
def test_the_brand_in_hanzi_is_found_behind_a_city(written: str) -> None:
    assert "三盛" in words(written)


def test_no_company_has_no_words() -> None:
    assert words("") == set()
