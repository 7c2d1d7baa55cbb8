"""What badges call their fields, and what those values make."""

import pytest

from capture.badge.contact import Contact, Email, Handle, Phone
from capture.badge.labels import FIELD_NAMES, contact_from_labels, is_label, label_of


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("First Name", "given_name"),
        ("last_name", "family_name"),
        ("E-Mail", "email"),
        ("CO", "company"),
        ("Job-Title", "title"),
        ("姓名", "full_name"),
        ("公司", "company"),
        ("单位", "company"),
        ("职务", "title"),
        ("职位", "title"),
        ("电话", "phone"),
        ("手机", "mobile"),
        ("邮箱", "email"),
        ("氏名", "full_name"),
        ("会社名", "company"),
        ("役職", "title"),
        ("Ｎａｍｅ", "full_name"),
        ("colour", ""),
        ("x" * 1000, ""),
    ],
)
def test_labels_in_three_languages(text: str, label: str) -> None:
    assert label_of(text) == label


def test_every_label_a_profile_may_use_makes_something() -> None:
    for name in FIELD_NAMES:
        assert is_label(name)
        assert not contact_from_labels([(name, "value")]).is_empty()
    assert is_label("")
    assert is_label("extra:hall")
    assert not is_label("extra:")
    assert not is_label("emails")


def test_the_first_value_wins_and_later_ones_are_kept_beside_it() -> None:
    contact = contact_from_labels(
        [("company", "A"), ("company", "B"), ("street", "1 Road"), ("street", "Floor 2"), ("", "skipped")]
    )
    assert contact == Contact(company="A", street="1 Road, Floor 2", extra=(("company", "B"),))


def test_ways_to_reach_someone_are_collected() -> None:
    contact = contact_from_labels(
        [("email", "a@b.example"), ("mobile", "1"), ("fax", "2"), ("wechat", "w"), ("email", " ")]
    )
    assert contact.emails == (Email("a@b.example"),)
    assert contact.phones == (Phone("1", "mobile"), Phone("2", "fax"))
    assert contact.handles == (Handle("wechat", "w"),)
