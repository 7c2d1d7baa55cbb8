"""Charset: from exact bytes to text, with how sure that is and what else it could be.

The order: what the code itself declares, a byte order mark, plain ASCII, valid UTF-8, and only then guessing among the charsets that
badge makers use, the event's locale first, judged by `capture.badge.plausible`. A text that arrives already broken is
repaired by `capture.badge.mojibake`. The bytes are never changed.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from capture.badge.mojibake import repair
from capture.badge.plausible import plausibility

LOCALES: dict[str, tuple[str, ...]] = {
    "zh-tw": ("big5hkscs", "gb18030"),
    "zh-hk": ("big5hkscs", "gb18030"),
    "zh-mo": ("big5hkscs", "gb18030"),
    "zh": ("gb18030",),
    "ja": ("cp932", "euc_jp"),
    "ko": ("cp949",),
    "pl": ("cp1250",),
    "cs": ("cp1250",),
    "cz": ("cp1250",),
    "sk": ("cp1250",),
    "hu": ("cp1250",),
    "sl": ("cp1250",),
    "hr": ("cp1250",),
    "ro": ("cp1250",),
    "ru": ("cp1251", "koi8_r"),
    "uk": ("cp1251",),
    "bg": ("cp1251",),
    "el": ("cp1253",),
    "tr": ("cp1254",),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "fa": ("cp1256",),
    "vi": ("cp1258",),
    "th": ("cp874",),
}
"""The charsets of a locale, by its full tag or its language; any other language is western, cp1252."""

CANDIDATES = ("gb18030", "big5hkscs", "cp932", "cp949", "cp1252", "cp1250", "cp1251")
"""What is tried everywhere, after the locale's own."""

_CLOSE = 0.25  # a runner-up nearer than this is shown to a person
_LOCALE_BONUS = 0.4
_IMPLAUSIBLE = 0.1  # below this the bytes are no text in any charset we know
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"))
# In no legacy text; tab, line breaks and the four separators are.
_CONTROLS = frozenset({*range(0x20), 0x7F}.difference(b"\t\n\r\x1c\x1d\x1e\x1f"))
_DECLARED = re.compile(rb"CHARSET=\"?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)


class Decoded(NamedTuple):
    """A text, the codec it was decoded with ("" when the code's own segments named it), confidence 0 to 1, and the runner-up."""

    text: str
    charset: str
    confidence: float = 1.0
    runner_up: str = ""


def decode(raw: bytes, *, locale: str = "", charset: str = "", explicit_text: str | None = None) -> Decoded:
    """The text of these bytes; never raises. Confidence near 0 means that they are no text at all.

    ``charset`` is what the event's profile says; ``explicit_text`` is what the code reader vouches for.
    """
    if explicit_text is not None:
        return Decoded(explicit_text, _codec_of(raw, explicit_text, locale))
    for bom, codec in _BOMS:
        if raw.startswith(bom) and (text := _strictly(raw[len(bom) :], codec)) is not None:
            return Decoded(text, codec)
    if charset and (text := _strictly(raw, charset)) is not None:
        return Decoded(text, charset)
    if raw.isascii():
        text = _strictly(raw, "iso2022_jp") if b"\x1b$" in raw else None
        return Decoded(raw.decode("ascii"), "ascii") if text is None else Decoded(text, "iso2022_jp")
    if (text := _strictly(raw, "utf-8")) is not None:
        return _repaired(text)
    if _CONTROLS.intersection(raw.rstrip(b"\0")):
        return Decoded(raw.decode("latin-1"), "latin-1", 0.0)
    return _guessed(raw, locale)


def _repaired(text: str) -> Decoded:
    """UTF-8, unless it arrived broken: then the repaired text, with the broken one as runner-up."""
    fixed = repair(text)
    return Decoded(text, "utf-8") if fixed == text else Decoded(fixed, "utf-8", 0.9, text)


def _guessed(raw: bytes, locale: str) -> Decoded:
    """The most plausible candidate and its runner-up."""
    preferred = _codecs_of(locale)
    declared = _DECLARED.search(raw)
    scores: dict[str, tuple[float, str]] = {}
    for codec in dict.fromkeys((*preferred, *CANDIDATES)):
        if (text := _strictly(raw, codec)) is not None:
            score = plausibility(text) + (_LOCALE_BONUS if codec in preferred else 0.0)
            if text not in scores or scores[text][0] < score:
                scores[text] = (score, codec)
    if declared and (text := _strictly(raw, declared.group(1).decode("ascii"))) is not None:
        scores[text] = (scores.get(text, (0.0, ""))[0] + 0.5, declared.group(1).decode("ascii").lower())
    if not scores:
        return Decoded(raw.decode("latin-1"), "latin-1", 0.0)
    ranked = sorted(scores.items(), key=lambda item: -item[1][0])
    text, (score, codec) = ranked[0]
    second, margin = (ranked[1][0], score - ranked[1][1][0]) if len(ranked) > 1 else ("", 1.0)
    if score < _IMPLAUSIBLE:
        return Decoded(text, codec, 0.0)
    confidence = round(min(0.99, max(0.05, score)) * min(1.0, 0.5 + margin), 2)
    return Decoded(text, codec, confidence, second if margin < _CLOSE else "")


def _codecs_of(locale: str) -> tuple[str, ...]:
    tag = locale.lower().replace("_", "-").split(".")[0]
    tag = "zh-tw" if tag.startswith("zh-hant") else tag
    if not tag:
        return ()
    return LOCALES.get(tag) or LOCALES.get(tag.split("-")[0], ("cp1252",))


def _codec_of(raw: bytes, text: str, locale: str) -> str:
    """Which codec the reader's own text came from, as far as the bytes show it."""
    for codec in dict.fromkeys(("ascii", "utf-8", *_codecs_of(locale), *CANDIDATES)):
        if _strictly(raw, codec) == text:
            return codec
    return ""


def _strictly(raw: bytes, codec: str) -> str | None:
    """The text, or None when the bytes are not in this codec or the codec is unknown or no text codec."""
    try:
        text = raw.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text
