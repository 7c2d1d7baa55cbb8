"""Name words: what is known of the words of names by themselves: titles, particles, surnames, and the syllables of given names."""

from __future__ import annotations

import polars as pl
from pypinyin import lazy_pinyin

from capture.badge.surnames import CHINESE, CHINESE_COMPOUND
from flows.match.asian import CANTONESE, CANTONESE_SYLLABLE, KOREAN, KOREAN_SYLLABLE
from flows.match.nicknames import ROOTS

TITLES = frozenset(
    """
    dr prof professor mr mrs ms miss herr frau hr sr sra srta dra ing dipl mag phd ph mba msc bsc jr ii iii iv sir mme
    mlle dott dottssa dottore ir eng rer nat med habil univ lic esq cpa mx engr md sig sigra signor signora senor senora monsieur
    madame sayin dipling diplwirting diplkfm diplinf wirt fh llm beng meng oec pol hc hrn
    """.split()  # noqa: SIM905 (a list of words reads better than a list of strings)
)
HONORIFICS = r"(?:先生|女士|小姐|博士|教授|总经理|经理|總監|总监|总|總|老师|工程师|主任|様|さん|선생님|님|씨)$"
PARTICLES = frozenset(
    """
    von van vom zu zum zur der den de del della di da do dos das du la le los las lo ten ter te het al el bin ibn bint
    ben af av y e und st saint
    """.split()  # noqa: SIM905 (a list of words reads better than a list of strings)
)
ALSO_NAMES = frozenset({"al", "ben", "bin", "di", "do", "la", "le", "ten", "y"})
"""Particles that are names of their own when a name begins with them: Ben Meier, Al Smith, Le Thi, Do Van."""
READ_AS_SURNAME = {
    "曾": "zeng", "单": "shan", "單": "shan", "仇": "qiu", "解": "xie", "任": "ren", "盖": "ge", "查": "zha", "区": "ou",
    "朴": "piao", "翟": "zhai", "覃": "qin", "乐": "yue", "尉": "yu", "冼": "xian", "葛": "ge", "燕": "yan", "宁": "ning",
    "纪": "ji", "万": "wan", "华": "hua", "召": "shao", "缪": "miao",
}  # fmt: skip
_FINALS = {
    "": "a ai an ang ao e ei en eng er ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "[ghk]": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "[jqx]": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "(?:zh|ch)": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "[zcs]": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
"""Which syllables there are in Hanyu Pinyin (GB/T 16159), by their initials."""
_SYLLABLE = "|".join(f"{initial}(?:{finals.replace(' ', '|')})" for initial, finals in _FINALS.items())
PINYIN_GIVEN = rf"^(?:{_SYLLABLE}){{1,2}}$"
NOT_PINYIN = frozenset(
    """
    ada adi ala alan ali aman ami amin ana anke anna anne annie anya arun asha ben dale damian dan dana dane dean diana dina dita
    duke ela eli ema ena ewa fabian gabi gaia gale gene hana hanna hanne hasan heide heidi heike juli julian june kaya ken
    laila lana lance landi lane lea leila lena lia lida lila lilian lina linda lisa lita lou luca luke maike mala mandi masha maya
    megan mia mike mila milan mina minnie misha mohan mona naina naya neha nina nita pia randi rene rita sandi sanne sasha sean
    shane sina sita sue suman susan tanya tasha tila tina wade wanda wendi yannan yuri zane zina
    """.split()  # noqa: SIM905 (a list of words reads better than a list of strings)
)
"""Given names from elsewhere that read like pinyin."""


def _surnames() -> list[str]:
    single = {READ_AS_SURNAME.get(name, lazy_pinyin(name)[0]) for name in CHINESE}
    return sorted(single | {"".join(lazy_pinyin(name)) for name in CHINESE_COMPOUND})


SURNAMES = _surnames()
"""Surnames in pinyin."""
LISTED = sorted({*ROOTS, *ROOTS.values()})
"""Given names that are no Chinese or Korean ones."""
KOREAN_RANKS = (KOREAN, KOREAN[: KOREAN.index("yang") + 1], KOREAN[: KOREAN.index("choe") + 1])
"""Surnames of nearly all, of four in five and of half of Korea."""
_KOREAN_GIVEN = rf"^(?:{KOREAN_SYLLABLE}){{1,3}}$"
_NOT_KOREAN = sorted(NOT_PINYIN | {"adrian", "ethan", "eugene", "harold", "helen", "jason", "karen", "owen", "ryan"})


def korean_given(given: pl.Expr) -> pl.Expr:
    """Whether given names may be Korean ones, by their syllables."""
    return given.str.contains(_KOREAN_GIVEN) & ~given.is_in(_NOT_KOREAN) & ~given.is_in(LISTED)


CANTONESE_GIVEN = rf"^(?:{CANTONESE_SYLLABLE}){{1,2}}$"
"""A given name in Cantonese or Wade-Giles (a pattern)."""
HONG_KONG = sorted(CANTONESE - set(KOREAN) - {"law", "fan", "long", "so", "au", "or", "king", "tang", "tan", "ha"})
"""Chinese surnames as Hong Kong and Taiwan write them that are hardly anybody else's."""
