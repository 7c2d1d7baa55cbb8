"""Typing errors."""

from __future__ import annotations

from bench.other_leads.asian_names import HOMOPHONES
from bench.other_leads.dice import Dice

_KEYBOARD = """
    q:wa w:qes e:wrd r:etf t:rzg z:tuh u:zij i:uok o:ipl p:oü a:qsy s:awdx d:sefc f:drgv g:fthb h:gjnz j:hukm k:jil
    l:kop y:asx x:ysdc c:xdfv v:cfgb b:vghn n:bhjm m:njk 0:9 1:2 2:13 3:24 4:35 5:46 6:57 7:68 8:79 9:80
    ü:pö ö:lä ä:öü
"""
_NEIGHBOURS = {entry[0]: entry[2:] for entry in _KEYBOARD.split()}


def mistype(text: str, dice: Dice, slips: int = 1) -> str:
    """``text`` with letters dropped, doubled, swapped or hit beside, or with a Chinese character of the same sound."""
    for _ in range(slips):
        if len(text) > 1:
            text = _slip(text, dice)
    return text


def _slip(text: str, dice: Dice) -> str:
    places = [i for i in range(len(text) - 1) if text[i].isalnum() and text[i + 1].isalnum()] or [0]
    seldom_first = places[1:] if len(places) > 1 and dice.chance(0.85) else places
    at = dice.choice(seldom_first)
    char, kind = text[at], dice.random()
    before, after = text[:at], text[at + 1 :]
    if char in HOMOPHONES:
        return before + dice.choice(HOMOPHONES[char]) + after
    if kind < 0.30 and len(text) > 3:
        return before + after
    if kind < 0.45:
        return before + char + char + after
    if kind < 0.65:
        return before + after[0] + char + after[1:]
    other = dice.choice(_NEIGHBOURS.get(char.lower(), char))
    return before + (other.upper() if char.isupper() else other) + after
