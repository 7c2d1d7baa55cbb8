"""Badge links give an id and are never opened; other links are no badges."""

import pytest

from capture.badge.profile import Profile
from capture.badge.read import read_badge
from capture.badge.reading import Reading
from capture.badge.url import parse_url

FAIR = Profile(event="fair", link_hosts=("badge.example",))


def read(text: str, profile: Profile | None = None) -> Reading:
    return read_badge(text.encode(), profile=profile)


@pytest.mark.parametrize(
    ("link", "token"),
    [
        ("https://badge.example/r/7Q2M4KX", "7Q2M4KX"),
        ("HTTPS://BADGE.EXAMPLE/R/7Q2M4KX", "7Q2M4KX"),
        ("https://go.badge.example/scan?id=000712&lang=de", "000712"),
        (
            "https://badge.example/e/2026/a/b3c1f0de-5a0e-4b8e-9d55-0d5f1c9a7e11/",
            "b3c1f0de-5a0e-4b8e-9d55-0d5f1c9a7e11",
        ),
        ("badge.example/r/7Q2M4KX", "7Q2M4KX"),
        ("https://badge.example/#/r?x=1&token=Ab3dE9", ""),  # behind a hash there is nothing we would trust
    ],
)
def test_the_token_is_the_id_at_the_events_own_host(link: str, token: str) -> None:
    reading = read(link, FAIR)
    assert reading.contact.badge_id == token
    assert reading.kind == ("id" if token else "not_a_badge")
    assert reading.contact.extra[0][0] == "host"


def test_a_known_host_needs_no_look_an_unknown_one_does() -> None:
    assert not read("https://badge.example/r/7Q2M4KX", FAIR).needs_review
    reading = read("https://badge.example/r/7Q2M4KX")
    assert (reading.kind, reading.needs_review) == ("id", True)
    assert "badge.example" in reading.reason


@pytest.mark.parametrize(
    "link",
    [
        "https://shop.example/",
        "https://shop.example/products/new-widget",
        "https://shop.example/summer-sale-2026",
        "https://shop.example/a/7Q2M4KX?utm_source=poster",
        "https://shop.example/index.html",
        "www.shop.example",
    ],
)
def test_an_advertisement_is_not_a_badge(link: str) -> None:
    reading = read(link)
    assert reading.kind == "not_a_badge"
    assert reading.contact.badge_id == ""


def test_once_the_badge_hosts_are_known_other_hosts_are_no_badges() -> None:
    assert read("https://other.example/r/7Q2M4KX", FAIR).kind == "not_a_badge"
    assert read("https://badge.example.other.example/r/7Q2M4KX", FAIR).kind == "not_a_badge"
    assert read("https://badge.example@other.example/r/7Q2M4KX", FAIR).kind == "not_a_badge"


def test_the_events_own_rule_reads_links_too() -> None:
    profile = Profile(
        event="fair", link_hosts=("badge.example",), regex=r"https://badge\.example/v/[^/]+/(?P<badge_id>\d+)/.*"
    )
    assert read("https://badge.example/v/Ab12/000712/x9", profile).contact.badge_id == "000712"
    # A link that the rule does not match falls back to the general one.
    assert read("https://badge.example/r/7Q2M4KX", profile).contact.badge_id == "7Q2M4KX"


@pytest.mark.parametrize(
    "text", ["http://[::1", "https://", "http://:0/x", "https://x.example:99999/r/A1B2", "https:///r/1"]
)
def test_broken_links_are_survived(text: str) -> None:
    assert read(text).kind in ("unknown", "not_a_badge", "id")


def test_a_url_is_taken_apart() -> None:
    url = parse_url("https://user:secret@WWW.Badge.Example:8443/a%20b//c?x=1&y=%3D#frag")
    assert url == ("https", "badge.example", ("a b", "c"), {"x": "1", "y": "="})
    assert parse_url("no link") is None
    assert parse_url("weixin://dl/chat") is None
    assert parse_url("viber://chat?number=1", apps=True) is not None
