"""Text that arrives already broken."""

import pytest

from capture.badge.mojibake import repair
from capture.badge.read import read_badge

SOUND = [
    *(
        "Amara Okafor",
        "José Núñez",
        "François Lefèvre",
        "Ångström Åkesson",
        "Žižek",
        "Ça coûte 5 € à l'été",
        "Łukasz Żółć",
        "Größe – 5 µm²",
    ),
    *(
        "王小明",
        "上海精密机械有限公司",
        "联通",
        "山田太郎",
        "ﾔﾏﾀﾞ ﾀﾛｳ",
        "김민수",
        "Иван Петров",
        "Ελένη",
        "نور",
        "ÉCOLE SUPÉRIEURE",
        "Ðuro",
        "Þór Ævarsson",
    ),
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("broken", "wanted"),
    [
        ("ÐÕÃû", "姓名"),  # GBK read as Latin-1
        ("ä½\xa0å¥½", "你好"),  # UTF-8 read as Latin-1
        ("ä½ å¥½", "你好"),  # ... whose no-break space became a space on the way
        ("Mﾃｼller", "Müller"),  # UTF-8 read as Shift-JIS
        ("JosÃ© NÃºÃ±ez", "José Núñez"),
        ("Èâàí Ïåòðîâ", "Иван Петров"),  # Windows-1251 read as Latin-1
        ("浣犲ソ", "你好"),  # UTF-8 read as GBK
    ],
)
def test_broken_text_is_repaired(broken: str, wanted: str) -> None:
    assert repair(broken) == wanted


@pytest.mark.parametrize("text", [text for text in SOUND if not text.isascii() and not text.startswith("ﾔ")])
def test_utf_8_read_as_latin_1_comes_back_even_when_it_happened_twice(text: str) -> None:
    once = text.encode().decode("latin-1")
    assert repair(once) == text
    assert repair(once.encode().decode("latin-1")) == text


@pytest.mark.parametrize(
    "text", ["王小明", "姓名:王伟^公司:苏州光学有限公司", "林志豪^台北精密股份有限公司", "山田太郎", "김민수"]
)
def test_legacy_text_read_as_latin_1_comes_back(text: str) -> None:
    for charset in ("gb18030", "big5hkscs", "cp932", "cp949"):
        try:
            raw = text.encode(charset)
        except UnicodeEncodeError:
            continue
        if (
            charset
            in {
                "王": ("gb18030", "big5hkscs"),
                "姓": ("gb18030",),
                "林": ("big5hkscs",),
                "山": ("cp932",),
                "김": ("cp949",),
            }[text[0]]
        ):
            assert repair(raw.decode("latin-1")) == text


def test_the_reading_says_that_it_was_repaired_and_shows_what_was_there() -> None:
    # Bytes of a Chinese licence code that were encoded to UTF-8 twice: c3 90 c3 95 is Latin-1 of GBK.
    reading = read_badge("ÐÕÃû:ÍõÐ¡Ã÷".encode())
    assert reading.contact.full_name == "王小明"
    assert reading.needs_review
    assert reading.runner_up == "ÐÕÃû:ÍõÐ¡Ã÷"
