"""Bytes to text: what the code says, what the bytes prove, and only then a guess."""

import pytest

from capture.badge.charset import decode
from capture.badge.read import read_badge

LEGACY = [
    (
        "gb18030",
        "zh-CN",
        [
            "王小明",
            "欧阳娜娜",
            "上海精密机械有限公司",
            "姓名:王伟^公司:苏州光学有限公司^职务:采购经理",
            "刘洋 Liu Yang",
            "谢毅",
        ],
    ),
    ("big5hkscs", "zh-TW", ["王小明", "陳怡君", "林志豪^台北精密股份有限公司^業務經理", "黃雅婷"]),
    ("cp932", "ja", ["山田太郎", "株式会社サンプル", "佐藤 花子", "氏名:田中一郎", "やまだ", "渡辺健^東京製作所^部長"]),
    ("euc_jp", "ja", ["山田太郎", "株式会社サンプル"]),
    ("cp949", "ko", ["김민수", "이영희", "주식회사 예시전자", "박지성|서울|부장"]),
    (
        "cp1252",
        "de",
        ["José Núñez", "Jürgen Müller", "François Lefèvre", "Søren Åkesson", "Gänßlein GmbH", "JOSÉ NÚÑEZ"],
    ),
    ("cp1250", "pl", ["Łukasz Żółć", "Paweł Wiśniewski"]),
    ("cp1250", "cs-CZ", ["Jiří Novák", "Tomáš Kříž"]),
    ("cp1251", "ru", ["Иван Петров", "Анна Смирнова", "ООО Пример", "ИВАНОВ ИВАН"]),
    ("cp1253", "el", ["Γιώργος Παπαδόπουλος"]),
    ("cp1254", "tr", ["Ayşe Yılmaz", "İbrahim Çağlar"]),
]
PAIRS = [(charset, locale, text) for charset, locale, texts in LEGACY for text in texts]


@pytest.mark.parametrize(("charset", "locale", "text"), PAIRS)
def test_the_events_locale_reads_its_own_legacy_charset(charset: str, locale: str, text: str) -> None:
    decoded = decode(text.encode(charset), locale=locale)
    assert decoded.text == text
    assert decoded.confidence > 0.3


@pytest.mark.parametrize(
    ("charset", "locale", "text"),
    [pair for pair in PAIRS if pair[0] in ("gb18030", "big5hkscs", "cp932", "cp949", "cp1252", "cp1251")],
)
def test_the_big_charsets_are_told_apart_without_any_locale(charset: str, locale: str, text: str) -> None:
    assert decode(text.encode(charset)).text == text


@pytest.mark.parametrize(("charset", "locale", "text"), PAIRS)
def test_utf_8_is_believed_whatever_the_locale(charset: str, locale: str, text: str) -> None:
    for other in ("", "zh-CN", "ja", "de", locale):
        assert decode(text.encode(), locale=other)[:3] == (text, "utf-8", 1.0)


def test_ascii_and_byte_order_marks() -> None:
    assert decode(b"Amara Okafor", locale="ja")[:2] == ("Amara Okafor", "ascii")
    assert decode(b"\xef\xbb\xbf" + "Núñez".encode())[:2] == ("Núñez", "utf-8")
    assert decode(b"\xfe\xff" + "王小明".encode("utf-16-be"))[:2] == ("王小明", "utf-16-be")
    assert decode(b"\xff\xfe" + "王小明".encode("utf-16-le"))[:2] == ("王小明", "utf-16-le")
    assert decode("山田太郎".encode("iso2022_jp"))[:2] == ("山田太郎", "iso2022_jp")


def test_what_the_code_itself_declares_is_trusted() -> None:
    # With an explicit ECI the bytes are in that charset; the reader's text is right and the codec is named from the bytes.
    decoded = decode("王小明".encode("gb18030"), explicit_text="王小明", locale="ja")
    assert decoded[:3] == ("王小明", "gb18030", 1.0)
    assert decode(b"\x01\x02", explicit_text="点茗").charset == ""


def test_the_profiles_charset_beats_the_guess_when_the_bytes_allow_it() -> None:
    assert decode("谢毅".encode("gb18030"), locale="ru", charset="gb18030")[:2] == ("谢毅", "gb18030")
    assert decode("王小明".encode(), charset="ascii").text == "王小明"
    assert decode("王小明".encode(), charset="hex").text == "王小明"


def test_a_close_second_is_shown_to_a_person() -> None:
    # ř and ø are the same byte, and both make a plausible name without a locale.
    decoded = decode("Dvořák".encode("cp1250"))
    assert {decoded.text, decoded.runner_up} == {"Dvořák", "Dvoøák"}
    assert decoded.confidence < 0.5
    reading = read_badge("MECARD:N:Dvořák,Jan;;".encode("cp1250"))
    assert reading.needs_review
    assert "charset" in reading.reason
    assert "Dvo" in reading.runner_up


def test_random_bytes_are_no_text() -> None:
    assert decode(bytes(range(128, 256)) + bytes(range(32))).confidence == 0
    assert decode(b"\x80\x81\xfe\xff\x00\x01").confidence == 0


def test_the_bytes_decide_the_reading_of_a_whole_badge() -> None:
    raw = "姓名:王小明^公司:上海精密机械有限公司^职务:采购经理".encode("gb18030")
    reading = read_badge(raw, locale="zh-CN")
    assert (reading.contact.full_name, reading.charset) == ("王小明", "gb18030")
