"""Badge ids are text to the last zero."""

import pytest

from capture.badge.read import read_badge


@pytest.mark.parametrize(
    "text",
    [
        "000012",
        "100482",
        "SBpax001",
        "A7-0042",
        "PZD97WTMFJ",
        "QXKVT",
        "b3c1f0de-5a0e-4b8e-9d55-0d5f1c9a7e11",
        "fair/2026/17",
    ],
)
def test_an_id_is_kept_as_it_stands(text: str) -> None:
    for symbology in ("qrcode", "code39", "code128", "pdf417"):
        reading = read_badge(text.encode(), symbology=symbology)
        assert (reading.kind, reading.format, reading.contact.badge_id) == ("id", "id", text)


@pytest.mark.parametrize("text", ["Hello", "hello", "A", "7", "Amara Okafor", "x" * 40, "!!!", "foo:bar1", "-12-"])
def test_words_are_no_ids(text: str) -> None:
    assert read_badge(text.encode()).kind == "unknown"


def test_white_space_around_an_id_does_not_count() -> None:
    assert read_badge(b"\xef\xbb\xbf 000012 \r\n").contact.badge_id == "000012"
    assert read_badge(b"*000012*", symbology="code39").contact.badge_id == "000012"
    assert read_badge(b"000012\x00\x00").contact.badge_id == "000012"
