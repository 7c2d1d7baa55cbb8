"""Cards: the text on a photographed business card, read offline where the ``cards`` extra is installed.

What is read is only ever a proposal, shown beside the picture for a person to confirm.
"""

from __future__ import annotations

import re
import threading
from functools import cache
from importlib.util import find_spec
from typing import Any

import cv2
import numpy as np

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?\d[\d\s()./-]{6,}\d")
_ONE_AT_A_TIME = threading.Lock()


def available() -> bool:
    """Whether the ``cards`` extra is installed."""
    return find_spec("rapidocr_onnxruntime") is not None


def read_lines(picture: bytes) -> list[str]:
    """The lines of text on a picture, from the top; empty without the extra or when the picture holds none."""
    frame = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR) if picture else None
    if frame is None or not available():
        return []
    with _ONE_AT_A_TIME:
        found, _ = _engine()(frame)
    return [str(text) for _, text, _ in found or []]


def proposal(lines: list[str]) -> dict[str, str]:
    """What can be told from the lines by shape alone: an e-mail address and a telephone number. Names are left to people."""
    text = "\n".join(lines)
    email, phone = _EMAIL.search(text), _PHONE.search(text)
    return {"emails": email.group() if email else "", "phones": phone.group().strip() if phone else ""}


@cache
def _engine() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()
