"""Reading: what was understood from the bytes of one code, by which reader, and how sure it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal, cast

from capture.badge.contact import Contact, Email, Handle, Phone

Kind = Literal[
    "contact",  # contact fields were read
    "id",  # an id that a roster can resolve (a link badge's token counts)
    "personal",  # somebody's personal code: LinkedIn, WeChat ...: the handle is in the contact
    "opaque",  # encrypted, or bytes nobody can read yet: kept for a key or a profile
    "not_a_badge",  # Wi-Fi, a product code, an advertisement: kept, never a lead by itself
    "unknown",  # none of these: kept, a person has to look
    "refused",  # hostile or broken: kept, the reason says why
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One understanding of one payload. ``reason`` says in plain words why it was refused, unknown or wants a look.

    ``format`` names the container ("vcard", "mecard", "delimited", "id", "link", "json" ...). ``charset`` is the Python codec the text
    was decoded with, ``charset_confidence`` is 0 to 1, and ``runner_up`` is the text under the second best charset, empty
    where there is none worth showing.
    """

    kind: Kind
    format: str
    reader: str
    contact: Contact = Contact()
    charset: str = ""
    charset_confidence: float = 1.0
    runner_up: str = ""
    needs_review: bool = False
    reason: str = ""

    def to_json(self) -> str:
        """The reading as one line of JSON, without empty fields; `from_json` gives it back."""
        values = asdict(self)
        values["contact"] = {name: value for name, value in values["contact"].items() if value not in ("", (), [])}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Reading:
        """Read back what `to_json` wrote; fields from a newer version are ignored."""
        values = json.loads(text)
        known = {item.name for item in fields(cls)}
        kept = {name: value for name, value in values.items() if name in known}
        kept["contact"] = contact_from(kept.get("contact", {}))
        return cls(**kept)


def contact_from(values: Mapping[str, object]) -> Contact:
    """A Contact from plain JSON values, as `Reading.to_json` writes them."""
    known = {item.name for item in fields(Contact)}
    kept = {name: value for name, value in values.items() if name in known}
    kept["emails"] = tuple(Email(**item) for item in cast("list[dict[str, str]]", kept.get("emails", [])))  # type: ignore[arg-type]
    kept["phones"] = tuple(Phone(**item) for item in cast("list[dict[str, str]]", kept.get("phones", [])))  # type: ignore[arg-type]
    kept["handles"] = tuple(Handle(**item) for item in cast("list[dict[str, str]]", kept.get("handles", [])))
    kept["extra"] = tuple((name, value) for name, value in cast("list[list[str]]", kept.get("extra", [])))
    return Contact(**kept)  # type: ignore[arg-type]
