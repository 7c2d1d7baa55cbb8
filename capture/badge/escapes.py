"""Escapes: splitting and unescaping values of the backslash family (vCard, MECARD, BIZCARD, MATMSG)."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def split_escaped(value: str, separator: str) -> list[str]:
    """The parts between separators that no backslash protects; the parts are not unescaped yet."""
    parts, start, index = [], 0, 0
    while index < len(value):
        if value[index] == "\\":
            index += 2
            continue
        if value[index] == separator:
            parts.append(value[start:index])
            start = index + 1
        index += 1
    return [*parts, value[start:]]


def unescape(value: str) -> str:
    r"""The value without its backslashes; ``\n`` and ``\N`` are a line break (RFC 6350, section 3.4)."""
    return _ESCAPED.sub(lambda match: "\n" if match.group(1) in "nN" else match.group(1), value)


def unescape_plain(value: str) -> str:
    r"""The value without its backslashes in MECARD's way, where ``\n`` is just an n."""
    return _ESCAPED.sub(r"\1", value)


def key_values(text: str) -> list[tuple[str, str]]:
    """The ``KEY:value;`` pairs of a MECARD or BIZCARD body, keys in capitals, values still escaped, broken pieces left out."""
    pairs = (piece.strip().partition(":") for piece in split_escaped(text, ";"))
    return [(key.strip().upper(), value.strip()) for key, colon, value in pairs if colon and value.strip()]
