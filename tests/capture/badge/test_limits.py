"""What is left of a contact once everything dangerous is out of it."""

import pytest

from capture.badge.contact import Contact, Email, Handle, Phone
from capture.badge.limits import MAX_EXTRA, MAX_LIST, bounded
from capture.badge.read import read_badge


def test_a_sound_contact_is_left_alone() -> None:
    contact = Contact(
        full_name="Amara Okafor",
        note="-5 % at the fair",
        website="northwind.example",
        emails=(Email("a@b.example", "work"),),
        phones=(Phone("+49 (0)30 5557-0142 ext. 7", "work"), Phone("021-5555-0100")),
        handles=(Handle("wechat", "amara_wx"),),
        extra=(("hall", "7"),),
    )
    assert bounded(contact) == (contact, [])


def test_long_text_and_long_lists_are_cut_and_that_is_said() -> None:
    contact, remarks = bounded(
        Contact(
            full_name="x" * 5000,
            note="y" * 5000,
            emails=tuple(Email(f"a{n}@b.example") for n in range(50)),
            extra=tuple((f"k{n}", "v") for n in range(100)),
        )
    )
    assert (len(contact.full_name), len(contact.note), len(contact.emails), len(contact.extra)) == (
        200,
        2000,
        MAX_LIST,
        MAX_EXTRA,
    )
    assert remarks == [
        "full name was cut at 200 characters",
        "note was cut at 2000 characters",
        f"50 e-mail addresses, of which {MAX_LIST} are kept",
        f"100 other fields, of which {MAX_EXTRA} are kept",
    ]


def test_what_is_no_address_or_number_moves_aside() -> None:
    contact, _ = bounded(Contact(emails=(Email("nobody"),), phones=(Phone("call me"),), website="javascript:alert(1)"))
    assert (contact.emails, contact.phones, contact.website) == ((), (), "")
    assert set(contact.extra) == {("email", "nobody"), ("phone", "call me"), ("website", "javascript:alert(1)")}


def test_a_website_that_is_a_person_becomes_a_handle() -> None:
    contact, _ = bounded(Contact(website="https://www.linkedin.com/in/amara-okafor"))
    assert (contact.website, contact.handles) == ("", (Handle("linkedin", "amara-okafor"),))


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0"])
def test_a_formula_is_kept_as_text_and_pointed_out(name: str) -> None:
    contact, remarks = bounded(Contact(full_name=name))
    assert contact.full_name == name
    assert any("formula" in remark for remark in remarks)


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", '<img src=x onerror="x">', "Amara <b>Okafor</b>", "&#60;x"]
)
def test_html_is_kept_as_text_and_pointed_out(name: str) -> None:
    contact, remarks = bounded(Contact(company=name))
    assert contact.company == name
    assert any("HTML" in remark for remark in remarks)


def test_the_reading_carries_the_remarks() -> None:
    reading = read_badge(b"MECARD:N:=1+1,Amara;ORG:<script>x</script>;;")
    assert reading.needs_review
    assert "formula" in reading.reason
    assert "HTML" in reading.reason


def test_the_same_value_twice_is_kept_once() -> None:
    contact, _ = bounded(
        Contact(
            emails=(Email("a@b.example"), Email("a@b.example")), phones=(Phone("+49 30 5557"), Phone("+49 30 5557"))
        )
    )
    assert (len(contact.emails), len(contact.phones)) == (1, 1)
