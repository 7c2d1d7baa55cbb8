"""Everything the page says is there in English and Chinese, and nothing is there that it never says."""

from __future__ import annotations

import re
from pathlib import Path

from capture.badge.other_codes import KINDS

STATIC = Path(__file__).parents[3] / "capture" / "booth" / "static"
WORDS = re.findall(r'^  (\w+): \["(.+?)", "(.+?)"\],$', (STATIC / "words.js").read_text("utf-8"), re.MULTILINE)
ASKED_BY_NAME = ("ch_", "t_", "kind_")
"""Words whose names are put together in the page: channels, kinds of touch, kinds of codes."""


def page() -> str:
    return "".join(
        path.read_text("utf-8")
        for path in sorted(STATIC.iterdir())
        if path.name != "words.js" and path.suffix != ".css"
    )


def test_every_word_has_both_languages() -> None:
    lines = re.findall(r"^  \w+: \[", (STATIC / "words.js").read_text("utf-8"), re.MULTILINE)
    assert len(WORDS) == len(lines) > 150
    latin = {"title", "at", "by"}
    assert [key for key, _, chinese in WORDS if key not in latin and not re.search(r"[\u3400-\u9fff]", chinese)] == []


def test_both_languages_fill_in_the_same_values() -> None:
    holes = re.compile(r"\{(\w+)\}")
    assert [key for key, english, chinese in WORDS if set(holes.findall(english)) != set(holes.findall(chinese))] == []


def test_every_word_the_page_asks_for_is_known() -> None:
    known = {key for key, _, _ in WORDS}
    asked = re.findall(r'data-(?:t|label|hint)="(\w+)"', page()) + re.findall(r'(?<!\.)\bsay\("(\w+)"', page())
    assert len(asked) > 100
    assert set(asked) <= known


def test_no_word_is_left_over() -> None:
    advice = (STATIC.parents[1] / "coach.py").read_text("utf-8")
    unused = [
        key
        for key, _, _ in WORDS
        if not key.startswith(ASKED_BY_NAME) and not re.search(rf"\b{key}\b", page() + advice)
    ]
    assert unused == []


def test_nothing_on_the_page_parses_html_or_comes_from_elsewhere() -> None:
    text = page() + (STATIC / "booth.css").read_text("utf-8")
    forbidden = re.findall(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|https?://[\w.]+", text
    )
    assert [one for one in forbidden if one != "http://www.w3.org"] == []  # the name of SVG, never fetched


def test_every_code_that_is_no_badge_is_named_in_chinese() -> None:
    words = (STATIC / "words.js").read_text("utf-8")
    missing = [name for _, name in KINDS if not re.search(rf'^  "{name}": "[^"]*[\u3400-\u9fff]', words, re.MULTILINE)]
    assert missing == []


def test_every_trouble_the_page_puts_into_other_words_is_one_the_server_says() -> None:
    troubles = re.findall(r'^  "(.+?)": \["(.+?)", "(.+?)"\],$', (STATIC / "words.js").read_text("utf-8"), re.MULTILINE)
    assert len(troubles) > 12
    said = "".join(path.read_text("utf-8") for path in sorted(STATIC.parents[1].rglob("*.py")))
    assert [part for part, _, _ in troubles if part not in said] == []
    assert [part for part, _, chinese in troubles if not re.search(r"[\u3400-\u9fff]", chinese)] == []
