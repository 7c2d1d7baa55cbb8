"""Tokens: what one unlabelled piece of a record most likely is, from its own text alone."""

from __future__ import annotations

import re

from capture.badge import surnames
from capture.badge.names import split_name
from capture.badge.plain import EMAIL
from capture.badge.text import words
from capture.badge.url import parse_url

COUNTRY_CODES = words(
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY "
    "BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK "
    "FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR "
    "IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK "
    "ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
    "PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF "
    "TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW UK"
)
"""ISO 3166-1 alpha-2, and UK, which badges use though it is only reserved there."""

_COUNTRY_NAMES = words(
    "germany deutschland austria switzerland schweiz france italy spain portugal netherlands belgium poland "
    "sweden norway denmark finland ireland usa u.s.a. canada mexico brazil argentina chile china japan korea "
    "taiwan singapore malaysia thailand vietnam indonesia india australia turkey egypt nigeria kenya uae 中国 "
    "中國 日本 韩国 韓国 美国 德国 法国 英国 台湾 台灣 香港 新加坡 대한민국 한국"
) | frozenset(
    ("united kingdom", "united states", "south korea", "south africa", "czech republic", "new zealand", "hong kong")
)

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_ID = re.compile(r"\d{1,20}|[A-Z]{1,4}-?\d{3,}|(?=[A-Z0-9]*\d)[A-Z0-9]{5,16}")
_PHONE = re.compile(r"\+?[\d\s().\-/]{7,25}(?:\s?(?:ext|x)\.?\s?\d{1,6})?", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d([-./])\d\d?\1\d\d?|\d\d?([-./])\d\d?\2(?:19|20)?\d\d")
_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")
_COMPANY = re.compile(
    r"\b(?:gmbh|ag|kg|kgaa|ohg|e\.?k|gbr|se|inc|llc|ltd|limited|corp|corporation|co|company|plc|llp|pty|pte|sdn|bhd|k\.?k|"
    r"s\.?a|s\.?a\.?s|sarl|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|a\.?b|oy|a/?s|aps|sp\. z o\.? ?o|s\.?r\.?o|kft|"
    r"group|holding|holdings|university|institute|ооо|зао|оао|пао)\.?$"
    r"|公司|集团|集團|株式会社|有限会社|合同会社|㈱|（株）|\(株\)|大学|研究院|研究所|주식회사|㈜|\(주\)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:manager|director|head|chief|officer|c[efmiots]o|president|vice|vp|engineer|sales|buyer|procurement|purchasing|"
    r"consultant|analyst|developer|architect|founder|owner|partner|professor|researcher|scientist|student|assistant|"
    r"secretary|lead|specialist|executive|editor|journalist|designer|leiter(?:in)?|geschäftsführer(?:in)?|einkauf|vertrieb|"
    r"einkäufer(?:in)?|directeur|directrice|gérant|responsable|gerente|jefe|ingeniero)\b"
    r"|经理|經理|总监|總監|总裁|主任|工程师|工程師|董事|主管|采购|销售|教授"
    r"|部長|課長|係長|社長|取締役|担当|主査|부장|과장|차장|대리|이사|대표|팀장",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(r"\b(?:department|dept|division|abteilung)\b|办公室|辦公室|[部处科室]$|事業部$", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d]|['’.-])*")


def guess_label(text: str) -> str:
    """The label that a piece's own text speaks for, "" when nothing does: company, title, full_name, email, phone, badge_id ..."""
    if EMAIL.fullmatch(text):
        return "email"
    if parse_url(text):
        return "website"
    if _UUID.fullmatch(text):
        return "badge_id"
    if _looks_like_phone(text):
        return "phone"
    if _ID.fullmatch(text) and any(char.isdigit() for char in text):
        return "badge_id"
    if text in COUNTRY_CODES or text.casefold() in _COUNTRY_NAMES:
        return "country"
    if _COMPANY.search(text):
        return "company"
    if _TITLE.search(text):
        return "title"
    if _DEPARTMENT.search(text):
        return "department"
    return "full_name" if looks_like_name(text) else ""


def looks_like_name(text: str) -> bool:
    """Whether a text is surely a whole name: an East Asian one with a known surname, or a western one with a title or particle."""
    parts = split_name(text)
    if not parts.family_name or not parts.given_name:
        return False
    known = parts.family_name.casefold() in surnames.SPANISH | surnames.PINYIN | surnames.VIETNAMESE
    return (not text.isascii() and " " not in text) or known or bool(parts.prefix) or " " in parts.family_name


def could_be_name(text: str) -> bool:
    """Whether a text may be a name or a part of one: one to four words of letters."""
    parts = text.split()
    return 1 <= len(parts) <= 4 and all(_NAME_WORD.fullmatch(part) for part in parts)


def _looks_like_phone(text: str) -> bool:
    """At least seven digits and a sign of a telephone: a plus, a leading zero with spacing, brackets, or a Chinese mobile number."""
    digits = sum(char.isdigit() for char in text)
    if not 7 <= digits <= 20 or not _PHONE.fullmatch(text) or _DATE.fullmatch(text):
        return False
    return text.startswith("+") or _CHINESE_MOBILE.fullmatch(text) is not None or not text.isdigit()
