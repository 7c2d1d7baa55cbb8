"""Names: telling family and given name apart, where that can be known, in the order their owners write them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from capture.badge import surnames
from capture.badge.contact import Contact

_PREFIX = re.compile(
    r"(?:(?:prof|dr|mr|mrs|ms|mx|ing|dipl|herr|frau|sr|sra|mme|mlle|sir|dame|rev|hon)\.?(?:-ing\.?)?(?:\s+|(?<=\.)))+",
    re.IGNORECASE,
)
_SUFFIX = re.compile(
    r"(?:,?\s+(?:jr\.?|sr\.?|i{2,3}|iv|ph\.?d\.?|m\.?d\.?|mba|msc|bsc|llm|cpa|pmp|esq\.?))+$", re.IGNORECASE
)
_HONORIFIC = re.compile(r"(.{2,})(先生|女士|小姐|博士|教授|様|さん|님|씨)")
_HAN = "㐀-䶿一-鿿豈-﫿々〆\U00020000-\U000323af"
_KANA = "぀-ヿ"
_EAST_ASIAN = re.compile(f"[{_HAN}{_KANA}가-힣][{_HAN}{_KANA}가-힣 ]*")
_HAN_ONLY = re.compile(f"[{_HAN}]+")
_HAN_THEN_KANA = re.compile(f"([{_HAN}]+)([{_KANA}]+)")
_HANGUL_ONLY = re.compile("[가-힣]+")
_JAPANESE_ONLY = re.compile("[々沢浜辺込畑桜斎斉]")
_PINYIN = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ui|ao|ou|iu|ie|ue|er|an|en|in|un|ia|ua|uo|a|o|e|i|u|v|ü)"
    r"(?:-|'|(?=[a-z])|$))+"
)


class NameParts(NamedTuple):
    """The parts of a full name; empty where they can't be told apart safely."""

    family_name: str = ""
    given_name: str = ""
    additional_name: str = ""
    prefix: str = ""
    suffix: str = ""


def split_name(full_name: str, *, locale: str = "") -> NameParts:
    """The parts of a name as its owner writes it; what is not certain stays empty.

    王小明 gives 王 and 小明, 山田太郎 gives 山田 and 太郎, "Jan van der Berg" gives "van der Berg" and "Jan".
    ``locale`` ("ja", "zh-CN", "hu") decides where the script alone does not.
    """
    name = " ".join(full_name.split())[:200]
    if _EAST_ASIAN.fullmatch(name):
        return _east_asian(name, locale)
    prefix = match.group().strip() if (match := _PREFIX.match(name)) else ""
    name = name[match.end() :] if match else name
    suffix = match.group().strip(" ,") if (match := _SUFFIX.search(name)) else ""
    name = name[: match.start()] if match else name
    family, given, additional = _by_comma(name) if "," in name else _by_words(name.split(), locale)
    return NameParts(family, given, additional, prefix, suffix)


def join_name(parts: NameParts) -> str:
    """The name for display from its parts: family name first and unspaced in East Asian scripts, else given name first."""
    family, given = parts.family_name, parts.given_name
    if _EAST_ASIAN.fullmatch(family + given):
        gap = " " if re.search(f"[{_KANA}]", family) else ""
        return f"{family}{gap}{given}".strip() + parts.suffix
    words = (parts.prefix, given, parts.additional_name, family, parts.suffix)
    return " ".join(word for word in words if word)


def complete(contact: Contact, *, locale: str = "") -> Contact:
    """The contact with its display name made from the parts, or the parts from the display name, where one is missing."""
    parts = NameParts(contact.family_name, contact.given_name, contact.additional_name, contact.prefix, contact.suffix)
    if not contact.full_name and _is_swapped(parts):
        parts = parts._replace(family_name=parts.given_name, given_name=parts.family_name)
    if _is_given_alone(contact):
        parts, contact = parts._replace(given_name=contact.full_name), replace(contact, full_name="")
    full_name = contact.full_name or join_name(parts)
    if not (parts.family_name and parts.given_name):
        found = split_name(full_name, locale=locale)
        if found.family_name and found.given_name:
            rest = (known or new for known, new in zip(parts[2:], found[2:], strict=True))
            parts = NameParts(found.family_name, found.given_name, *rest)
    return replace(contact, full_name=full_name, **parts._asdict())


def _is_swapped(parts: NameParts) -> bool:
    """Whether a Chinese name was filled in by position, family name as "first name": 王 given and 小明 family."""
    family, given = parts.family_name, parts.given_name
    surname = given in surnames.CHINESE or given in surnames.CHINESE_COMPOUND
    known = family in surnames.CHINESE or family in surnames.CHINESE_COMPOUND
    return surname and not known and _HAN_ONLY.fullmatch(family) is not None


def _is_given_alone(contact: Contact) -> bool:
    """Whether the display name is only the given name that is missing beside the family name (FN:Amara and LN:Okafor)."""
    name, family = contact.full_name, contact.family_name
    return bool(name and family and not contact.given_name) and " " not in name and not name.startswith(family)


def _east_asian(name: str, locale: str) -> NameParts:
    """Han, kana and Hangul names: the family name comes first."""
    suffix = ""
    if match := _HONORIFIC.fullmatch(name):
        name, suffix = match.group(1).strip(), match.group(2)
    words = name.split(" ")
    family, given = (words[0], words[1]) if len(words) == 2 else ("", "")
    if len(words) == 1:
        family, given = _unspaced(name, locale)
    return NameParts(family, given, suffix=suffix)


def _unspaced(name: str, locale: str) -> tuple[str, str]:
    if match := _HAN_THEN_KANA.fullmatch(name):
        return match.group(1), match.group(2)
    if _HANGUL_ONLY.fullmatch(name):
        length = 2 if name[:2] in surnames.KOREAN_COMPOUND and len(name) > 2 else 1
        known = length == 2 or name[0] in surnames.KOREAN
        return (name[:length], name[length:]) if known and 2 <= len(name) <= 4 else ("", "")
    if not _HAN_ONLY.fullmatch(name) or not 2 <= len(name) <= 5:
        return "", ""
    if locale.lower().startswith("ja") or _JAPANESE_ONLY.search(name):
        return _japanese(name)
    if name[:2] in surnames.CHINESE_COMPOUND and 3 <= len(name) <= 4:
        return name[:2], name[2:]
    if len(name) >= 4:
        return _japanese(name)
    if name[0] not in surnames.CHINESE or (not locale and _could_be_japanese(name)):
        return "", ""
    return name[0], name[1:]


def _could_be_japanese(name: str) -> bool:
    """Whether a name that starts like a Chinese one may as well be Japanese: a known surname, and no simplified character."""
    try:
        name.encode("cp932")
    except UnicodeEncodeError:
        return False
    return len(name) == 3 and name[:2] in surnames.JAPANESE


def _japanese(name: str) -> tuple[str, str]:
    """By the longest known surname; a four-character name with an unknown one is left whole."""
    for length in (3, 2, 1):
        if name[:length] in surnames.JAPANESE and len(name) > length:
            return name[:length], name[length:]
    return "", ""


def _by_comma(name: str) -> tuple[str, str, str]:
    """Where the family name stands before a comma: "Okafor, Amara Grace"."""
    family, _, rest = name.partition(",")
    given, _, additional = rest.strip().partition(" ")
    return (family.strip(), given, additional) if given and "," not in rest else ("", "", "")


def _by_words(words: list[str], locale: str) -> tuple[str, str, str]:
    """Latin, Cyrillic, Greek ...: the given name comes first, unless the words say otherwise."""
    lower = [word.casefold() for word in words]
    if len(words) < 2:
        return "", "", ""
    if lower[0] in surnames.PARTICLES or all(word in surnames.SPANISH for word in lower):
        return " ".join(words), "", ""
    if lower[0] in surnames.VIETNAMESE and not lower[0].isascii():
        return words[0], words[-1], " ".join(words[1:-1])
    if len(words) == 2:
        family_first = _family_first(words, lower, locale)
        return (words[0], words[1], "") if family_first else (words[1], words[0], "")
    start = _family_start(words, lower)
    return (" ".join(words[start:]), words[0], " ".join(words[1:start])) if start else ("", "", "")


def _family_first(words: list[str], lower: list[str], locale: str) -> bool:
    """Whether two words stand family name first: capitals (OKAFOR Amara), pinyin (Wang Xiaoming), Hungarian."""
    first, last = words
    if first.isupper() != last.isupper() and min(len(first), len(last)) > 1:
        return first.isupper()
    if lower[0] in surnames.PINYIN and lower[1] not in surnames.PINYIN:
        return len(last) <= 14 and _PINYIN.fullmatch(lower[1]) is not None
    return locale.lower().startswith("hu")


def _family_start(words: list[str], lower: list[str]) -> int:
    """Where the family name starts among three or more words, 0 when nothing tells."""
    for index in range(1, len(words) - 1):
        if lower[index] in surnames.PARTICLES:
            two_surnames = index >= 2 and lower[index - 1] in surnames.SPANISH
            return index - 1 if two_surnames else index
    if all(word in surnames.SPANISH for word in lower[-2:]):
        return len(words) - 2
    if words[-1].isupper() and not any(word.isupper() for word in words[:-1]):
        return len(words) - 1
    if all(len(word.rstrip(".")) == 1 for word in words[1:-1]):
        return len(words) - 1
    return 0
