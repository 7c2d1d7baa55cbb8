"""Cards: the text on a photographed business card, read offline where the ``cards`` extra is installed.

What is read is only ever a proposal, shown beside the picture for a person to confirm.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from typing import Any

from capture.badge.tokens import could_be_name, guess_label
from capture.decode import Frame

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PHONE = re.compile(r"\+?\d[\d\s()./-]{6,}\d")
_LONGEST_LINE = 200
_ONE_AT_A_TIME = threading.Lock()


def available() -> bool:
    """Whether the ``cards`` extra is installed."""
    return find_spec("rapidocr") is not None


def read_lines(picture: Frame | None) -> list[str]:
    """The lines of text on a picture in colour, from the top; empty without the extra or when the picture holds none."""
    if picture is None or not available():
        return []
    with _ONE_AT_A_TIME:
        found = _engine()(picture).txts
    return [line for text in found or () if (line := str(text).strip()[:_LONGEST_LINE])]


def proposal(lines: list[str]) -> dict[str, str]:
    """What the lines most likely are, by field: only those that speak for themselves; the rest is left to people."""
    text = "\n".join(lines)
    email, phone = _EMAIL.search(text), _PHONE.search(text)
    address = email.group() if email else ""
    local, _, domain = address.casefold().partition("@")
    rest = [line for line in lines if not (_EMAIL.search(line) or _PHONE.search(line))]

    def first(*tests: Callable[[str], bool]) -> str:
        return next((line for test in tests for line in rest if test(line)), "")

    company = first(lambda line: guess_label(line) == "company", lambda line: _is_made_of(domain, line))
    title = first(lambda line: guess_label(line) == "title")
    rest = [line for line in rest if line not in (company, title)]
    name = first(
        lambda line: guess_label(line) == "full_name",
        lambda line: could_be_name(line) and _is_made_of(local, line),
        lambda line: could_be_name(line) and " " in line and not guess_label(line),
    )
    return {
        "full_name": name,
        "company": company,
        "title": title,
        "emails": address,
        "phones": phone.group().strip() if phone else "",
    }


def _is_made_of(part: str, line: str) -> bool:
    """Whether one end of an e-mail address holds a word of the line."""
    return any(word in part for word in _words(line))


def _words(line: str) -> Iterable[str]:
    return (word for word in re.findall(r"\w+", line.casefold()) if len(word) > 2)


@cache
def _engine() -> Any:
    """The engine, with the models that its own package brings; one thread, so that scanning goes on beside it."""
    from rapidocr import RapidOCR

    quietly = {"Global.log_level": "critical", "EngineConfig.onnxruntime.intra_op_num_threads": 1}
    return RapidOCR(params=quietly)
