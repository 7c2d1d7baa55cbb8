"""Mojibake: repairs text that another program already decoded with the wrong charset.

Handheld scanners that type and careless badge makers do this: UTF-8 read as Latin-1 ("Ã©"), GBK read as Latin-1 ("ÐÕÃû" for 姓名),
UTF-8 read as Shift-JIS (half-width katakana inside a western word) or as GBK, and UTF-8 encoded twice. A repair has to undo the wrong
step exactly, and to read better than what was there.
"""

from __future__ import annotations

import re

from capture.badge.plausible import plausibility

_ROUNDS = 3  # UTF-8 has been seen encoded twice; three times is the end of it
_BETTER = 0.3  # a guess in a legacy charset has to read better by this much

_CP1252 = {
    bytes([code]).decode("cp1252"): code for code in range(0x80, 0xA0) if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_HIGH = "[\x80-\xff" + "".join(_CP1252) + "]"
_RUN = re.compile(f"{_HIGH}(?: ?{_HIGH})*")
_HIGH_PAIR = re.compile(f"{_HIGH}{_HIGH}|{_HIGH}[ -~]{_HIGH}")
_HALF_WIDTH = re.compile("[\uff61-\uff9f]")
_LEGACY = ("gb18030", "big5hkscs", "cp932", "cp949", "cp1251")


def repair(text: str) -> str:
    """The text with broken parts repaired, or the same text when nothing was broken."""
    for _ in range(_ROUNDS):
        repaired = _RUN.sub(_utf8_in_latin, text)
        repaired = _utf8_in(repaired, "cp932" if _HALF_WIDTH.search(repaired) else "gb18030")
        if repaired == text:
            break
        text = repaired
    return _legacy_in_latin(text) if _HIGH_PAIR.search(text) else text


def _utf8_in_latin(match: re.Match[str]) -> str:
    """One run of Latin-1 characters beyond ASCII that is UTF-8 in disguise; a no-break space may have become a space."""
    for run in (match.group(), match.group().replace(" ", "\xa0")):
        try:
            return _latin_bytes(run).decode("utf-8")
        except UnicodeDecodeError:
            continue
    return match.group()


def _utf8_in(text: str, codec: str) -> str:
    """The whole text put back into the codec's bytes, if those are UTF-8 and read better."""
    if text.isascii():
        return text
    try:
        repaired = text.encode(codec).decode("utf-8")
    except UnicodeError:
        return text
    return repaired if plausibility(repaired) > plausibility(text) else text


def _legacy_in_latin(text: str) -> str:
    """The whole text put back into Latin-1 bytes, if some legacy charset reads them clearly better."""
    try:
        raw = _latin_bytes(text)
    except ValueError:
        return text
    best, best_score = text, max(plausibility(text) + _BETTER, 0.5)
    for codec in _LEGACY:
        try:
            candidate = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if (score := plausibility(candidate)) > best_score:
            best, best_score = candidate, score
    return best


def _latin_bytes(text: str) -> bytes:
    """The bytes behind a text that was read as Latin-1 or cp1252; ValueError when it holds other characters."""
    return bytes(_CP1252.get(char, ord(char)) for char in text)
