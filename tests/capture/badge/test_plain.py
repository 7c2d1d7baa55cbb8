"""One e-mail address or telephone number in a wrapper, or bare."""

import pytest

from capture.badge.plain import EMAIL
from capture.badge.read import read_badge


@pytest.mark.parametrize(
    "text",
    [
        "mailto:amara@northwind.example",
        "MAILTO:amara@northwind.example?subject=Hi&body=x",
        "mailto:amara%40northwind.example",
        "MATMSG:TO:amara@northwind.example;SUB:Hi;BODY:text;;",
        "amara@northwind.example",
        " amara@northwind.example\r\n",
    ],
)
def test_an_e_mail_address_is_a_contact_without_a_name(text: str) -> None:
    reading = read_badge(text.encode())
    assert reading.kind == "contact"
    assert [email.address for email in reading.contact.emails] == ["amara@northwind.example"]
    assert reading.needs_review
    assert "ask for the name" in reading.reason


@pytest.mark.parametrize(
    "text", ["tel:+49305557", "TEL:+49305557", "SMSTO:+49305557:Hello", "sms:+49305557?body=x", "MMSTO:+49305557:x"]
)
def test_a_number_alone_is_no_lead_but_is_kept(text: str) -> None:
    reading = read_badge(text.encode())
    assert (reading.kind, reading.contact.phones[0].number) == ("not_a_badge", "+49305557")


def test_a_mail_link_to_nobody_is_refused() -> None:
    assert read_badge(b"mailto:").kind == "refused"
    assert read_badge(b"MATMSG:TO:nobody;;").kind == "refused"


def test_what_an_e_mail_address_is() -> None:
    for address in ("a@b.example", "amara.okafor+fair@mail.northwind.example", "王@例子.测试"):
        assert EMAIL.fullmatch(address), address
    for text in (
        "a@b",
        "a b@c.example",
        "a@@b.example",
        "<a@b.example>",
        "a@b.example,c@d.example",
        "@b.example",
        "a@.example",
    ):
        assert not EMAIL.fullmatch(text), text
