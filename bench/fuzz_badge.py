"""Fuzz the badge reader for a bounded time: mutated real formats, random bytes, every profile option.

    python -m bench.fuzz_badge [SECONDS] [SEED]

Every reading has to keep what `read_badge` promises: it never raises, no recogniser fails, text is clean and bounded, it
survives JSON, and it takes no longer than a second. Prints the rate, the slowest payload and the share of each kind; exits
with 1 at the first broken promise.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import unicodedata
from collections import Counter
from dataclasses import fields

from capture.badge.contact import Contact
from capture.badge.limits import MAX_EXTRA, MAX_LIST, MAX_NOTE
from capture.badge.profile import Profile
from capture.badge.read import FAULT, read_badge
from capture.badge.reading import Reading

SEEDS: tuple[bytes, ...] = tuple(
    text.encode()
    for text in (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Okafor;Amara;;Dr.;\r\nFN:Dr. Amara Okafor\r\nTEL;TYPE=CELL:+49 171 5550142\r\nEND:VCARD",
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=CD=F5;=CE=\n=B0\nEND:VCARD",
        "BEGIN:VCARD\nFN;ENCODING=BASE64;CHARSET=UTF-8:546L5bCP5piO\nitem1.URL:https://www.linkedin.com/in/a-b\nADR:;;1;2;3;4;5",
        r"MECARD:N:王,小明;SOUND:wang,xiaoming;ORG:上海精密机械有限公司;TEL:13800138000;URL:http\://example.cn;;",
        "BIZCARD:N:Amara;X:Okafor;T:Head;C:Northwind;A:Torstrasse 99;B:+493055570142;E:a@b.example;;",
        "MEMORY:x\r\nNAME1:山田太郎\r\nNAME2:ヤマダタロウ\r\nMAIL1:a@b.example\r\nTEL1:0355550123\r\nADD:東京",
        '{"i":[2,"indico.example.org","P1JQ4E+JQdOaDAMF6CwzAQ=="]}',
        '{"attendee":{"name":"Amara Okafor","company":{"name":"Northwind"}},"email":"a@b.example","n":1.5}',
        "100482^Okafor^Amara^Northwind Robotics GmbH^Head of Procurement^Berlin^DE",
        "100482\x1dOkafor\x1dAmara\x1dNorthwind Robotics GmbH",
        "姓名:王小明^公司:上海精密机械有限公司^职务:采购经理",
        "https://badge.example/r/7Q2M4KX?id=5",
        "https://www.linkedin.com/in/amara-okafor-4b1a22?fromQR=1",
        "https://wa.me/491715550142?text=hi",
        "viber://chat?number=%2B491715550142",
        "MATMSG:TO:a@b.example;SUB:x;BODY:y;;",
        "tel:+49305557",
        "BF1:6BF5E3Q6S0V50",
        "P1JQ4E+JQdOaDAMF6CwzAQ==",
        "SBpax001",
        "ä½ å¥½ ÐÕÃû",
    )
)
SPICE: tuple[bytes, ...] = (
    *(
        b"\0",
        b"\x1d",
        b"\x1e",
        b"\x1f",
        b"\\",
        b";",
        b":",
        b"^",
        b"|",
        b"::",
        b"=",
        b"=\n",
        b"\r",
        b"\n ",
        b'"',
        b"%",
        b"%00",
        b"{",
        b"[",
    ),
    *(
        b"\xff",
        b"\xc3",
        b"\xe4\xbd",
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\x1b$B",
        b"\xf0\x9f\x98\x80",
        b"\xed\xa0\x80",
        b"=?=",
        b"@",
        b"+",
        b"//",
    ),
    *(
        text.encode()
        for text in (
            "\u202e",
            "\u200b",
            "\u200d",
            "\u2066",
            "\ufeff",
            "\ufffe",
            "\U000e0041",
            "ﾃｼ",
            "Ã©",
            "(((",
            "a" * 50,
            "9" * 5000,
        )
    ),
)
PROFILES: tuple[Profile | None, ...] = (
    None,
    Profile(event="a", delimiter="^", fields=("badge_id", "family_name", "given_name", "extra:x"), locale="zh-CN"),
    Profile(event="b", regex=r"(?P<badge_id>\w+)\^(?P<full_name>.*)", charset="gb18030"),
    Profile(
        event="c",
        json_keys={"full_name": "attendee.name", "badge_id": "n"},
        link_hosts=("badge.example",),
        id_property="FN",
    ),
)
LOCALES = ("", "zh-CN", "zh-TW", "ja", "ko", "de", "pl", "ru", "xx-nonsense")
CHARSETS = ("utf-8", "gb18030", "big5hkscs", "cp932", "cp949", "cp1252", "utf-16")
SLOWEST_ALLOWED = 1.0  # seconds


def mutated(rng: random.Random) -> bytes:
    """One payload: a seed, cut, joined, spiced, repeated or transcoded; now and then plain random bytes."""
    if rng.random() < 0.05:
        return rng.randbytes(rng.randrange(200))
    raw = bytearray(rng.choice(SEEDS))
    if rng.random() < 0.2:
        raw = bytearray(raw.decode("utf-8").encode(rng.choice(CHARSETS), "ignore"))
    for _ in range(rng.randrange(6)):
        at = rng.randrange(len(raw) + 1)
        match rng.randrange(5):
            case 0:
                raw[at:at] = rng.choice(SPICE)
            case 1:
                del raw[at : at + rng.randrange(8)]
            case 2:
                raw[at:at] = rng.choice(SEEDS)[: rng.randrange(60)]
            case 3:
                raw[at : at + 1] = rng.randbytes(1)
            case _:
                raw[at:at] = bytes(raw[at : at + 20]) * rng.randrange(40)
    return bytes(raw)


def broken_promise(reading: Reading) -> str:
    """Which promise a reading breaks, or nothing."""
    if FAULT in reading.reason:
        return reading.reason
    contact = reading.contact
    texts = [getattr(contact, item.name) for item in fields(Contact) if item.type == "str"]
    texts += [value for pair in contact.extra for value in pair] + [item.value for item in contact.handles]
    texts += [item.address for item in contact.emails] + [item.number for item in contact.phones]
    for text in (*texts, reading.reason, reading.runner_up):
        if len(text) > MAX_NOTE:
            return f"{len(text)} characters in one field"
        if any(
            unicodedata.category(char) in ("Cc", "Cs") or unicodedata.bidirectional(char) in BIDI_CONTROLS
            for char in text
        ):
            return f"a control character in {text!r}"
        if text != unicodedata.normalize("NFC", text):
            return f"not NFC: {text!r}"
    if max(len(contact.emails), len(contact.phones), len(contact.handles)) > MAX_LIST or len(contact.extra) > MAX_EXTRA:
        return "a list that is too long"
    return "" if Reading.from_json(reading.to_json()) == reading else "it does not survive JSON"


BIDI_CONTROLS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def main() -> int:
    """Fuzz until the time is over or a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seconds", type=float, nargs="?", default=20.0)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    options = parser.parse_args()
    seconds, seed = options.seconds, options.seed
    rng = random.Random(seed)
    kinds: Counter[str] = Counter()
    slowest, slowest_raw = 0.0, b""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        raw, profile, locale = mutated(rng), rng.choice(PROFILES), rng.choice(LOCALES)
        started = time.process_time()
        reading = read_badge(raw, profile=profile, locale=locale, symbology=rng.choice(("qrcode", "ean13", "pdf417")))
        took = time.process_time() - started
        if took > slowest:
            slowest, slowest_raw = took, raw
        kinds[reading.kind] += 1
        problem = broken_promise(reading) or (f"{took:.1f} s" if took > SLOWEST_ALLOWED else "")
        if problem:
            print(
                f"seed {seed}, payload {kinds.total()}: {problem}\n{raw[:2000]!r}\nprofile {profile}, locale {locale!r}"
            )
            return 1
    print(f"seed {seed}: {kinds.total()} payloads in {seconds:.0f} s, no promise broken")
    print(f"slowest {slowest * 1000:.1f} ms CPU for {len(slowest_raw)} bytes: {slowest_raw[:80]!r}")
    print(", ".join(f"{kind} {count / kinds.total():.1%}" for kind, count in kinds.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
