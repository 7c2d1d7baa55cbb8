import pytest

from capture.badge.contact import Contact, Email, Phone
from capture.print.payload import NoBadgeIdError, NoSignerError, UnknownFieldError, payload_for


def person(**changes: object) -> Contact:
    fields: dict[str, object] = {
        "badge_id": "000012",
        "full_name": "Amara Okafor",
        "given_name": "Amara",
        "family_name": "Okafor",
        "company": "Northwind Robotics GmbH",
        "title": "Head of Procurement",
        "emails": (Email("amara.okafor@northwind-robotics.example"),),
        "phones": (Phone("+49 171 5550142", "mobile"),),
        **changes,
    }
    return Contact(**fields)  # type: ignore[arg-type]


def test_a_vcard_holds_what_a_badge_needs_and_nothing_empty() -> None:
    lines = payload_for(person(), "vcard").decode().split("\r\n")
    assert lines == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Okafor;Amara;;;",
        "FN:Amara Okafor",
        "ORG:Northwind Robotics GmbH",
        "TITLE:Head of Procurement",
        "TEL;TYPE=CELL:+49 171 5550142",
        "EMAIL:amara.okafor@northwind-robotics.example",
        "UID:000012",
        "END:VCARD",
        "",
    ]


def test_a_vcard_keeps_department_and_address_in_their_places() -> None:
    text = payload_for(person(department="Procurement", city="Berlin", country="DE"), "vcard").decode()
    assert "ORG:Northwind Robotics GmbH;Procurement\r\n" in text
    assert "ADR:;;;Berlin;;;DE\r\n" in text


def test_vcard_text_can_not_start_a_property_of_its_own() -> None:
    text = payload_for(person(company="A;B, C\\D\r\nTEL:666"), "vcard").decode()
    assert "ORG:A\\;B\\, C\\\\D\\nTEL:666\r\n" in text
    assert not any(line.startswith("TEL:666") for line in text.split("\r\n"))


def test_a_mecard_puts_the_family_name_first_and_strips_phone_punctuation() -> None:
    assert payload_for(person(), "mecard") == (
        b"MECARD:UID:000012;N:Okafor,Amara;ORG:Northwind Robotics GmbH;TITLE:Head of Procurement;"
        b"TEL:+491715550142;EMAIL:amara.okafor@northwind-robotics.example;;"
    )


def test_mecard_text_can_not_end_its_field() -> None:
    assert b"ORG:A\\;TEL\\:666\\;\\, Ltd;" in payload_for(person(company="A;TEL:666;, Ltd"), "mecard")


def test_a_name_that_is_not_taken_apart_stays_whole() -> None:
    whole = person(full_name="王小明", given_name="", family_name="")
    assert "N:王小明;" in payload_for(whole, "mecard").decode()
    assert "N:王小明;;;;\r\nFN:王小明\r\n" in payload_for(whole, "vcard").decode()
    assert payload_for(whole, "delimited", fields=("family_name", "given_name")).decode() == "^王小明"


def test_a_delimited_record_keeps_empty_fields_and_loses_delimiters_inside() -> None:
    record = payload_for(person(company="A^B", country="DE"), "delimited")
    assert record == b"000012^Okafor^Amara^A B^Head of Procurement^^DE"
    assert payload_for(person(), "delimited", delimiter="::", fields=("badge_id", "email", "phone")) == (
        b"000012::amara.okafor@northwind-robotics.example::+49 171 5550142"
    )


def test_an_id_keeps_its_leading_zeros() -> None:
    assert payload_for(person(), "id") == b"000012"


def test_what_can_not_be_printed_is_said() -> None:
    with pytest.raises(NoBadgeIdError):
        payload_for(person(badge_id=""), "id")
    with pytest.raises(UnknownFieldError, match="'emails'"):
        payload_for(person(), "delimited", fields=("badge_id", "emails"))
    with pytest.raises(NoSignerError):
        payload_for(person(), "signed")
