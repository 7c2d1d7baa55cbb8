"""Plausible: how much a text looks like what people print on badges, to choose between charsets.

Only characters beyond ASCII count, since all candidates agree on the others. Every character gets between -2 and 1: a
frequent one of names and companies 1, a common one of the script about 0.6, a rare one little, a wrong neighbour (a Han
character glued into a Latin word, a run of accents) less than nothing, a control or private-use character -2. How common a
Han character or a Hangul syllable is, the national standards say: GB 2312 level 1, Big5 level 1 and JIS X 0208 level 1 hold
the frequent ones, KS X 1001 the 2,350 common syllables.
"""

from __future__ import annotations

import unicodedata

from capture.badge import surnames

_FREQUENT_HAN = surnames.CHINESE | frozenset(
    "小明伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞平刚桂英华文玉建国海波辉红春梅兰志斌鹏飞宇晨欣怡佳雪琳慧婷雅浩然子轩梓涵诗思雨嘉俊豪天龙凤美"
    "有限公司股份集团科技技术工业机械电子贸易信息网络北京上海广州深圳苏州杭州成都中国市省区路号经理总监采购销售工程师部门主任办公室"
    "制造材料设备系统开发研究院所大学学院副董事长助理客户项目姓名单位职务职位电话手机邮箱精密智能自动化生物医药服务管理投资发展国际商务"
    "偉芳麗強軍艷傑濤麗華國輝紅蘭鵬飛龍鳳電子貿易資訊網路廣州臺灣台北高雄新竹經理總監採購銷售師業務處機械設備開發製造財團法人學"
    "株式会社山田太郎佐藤鈴木高橋中村伊渡辺本加吉口松井東京大阪名古屋横浜部長課担当営業技術製作所工業一二三子美恵智健翔花愛様代表取締役氏名役職"
)
_FREQUENT_HANGUL = surnames.KOREAN | frozenset(
    "민수지영현준서연우진호성은경희정미혜숙자철동주식회사대표이사부장과차팀원기술산업전자한국서울시구매영업개발자연구소"
)
_FREQUENT_LATIN = frozenset(
    "éèêàáâäãåæçíìîïñóòôöõøœúùûüýßÄÖÜÉÅØÇÁÓÍÚÀÈÑąćęłńśźżĄĆĘŁŃŚŹŻčďěňřšťůžČĎĚŇŘŠŤŮŽőűăâîșțşţğıİđć"
)
_FREQUENT_CYRILLIC = frozenset("оеаинтсрвлкмдпуябыьгзчйхжюшцщэфОАИНСВКМПБГЛДРТЕ")
_ENOUGH = 1000  # characters tell as much as ten thousand do
_COMPANY_WORDS = (
    "有限公司",
    "股份",
    "株式会社",
    "有限会社",
    "주식회사",
    "（株）",
    "(株)",
    "㈜",
    "ООО",
    "ЗАО",
    "集团",
    "集團",
    "公司",
)


def plausibility(text: str) -> float:
    """The mean over the first characters beyond ASCII, -2 to 1, plus 0.15 for a company word; 1 for pure ASCII."""
    text = text[:_ENOUGH]
    scores = [_character(text, index) for index, char in enumerate(text) if char > "\x7e"]
    if not scores:
        return 1.0
    bonus = 0.15 if any(word in text for word in _COMPANY_WORDS) else 0.0
    return sum(scores) / len(scores) + bonus


def _character(text: str, index: int) -> float:
    char = text[index]
    category = unicodedata.category(char)
    if category in ("Cc", "Co", "Cn", "Cs") or char == "�":
        return -2.0
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if "぀" <= char <= "ヿ":
        return 0.9
    if "가" <= char <= "힣":
        return _glued(
            before, after, 1.0 if char in _FREQUENT_HANGUL else 0.5 if _in_rows(char, "euc_kr", 0xB0, 0xC8) else -0.2
        )
    if "㐀" <= char <= "鿿" or char > "\uffff":
        return _glued(before, after, _han(char, before, after))
    if "\u3100" <= char <= "\u312f" or "\uff61" <= char <= "\uff9f":
        return -0.3
    if category[0] == "L":
        return _letter(char, before, after)
    return 0.4 if char in "，。、：；（）「」·・–—‘’“”…®™©°№\u3000－" else -0.5


def _han(char: str, before: str, after: str) -> float:
    """A Han character; beside Hangul it is improbable (Korean badges no longer mix them)."""
    if any("가" <= neighbour <= "힣" for neighbour in (before, after) if neighbour):
        return -0.4
    if char in _FREQUENT_HAN:
        return 1.0
    if _in_rows(char, "gb2312", 0xB0, 0xD7) or _in_rows(char, "shift_jis", 0x88, 0x97):
        return 0.6
    if _in_rows(char, "big5", 0xA4, 0xC6):
        return 0.55
    return 0.2 if _in_rows(char, "gb2312", 0xD8, 0xF7) or _in_rows(char, "shift_jis", 0x98, 0xEA) else -0.1


def _glued(before: str, after: str, score: float) -> float:
    """An East Asian character between two Latin letters is a wrong reading of an accented one."""
    latin = sum(
        1 for neighbour in (before, after) if neighbour.isascii() and neighbour.isalpha() and neighbour.islower()
    )
    return score - 0.6 * latin


def _letter(char: str, before: str, after: str) -> float:
    """A letter of an alphabet: judged by its frequency, its neighbours' script and its case."""
    cyrillic = "\u0400" <= char <= "\u04ff"
    score = 0.45
    if char in _FREQUENT_CYRILLIC:
        score = 0.85
    elif char in _FREQUENT_LATIN:
        score = 0.9
    elif char < "\u0250":
        score = 0.2
    elif not cyrillic:
        score = 0.85  # Greek, Hebrew, Arabic, Thai: only their own charsets hold them
    for neighbour in (before, after):
        if not neighbour.isalpha():
            continue
        if cyrillic != ("\u0400" <= neighbour <= "\u04ff"):
            score -= 1.2
        elif char < "\u0250" and neighbour > "\x7f":
            score -= 0.45
    if char.isupper() and before.islower():
        score -= 0.6
    elif char.islower() and before.isupper() and after.isupper():
        score -= 0.4
    if not before.isalpha() and not after.isalpha():
        score -= 0.3
    return score


def _in_rows(char: str, codec: str, first: int, last: int) -> bool:
    """Whether a national standard holds the character with a lead byte in this range."""
    try:
        code = char.encode(codec)
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and first <= code[0] <= last
