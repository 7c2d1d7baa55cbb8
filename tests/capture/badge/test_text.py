"""What a string from outside may be inside a Contact."""

import pytest

from capture.badge.text import clean, matching_key


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("  Amara\t\n Okafor  ", "Amara Okafor"),
        ("Amara\u202eOkafor", "AmaraOkafor"),  # right-to-left override
        ("A\u200bm\ufeffa\u2060ra", "Amara"),  # zero-width space, BOM, word joiner
        ("A\x00m\x1bara\x7f", "Amara"),
        ("Jose\u0301", "José"),  # composed to NFC
        ("\ufb01rm", "\ufb01rm"),  # compatibility characters are left alone in what is kept
        ("one\u2028two", "one two"),  # a line separator is a space
        ("x\uffffy\ufffe", "xy"),  # noncharacters break XML
        ("\U000e0041Amara", "Amara"),  # tag characters hide text
    ],
)
def test_what_is_taken_out(text: str, wanted: str) -> None:
    assert clean(text) == wanted


def test_joiners_stay_where_they_change_letters() -> None:
    persian = "علی\u200cرضا"
    assert clean(persian) == persian
    devanagari = "क्\u200dष"
    assert clean(devanagari) == devanagari
    assert clean("Ama\u200cra \u200dOkafor") == "Amara Okafor"


def test_text_is_bounded_and_bounded_text_is_clean_again() -> None:
    assert len(clean("x" * 10_000, 50)) == 50
    assert clean("ab " * 50, 6) == "ab ab"


def test_cleaning_twice_changes_nothing() -> None:
    for text in ("e\u200b\u0301", "\u1100\u200b\u1161", " a\u0338\u200d= "):
        assert clean(clean(text)) == clean(text)


def test_the_matching_key_folds_width_and_case() -> None:
    assert matching_key("ＡＭＡＲＡ　１２３") == "amara 123"
    assert matching_key("ﾔﾏﾀﾞ") == "ヤマダ"
