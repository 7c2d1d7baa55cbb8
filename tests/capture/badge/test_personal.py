"""Personal codes: the handle is kept, nothing is opened, and a group is no person."""

import pytest

from capture.badge.contact import Handle
from capture.badge.personal import handle_in_link
from capture.badge.read import read_badge

PERSONAL = [
    ("https://www.linkedin.com/in/amara-okafor-4b1a22?fromQR=1", "linkedin", "amara-okafor-4b1a22"),
    ("https://de.linkedin.com/in/amara-okafor/", "linkedin", "amara-okafor"),
    ("https://lnkd.in/eXaMpLe1", "linkedin", "eXaMpLe1"),
    ("https://u.wechat.com/EAexampleTokenOnly_-2345?s=2", "wechat", "EAexampleTokenOnly_-2345"),
    ("http://weixin.qq.com/r/exampleToken", "wechat", "exampleToken"),
    ("https://work.weixin.qq.com/u/vcexample0123", "wecom", "vcexample0123"),
    ("https://wa.me/qr/EXAMPLE0TOKEN0", "whatsapp", "EXAMPLE0TOKEN0"),
    ("https://wa.me/491715550142?text=hello", "whatsapp", "491715550142"),
    ("https://api.whatsapp.com/send?phone=491715550142", "whatsapp", "491715550142"),
    ("whatsapp://send?phone=%2B491715550142", "whatsapp", "491715550142"),
    ("https://line.me/ti/p/exampleTok", "line", "exampleTok"),
    ("https://line.me/ti/p/~amara.line", "line", "amara.line"),
    ("https://line.me/R/ti/p/@northwind", "line", "@northwind"),
    ("https://t.me/amara_okafor", "telegram", "amara_okafor"),
    ("tg://resolve?domain=amara_okafor", "telegram", "amara_okafor"),
    ("https://qm.qq.com/q/exampleTok", "qq", "exampleTok"),
    (
        "https://qm.qq.com/cgi-bin/qm/qr?k=exampleTokenWithThirtyTwoCharact&x=1",
        "qq",
        "exampleTokenWithThirtyTwoCharact",
    ),
    ("https://www.xing.com/profile/Amara_Okafor", "xing", "Amara_Okafor"),
    ("https://poplme.co/amara", "popl", "amara"),
    ("https://popl.co/profile/amara", "popl", "amara"),
    ("https://hihello.me/p/example-token", "hihello", "example-token"),
    ("https://linktr.ee/amara", "linktree", "amara"),
    ("https://blinq.me/exampleToken", "blinq", "exampleToken"),
    ("viber://chat?number=%2B491715550142", "viber", "491715550142"),
    ("https://m.me/amara.okafor", "facebook", "amara.okafor"),
    ("https://www.facebook.com/amara.okafor", "facebook", "amara.okafor"),
    ("https://www.facebook.com/profile.php?id=1000001", "facebook", "1000001"),
    ("https://instagram.com/amara.okafor?igsh=x", "instagram", "amara.okafor"),
    ("https://x.com/amara_okafor", "x", "amara_okafor"),
    ("https://twitter.com/amara_okafor", "x", "amara_okafor"),
]


@pytest.mark.parametrize(("link", "network", "value"), PERSONAL)
def test_a_personal_code_yields_its_handle_and_asks_for_the_name(link: str, network: str, value: str) -> None:
    reading = read_badge(link.encode())
    assert (reading.kind, reading.format) == ("personal", "personal")
    assert reading.contact.handles == (Handle(network, value),)
    assert reading.needs_review
    assert "ask" in reading.reason
    assert reading.contact.full_name == ""


@pytest.mark.parametrize(
    "link",
    [
        "https://t.me/+exampleHash",
        "https://t.me/joinchat/exampleHash",
        "https://chat.whatsapp.com/exampleInvite",
        "https://line.me/ti/g/exampleGroup",
        "https://line.me/R/ti/g2/exampleGroup",
        "https://www.facebook.com/groups/12345",
        "https://invite.viber.com/?g2=example",
        "https://weixin.qq.com/g/exampleGroup",
    ],
)
def test_a_group_is_not_a_person(link: str) -> None:
    reading = read_badge(link.encode())
    assert reading.kind == "not_a_badge"
    assert "group" in reading.reason


@pytest.mark.parametrize(
    "link",
    [
        "https://www.linkedin.com/company/northwind-robotics",
        "https://www.linkedin.com/posts/x-7Q2M4KX",
        "https://x.com/intent",
        "https://www.instagram.com/p/B1ab2C3d4/",
        "https://www.facebook.com/events/1234567",
        "https://t.me/share/url?url=x",
    ],
)
def test_other_pages_of_a_network_are_no_person_and_no_badge(link: str) -> None:
    assert read_badge(link.encode()).kind == "not_a_badge"


def test_only_the_form_with_a_number_yields_a_telephone() -> None:
    assert read_badge(b"https://wa.me/491715550142").contact.phones[0].number == "+491715550142"
    assert read_badge(b"https://wa.me/qr/EXAMPLE0TOKEN0").contact.phones == ()


def test_a_qq_code_may_be_a_groups() -> None:
    assert "group" in read_badge(b"https://qm.qq.com/q/exampleTok").reason


def test_the_words_of_a_slug_are_only_a_hint() -> None:
    contact = read_badge(b"https://www.linkedin.com/in/amara-okafor-4b1a22").contact
    assert contact.extra == (("name_hint", "Amara Okafor"),)
    assert read_badge(b"https://www.linkedin.com/in/amara").contact.extra == ()


def test_lookalike_hosts_are_not_believed() -> None:
    for link in (
        "https://linkedin.com.evil.example/in/amara",
        "https://evil.example/linkedin.com/in/amara",
        "https://t.me.example/amara_ok",
    ):
        assert handle_in_link(link) is None
        assert read_badge(link.encode()).kind != "personal"
