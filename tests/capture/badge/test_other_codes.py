"""Codes that are no badges never become a lead by themselves."""

import pytest

from capture.badge.profile import Profile
from capture.badge.read import read_badge


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("WIFI:T:WPA;S:Hall 7;P:secret;;", "Wi-Fi"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT", "calendar"),
        ("geo:52.5,13.4", "place"),
        ("otpauth://totp/x?secret=ABC", "signing in"),
        ("BCD\n002\n1\nSCT\n\nNorthwind", "transfer"),
        ("upi://pay?pa=x", "payment"),
        ("HC1:6BFOXN", "certificate"),
        ("@\n\x1e\rANSI 636000080002DL", "licence"),
        ("M1OKAFOR/AMARA        EABC123 FRAJFKLH 0400 100Y012A0001 100", "boarding"),
        ("(01)09501101530003(17)270101", "product"),
    ],
)
def test_a_code_for_something_else_is_said_to_be_that(text: str, what: str) -> None:
    reading = read_badge(text.encode())
    assert reading.kind == "not_a_badge"
    assert what in reading.reason
    assert reading.contact.is_empty()  # nothing is read out: some of these hold passwords or identity papers


@pytest.mark.parametrize("symbology", ["ean13", "EAN-13", "ean8", "upca", "UPC-E", "isbn13"])
def test_a_product_code_is_no_badge(symbology: str) -> None:
    assert read_badge(b"4006381333931", symbology=symbology).kind == "not_a_badge"


def test_unless_the_events_profile_says_that_badges_look_like_that() -> None:
    profile = Profile(event="fair", regex=r"(?P<badge_id>29\d{11})")
    assert read_badge(b"2900000000012", symbology="ean13", profile=profile).contact.badge_id == "2900000000012"
    assert read_badge(b"4006381333931", symbology="ean13", profile=profile).kind == "not_a_badge"


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "smb://x/y",
        "ms-word:ofe|u|x",
    ],
)
def test_a_link_that_could_run_something_is_refused(text: str) -> None:
    reading = read_badge(text.encode())
    assert reading.kind == "refused"
    assert reading.contact.is_empty()
