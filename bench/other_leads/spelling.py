"""Spelling: accents, the Latin alphabet for Cyrillic names, and what mail addresses make of a name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

EAST_ASIAN = re.compile(r"[\u3400-\u9fff\uac00-\ud7a3]+")

_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "å": "aa"}
_STROKES = {"ß": "ss", "ı": "i", "İ": "I", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O"}
# letter: English, German, passport, French transliteration; one form for all where they agree
_CYRILLIC = """
    а=a б=b в=v/w/v/v г=g д=d е=e ж=zh/sch/zh/j з=z/s/z/z и=i й=y/j/i/ï к=k л=l м=m н=n о=o п=p р=r с=s т=t
    у=u/u/u/ou ф=f х=kh/ch/kh/kh ц=ts/z/ts/ts ч=ch/tsch/ch/tch ш=sh/sch/sh/ch щ=shch/schtsch/shch/chtch
    ъ=a/a/a/a ы=y ь=/// э=e ю=yu/ju/iu/iou я=ya/ja/ia/ia ё=yo/jo/e/io
"""
_LATIN = {letter: forms.split("/") for letter, forms in (entry.split("=") for entry in _CYRILLIC.split())}


def words(text: str) -> list[str]:
    """The words of a list in one text; an underscore stands for a space within a word."""
    return [word.replace("_", " ") for word in text.split()]


@lru_cache(maxsize=200_000)
def fold(text: str, mode: str) -> str:
    """``text`` without accents: mode "ae" writes umlauts as two letters, "drop" drops the dots, "keep" changes nothing."""
    if mode == "keep" or text.isascii():
        return text
    out = []
    for char in text:
        if mode == "ae" and char in _UMLAUTS:
            out.append(_UMLAUTS[char])
        elif char in _STROKES:
            out.append(_STROKES[char])
        elif ord(char) < 0x250 or 0x1E00 <= ord(char) < 0x1F00:
            out.append("".join(c for c in unicodedata.normalize("NFKD", char) if not unicodedata.combining(c)))
        else:
            out.append(char)
    return "".join(out)


def slug(text: str, joiner: str = "") -> str:
    """Lower-case ASCII letters and digits of ``text``, as in a mail address or a domain."""
    return joiner.join(re.findall(r"[a-z0-9]+", fold(text, "ae").lower().replace("'", "")))


def transliterate(text: str, scheme: int) -> str:
    """Cyrillic in Latin letters; ``scheme`` is 0 for English, 1 for German, 2 for passports, 3 for French."""
    out = []
    for char in text:
        forms = _LATIN.get(char.lower(), [char])
        latin = forms[scheme % len(forms)]
        out.append(latin.capitalize() if char.isupper() else latin)
    return re.sub("iy$|ii$", "y", "".join(out)) if scheme == 0 else "".join(out)
