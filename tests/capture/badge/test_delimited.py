"""Delimited records: labelled, taught, and guessed."""

import pytest

from capture.badge.delimited import find_delimiter, guess_labels
from capture.badge.profile import Profile
from capture.badge.read import read_badge
from capture.badge.reading import Reading


def read(text: str, profile: Profile | None = None) -> Reading:
    return read_badge(text.encode(), profile=profile)


def test_a_caret_record_is_guessed_field_by_field() -> None:
    reading = read("100482^Okafor^Amara^Northwind Robotics GmbH^Head of Procurement^Berlin^DE")
    contact = reading.contact
    assert (reading.kind, reading.format) == ("contact", "delimited")
    assert (contact.badge_id, contact.family_name, contact.given_name) == ("100482", "Okafor", "Amara")
    assert (contact.company, contact.title) == ("Northwind Robotics GmbH", "Head of Procurement")
    assert (contact.city, contact.country) == ("Berlin", "DE")


def test_a_guess_always_asks_for_a_look() -> None:
    reading = read("100482^Okafor^Amara^Northwind Robotics GmbH")
    assert reading.needs_review
    assert "teach" in reading.reason


def test_double_colons_with_the_id_first() -> None:
    contact = read("b3c1f0de-5a0e-4b8e-9d55-0d5f1c9a7e11::Amara::Okafor::Northwind Robotics GmbH").contact
    assert contact.badge_id == "b3c1f0de-5a0e-4b8e-9d55-0d5f1c9a7e11"
    assert (contact.full_name, contact.company) == ("Amara Okafor", "Northwind Robotics GmbH")


def test_dollars_with_an_empty_field() -> None:
    contact = read("100482$OKAFOR$AMARA$NORTHWIND ROBOTICS$$US").contact
    assert (contact.badge_id, contact.family_name, contact.given_name) == ("100482", "OKAFOR", "AMARA")
    assert (contact.company, contact.country) == ("NORTHWIND ROBOTICS", "US")


def test_an_id_at_the_end_of_two_fields() -> None:
    contact = read("AieshaAaronson_DanubePartner^2427").contact
    assert (contact.badge_id, contact.full_name) == ("2427", "AieshaAaronson_DanubePartner")


def test_bars_with_e_mail_phone_and_position() -> None:
    contact = read("Amara Okafor|Northwind|amara@northwind.example|+49 30 5557 0142|Buyer|Robotics").contact
    assert (contact.full_name, contact.company, contact.title) == ("Amara Okafor", "Northwind", "Buyer")
    assert contact.emails[0].address == "amara@northwind.example"
    assert contact.phones[0].number == "+49 30 5557 0142"
    assert contact.extra == (("piece 6", "Robotics"),)


def test_a_chinese_record_in_gb_2312_with_a_bar_at_the_end() -> None:
    raw = "王小明^上海精密机械有限公司^办公室^采购经理^|".encode("gb2312")
    contact = read_badge(raw, locale="zh-CN").contact
    assert (contact.family_name, contact.given_name, contact.company) == ("王", "小明", "上海精密机械有限公司")
    assert (contact.department, contact.title) == ("办公室", "采购经理")


@pytest.mark.parametrize("delimiter", ["\x1d", "\x1e", "\x1f", "^", "|", "~", "$", "::", "\t", ";", "\r", "\r\n", ","])
def test_every_delimiter_is_found(delimiter: str) -> None:
    contact = read(delimiter.join(("100482", "Amara Okafor", "Northwind Robotics GmbH"))).contact
    assert (contact.badge_id, contact.full_name, contact.company) == (
        "100482",
        "Amara Okafor",
        "Northwind Robotics GmbH",
    )


def test_control_characters_win_over_commas_in_a_field() -> None:
    contact = read("100482\x1dOkafor\x1dAmara\x1dCut, Fold, Paste Ltd").contact
    assert contact.company == "Cut, Fold, Paste Ltd"


@pytest.mark.parametrize(
    "text",
    [
        "姓名:王小明^公司:上海精密机械有限公司^职务:采购经理",
        "姓名：王小明|单位：上海精密机械有限公司|职位：采购经理",
        "氏名:王小明\n会社名:上海精密机械有限公司\n役職:采购经理",
        "Name=王小明;CO=上海精密机械有限公司;Title=采购经理",
        "姓名：王小明，公司：上海精密机械有限公司，职务：采购经理",
        "姓名：王小明 公司：上海精密机械有限公司 职务：采购经理",
        "Name: 王小明 Company: 上海精密机械有限公司 Position: 采购经理",
        "Full Name: 王小明\r\nCompany: 上海精密机械有限公司\r\nJob Title: 采购经理",
    ],
)
def test_labelled_records_need_no_guess(text: str) -> None:
    reading = read(text)
    assert (reading.kind, reading.format, reading.needs_review) == ("contact", "labelled", False)
    contact = reading.contact
    assert (contact.full_name, contact.company, contact.title) == ("王小明", "上海精密机械有限公司", "采购经理")


def test_labels_for_every_way_to_reach_someone() -> None:
    contact = read(
        "姓名:王小明^手机:13800138000^电话:021-5555-0100^邮箱:wang@example.cn^微信:wang_xm^邮编:200000"
    ).contact
    assert [(phone.number, phone.kind) for phone in contact.phones] == [
        ("13800138000", "mobile"),
        ("021-5555-0100", "other"),
    ]
    assert contact.emails[0].address == "wang@example.cn"
    assert contact.handles[0].value == "wang_xm"
    assert contact.postal_code == "200000"


def test_one_labelled_name_is_a_contact() -> None:
    assert read("姓名:王小明").contact.full_name == "王小明"


@pytest.mark.parametrize(
    "text",
    [
        "Hello, world, how are you",
        "one; two; three",
        "Costs $5, or $6, or $7",
        "line\nline\nline",
        "note: x",
        "See us at hall 4 Company: Acme",
    ],
)
def test_prose_is_no_record(text: str) -> None:
    assert read(text).kind == "unknown"


def test_a_profile_beats_guessing_and_needs_no_look() -> None:
    profile = Profile(event="fair", delimiter="^", fields=("badge_id", "given_name", "family_name", "", "extra:hall"))
    reading = read("000482^Okafor^Amara^skipped^7", profile)
    assert (reading.contact.badge_id, reading.contact.given_name) == ("000482", "Okafor")
    assert reading.contact.extra == (("hall", "7"),)
    assert not reading.needs_review


def test_a_profile_may_only_say_where_the_id_stands() -> None:
    assert read("Amara^x^2427", Profile(event="fair", delimiter="^", id_position=-1)).contact.badge_id == "2427"
    assert read("7^Amara", Profile(event="fair", delimiter="^", id_position=0)).contact.badge_id == "7"
    assert read("7^Amara", Profile(event="fair", delimiter="^", id_position=5)).contact.badge_id == ""


def test_more_fields_than_the_profile_knows_ask_for_a_look() -> None:
    reading = read("1^Okafor^Amara^Northwind", Profile(event="fair", delimiter="^", fields=("badge_id", "family_name")))
    assert reading.needs_review
    assert "4 fields" in reading.reason


def test_a_second_number_is_a_telephone_when_it_is_long_enough() -> None:
    assert guess_labels(["100482", "Amara Okafor", "493055570142"]) == ["badge_id", "full_name", "phone"]
    assert guess_labels(["Amara Okafor", "13800138000", "A-100482"]) == ["full_name", "phone", "badge_id"]


def test_no_delimiter_in_a_plain_text() -> None:
    assert find_delimiter("Amara Okafor") == ""
    assert find_delimiter("^".join("x" * 40)) == ""  # 40 fields are no badge


def test_without_a_convention_the_given_name_comes_first_unless_the_words_say_otherwise() -> None:
    assert read("17345|Amara|Okafor|Northwind GmbH").contact.family_name == "Okafor"
    assert read("17345|OKAFOR|Amara|Northwind GmbH").contact.family_name == "OKAFOR"
    assert read("17345|Wang|Xiaoming|Northwind GmbH").contact.family_name == "Wang"
    # One name in two scripts is not two parts of a name.
    assert read("17345|王小明|Wang|Northwind GmbH").contact.full_name == "王小明"


def test_an_address_is_found_by_its_country() -> None:
    contact = read("17345|Amara Okafor|Northwind Inc.|Springfield|IL|62701|US").contact
    assert (contact.city, contact.region, contact.postal_code, contact.country) == ("Springfield", "IL", "62701", "US")
