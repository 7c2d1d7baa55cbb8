"""What `read_badge` promises for any bytes at all, with hypothesis; bench/fuzz_badge.py goes on for longer."""

import unicodedata
from dataclasses import fields

from hypothesis import example, given, settings
from hypothesis import strategies as st

from capture.badge.charset import decode
from capture.badge.contact import Contact
from capture.badge.limits import MAX_EXTRA, MAX_LIST, MAX_NOTE, MAX_TEXT
from capture.badge.names import split_name
from capture.badge.profile import Profile
from capture.badge.read import FAULT, read_badge
from capture.badge.reading import Reading
from capture.badge.text import clean

MARKERS = [
    *(
        "",
        "BEGIN:VCARD\n",
        "BEGIN:VCARD\nN;ENCODING=QUOTED-PRINTABLE:",
        "BEGIN:VCARD\nFN;ENCODING=B:",
        "MECARD:",
        "MECARD:N:",
        "BIZCARD:",
    ),
    *(
        "MEMORY:\nNAME1:",
        '{"name":"',
        '{"i":[',
        "[",
        "https://",
        "https://badge.example/r/",
        "https://wa.me/",
        "mailto:",
        "MATMSG:TO:",
    ),
    *("tel:", "WIFI:", "BF1:", "1^", "姓名:", "a@", "M1", "=", "<"),
]
PIECES = [
    *(
        "^",
        "|",
        "::",
        ";",
        ":",
        "\\",
        "=",
        "=\n",
        "\n",
        "\n ",
        "\r",
        "\t",
        "\x1d",
        "\x1e",
        "\x1f",
        "\0",
        ",",
        ".",
        "/",
        "?",
        "&",
        "%41",
        '"',
        "{",
        "}",
    ),
    *(
        "END:VCARD\n",
        "TEL;TYPE=CELL:",
        "N:",
        "ORG:",
        "EMAIL:",
        "\u202e",
        "\u200b",
        "\u200d",
        "\u2066",
        "\ufeff",
        "\U0001f600",
        "e\u0301",
        "Ã©",
        "ﾃｼ",
    ),
]
PROFILES = [
    None,
    Profile(
        event="a", delimiter="^", fields=("badge_id", "family_name", "given_name"), locale="zh-CN", charset="gb18030"
    ),
    Profile(
        event="b",
        regex=r"(?P<badge_id>\w+).*",
        json_keys={"full_name": "name"},
        link_hosts=("badge.example",),
        id_property="N",
    ),
]
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=12).map("".join)
payloads = st.one_of(
    st.binary(max_size=300),
    st.builds(lambda marker, text: (marker + text).encode("utf-8", "surrogatepass"), st.sampled_from(MARKERS), texts),
    st.builds(lambda marker, text: (marker + text).encode("gb18030", "ignore"), st.sampled_from(MARKERS), texts),
)


def texts_of(contact: Contact) -> list[str]:
    found = [getattr(contact, item.name) for item in fields(Contact) if item.type == "str"]
    found += [email.address for email in contact.emails] + [phone.number for phone in contact.phones]
    found += [handle.value for handle in contact.handles] + [handle.network for handle in contact.handles]
    return found + [part for pair in contact.extra for part in pair]


def is_clean(text: str) -> bool:
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    joiners = "\u200c\u200d"  # they stay where they change letters
    hidden = any(unicodedata.category(char) in ("Cc", "Cs", "Cf") and char not in joiners for char in text)
    return (
        not hidden
        and not any(unicodedata.bidirectional(char) in bidi for char in text)
        and text == unicodedata.normalize("NFC", text)
    )


@settings(max_examples=400, deadline=None)
@given(
    raw=payloads,
    profile=st.sampled_from(PROFILES),
    locale=st.sampled_from(["", "zh-CN", "zh-TW", "ja", "ko", "de", "ru", "?"]),
)
@example(raw=b"\x1b$B", profile=None, locale="")
@example(raw=b'BF1:"', profile=None, locale="")
def test_any_bytes_give_a_clean_bounded_reading(raw: bytes, profile: Profile | None, locale: str) -> None:
    reading = read_badge(raw, profile=profile, locale=locale)
    assert FAULT not in reading.reason
    for text in (*texts_of(reading.contact), reading.reason, reading.runner_up):
        assert is_clean(text)
        assert len(text) <= MAX_NOTE
    assert len(reading.contact.full_name) <= MAX_TEXT
    assert max(len(reading.contact.emails), len(reading.contact.phones), len(reading.contact.handles)) <= MAX_LIST
    assert len(reading.contact.extra) <= MAX_EXTRA
    assert 0 <= reading.charset_confidence <= 1


@settings(max_examples=150, deadline=None)
@given(raw=payloads)
def test_a_reading_survives_json_and_is_the_same_every_time(raw: bytes) -> None:
    reading = read_badge(raw)
    assert read_badge(raw) == reading
    assert Reading.from_json(reading.to_json()) == reading


@settings(max_examples=150, deadline=None)
@given(raw=payloads, text=st.text(max_size=100))
def test_whatever_the_code_vouches_for_is_survived(raw: bytes, text: str) -> None:
    reading = read_badge(raw, explicit_text=text)
    assert FAULT not in reading.reason
    assert all(is_clean(value) for value in texts_of(reading.contact))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_cleaning_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert is_clean(clean(text))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_utf_8_text_without_damage_comes_back_exactly(text: str) -> None:
    raw = text.encode("utf-8", "ignore")
    decoded = decode(raw)
    if decoded.charset == "utf-8" and not raw.startswith(b"\xef\xbb\xbf"):
        # Either the text itself, or a repair that keeps the text as runner-up.
        assert raw.decode() in (decoded.text, decoded.runner_up)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "ja", "zh-CN", "hu"]))
def test_the_parts_of_a_name_are_parts_of_the_name(name: str, locale: str) -> None:
    parts = split_name(name, locale=locale)
    shown = "".join(name.split())
    for part in parts:
        assert "".join(part.split()) in shown
