"""KDDI's contact format."""

from capture.badge.read import read_badge

TARO = (
    "MEMORY:met at the fair\r\nNAME1:山田太郎\r\nNAME2:ヤマダタロウ\r\n"
    "MAIL1:taro@example.jp\r\nTEL1:0355550123\r\nTEL2:0355550124\r\nADD:東京都\r\n"
)


def test_every_line_is_read_in_utf_8_and_shift_jis() -> None:
    for charset in ("utf-8", "cp932"):
        contact = read_badge(TARO.encode(charset), locale="ja").contact
        assert (contact.family_name, contact.given_name, contact.name_reading) == ("山田", "太郎", "ヤマダタロウ")
        assert [phone.number for phone in contact.phones] == ["0355550123", "0355550124"]
        assert (contact.emails[0].address, contact.street, contact.note) == (
            "taro@example.jp",
            "東京都",
            "met at the fair",
        )


def test_a_memory_without_a_name_is_something_else() -> None:
    assert read_badge(b"MEMORY:only this").format != "kddi"
