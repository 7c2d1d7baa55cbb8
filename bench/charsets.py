"""Charsets: how often our decoder and charset-normalizer get a badge's text back from legacy bytes.

    python -m bench.charsets [BADGES PER CHARSET] [SEED]

Made-up badges (a name, or a name with company and title) are encoded in the charset of their country and decoded with the
event's locale, blindly, and by charset-normalizer's best guess. Prints the share of texts that came back exactly and the
median CPU time for one. The words are common ones of each language; rare ones fare worse, so the ratios say more than the shares.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from functools import partial

from charset_normalizer import from_bytes

from capture.badge.charset import decode

COUNTRIES: dict[tuple[str, str], tuple[str, str, tuple[str, ...], str]] = {
    # (charset, locale): family names, given names, what may follow on the badge, how a name is put together
    ("gb18030", "zh-CN"): (
        "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 欧阳 上官",
        "伟 芳 娜 敏 静 秀英 丽 强 磊 洋 艳 勇 军 杰 娟 涛 明 超 霞 平 梓涵 浩然 昊 鑫 懿轩 毅",
        ("苏州光学有限公司^销售经理", "深圳市样例科技股份有限公司^总监", "北方机械集团^工程师", "采购部"),
        "{family}{given}",
    ),
    ("big5hkscs", "zh-TW"): (
        "陳 林 黃 張 李 王 吳 劉 蔡 楊 許 鄭 謝 郭 洪 邱 曾 廖 賴 徐",
        "志豪 怡君 雅婷 家豪 淑芬 俊傑 美玲 宗翰 欣怡 冠宇 佳穎 建宏 靜宜 彥廷",
        ("台北精密股份有限公司^業務經理", "範例電子^工程師", "採購部"),
        "{family}{given}",
    ),
    ("cp932", "ja"): (
        "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 長谷川 五十嵐",
        "太郎 花子 健一 美咲 翔 陽菜 大輔 さくら 恵 直樹 愛 拓也 由美子 誠",
        ("株式会社サンプル^営業部長", "東京製作所^技術課", "例示工業^担当"),
        "{family} {given}",
    ),
    ("cp949", "ko"): (
        "김 이 박 최 정 강 조 윤 장 임 한 오 서 신 권 황 안 송",
        "민수 서연 지훈 하은 도윤 지우 현우 수빈 준호 은지 영희 철수 미경 상훈",
        ("주식회사 예시전자^부장", "표본산업^구매팀 과장", "서울대리점"),
        "{family}{given}",
    ),
    ("cp1252", "de"): (
        "Müller Schäfer Größe Núñez Lefèvre Åkesson Jürgens Böhm Süß Peña Gonçalves Sørensen Château Weiß",
        "Jürgen Zoë José François Søren Käthe André Björn Inês Mónica René Jörg",
        ("Gänßlein GmbH^Geschäftsführer", "Société Exemple^Responsable", "Ejemplo España S.A.", "Einkäufer"),
        "{given} {family}",
    ),
    ("cp1250", "pl"): (
        "Wiśniewski Wójcik Kamiński Dąbrowski Zieliński Żółć Łukasik Dvořák Kříž Černý Růžička Horváth",
        "Łukasz Paweł Małgorzata Jiří Tomáš Zdeněk Ľubomír Grażyna Bożena Šárka",
        ("Przykład Sp. z o.o.^Właściciel", "Příklad s.r.o.^Ředitel", "Zakład Łódź"),
        "{given} {family}",
    ),
    ("cp1251", "ru"): (
        "Иванов Петров Смирнова Кузнецов Попова Соколов Лебедев Козлова Новиков Щербаков",
        "Иван Анна Дмитрий Мария Сергей Ольга Юрий Екатерина Пётр Любовь",
        ("ООО Пример^Директор", "Завод Образец^Инженер", "Отдел закупок"),
        "{given} {family}",
    ),
}


def badges(charset: str, locale: str, count: int, rng: random.Random) -> list[tuple[str, bytes]]:
    """Badge texts of one country that its charset can hold and that are not plain ASCII, with their bytes."""
    families, givens, tails, form = COUNTRIES[charset, locale]
    found: list[tuple[str, bytes]] = []
    while len(found) < count:
        text = form.format(family=rng.choice(families.split()), given=rng.choice(givens.split()))
        text = f"{rng.randrange(100_000):05}^{text}^{rng.choice(tails)}" if rng.random() < 0.5 else text
        if not text.isascii():
            found.append((text, text.encode(charset)))
    return found


def ours(raw: bytes, *, locale: str = "") -> str:
    """Our text, with a locale or blindly."""
    return decode(raw, locale=locale).text


def normalizer(raw: bytes) -> str:
    """charset-normalizer's best guess."""
    best = from_bytes(raw).best()
    return str(best) if best else ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=300)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    options = parser.parse_args()
    count, rng = options.count, random.Random(options.seed)
    print(
        f"{'charset':10} {'locale':7} {'with locale':>12} {'blind':>8} {'normalizer':>11} {'ours ms':>8} {'normalizer ms':>14}"
    )
    for charset, locale in COUNTRIES:
        samples = badges(charset, locale, count, rng)
        located = share(samples, partial(ours, locale=locale))
        blind = share(samples, ours)
        peer = share(samples, normalizer)
        shares = f"{located[0]:12.1%} {blind[0]:8.1%} {peer[0]:11.1%}"
        print(f"{charset:10} {locale:7} {shares} {located[1]:8.2f} {peer[1]:14.2f}")


def share(samples: list[tuple[str, bytes]], reader: Callable[[bytes], str]) -> tuple[float, float]:
    """The share of texts that came back, and the median CPU milliseconds for one."""
    right, times = 0, []
    for text, raw in samples:
        started = time.process_time()
        right += reader(raw) == text
        times.append((time.process_time() - started) * 1000)
    return right / len(samples), statistics.median(times)


if __name__ == "__main__":
    main()
