"""Asian names in Latin letters: Korean surnames and syllables, and the spellings of one surname in several romanisations.

Korean: Revised Romanization (2000) and McCune-Reischauer with the spellings that passports have. Chinese: Hanyu Pinyin beside
Wade-Giles as in Taiwan and the Cantonese spellings of Hong Kong.
"""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def _families(spellings: str) -> list[list[str]]:
    return [family.split() for family in spellings.split(";")]


_KOREAN = _families("""
kim gim; lee yi rhee ri; park bak pak; choi choe; jung jeong chung cheong; kang gang; cho jo; yoon yun; jang chang; lim im rim;
han; oh o; seo suh; shin sin; kwon gwon; hwang; ahn an; song; ryu yoo yu ryoo; hong; jeon chun chon; ko go koh; moon mun; yang;
son sohn; bae pae; baek paik paek; heo hur huh; nam; shim sim; noh roh no ro; ha; kwak gwak; sung seong; cha; joo ju chu; woo u;
koo gu ku; min; jin; na ra; eom um; chae; won; cheon; bang; gong kong; hyun hyeon; byun byeon pyon; yeom; choo
""")
"""The most frequent first, and of each the spellings that passports have."""
_CHINESE = _families("""
zhang chang cheung; wang wong; li lee; liu lau liou; chen chan tan; yang yeung; huang wong; zhao chiu jhao; wu ng; zhou chow chou;
xu hsu hsui tsui; sun suen; zhu chu; ma; hu woo; guo kuo kwok; he ho; gao kao ko; lin lam; luo lo law; zheng cheng cheang;
liang leung; xie hsieh tse; song sung; tang tong; deng teng; feng fung; han hon; cao tsao; zeng tseng tsang; xiao hsiao siu;
tian tien; dong tung; pan poon; yuan yuen; cai tsai choi; jiang chiang; yu yue; du tu; ye yeh ip yip; cheng ching; wei wai; su so;
lu lui; ding ting; ren jen yam; lu loo; yao yiu; shen shum; zhong chung; jia chia; fan; fang fong; shi shih; qiu chiu yau;
qin chin; jin kam king; xue hsueh; he hoh; mo mok; kong hung; bai pai pak; cui tsui; kang hong; qian chien; guan kwan; zhan chan;
ou au; xia hsia ha; fu foo; ruan yuen; zhuo cheuk; ke ko or; gu koo ku; meng mang; long lung; shi sze; hou hau; yin wan; lai; mai mak
""")

KOREAN = [name for family in _KOREAN for name in family]
"""Surnames in Korea in Latin letters, the most frequent first."""

KOREAN_SYLLABLE = (
    "(?:kk|tt|pp|ss|jj|ch|sh|[gkndtrlmbpsjh])?"
    "(?:yeo|yae|you|wae|eui|eo|eu|ae|oe|ui|wa|we|wi|wo|ya|ye|yo|yu|oo|ee|u|a|e|i|o)"
    "(?:ng|ck|[kgntdlrmpbh])?"
)
"""A syllable of a Korean given name, however it was romanised (a pattern)."""


_IN_PASSPORTS = {"u": "wu", "hui": "hi"}
_LEADING = ("k", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    "a", "a", "ya", "ya", "eo", "e", "yeo", "ye", "o", "wa", "wa", "o", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i",
)  # fmt: skip
_TRAILING = (
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t",
    "p", "t",
)  # fmt: skip


def hangul(sign: str) -> str:
    """A syllable of Hangul in the letters of the Revised Romanization, "" for any other sign.

    With ae and oe folded as in all names (`flows.match.fold.without_digraphs`), and as most passports have it where these differ
    from the rule: Kyung for gyeong, Woo for u, Hee for hui.
    """
    place = ord(sign) - 0xAC00
    if not 0 <= place < len(_LEADING) * len(_VOWELS) * len(_TRAILING):
        return ""
    rest, trailing = divmod(place, len(_TRAILING))
    leading, vowel = divmod(rest, len(_VOWELS))
    letters = _LEADING[leading] + _VOWELS[vowel]
    return _IN_PASSPORTS.get(letters, letters) + _TRAILING[trailing]


def spoken(sign: str) -> str:
    """A sign of Hanzi or Hangul as it sounds, in Latin letters without tones, ü as u; any other sign stays itself."""
    return hangul(sign) or "".join(lazy_pinyin(sign, style=Style.NORMAL)).replace("ü", "u")


def korean_surname(syllable: str) -> str:
    """A surname as most of its bearers write it, from its Revised Romanization: Kim for gim, Lee for i."""
    folded_otherwise = {"i": "lee", "cho": "choi", "yu": "yoo", "wu": "woo"}
    return folded_otherwise.get(syllable) or _KOREAN_SPELLING.get(syllable, syllable)


_KOREAN_SPELLING = {name: family[0] for family in reversed(_KOREAN) for name in family}


def _one_spelling() -> dict[str, str]:
    found: dict[str, str] = {}
    for first, *others in _CHINESE + _KOREAN:
        found |= {other: found.get(first, first) for other in others if other not in found}
    return found


CANTONESE = frozenset(name for family in _CHINESE for name in family[1:])
"""Chinese surnames as they are written in Hong Kong and Taiwan."""

CANTONESE_SYLLABLE = "(?:ch|ts|sh|ng|kw|gw|hs|[bpmfdtnlgkhjwszcy])?[aeiou]{1,2}(?:ng|[nmktpiuyh])?"
"""A syllable of a given name in Cantonese or in Wade-Giles (a pattern)."""

ONE_SPELLING = _one_spelling()
"""Surnames that several romanisations write differently, each with one of its spellings."""
