"""Explaining: why two scans are one person, as rows, in words of two languages, and as a picture."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

import polars as pl

from flows.match.leads import LEVELS
from flows.match.table import named
from flows.match.weights import Compared, Floats, Weights

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One comparison of a pair: what it found, and the weight that this has in bits (positive speaks for one person)."""

    comparison: str
    level: str
    weight: float


def reason_columns(outcome: Iterable[tuple[str, Compared]], prior: Floats, weights: Weights) -> dict[str, pl.Series]:
    """What `explain` reads of pairs: the ``prior``, and for every comparison its level and its weight.

    One comparison after the other is taken, so that whoever hands it over may forget it.
    """
    columns = {"prior": pl.Series(prior + weights.any_match)}
    for name, compared in outcome:
        columns[name] = named([level.name for level in LEVELS[name]], compared.level)
        columns[f"{name} weight"] = pl.Series(weights.term(name, compared))
    return columns


def explain(pairs: pl.DataFrame, left_scan_id: str, right_scan_id: str) -> list[Reason]:
    """The reasons of one pair of `flows.match.engine.Matched.pairs`, strongest first; empty if the pair is not in it."""
    one, two = pl.col("left_scan_id"), pl.col("right_scan_id")
    either = ((one == left_scan_id) & (two == right_scan_id)) | ((one == right_scan_id) & (two == left_scan_id))
    found = pairs.filter(either)
    if found.is_empty():
        return []
    row = found.row(0, named=True)
    reasons = [Reason(name, row[name], row[f"{name} weight"]) for name in LEVELS if row[name] != "blank"]
    reasons.sort(key=lambda reason: (-abs(reason.weight), reason.comparison))
    start = Reason("before comparing", "chance", row["prior"])
    rest = row["weight"] - start.weight - sum(reason.weight for reason in reasons)
    ruled = [Reason("rule", _rule(rest), rest)] if abs(rest) > 0.05 else []
    return [start, *reasons, *ruled]


def _rule(rest: float) -> str:
    return "a person decided" if abs(rest) > 200 else "never one without a person's word"


def in_words(reasons: list[Reason], language: Language = "en") -> str:
    """The reasons as sentences for somebody who knows no statistics."""
    if not reasons:
        return _WORDS["none"][language]
    total = sum(reason.weight for reason in reasons)
    lines = [_verdict(total, language)]
    lines += [f"{words(reason, language)} ({reason.weight:+.1f})" for reason in reasons]
    return "\n".join(lines)


def words(reason: Reason, language: Language = "en") -> str:
    """One reason in words, like "company: the same"."""
    parts = (reason.comparison, reason.level)
    return _COLON[language].join(_WORDS[part][language] if part in _WORDS else part for part in parts if part)


def _verdict(total: float, language: Language) -> str:
    share = 100.0 / (1.0 + 2.0 ** -max(min(total, 60.0), -60.0))
    text = {
        "en": "Probability that this is one person: {:.1f} %. Bits for (+) and against (-):",
        "zh": "是同一个人的概率：{:.1f}%。支持（+）与反对（-）的比特数：",
    }
    return text[language].format(min(max(share, 0.1), 99.9))


def waterfall(reasons: list[Reason], language: Language = "en") -> str:
    """The reasons as a picture (SVG, no script): each bar begins where the one before it ends, the last one is the sum."""
    rows = [*reasons, Reason("sum", "", sum(reason.weight for reason in reasons))]
    reach, at = [0.0], 0.0
    for reason in reasons:
        at += max(min(reason.weight, 60.0), -60.0)
        reach.append(at)
    low, high = min(reach), max(reach)
    scale = 360.0 / max(high - low, 1.0)
    height, x0 = 26 * len(rows) + 12, 250.0
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 {height}" width="680" height="{height}" role="img">',
        "<style>text{font:13px sans-serif}</style>",
        f"<title>{escape(in_words(reasons, language))}</title>",
        f'<line x1="{x0 - low * scale:.1f}" y1="4" x2="{x0 - low * scale:.1f}" y2="{height - 4}" stroke="#767676"/>',
    ]
    for number, reason in enumerate(rows):
        start, end = (0.0, at) if reason.comparison == "sum" else (reach[number], reach[number + 1])
        y = 26 * number + 8
        color = "#444444" if reason.comparison == "sum" else "#1f6f4a" if reason.weight >= 0 else "#a3341f"
        parts.append(f'<text x="4" y="{y + 13}">{escape(words(reason, language))}</text>')
        left, width = x0 + (min(start, end) - low) * scale, max(abs(end - start) * scale, 1.0)
        parts.append(f'<rect x="{left:.1f}" y="{y}" width="{width:.1f}" height="16" fill="{color}"/>')
        parts.append(f'<text x="626" y="{y + 13}">{reason.weight:+.1f}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


_COLON: dict[Language, str] = {"en": ": ", "zh": "："}
_WORDS: dict[str, dict[Language, str]] = {
    "none": {
        "en": "These two were not compared: nothing about them agrees.",
        "zh": "这两条记录没有比较过：它们没有任何相同之处。",
    },
    "before comparing": {"en": "before comparing", "zh": "比较之前"},
    "chance": {"en": "any two scans", "zh": "任意两次扫描"},
    "sum": {"en": "together", "zh": "合计"},
    "rule": {"en": "rule", "zh": "规则"},
    "a person decided": {"en": "a person decided", "zh": "人工决定"},
    "never one without a person's word": {"en": "never one without a person's word", "zh": "未经人工确认不合并"},
    "family name": {"en": "family name", "zh": "姓"},
    "given name": {"en": "given name", "zh": "名"},
    "e-mail": {"en": "e-mail", "zh": "邮箱"},
    "phone": {"en": "phone", "zh": "电话"},
    "handle": {"en": "profile", "zh": "社交账号"},
    "badge": {"en": "badge", "zh": "胸卡"},
    "company": {"en": "company", "zh": "公司"},
    "place": {"en": "town", "zh": "城市"},
    "job": {"en": "job title", "zh": "职位"},
    "same": {"en": "the same", "zh": "相同"},
    "near": {"en": "nearly the same", "zh": "相近"},
    "different": {"en": "different", "zh": "不同"},
    "nickname": {"en": "a short form of it", "zh": "昵称"},
    "initial": {"en": "only an initial", "zh": "仅首字母"},
    "Western and Chinese": {
        "en": "one Western and one Asian, or two readings",
        "zh": "一个西文名、一个中韩文名，或同字异读",
    },
    "shared mailbox": {"en": "a mailbox that many share", "zh": "多人共用的邮箱"},
    "shared number": {"en": "a number that many share", "zh": "多人共用的号码"},
    "same mailbox elsewhere": {"en": "the same mailbox at another company", "zh": "另一公司的同名邮箱"},
    "different at one domain": {"en": "two mailboxes at one company", "zh": "同一公司的两个邮箱"},
    "numbered at one domain": {"en": "two mailboxes that only a number tells apart", "zh": "仅数字不同的两个邮箱"},
    "a word in common": {"en": "a rare word in common", "zh": "有一个少见的共同字词"},
    "neighbouring": {"en": "numbers of one switchboard", "zh": "同一总机的号码"},
    "two at one event": {"en": "two badges at one event", "zh": "同一展会两张胸卡"},
}
