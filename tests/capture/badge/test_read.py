"""The order of recognition, and payloads that mean harm."""

import subprocess
import sys

import pytest

from capture.badge import read as reader
from capture.badge.payload import Payload
from capture.badge.profile import Profile
from capture.badge.read import FAULT, READER_VERSION, RECOGNISERS, read_badge
from capture.badge.reading import Reading


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("BEGIN:VCARD\nFN:Amara Okafor", "contact", "vcard"),
        ("MECARD:N:Okafor,Amara;;", "contact", "mecard"),
        ("BIZCARD:N:Amara;X:Okafor;;", "contact", "bizcard"),
        ("MEMORY:\r\nNAME1:Amara Okafor\r\n", "contact", "kddi"),
        ('{"name":"Amara Okafor"}', "contact", "json"),
        ("https://t.me/amara_okafor", "personal", "personal"),
        ("https://badge.example/r/7Q2M4KX", "id", "link"),
        ("mailto:a@b.example", "contact", "mail"),
        ("tel:+49305557", "not_a_badge", "call"),
        ("WIFI:S:x;;", "not_a_badge", "other"),
        ("1^Okafor^Amara", "contact", "delimited"),
        ("a@b.example", "contact", "email"),
        ("000712", "id", "id"),
        ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "opaque", "hex"),
        ("anything else", "unknown", "text"),
        ("", "unknown", "empty"),
    ],
)
def test_the_first_format_that_matches_wins(text: str, kind: str, form: str) -> None:
    for variant in (text, f"\ufeff{text}", f" \r\n{text}\r\n"):
        reading = read_badge(variant.encode())
        assert (reading.kind, reading.format, reading.reader) == (kind, form, READER_VERSION)


@pytest.mark.parametrize(
    "text",
    [
        "begin:vcard\nfn:Amara Okafor",
        "mecard:n:Okafor,Amara;;",
        "BizCard:n:Amara;x:Okafor;;",
        "memory:\nname1:Amara Okafor",
    ],
)
def test_markers_are_found_in_any_case(text: str) -> None:
    assert read_badge(text.encode()).contact.full_name == "Amara Okafor"


def test_a_profiles_rule_comes_before_guessing_and_after_containers() -> None:
    profile = Profile(event="fair", regex=r"(?P<full_name>.+)\^(?P<badge_id>\d+)")
    assert read_badge(b"Amara^Okafor^2427", profile=profile).contact.full_name == "Amara^Okafor"
    assert read_badge(b"MECARD:N:Okafor,Amara;;", profile=profile).format == "mecard"
    assert read_badge(b"Amara Okafor", profile=profile).kind == "unknown"


def test_the_profiles_locale_wins_over_the_stations() -> None:
    raw = "王小明^经理^有限公司".encode("gb18030")
    assert read_badge(raw, profile=Profile(event="fair", locale="zh-CN"), locale="ru").contact.full_name == "王小明"


def test_text_that_the_code_vouches_for_is_not_guessed_again() -> None:
    reading = read_badge("姓名:谢毅".encode("gb18030"), explicit_text="姓名:谢毅", locale="ru")
    assert (reading.contact.full_name, reading.charset, reading.charset_confidence) == ("谢毅", "gb18030", 1.0)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"x" * 1_000_000, "1000000 bytes"),
        (b"BEGIN:VCARD\nFN:" + b"x" * 1_000_000, "1000015 bytes"),
        (b"MECARD:N:Oka\x00for;;", "NUL"),
        ("Núñez\x00^x^y".encode(), "NUL"),
        (b"{" * 5000, "nested"),
        (b"BEGIN:VCARD" + b"\nX:y" * 4000, "lines"),
    ],
)
def test_hostile_payloads_are_refused_with_the_reason(raw: bytes, reason: str) -> None:
    reading = read_badge(raw)
    assert reading.kind == "refused"
    assert reason in reading.reason
    assert reading.contact.is_empty()


def test_controls_and_bidi_characters_never_reach_a_contact() -> None:
    contact = read_badge("MECARD:N:Oka\u202efor,Am\x07ara\u2066;NOTE:one\x1btwo;;".encode()).contact
    assert (contact.family_name, contact.given_name, contact.note) == ("Okafor", "Amara", "onetwo")


def test_a_contact_without_a_name_asks_for_one() -> None:
    reading = read_badge(b"MECARD:TEL:+4930555701;;")
    assert (reading.kind, reading.needs_review) == ("contact", True)
    assert "ask for the name" in reading.reason


def test_what_nobody_knows_is_kept_for_a_look() -> None:
    reading = read_badge(b"Guten Tag Halle 7")
    assert (reading.kind, reading.needs_review, reading.contact.note) == ("unknown", True, "Guten Tag Halle 7")


def test_a_fault_of_a_recogniser_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(payload: Payload) -> Reading | None:
        raise KeyError(payload.text)

    monkeypatch.setattr(reader, "RECOGNISERS", (broken, *RECOGNISERS))
    reading = read_badge(b"secret")
    assert reading.kind == "refused"
    assert FAULT in reading.reason
    assert "secret" not in reading.reason


def test_understanding_a_badge_loads_no_heavy_library() -> None:
    heavy = ("cv2", "numpy", "cryptography", "cbor2", "polars", "prefect", "zxingcpp", "pyzbar")
    script = f"import sys, capture.badge.read; print([name for name in {heavy!r} if name in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )
