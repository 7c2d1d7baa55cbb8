"""vCards of every version, and of makers who never read the standard."""

import pytest

from capture.badge.contact import Contact, Email, Handle, Phone
from capture.badge.profile import Profile
from capture.badge.read import read_badge
from capture.badge.reading import Reading

AMARA = """BEGIN:VCARD
VERSION:3.0
N:Okafor;Amara;;Dr.;
FN:Dr. Amara Okafor
ORG:Northwind Robotics GmbH;Procurement
TITLE:Head of Procurement
TEL;TYPE=WORK,VOICE:+49 30 5557 0142
TEL;TYPE=CELL:+49 171 5550142
EMAIL;TYPE=INTERNET:amara.okafor@northwind-robotics.example
ADR;TYPE=WORK:;;Torstraße 99;Berlin;;10119;Germany
URL:https://northwind-robotics.example
END:VCARD
"""


def read(text: str, profile: Profile | None = None) -> Reading:
    return read_badge(text.encode(), profile=profile)


def card(*lines: str) -> Contact:
    return read("\n".join(("BEGIN:VCARD", *lines, "END:VCARD"))).contact


def test_every_field_of_the_example_is_read() -> None:
    reading = read(AMARA)
    assert (reading.kind, reading.format, reading.needs_review) == ("contact", "vcard", False)
    assert reading.contact == Contact(
        full_name="Dr. Amara Okafor",
        given_name="Amara",
        family_name="Okafor",
        prefix="Dr.",
        company="Northwind Robotics GmbH",
        department="Procurement",
        title="Head of Procurement",
        emails=(Email("amara.okafor@northwind-robotics.example"),),
        phones=(Phone("+49 30 5557 0142", "work"), Phone("+49 171 5550142", "mobile")),
        website="https://northwind-robotics.example",
        street="Torstraße 99",
        city="Berlin",
        postal_code="10119",
        country="Germany",
    )


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\\n"])
def test_any_line_break_will_do_even_one_written_out(line_break: str) -> None:
    assert read(AMARA.replace("\n", line_break)).contact == read(AMARA).contact


def test_a_missing_end_a_bom_and_lower_case_are_forgiven() -> None:
    text = "\ufeff \n" + AMARA.replace("END:VCARD\n", "").replace("BEGIN:VCARD", "begin:vcard")
    assert read(text).contact == read(AMARA).contact


def test_version_4_has_tel_uris_and_quoted_types() -> None:
    contact = card("VERSION:4.0", "FN:Amara Okafor", 'TEL;VALUE=uri;TYPE="cell":tel:+491715550142')
    assert contact.phones == (Phone("+491715550142", "mobile"),)
    assert (contact.family_name, contact.given_name) == ("Okafor", "Amara")


def test_a_tel_uri_keeps_its_extension() -> None:
    assert card("FN:A B", "TEL;VALUE=uri;TYPE=work:tel:+49-30-5557;ext=12").phones == (
        Phone("+49-30-5557 ext. 12", "work"),
    )


def test_version_2_1_has_charsets_of_its_own_in_quoted_printable() -> None:
    contact = card("VERSION:2.1", "N;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=CD=F5;=CE=B0")
    assert (contact.full_name, contact.family_name, contact.given_name) == ("王伟", "王", "伟")


def test_quoted_printable_goes_on_after_a_soft_line_break() -> None:
    contact = card("ORG;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=", "ller GmbH", "FN:Eva Müller")
    assert (contact.company, contact.full_name) == ("Müller GmbH", "Eva Müller")


def test_base64_text_is_decoded_in_its_charset() -> None:
    # 5p2O5aic is 李娜 in UTF-8; wO7EyA== is 李娜 in GB 2312.
    assert card("FN;ENCODING=B;CHARSET=UTF-8:5p2O5aic").full_name == "李娜"
    assert card("FN;BASE64;CHARSET=GB2312:wO7EyA==").full_name == "李娜"


def test_raw_bytes_follow_the_charset_that_a_property_declares() -> None:
    raw = "BEGIN:VCARD\nN;CHARSET=Shift_JIS:高橋;恵\nEND:VCARD".encode("shift_jis")
    assert read_badge(raw).contact.full_name == "高橋恵"


def test_folded_lines_are_joined() -> None:
    assert card("FN:Amara Oka", " for", "ORG:North", "\twind").full_name == "Amara Okafor"
    assert card("FN:Amara Oka", " for", "ORG:North", "\twind").company == "Northwind"


def test_escapes_are_undone() -> None:
    contact = card("FN:Amara Okafor", r"ORG:Cut\, Fold \; Sons;Sales\\Service", r"NOTE:one\ntwo")
    assert (contact.company, contact.department, contact.note) == ("Cut, Fold ; Sons", r"Sales\Service", "one two")


def test_groups_and_bare_types_are_understood() -> None:
    contact = card(
        "FN:Amara Okafor", "item1.TEL;WORK;VOICE:+49 30 5557", "item2.TEL;FAX;WORK:+49 30 5558", "TEL;HOME:+49 30 5559"
    )
    assert [phone.kind for phone in contact.phones] == ["work", "fax", "home"]


def test_a_name_in_parts_is_shown_in_its_owners_order() -> None:
    assert card("N:Okafor;Amara;Grace;Dr.;MBA").full_name == "Dr. Amara Grace Okafor MBA"
    assert card("N:王;小明").full_name == "王小明"
    assert card("N:김;민수").full_name == "김민수"


def test_only_a_display_name_is_split_by_the_surname_list() -> None:
    assert (card("FN:欧阳娜娜").family_name, card("FN:欧阳娜娜").given_name) == ("欧阳", "娜娜")
    assert (card("FN:诸葛亮", "N:诸葛亮;;;;").family_name, card("FN:诸葛亮").given_name) == ("诸葛", "亮")


def test_profiles_at_networks_become_handles() -> None:
    contact = card(
        "FN:Amara Okafor",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/amara-okafor",
        "X-SOCIALPROFILE;TYPE=mastodon:@amara@social.example",
        "IMPP;X-SERVICE-TYPE=Skype:skype:amara.okafor",
        "IMPP;X-SERVICE-TYPE=Yahoo;TYPE=HOME:x-apple:amara.y",
        "X-WECHAT:amara_wx",
        "X-QQ:10001",
        "URL:https://www.xing.com/profile/Amara_Okafor",
        "URL:https://northwind.example",
    )
    assert set(contact.handles) == {
        Handle("linkedin", "amara-okafor"),
        Handle("mastodon", "@amara@social.example"),
        Handle("skype", "amara.okafor"),
        Handle("yahoo", "amara.y"),
        Handle("wechat", "amara_wx"),
        Handle("qq", "10001"),
        Handle("xing", "Amara_Okafor"),
    }
    assert contact.website == "https://northwind.example"


def test_birthdays_and_pictures_are_not_kept_but_unknown_properties_are() -> None:
    contact = card(
        "FN:Amara Okafor", "BDAY:1980-01-01", "PHOTO;ENCODING=B:AAAA", "X-BOOTH-DAY:2", "ROLE:Speaker", "TITLE:Buyer"
    )
    assert contact.extra == (("X-BOOTH-DAY", "2"), ("ROLE", "Speaker"))


def test_the_event_profile_names_the_property_that_holds_the_badge_id() -> None:
    text = "BEGIN:VCARD\nFN:Amara Okafor\nUID:urn:uuid:1234\nEVENTYAY:PZD97WTMFJ\nEND:VCARD"
    taught = read(text, Profile(event="fair", id_property="EVENTYAY"))
    assert taught.contact.badge_id == "PZD97WTMFJ"
    # Without a profile the property is kept by name, and UID is the id.
    assert read(text).contact.badge_id == "1234"
    assert ("EVENTYAY", "PZD97WTMFJ") in read(text).contact.extra


def test_phonetic_names_are_the_reading() -> None:
    contact = card("N:山田;太郎", "X-PHONETIC-LAST-NAME:やまだ", "X-PHONETIC-FIRST-NAME:たろう")
    assert contact.name_reading == "やまだ たろう"


def test_a_second_card_asks_for_a_look() -> None:
    reading = read(AMARA + AMARA.replace("Amara", "Bela"))
    assert reading.contact.given_name == "Amara"
    assert reading.needs_review
    assert "2 vCards" in reading.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD", "nothing in it"),
        ("BEGIN:VCARD\n" + "X-A:b\n" * 300, "301 properties"),
        ("BEGIN:VCARD" + "\nx" * 5000, "5001 lines"),
    ],
)
def test_empty_and_endless_cards_are_refused_with_the_reason(text: str, reason: str) -> None:
    reading = read(text)
    assert reading.kind == "refused"
    assert reason in reading.reason
