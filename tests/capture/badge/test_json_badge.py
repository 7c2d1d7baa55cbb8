"""JSON badges, and JSON that must not even be parsed."""

import pytest

from capture.badge.contact import Contact, Email, Phone
from capture.badge.profile import Profile
from capture.badge.read import read_badge


def test_eventyays_lead_is_the_id() -> None:
    reading = read_badge(b'{"ticket":"5uhbd49wexamplesecret","lead":"PZD97WTMFJ"}')
    assert (reading.kind, reading.format, reading.contact.badge_id) == ("id", "json", "PZD97WTMFJ")


def test_indicos_ticket_is_a_uuid_in_base64() -> None:
    reading = read_badge(b'{"i":[2,"indico.example.org","P1JQ4E+JQdOaDAMF6CwzAQ=="]}')
    assert reading.kind == "id"
    assert reading.contact.badge_id == "3f5250e0-4f89-41d3-9a0c-0305e82c3301"
    assert ("host", "indico.example.org") in reading.contact.extra


def test_flat_contacts_under_any_common_key() -> None:
    wanted = Contact(
        full_name="Amara Okafor",
        given_name="Amara",
        family_name="Okafor",
        company="Northwind",
        title="Buyer",
        emails=(Email("amara@northwind.example"),),
        phones=(Phone("+49 30 5557 0142"),),
    )
    first = (
        '{"name":"Amara Okafor","company":"Northwind","position":"Buyer","phone":"+49 30 5557 0142",'
        '"email":"amara@northwind.example"}'
    )
    second = (
        '{"firstName":"Amara","lastName":"Okafor","organization":"Northwind","jobTitle":"Buyer",'
        '"phoneNumber":"+49 30 5557 0142","email":"amara@northwind.example"}'
    )
    third = (
        '[{"fullName":"Amara Okafor","organisation":"Northwind","title":"Buyer",'
        '"PHONE":"+49 30 5557 0142","e-mail":"amara@northwind.example"}]'
    )
    for text in (first, second, third):
        assert read_badge(text.encode()).contact == wanted


def test_nested_objects_and_chinese_keys() -> None:
    text = (
        '{"attendee":{"姓名":"王小明","company":{"name":"上海精密机械有限公司"}},'
        '"workAddress":{"address1":"1 Road","city":"上海","zip":"200000"}}'
    )
    contact = read_badge(text.encode()).contact
    assert (contact.full_name, contact.company, contact.city, contact.postal_code) == (
        "王小明",
        "上海精密机械有限公司",
        "上海",
        "200000",
    )


def test_numbers_stay_text_to_the_last_digit() -> None:
    assert read_badge(b'{"id":12345678901234567890}').contact.badge_id == "12345678901234567890"
    assert read_badge(b'{"id":"000712"}').contact.badge_id == "000712"


def test_a_profile_says_where_things_are() -> None:
    profile = Profile(event="fair", json_keys={"badge_id": "p.k", "full_name": "p.n"})
    contact = read_badge(b'{"p":{"k":"0007","n":"Amara Okafor"}}', profile=profile).contact
    assert (contact.badge_id, contact.full_name) == ("0007", "Amara Okafor")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"id":NaN}', "NaN"),
        ('{"id":-Infinity}', "Infinity"),
        ('{"a":' * 5 + "1" + "}" * 5, "nested 5 deep"),
        ('{"a":' * 2000, "10000 bytes"),
        ("[" * 3000, "nested 3000 deep"),
        ('{"name":"Amara', "broken JSON"),
        ('{"name":"' + "x" * 9000 + '"}', "9011 bytes"),
    ],
)
def test_hostile_and_broken_json_is_refused_with_the_reason(text: str, reason: str) -> None:
    reading = read_badge(text.encode())
    assert reading.kind == "refused"
    assert reason in reading.reason
    assert reading.contact.is_empty()


def test_four_levels_are_still_read_and_brackets_in_text_do_not_count() -> None:
    assert read_badge(b'{"a":{"b":{"c":{"name":"Amara Okafor"}}}}').kind == "contact"
    assert read_badge(b'{"name":"Amara [[[[[ Okafor"}').kind == "contact"


def test_json_that_says_nothing_is_kept_for_a_look() -> None:
    reading = read_badge(b'{"foo":"bar"}')
    assert (reading.kind, reading.needs_review, reading.contact.extra) == ("unknown", True, (("foo", "bar"),))


def test_a_bracket_alone_is_not_json() -> None:
    assert read_badge(b"[Hall 7] welcome").kind == "unknown"
