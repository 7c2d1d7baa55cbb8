"""MECARD and its dialects."""

import pytest

from capture.badge.contact import Contact, Email, Phone
from capture.badge.read import read_badge


def read(text: str) -> Contact:
    reading = read_badge(text.encode())
    assert reading.format == "mecard"
    return reading.contact


def test_the_usual_form_with_a_comma_in_the_name() -> None:
    contact = read(
        "MECARD:N:Okafor,Amara;ORG:Northwind Robotics GmbH;TEL:+491715550142;EMAIL:amara.okafor@northwind-robotics.example;;"
    )
    assert contact == Contact(
        full_name="Amara Okafor",
        given_name="Amara",
        family_name="Okafor",
        company="Northwind Robotics GmbH",
        emails=(Email("amara.okafor@northwind-robotics.example"),),
        phones=(Phone("+491715550142"),),
    )


def test_a_badge_dialect_with_an_id_and_one_semicolon_at_the_end() -> None:
    contact = read("MECARD:UID:7Q2M4KX;N:Amara Okafor;ORG:Northwind Robotics;TEL:+491715550142;")
    assert (contact.badge_id, contact.full_name, contact.company) == ("7Q2M4KX", "Amara Okafor", "Northwind Robotics")


def test_chinese_with_a_reading_and_an_escaped_link() -> None:
    contact = read(
        r"MECARD:N:王,小明;SOUND:wang,xiaoming;ORG:上海精密机械有限公司;TEL:13800138000;URL:http\://example.cn;;"
    )
    assert (contact.full_name, contact.family_name, contact.given_name) == ("王小明", "王", "小明")
    assert (contact.name_reading, contact.website) == ("wang xiaoming", "http://example.cn")


def test_escaped_separators_belong_to_the_value() -> None:
    contact = read(r"MECARD:N:O\,Hara,Amara;ORG:Cut\; Fold\: Co\\Sons;;")
    assert (contact.family_name, contact.company) == ("O,Hara", r"Cut; Fold: Co\Sons")


@pytest.mark.parametrize("end", ["", ";", ";;", "\r\n"])
def test_any_end_will_do(end: str) -> None:
    assert read(f"mecard:N:Okafor,Amara;TITLE:Buyer{end}").title == "Buyer"


def test_repeated_and_uncommon_keys_are_kept_and_a_birthday_is_not() -> None:
    contact = read(
        "MECARD:N:Okafor,Amara;TEL:+4930555701;TEL2:+4930555702;TEL-AV:+4930555703;NICKNAME:Ama;BDAY:19800101;X:7;;"
    )
    assert [phone.number for phone in contact.phones] == ["+4930555701", "+4930555702", "+4930555703"]
    assert (contact.nickname, contact.extra) == ("Ama", (("X", "7"),))


def test_only_an_id_is_an_id() -> None:
    reading = read_badge(b"MECARD:UID:000712;;")
    assert (reading.kind, reading.contact.badge_id) == ("id", "000712")


def test_an_empty_one_is_refused() -> None:
    assert read_badge(b"MECARD:;;").kind == "refused"
