"""Right-to-left and joined scripts: Arabic and Hebrew names in the order and the letter shapes they are printed in."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from fpdf.bidi import BidiParagraph

NEEDS_SHAPING = ((0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x17FF), (0x1A20, 0x1AAF), (0xA980, 0xA9DF))
"""Scripts of South and South-East Asia whose letters change places: they need a shaping engine, which we do not have."""

_SHAPES = {(False, False): "isolated", (False, True): "initial", (True, True): "medial", (True, False): "final"}


def needs_shaping(character: str) -> bool:
    """Whether the character belongs to a script that is printed letter by letter here, which its readers will find wrong."""
    return any(first <= ord(character) <= last for first, last in NEEDS_SHAPING)


def join_letters(text: str, has: Callable[[str], bool]) -> str:
    """Arabic letters in their joined shapes, as far as a font ``has`` them; other text stays as it is.

    The shapes are Unicode's Arabic presentation forms; which letters join follows from which shapes exist.
    """
    if not any("\u0600" <= character <= "\u06ff" for character in text):
        return text
    for pair, shapes in _forms().items():
        if len(pair) == 2 and has(shapes["isolated"]):
            text = text.replace(pair, shapes["isolated"])
    letters = [character for character in text if not unicodedata.combining(character)]
    joined = iter(_joined(letters, has))
    return "".join(character if unicodedata.combining(character) else next(joined) for character in text)


def visual_order(text: str) -> str:
    """The characters from left to right as they are printed (Unicode Standard Annex 9)."""
    if all(unicodedata.bidirectional(character) not in {"R", "AL", "AN"} for character in text):
        return text
    return str(BidiParagraph(text).get_reordered_string())


def _joined(letters: list[str], has: Callable[[str], bool]) -> list[str]:
    shaped = []
    for place, letter in enumerate(letters):
        forms = _forms_of(letter)
        before = _forms_of(letters[place - 1]) if place else {}
        after = _forms_of(letters[place + 1]) if place + 1 < len(letters) else {}
        joins = ("final" in forms and "initial" in before, "initial" in forms and "final" in after)
        shape = forms.get(_SHAPES[joins], letter)
        shaped.append(shape if has(shape) else letter)
    return shaped


def _forms_of(letter: str) -> dict[str, str]:
    """The shapes of a letter, which may be given as the isolated shape of a pair (lam and alef)."""
    forms = _forms()
    return forms.get(letter) or forms.get(unicodedata.normalize("NFKC", letter), {})


@cache
def _forms() -> dict[str, dict[str, str]]:
    """For every Arabic letter, and for lam with alef, its shapes by name, from the Unicode character database."""
    forms: dict[str, dict[str, str]] = {}
    for point in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
        name, *base = unicodedata.decomposition(chr(point)).split()[:3] or ["", ""]
        letters = "".join(chr(int(code, 16)) for code in base if code)
        if len(letters) == 1 or letters[:1] == "\u0644":
            forms.setdefault(letters, {})[name.strip("<>")] = chr(point)
    return forms
