"""JSON badges: eventyay's ticket and lead, Indico's compact form, and flat or nested contacts under many key names."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from collections.abc import Iterator

from capture.badge.contact import Contact
from capture.badge.labels import contact_from_labels, label_of
from capture.badge.payload import Payload, kind_of
from capture.badge.profile import Profile
from capture.badge.reading import Reading

MAX_BYTES = 8192
MAX_DEPTH = 4

_GENERIC = frozenset({"name", "value", "text", "label"})


def read_json(payload: Payload) -> Reading | None:
    """A JSON badge; too large, too deep, NaN or broken objects are refused with the reason."""
    text = payload.text.strip()
    if text[:1] not in ("{", "["):
        return None
    if problem := _problem(text):
        return payload.reading("refused", "json", reason=problem)
    try:
        value = _parsed(text)
    except ValueError as error:
        broken = text.startswith("{") and '"' in text
        return payload.reading("refused", "json", reason=f"broken JSON: {error}") if broken else None
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict):
        return None
    contact = _indico(value) or _contact(value, payload.profile)
    kind = kind_of(contact)
    reason = "JSON without a name, an e-mail or an id" if kind == "unknown" else ""
    return payload.reading(kind, "json", contact, needs_review=bool(reason), reason=reason)


def json_leaves(text: str) -> dict[str, str]:
    """Every leaf of a JSON object by its dotted path, as text; nothing when the text is no object or `read_json` would refuse it."""
    text = text.strip()
    if not text.startswith("{") or _problem(text):
        return {}
    try:
        return dict(_leaves(_parsed(text)))
    except ValueError:
        return {}


def label_of_path(path: str) -> str:
    """The label of a path's last named key; a generic key below a known one ("company.name") means its parent."""
    keys = [key for key in path.split(".") if not key.isdigit()]
    if len(keys) > 1 and keys[-1].casefold() in _GENERIC and (parent := label_of(keys[-2])) not in ("", "full_name"):
        return parent
    return label_of(keys[-1]) if keys else ""


def _problem(text: str) -> str:
    """Why this JSON must not even be parsed, or nothing."""
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_BYTES:
        return f"JSON of {size} bytes; {MAX_BYTES} are plenty for a badge"
    depth = deepest = 0
    in_string = escaped = False
    for char in text:
        if in_string:
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "}]":
            depth -= 1
    return f"JSON nested {deepest} deep; a badge needs at most {MAX_DEPTH}" if deepest > MAX_DEPTH else ""


def _parsed(text: str) -> object:
    """The JSON value with numbers as text, so that ids keep their zeros; ValueError when it is broken."""
    return json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse_constant)


def _refuse_constant(constant: str) -> object:
    """NaN and Infinity are not JSON (RFC 8259, section 6)."""
    raise ValueError(f"{constant} is not JSON")


def _indico(value: dict[str, object]) -> Contact | None:
    """Indico's compact ticket: ``{"i": [2, host, base64 of the UUID's 16 bytes]}``."""
    parts = value.get("i")
    if not isinstance(parts, list) or len(parts) < 3 or not all(isinstance(part, str) for part in parts[:3]):
        return None
    try:
        ticket = str(uuid.UUID(bytes=base64.b64decode(parts[2], validate=True)))
    except (binascii.Error, ValueError):
        return None
    return Contact(badge_id=ticket, extra=(("host", parts[1]),))


def _contact(value: dict[str, object], profile: Profile | None) -> Contact:
    """The contact under the profile's keys first, then under every key whose name we know; other leaves are extras."""
    leaves = dict(_leaves(value))
    taught = profile.json_keys if profile else {}
    pairs = [(label, leaves.pop(key)) for label, key in taught.items() if key in leaves]
    return contact_from_labels(
        [*pairs, *((label_of_path(key) or f"extra:{key}", text) for key, text in leaves.items())]
    )


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every leaf with its dotted path, as text; null leaves are left out. The depth was checked before."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}.{index}")
    elif value is not None:
        yield path, str(value).lower() if isinstance(value, bool) else str(value)
