"""BIZCARD."""

from capture.badge.contact import Contact, Email, Phone
from capture.badge.read import read_badge


def test_every_key_is_read() -> None:
    text = (
        "BIZCARD:N:Amara;X:Okafor;T:Head of Procurement;C:Northwind Robotics GmbH;A:Torstrasse 99 10119 Berlin;"
        "B:+493055570142;M:+491715550142;F:+493055570143;E:amara.okafor@northwind-robotics.example;;"
    )
    reading = read_badge(text.encode())
    assert (reading.kind, reading.format) == ("contact", "bizcard")
    assert reading.contact == Contact(
        full_name="Amara Okafor",
        given_name="Amara",
        family_name="Okafor",
        title="Head of Procurement",
        company="Northwind Robotics GmbH",
        street="Torstrasse 99 10119 Berlin",
        phones=(Phone("+493055570142", "work"), Phone("+491715550142", "mobile"), Phone("+493055570143", "fax")),
        emails=(Email("amara.okafor@northwind-robotics.example"),),
    )


def test_an_empty_one_is_refused() -> None:
    assert read_badge(b"BIZCARD:;").kind == "refused"
