"""Text: what a string from outside may be inside a Contact: NFC, one line, no control or bidi characters, bounded."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs"})
_ZWNJ, _ZWJ = "‌", "‍"


def clean(value: str, limit: int = 300) -> str:
    """One line of NFC text of at most ``limit`` characters, with control, bidi and zero-width characters taken out."""
    value = _SPACES.sub(" ", value[: 4 * limit])
    if not value.isascii() or not value.isprintable():
        value = "".join(char for index, char in enumerate(value) if _stays(value, index, char))
        value = unicodedata.normalize("NFC", value)
    return _SPACES.sub(" ", value).strip()[:limit].rstrip()


def matching_key(value: str) -> str:
    """A copy for comparing: NFKC, casefolded, cleaned, so that full-width digits and half-width katakana agree."""
    return clean(unicodedata.normalize("NFKC", clean(value)).casefold())


def _stays(value: str, index: int, char: str) -> bool:
    """Whether a character may stay: joiners only where they change letters (RFC 5892, appendix A), no noncharacters."""
    if char in (_ZWNJ, _ZWJ):
        before = value[index - 1] if index else ""
        after = value[index + 1 : index + 2]
        if not before or not after:
            return False
        if unicodedata.combining(before) == 9:
            return True
        return char == _ZWNJ and unicodedata.bidirectional(before) == "AL" == unicodedata.bidirectional(after)
    if ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF:
        return False
    return unicodedata.category(char) not in _INVISIBLE


def words(text: str) -> frozenset[str]:
    """The words of a text, for long lists that read better as one."""
    return frozenset(text.split())
